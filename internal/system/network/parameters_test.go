package network

import (
	"strings"
	"testing"

	"spar/internal/topology"
)

// Descriptions are formats, in which a percent sign is written twice.
func TestDescriptionsAreWhole(t *testing.T) {
	for name := range figures() {
		p := parameter("app", "app", topology.Figure{Name: name})
		if strings.Contains(p.Doc, "%!") || !strings.Contains(p.Doc, "app") {
			t.Errorf("%s: %q", name, p.Doc)
		}
	}
	for _, p := range System().Parameters {
		if strings.Contains(p.Doc, "%!") {
			t.Errorf("%s: %q", p.Name, p.Doc)
		}
	}
	for _, m := range System().Metrics {
		if strings.Contains(m.Doc, "%!") {
			t.Errorf("%s: %q", m.Name, m.Doc)
		}
	}
}
