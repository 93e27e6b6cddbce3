package system

import (
	"strings"
	"testing"

	"spar/internal/sim"
)

// What is taken back has no interval, and is said.
func TestUncertain(t *testing.T) {
	measured := func() *Result {
		r := new(Result)
		for _, metric := range []string{"latency_mean_seconds", "latency_p99_seconds", "availability"} {
			var slices []sim.Tally
			for i := range 20 {
				slices = append(slices, sim.Tally{Part: float64(10 + i*7%5), Whole: 10})
			}
			r.Measure(metric, slices)
		}
		return r
	}
	r := measured()
	r.Uncertain("one draw", "latency_*", "other")
	if _, ok := r.Intervals["availability"]; !ok || len(r.Intervals) != 1 {
		t.Errorf("intervals of %v are left, want that of availability", r.Intervals)
	}
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "no intervals of latency_*: one draw") {
		t.Errorf("warnings %q", r.Warnings)
	}
	r.Uncertain("one draw", "latency_*")
	if len(r.Warnings) != 1 {
		t.Errorf("what has no interval is warned of: %q", r.Warnings)
	}
}
