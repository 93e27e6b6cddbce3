package builtin_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"spar/internal/system"
	"spar/internal/system/builtin"
)

// A default never refuses what was set: whatever single parameter is given, within its
// bounds, the others give way.
func TestDefaultsGiveWay(t *testing.T) {
	for _, s := range builtin.Systems() {
		for _, p := range s.Parameters {
			for _, value := range values(p) {
				sc := system.Scenario{System: s.Name, Parameters: map[string]string{p.Name: value}}
				if problems := builtin.Systems().Check(sc); len(problems) > 0 && !alone(p.Name, value) {
					t.Errorf("%s with %s=%s alone: %v", s.Name, p.Name, value, problems)
				}
			}
		}
	}
}

// values returns some of a parameter from one end of its bounds to the other.
func values(p system.Parameter) []string {
	if p.Kind == system.Choice {
		return p.Choices
	}
	unit := map[system.Kind]string{system.Duration: " s", system.Rate: "/s", system.Size: " B"}[p.Kind]
	number := func(v float64) string { return fmt.Sprintf("%.12g", v) + unit }
	if p.Kind == system.Numbers {
		return []string{number(p.Min), number(p.Max) + "," + number(p.Min)}
	}
	all := []string{number(p.Min), number(p.Max)}
	for v := 1e-6; v < p.Max; v *= 10 {
		if whole := p.Kind == system.Count || p.Kind == system.Entries; v > p.Min && (!whole || v >= 1) {
			all = append(all, number(v), number(min(p.Max, 3*v)))
		}
	}
	return all
}

// alone reports whether a value asks by itself for what cannot be: a warm-up longer
// than some systems' longest run, of a day, or one in several of what there is once.
func alone(parameter, value string) bool {
	seconds, _ := strconv.ParseFloat(strings.TrimSuffix(value, " s"), 64)
	return parameter == "warmup" && seconds >= 86400 || parameter == "one_in" && seconds > 1
}
