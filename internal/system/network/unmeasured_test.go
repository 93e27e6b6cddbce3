package network

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// What nobody measured is no figure, and meets no objective: times where nothing was
// answered, and shares of nothing.
func TestNothingMeasured(t *testing.T) {
	const text = `
system: topology
parameters: {duration: 10s}
objectives: ["us_latency_p99_seconds < 50 ms", "us_dropped_fraction < 1%", "us_availability >= 99%", "latency_p99_seconds < 1 min", "us_throughput_per_second < 1/s"]
topology:
  regions:
    - {name: eu, share: 70%, round_trips: {us: 100ms}}
    - {name: us, share: 30%}
  components:
    - {name: c, kind: client, rate: 500/s, region: eu, calls: [{to: o}]}
    - {name: o, kind: service, region: us}
`
	for name, c := range map[string]struct {
		text  string
		known []string
	}{
		"nobody there": {text, []string{"latency_p99_seconds", "us_throughput_per_second"}},
	} {
		r := run(t, read(t, c.text))
		for _, o := range r.Objectives[:3] {
			if !o.Unmeasured || o.Met || o.Margin() != "" || o.MeasuredText() != "nothing measured" {
				t.Errorf("%s: %+v", name, o)
			}
		}
		for _, metric := range r.Unmeasured {
			if _, ok := r.Metrics[metric]; ok {
				t.Errorf("%s: %s is measured, and is not", name, metric)
			}
		}
		for _, metric := range []string{"us_latency_p99_seconds", "us_availability"} {
			if !slices.Contains(r.Unmeasured, metric) {
				t.Errorf("%s: unmeasured are %v, and not %s", name, r.Unmeasured, metric)
			}
		}
		for _, metric := range c.known {
			if slices.Contains(r.Unmeasured, metric) || !r.Objectives[3].Met || !r.Objectives[4].Met {
				t.Errorf("%s: unmeasured are %v; objectives %+v", name, r.Unmeasured, r.Objectives)
			}
		}
		text, err := json.Marshal(r)
		if err != nil || !strings.Contains(string(text), `"measured":null,"met":false`) {
			t.Errorf("%s: %v in %s", name, err, text)
		}
	}
}
