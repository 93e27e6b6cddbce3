package scaling

import (
	"fmt"
	"math"
	"testing"
	"time"

	"spar/internal/autoscale"
	"spar/internal/system"
)

// Where nothing scales, the service is the queue that theory knows.
func TestFixedFleetAgreesWithTheory(t *testing.T) {
	for _, pairs := range [][]string{
		{"min", "3", "max", "3", "rate", "21/s"},
		{"min", "1", "max", "1", "workers", "4", "rate", "50/s", "queue_limit", "10"}, // more than it can do
		{"policy", scheduled, "rate", "20/s"},
		{"min", "2", "max", "2", "scaling", vertical, "workers", "2", "rate", "30/s"},
	} {
		r := simulate(t, 3, brief(append([]string{"load_shape", constant, "duration", "5 h"}, pairs...)...))
		if len(r.Theory) == 0 {
			t.Errorf("%v: no theory", pairs)
		}
		for metric, want := range r.Theory {
			if got := r.Metrics[metric]; math.Abs(got-want) > .03*want+.001 {
				t.Errorf("%v: %s = %v, %s says %v", pairs, metric, got, r.TheorySource, want)
			}
		}
	}
	if r := simulate(t, 3, brief("load_shape", constant)); len(r.Theory) > 0 {
		t.Errorf("theory of a fleet that changes: %v", r.Theory)
	}
}

// At a constant load the formula keeps the utilization within its tolerance of the
// target.
func TestTargetIsKept(t *testing.T) {
	r := simulate(t, 1, brief("load_shape", constant, "rate", "200/s", "max", "100", "boot_time", "0 s"))
	if u := r.Metrics["utilization"]; u < .6*.85 || u > .6*1.1 {
		t.Errorf("utilization %v for a target of .6", u)
	}
}

// From a step of the load it takes the lag of the metric, at most two intervals and
// the boot until there is capacity.
func TestReaction(t *testing.T) {
	for _, tt := range []struct{ boot, lag time.Duration }{{0, 0}, {30, 0}, {30, 60}, {120, 15}} {
		seconds := func(n time.Duration) string { return fmt.Sprintf("%d s", n) }
		r := simulate(t, 1, brief("rate", "200/s", "max", "100", "peak", "1.8", "queue_limit", "100", "boot_time", seconds(tt.boot), "metric_lag", seconds(tt.lag)))
		low, high := float64(tt.boot+tt.lag), float64(tt.boot+tt.lag)+2*15+1
		if got := r.Metrics["reaction_seconds"]; got < low || got > high {
			t.Errorf("with %d s to boot and metrics %d s late it takes %v s, want %v to %v", tt.boot, tt.lag, got, low, high)
		}
	}
}

// The number of instances grows from one as Kubernetes lets it: 1, 5, 10, 20, 40, 80.
func TestGrowth(t *testing.T) {
	m := modelOf(t, map[string]string{
		"rate": "0.001/s", "min": "1", "max": "80", "workers": "1", "service_mean": "1 s", "metric_lag": "0 s", "boot_time": "0 s",
		"load_shape": constant, "queue_limit": "1M", "duration": "10 min", "target": "0.01",
	})
	if err := m.RunUntil(t.Context(), time.Second); err != nil {
		t.Fatal(err)
	}
	m.Strike(system.Fault{Verb: system.Load, Factor: 1e6})
	for i, want := range []int64{1, 5, 10, 20, 40, 80} {
		if err := m.RunUntil(t.Context(), time.Duration(i)*autoscale.SyncPeriod+2*time.Second); err != nil {
			t.Fatal(err)
		}
		if got := m.paid.Value(); got != want {
			t.Errorf("after %d decisions there are %d instances, want %d", i, got, want)
		}
	}
}

// One more and one fewer without a cooldown flaps where metrics are late; the
// formula with its window, and thresholds that rest, do not.
func TestNaiveFlaps(t *testing.T) {
	flaps := map[string]float64{}
	dropped := map[string]float64{}
	for _, policy := range []string{hpa, threshold, naive} {
		r := simulate(t, 1, brief("policy", policy, "load_shape", constant, "duration", "4 h", "rate", "16/s", "boot_time", "2 min", "metric_lag", "60 s"), "at 20% kill instance")
		flaps[policy], dropped[policy] = r.Metrics["flaps"], r.Metrics["dropped_fraction"]
	}
	if flaps[naive] < 10 || flaps[hpa] > 2 || flaps[threshold] > 2 {
		t.Errorf("flaps: %v, dropped: %v", flaps, dropped)
	}
}

// Without an instance there is no mean, and the naive policy never orders one.
func TestNaiveNeverComesBackFromZero(t *testing.T) {
	r := simulate(t, 1, brief("policy", naive, "min", "0", "rate", "2/s", "load_shape", constant, "queue_limit", "0"), "at 50% load x10")
	if m := r.Metrics; m["instances_max"] != 0 || m["availability"] != 0 {
		t.Errorf("%v instances, availability %v", m["instances_max"], m["availability"])
	}
}

// A machine that is replaced by a larger one does not serve meanwhile; more
// machines do.
func TestVerticalScalingInterrupts(t *testing.T) {
	latency := map[string]float64{}
	for _, way := range []string{horizontal, vertical} {
		r := simulate(t, 1, brief("scaling", way, "load_shape", constant, "rate", "40/s", "boot_time", "60 s"), "at 50% load x1.4")
		latency[way] = r.Metrics["latency_p99_seconds"]
		if r.Metrics["scale_ups"] == 0 {
			t.Errorf("%s: nothing scaled", way)
		}
	}
	if latency[vertical] < 20 || latency[horizontal] > 5 {
		t.Errorf("p99 is %v", latency)
	}
}

// A schedule has instances there before the hour that needs them.
func TestScheduleKnowsTheDay(t *testing.T) {
	day := func(policy string) map[string]float64 {
		return simulate(t, 1, brief("policy", policy, "load_shape", diurnal, "peak", "2", "period", "24 min", "duration", "72 min", "rate", "60/s", "boot_time", "2 min")).Metrics
	}
	planned, reacting := day(scheduled), day(hpa)
	if planned["latency_p99_seconds"] > reacting["latency_p99_seconds"] || planned["shortage_fraction"] > 0 {
		t.Errorf("planned: %v; reacting: %v", planned, reacting)
	}
}

func TestCostOfAFixedFleet(t *testing.T) {
	r := simulate(t, 1, brief("load_shape", constant, "min", "4", "max", "4", "duration", "1 h", "warmup", "0 s"))
	if got := r.Metrics["instance_hours"]; got != 4 {
		t.Errorf("four instances for an hour cost %v instance-hours", got)
	}
}
