package scaling

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// brief returns parameters of a run short enough for a test of one thing: half an
// hour of 20 requests a second, which keep two workers of one each busy.
func brief(pairs ...string) map[string]string {
	return systemtest.With(map[string]string{
		"rate": "20/s", "service_mean": "100 ms", "workers": "1", "duration": "30 min", "warmup": "3 min",
		"boot_time": "30 s", "metric_lag": "15 s", "min": "1",
	}, pairs...)
}

func simulate(t *testing.T, seed uint64, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{Parameters: parameters, Faults: faults, Seed: seed})
}

// modelOf returns the model of a run before its first event.
func modelOf(t *testing.T, parameters map[string]string) *model {
	t.Helper()
	return systemtest.Model[*model](t, System(), system.Scenario{Parameters: parameters, Seed: 1})
}

func TestSystem(t *testing.T) {
	systemtest.Conform(t, System(), system.Scenario{Seed: 2, Parameters: brief("load_shape", diurnal, "peak", "1.8", "period", "12 min"), Faults: []string{
		"at 20% kill instance 1", "at 25% slow instance 2 by 3", "at 30% errors instance 1 20%", "at 50% load x3",
		"at 60% set policy threshold", "at 70% set policy naive", "at 80% set policy scheduled", "at 90% kill instance",
	}})
}

func TestDescriptionIsSound(t *testing.T) {
	s := System()
	for _, parameters := range []map[string]string{brief(), brief("scaling", vertical), brief("policy", naive, "min", "0", "rate", "0.001/s")} {
		r := simulate(t, 1, parameters)
		systemtest.Described(t, s, r)
		if r.Bottleneck != "instance" || r.BottleneckReason == "" {
			t.Errorf("bottleneck %q: %s", r.Bottleneck, r.BottleneckReason)
		}
	}
}

