//go:build slow

package scaling

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// With any seed, a fleet that does not scale is the queue that theory knows, to
// within the noise of a long run.
func TestTheoryWithManySeeds(t *testing.T) {
	for seed := range uint64(10) {
		for _, rate := range []string{"10/s", "24/s", "28/s", "60/s"} {
			r := simulate(t, seed, brief("load_shape", constant, "min", "3", "max", "3", "rate", rate, "duration", "50 h", "queue_limit", "200"))
			for metric, want := range r.Theory {
				if got := r.Metrics[metric]; math.Abs(got-want) > .03*want+1e-3 {
					t.Errorf("seed %d, %s: %s = %v, %s says %v", seed, rate, metric, got, r.TheorySource, want)
				}
			}
		}
	}
}

// With any seed it takes no less than lag and boot until there is capacity for a
// step, and no more than two intervals longer.
func TestReactionWithManySeeds(t *testing.T) {
	for seed := range uint64(20) {
		for _, lag := range []time.Duration{0, 45} {
			r := simulate(t, seed, brief("rate", "300/s", "max", "200", "peak", "1.8", "queue_limit", "100", "metric_lag", fmt.Sprintf("%d s", lag)))
			low, high := float64(30+lag), float64(30+lag)+2*15+1
			if got := r.Metrics["reaction_seconds"]; got < low || got > high {
				t.Errorf("seed %d, lag %d s: %v s, want %v to %v", seed, lag, got, low, high)
			}
		}
	}
}

// With any seed only the naive policy goes on flapping.
func TestFlappingWithManySeeds(t *testing.T) {
	for seed := range uint64(10) {
		for _, policy := range []string{hpa, threshold, naive} {
			m := simulate(t, seed, brief("policy", policy, "rate", "16/s", "load_shape", diurnal, "peak", "2", "period", "2 h", "duration", "8 h", "boot_time", "2 min", "metric_lag", "60 s")).Metrics
			if often := m["flaps"] > 10; often != (policy == naive) {
				t.Errorf("seed %d: %s flaps %v times", seed, policy, m["flaps"])
			}
		}
	}
}
