//go:build slow

package shortener

import (
	"math"
	"testing"

	"spar/internal/truth"
)

// Closed forms for random and round robin, the mean-field limit and independent
// simulations for others.
func TestPoliciesAtLength(t *testing.T) {
	comparePolicies(t, "15 s", map[string]expected{"random": {10, .08}, "round-robin": {5.254, .06}, "two-choices": {2.686, .03}, "least-connections": {1.126, .02}})
}

// The guide's load for an hour: 45 million requests, whose figures must be those of
// theory and whose books must balance.
func TestAnHourOfTheGuidesLoad(t *testing.T) {
	r := simulate(t, map[string]string{"redirects": "11574/s", "writes": "1157/s", "duration": "1h", "ids": "random", "code_length": "6"})
	for _, name := range []string{"app_utilization", "database_utilization", "cache_hit_ratio", "throughput_per_second"} {
		truth.Check(t, name, r.Metrics[name], r.Theory[name], .005)
	}
	want := r.Theory["collisions"] // 152.7
	if got := r.Metrics["collisions"]; math.Abs(got-want) > 3*math.Sqrt(want) {
		t.Errorf("%v collisions, theory expects %.1f", got, want)
	}
}
