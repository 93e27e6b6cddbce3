package builtin

import (
	"regexp"
	"testing"
)

func TestNamesAreDistinctAndPlain(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Systems() {
		if seen[s.Name] || !regexp.MustCompile(`^[a-z][a-z_]*$`).MatchString(s.Name) {
			t.Errorf("system name %q is taken or not plain", s.Name)
		}
		seen[s.Name] = true
	}
	if len(seen) == 0 {
		t.Error("there are no systems")
	}
}