// A run that is watched, step by step, and struck gives what the scenario that it
// amounts to gives unwatched.
func TestWatching(t *testing.T) {
	run, err := system.Registry{System()}.Begin(system.Scenario{
		System: "scaling", Parameters: brief("load_shape", constant), Faults: []string{"at 75% slow instance 1 by 2"}, Seed: 2,
	}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	strikes := map[time.Duration]string{5: "kill instance 1", 10: "load x3", 20: "set policy threshold"}
	for minute := range time.Duration(30) {
		if err := run.Advance(t.Context(), minute*time.Minute+300*time.Millisecond); err != nil {
			t.Fatal(err)
		}
		if action := strikes[minute]; action != "" {
			if err := run.Strike(action); err != nil {
				t.Fatal(err)
			}
		}
		if boots := run.View().Parts[0].Members[0].State == "booting"; boots != (minute == 5) {
			t.Errorf("in minute %d the first instance boots: %v", minute, boots)
		}
	}
	parts := run.View().Parts
	if len(parts) != 3 || len(parts[0].Members) < 6 || parts[0].Members[0].State != "2x slower" {
		t.Errorf("the view near the end is %+v", parts)
	}
	systemtest.Repeats(t, System(), run)
}

func TestFaults(t *testing.T) {
	calm := brief("load_shape", constant)
	whole := simulate(t, 2, calm).Metrics
	tests := []struct {
		name   string
		faults []string
		holds  func(m map[string]float64) bool
	}{
		{"instances die", []string{"at 50% kill instance 1", "at 60% kill instance 2", "at 70% kill instance 3", "at 80% kill instance 1", "at 90% kill instance 2"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > 0 && m["dropped_fraction"] < .001 && m["instances_max"] < whole["instances_max"]+2
		}},
		{"all die", []string{"at 55% kill instance"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > 0 && m["reaction_seconds"] == 30 && m["queue_max"] > 500 && m["latency_p99_seconds"] > 20
		}},
		{"one is slow", []string{"slow instance 1 by 8"}, func(m map[string]float64) bool {
			return m["latency_p99_seconds"] > 1.5*whole["latency_p99_seconds"] && m["dropped_fraction"] == 0
		}},
		{"one fails a half of its requests", []string{"errors instance 1 50%"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .1 && m["dropped_fraction"] < .4
		}},
		{"three times the load", []string{"at 50% load x3"}, func(m map[string]float64) bool {
			return m["instances_max"] >= 10 && m["instance_hours"] > 1.5*whole["instance_hours"] && m["reaction_seconds"] > 45
		}},
		{"another policy", []string{"at 1% set policy naive", "at 50% load x3"}, func(m map[string]float64) bool {
			return m["scale_ups"] > 7 && m["shortage_fraction"] > .03 // one by one
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := simulate(t, 2, calm, tt.faults...); !tt.holds(r.Metrics) {
				t.Errorf("unexpected: %v; without the fault %v", r.Metrics, whole)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for where, parameters := range map[string]map[string]string{
		"parameters.min":      {"min": "30", "max": "20"},
		"parameters.low":      {"low": "0.8", "high": "0.7"},
		"parameters.warmup":   {"warmup": "3 h", "duration": "2 h"},
		"parameters.interval": {"interval": "3 h", "duration": "2 h"},
		"parameters.schedule": {"schedule": "1,2.5"},
		"parameters.policy":   {"policy": "alphabetical"},
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "scaling", Parameters: parameters})
		if len(problems) != 1 || problems[0].Where != where {
			t.Errorf("%v: got problems %v, want one at %s", parameters, problems, where)
		}
	}
	if problems := (system.Registry{System()}).Check(system.Scenario{System: "scaling", Parameters: map[string]string{"min": "0", "policy": hpa}}); len(problems) == 0 {
		t.Error("hpa may begin from nothing")
	}
	if problems := (system.Registry{System()}).Check(system.Scenario{
		System: "scaling", Parameters: map[string]string{"min": "0", "policy": naive}, Faults: []string{"at 50% set policy hpa"},
	}); len(problems) != 1 || problems[0].Where != "faults[0]" {
		t.Errorf("from nothing to hpa: %v", problems)
	}
}

func TestCostIsLimited(t *testing.T) {
	_, err := system.Registry{System()}.Begin(system.Scenario{System: "scaling", Parameters: map[string]string{"rate": "1M/s"}}, sim.Cost{})
	if !errors.Is(err, sim.ErrBudget) {
		t.Errorf("a million requests a second for two hours: got %v, want %v", err, sim.ErrBudget)
	}
}

// What was stated before is about what the run took.
func TestCostIsTrue(t *testing.T) {
	for _, parameters := range []map[string]string{
		brief(), brief("load_shape", constant), brief("load_shape", diurnal, "peak", "2"), brief("load_shape", flashCrowd), brief("load_shape", ramp),
	} {
		m := modelOf(t, parameters)
		events := float64(simulate(t, 1, parameters).Events)
		if stated := cost(m.Plan).Events; stated < .95*events || stated > 1.6*events {
			t.Errorf("%v: %v events were stated, the run took %v", parameters, stated, events)
		}
	}
}

func TestWarnings(t *testing.T) {
	for want, parameters := range map[string]map[string]string{
		"this never ends":             brief("policy", naive, "min", "0", "rate", "2/s"),
		"whatever the policy does":    brief("max", "3"),
		"about to need":               brief("window", "10 s"),
		"the autoscaler flaps":        brief("policy", naive, "load_shape", diurnal, "peak", "2", "period", "8 min", "metric_lag", "60 s"),
		"the higher percentiles need": brief("rate", "2/s"),
	} {
		r := simulate(t, 1, parameters)
		if !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("no warning %q among %q", want, r.Warnings)
		}
	}
}

// Once everything has grown to its size, a request takes no memory.
func TestRequestsAllocateNothing(t *testing.T) {
	for _, pairs := range [][]string{{"load_shape", constant}, {"policy", threshold, "load_shape", diurnal, "peak", "1.5", "period", "10 min"}} {
		m := modelOf(t, brief(append(pairs, "rate", "200/s", "max", "100", "duration", "10 h")...))
		at := 20 * time.Minute
		if allocations := testing.AllocsPerRun(10, func() {
			at += time.Minute
			if err := m.RunUntil(t.Context(), at); err != nil {
				t.Fatal(err)
			}
		}); allocations > 40 { // of some twelve thousand requests
			t.Errorf("%v: %v allocations a minute", pairs, allocations)
		}
	}
}

func TestScheduleIsPlannedFromTheLoad(t *testing.T) {
	m := modelOf(t, map[string]string{"policy": scheduled, "load_shape": diurnal, "peak": "2", "workers": "1"})
	counts := newSchedule(m.Plan).Counts
	if len(counts) != 24 || slices.Max(counts) != 17 || counts[11] != 17 || counts[0] != 2 {
		t.Errorf("the schedule is %v; at noon ten workers are busy, which takes 17", counts)
	}
	if counts = newSchedule(modelOf(t, map[string]string{"policy": scheduled, "schedule": "3,5"}).Plan).Counts; !slices.Equal(counts, []int{3, 5}) {
		t.Errorf("the schedule is %v, want 3, 5", counts)
	}
}
