//go:build slow

package network

import (
	"fmt"
	"math"
	"testing"

	"spar/internal/truth"
)

func TestEveryTrigger(t *testing.T) {
	for _, jobs := range []int{10, 40, 80} {
		want := truth.Figure(t, fmt.Sprintf("metastable.sim.l0.3.trigger%d", jobs))
		if got := lostRuns(t, storm(t, "0.3/s", ""), jobs, 400); math.Abs(got-want) > .1 {
			t.Errorf("after %d jobs %v of runs never recover, want %v", jobs, got, want)
		}
	}
}

// The same models as in short runs, to the tolerance of the formulas' rows.
func TestLongRuns(t *testing.T) {
	long := []string{"network", "0 s", "timeout", "1 d", "duration", "10M s", "warmup", "1M s"}
	for _, tt := range []struct {
		text string
		want float64
	}{
		{clientOf("0.7/s", "{to: a}") + station("a", "1"), 1 / .3},
		{clientOf("0.8/s", "{to: a}, {to: b}") + station("a", "1") + station("b", "1"), truth.Figure(t, "tandem2.rho0.8")},
		{clientOf("0.8/s", "{to: a}, {to: b, parallel: true}") + station("a", "1") + station("b", "1"), truth.Figure(t, "forkjoin2.rho0.8")},
	} {
		r := run(t, with(read(t, tt.text), long...))
		if got := r.Metrics["latency_mean_seconds"]; math.Abs(got/tt.want-1) > .01 {
			t.Errorf("mean of %v, want %v", got, tt.want)
		}
	}
	r := run(t, with(path(t, "20%"), "duration", "6000 s", "warmup", "60 s"))
	if got, want := r.Metrics["latency_mean_seconds"], truth.Figure(t, "topo.lb_svc_cache_db.mean_ms")/1e3; math.Abs(got/want-1) > .01 {
		t.Errorf("the path takes %v, want %v", got, want)
	}
	r = run(t, with(path(t, "24%"), "duration", "6000 s", "warmup", "60 s"))
	gap := .24*truth.Figure(t, "topo.hit0.76.db_ms") - .2*truth.Figure(t, "topo.station.db_ms")
	if got, want := r.Metrics["latency_mean_seconds"], (truth.Figure(t, "topo.lb_svc_cache_db.mean_ms")+gap)/1e3; math.Abs(got/want-1) > .05 {
		t.Errorf("the path with more misses takes %v, want %v", got, want)
	}
}
