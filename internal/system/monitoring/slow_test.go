//go:build slow

package monitoring

import (
	"testing"

	"spar/internal/health"
	"spar/internal/truth"
)

// A server that is well is evicted after as many probes as it takes until three are
// lost in a row.
func TestProbesUntilFalseEviction(t *testing.T) {
	row := truth.Find(t, "health.false.p0.05.k3")
	parameters := map[string]string{
		"servers": "1000", "rate": "1/s", "health_interval": "1 s", "health_timeout": "1 ms", "duration": "6 h", "warmup": "0 s", "fall": "3", "rise": "1",
		"loss": row.Text("loss"), "scrape_interval": "10 min",
	}
	probes := 1000 * 6 * 3600.
	back := health.ProbesUntilRun(1-row.Number("loss"), 1)
	if got := probes/simulate(t, 1, parameters).Metrics["false_evictions"] - back; !truth.Near(got, row.Figure(), .06) {
		t.Errorf("an eviction every %v probes, want %v", got, row.Figure())
	}
}

// With any seed, estimates and latencies are what theory says.
func TestTheoryWithManySeeds(t *testing.T) {
	for seed := range uint64(10) {
		for _, buckets := range []string{guide, prometheus, logLinear} {
			parameters := brief("duration", "4 h", "buckets", buckets, "load", "0.7", "workers", "2")
			delete(parameters, "rate")
			r := simulate(t, seed, parameters)
			for _, name := range []string{"latency_mean_seconds", "latency_p99_seconds", "estimated_p50_seconds", "estimated_p90_seconds", "estimated_p99_seconds", "in_flight_mean"} {
				if got, want := r.Metrics[name], r.Theory[name]; !truth.Near(got, want, .03) {
					t.Errorf("seed %d, %s: %s = %v, want %v", seed, buckets, name, got, want)
				}
			}
		}
	}
}

// With any seed, deaths are noticed when the formula says.
func TestDetectionWithManySeeds(t *testing.T) {
	for seed := range uint64(20) {
		r := simulate(t, seed, brief("servers", "500"), "at 50% cut server")
		if got := r.Metrics["detection_seconds"]; !truth.Near(got, 14.5, .03) {
			t.Errorf("seed %d: noticed after %v s, want 14.5", seed, got)
		}
	}
}
