package monitoring

import (
	"errors"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// brief returns parameters of a run short enough for a test of one thing: ten
// minutes of 100 requests a second, under an objective over five hours, which has
// alerts look at 25 s, 150 s and half an hour.
func brief(pairs ...string) map[string]string {
	return systemtest.With(map[string]string{
		"duration": "10 min", "warmup": "1 min", "rate": "100/s", "servers": "4", "slo_period": "5 h", "scrape_interval": "5 s",
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
	systemtest.Conform(t, System(), system.Scenario{Seed: 2, Parameters: brief("check", deep, "loss", "0.05", "sample", "0.5", "service", logNormal, "buckets", exponential), Faults: []string{
		"at 15% kill server 1", "at 20% restart server 1", "at 25% cut server 2", "at 30% heal server 2", "at 35% slow server 3 by 3",
		"at 45% errors server 4 20%", "at 55% errors dependency 10%", "at 60% slow dependency by 5", "at 65% load x2", "at 70% cut dependency",
		"at 80% heal dependency", "at 85% kill dependency", "at 90% restart dependency",
	}})
}

func TestDescriptionIsSound(t *testing.T) {
	s := System()
	for _, parameters := range []map[string]string{brief(), brief("sample", "0"), brief("loss", "1"), brief("slo", "0", "alert", threshold)} {
		r := simulate(t, 1, parameters)
		systemtest.Described(t, s, r)
		if r.Bottleneck != "server" || r.BottleneckReason == "" {
			t.Errorf("bottleneck %q: %s", r.Bottleneck, r.BottleneckReason)
		}
		systemtest.JSON(t, r) // fails on what is no number
	}
}

// How a service is watched changes nothing of what happens to it.
func TestWatchersDoNotDisturb(t *testing.T) {
	whole := simulate(t, 1, brief()).Metrics["latency_mean_seconds"]
	for _, pairs := range [][]string{{"buckets", guide}, {"sample", "0.1"}, {"scrape_interval", "30 s"}, {"check", deep}, {"health_interval", "2 s"}, {"alert", threshold}} {
		if got := simulate(t, 1, brief(pairs...)).Metrics["latency_mean_seconds"]; got != whole {
			t.Errorf("%v: mean latency %v, want %v", pairs, got, whole)
		}
	}
}

// A run that is watched, step by step, and struck gives what the scenario that it
// amounts to gives unwatched.
func TestWatching(t *testing.T) {
	run, err := system.Registry{System()}.Begin(system.Scenario{
		System: "monitoring", Parameters: brief(), Faults: []string{"at 75% slow dependency by 2"}, Seed: 2,
	}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	strikes := map[time.Duration]string{3: "kill server 1", 5: "restart server 1", 6: "errors server 2 50%"}
	states := map[time.Duration]string{3: "", 4: "down", 5: "down", 6: ""}
	for minute := range time.Duration(10) {
		if err := run.Advance(t.Context(), minute*time.Minute+300*time.Millisecond); err != nil {
			t.Fatal(err)
		}
		if want, told := states[minute]; told && run.View().Parts[0].Members[0].State != want {
			t.Errorf("in minute %d server 1 is %q, want %q", minute, run.View().Parts[0].Members[0].State, want)
		}
		if action := strikes[minute]; action != "" {
			if err := run.Strike(action); err != nil {
				t.Fatal(err)
			}
		}
		if minute == 3 && run.View().Parts[0].Members[0].State != "down, not noticed" {
			t.Errorf("a server that just died is %q", run.View().Parts[0].Members[0].State)
		}
	}
	parts := run.View().Parts
	if len(parts) != 3 || parts[0].Members[1].State != "50% errors" || parts[1].Members[0].State != "2x slower" || parts[2].Members[0].State != "firing" {
		t.Errorf("the view near the end is %+v", parts)
	}
	systemtest.Repeats(t, System(), run)
}

func TestFaults(t *testing.T) {
	whole := simulate(t, 2, brief()).Metrics
	tests := []struct {
		name   string
		faults []string
		holds  func(m map[string]float64) bool
	}{
		{"a server dies", []string{"at 50% kill server 1"}, func(m map[string]float64) bool {
			return m["healthy_mean"] < 3.6 && m["dropped_fraction"] > whole["dropped_fraction"]+.004 && m["detection_seconds"] > 10 && m["detection_seconds"] <= 15
		}},
		{"it is back", []string{"at 50.4% kill server 1", "at 60% restart server 1"}, func(m map[string]float64) bool {
			return m["healthy_mean"] > 3.8 && m["healthy_mean"] < 4 && m["missed_fraction"] > 0
		}},
		{"a server cannot be reached", []string{"at 50% cut server 1"}, func(m map[string]float64) bool {
			return m["timed_out_fraction"] > .004 && m["latency_p999_seconds"] > .99 && m["detection_seconds"] > 12 && m["detection_seconds"] <= 17
		}},
		{"a server fails requests and passes checks", []string{"at 50% errors server 1 50%"}, func(m map[string]float64) bool {
			return m["healthy_mean"] == 4 && m["dropped_fraction"] > .05 && m["alert_detection_seconds"] > 0 && m["alerts_missed"] == 0
		}},
		{"a server is slow", []string{"slow server 1 by 4"}, func(m map[string]float64) bool {
			return m["averaged_p99_error_ratio"] > .1 && m["latency_p99_seconds"] > 1.5*whole["latency_p99_seconds"]
		}},
		{"the dependency is down", []string{"at 50% kill dependency"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .09 && m["dropped_fraction"] < .13 && m["healthy_mean"] == 4
		}},
		{"the dependency does not answer", []string{"at 50% cut dependency"}, func(m map[string]float64) bool {
			return m["in_flight_mean"] > 2*whole["in_flight_mean"] && m["utilization"] > 1.5*whole["utilization"]
		}},
		{"the dependency is slow", []string{"slow dependency by 3"}, func(m map[string]float64) bool {
			return m["latency_p99_seconds"] > 1.5*whole["latency_p99_seconds"] && m["dropped_fraction"] < .01
		}},
		{"the dependency fails a half", []string{"errors dependency 50%"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .09 && m["dropped_fraction"] < .11
		}},
		{"three times the load", []string{"at 50% load x3"}, func(m map[string]float64) bool {
			return m["throughput_per_second"] > 200 && m["in_flight_max"] > 1.5*whole["in_flight_max"]
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := simulate(t, 2, brief(), tt.faults...); !tt.holds(r.Metrics) {
				t.Errorf("unexpected: %v; without the fault %v", r.Metrics, whole)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for where, parameters := range map[string]map[string]string{
		"parameters.health_timeout":  {"health_timeout": "20 s", "health_interval": "5 s"},
		"parameters.scrape_interval": {"scrape_interval": "3 h", "duration": "2 h"},
		"parameters.warmup":          {"warmup": "3 h", "duration": "2 h"},
		"parameters.alert_ratio":     {"alert_ratio": "0.1", "alert": burnRate},
		"parameters.buckets":         {"buckets": "of wood"},
		"parameters.rate":            {"rate": "5/s", "load": "1"},
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "monitoring", Parameters: parameters})
		if len(problems) != 1 || problems[0].Where != where && where != "parameters.rate" {
			t.Errorf("%v: got problems %v, want one at %s", parameters, problems, where)
		}
	}
}

func TestCostIsLimited(t *testing.T) {
	for want, parameters := range map[error]map[string]string{
		sim.ErrBudget: {"rate": "1M/s"},
		sim.ErrMemory: {"servers": "1000", "scrape_interval": "100 ms", "slo_period": "365 days", "rate": "1/s"},
	} {
		_, err := system.Registry{System()}.Begin(system.Scenario{System: "monitoring", Parameters: parameters}, sim.Cost{})
		if !errors.Is(err, want) {
			t.Errorf("%v: got %v, want %v", parameters, err, want)
		}
	}
}

// What was stated before is about what the run took.
func TestCostIsTrue(t *testing.T) {
	for _, parameters := range []map[string]string{brief(), brief("loss", "1", "health_interval", "200 ms", "health_timeout", "100 ms", "rate", "20/s")} {
		events := float64(simulate(t, 1, parameters).Events)
		if stated := cost(modelOf(t, parameters).Plan).Events; stated < .95*events || stated > 2.5*events {
			t.Errorf("%v: %v events were stated, the run took %v", parameters, stated, events)
		}
	}
}

func TestWarnings(t *testing.T) {
	for want, tt := range map[string]struct {
		parameters map[string]string
		faults     []string
	}{
		"what does not fit the queues":   {brief("rate", "500/s"), nil},
		"the higher percentiles need":    {brief("rate", "5/s"), nil},
		"to settle":                      {brief("rate", "319/s", "warmup", "0 s"), nil},
		"nobody has noticed":             {brief(), []string{"at 99% kill server 2"}},
		"every server is evicted":        {brief("check", deep), []string{"at 50% cut dependency"}},
		"no scrape has seen an answer":   {brief("sample", "0"), nil},
		"that server 2 is gone; it does": {brief("fall", "100"), []string{"at 60% cut server 2"}},
	} {
		if r := simulate(t, 1, tt.parameters, tt.faults...); !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("no warning %q among %q", want, r.Warnings)
		}
	}
}

// A scenario from someone else may not fill the memory.
func TestTooManyRequestsUnderWay(t *testing.T) {
	m := modelOf(t, brief("rate", "1k/s", "queue_limit", "1M"))
	m.Bound.Most = 2000
	if err := m.RunUntil(t.Context(), 2*time.Minute); !errors.Is(err, sim.ErrMemory) {
		t.Errorf("got %v with %d requests, want %v", err, len(m.jobs.All), sim.ErrMemory)
	}
	if len(m.jobs.All) > 2*m.Bound.Most {
		t.Errorf("noticed only at %d requests", len(m.jobs.All))
	}
}

// Once everything has grown to its size, a request takes no memory.
func TestRequestsAllocateNothing(t *testing.T) {
	for _, pairs := range [][]string{{"check", deep, "loss", "0.1"}, {"buckets", logLinear, "alert", threshold, "sample", "0.5"}} {
		m := modelOf(t, brief(append(pairs, "duration", "10 h")...))
		at := time.Hour
		if allocations := testing.AllocsPerRun(10, func() {
			at += time.Minute
			if err := m.RunUntil(t.Context(), at); err != nil {
				t.Fatal(err)
			}
		}); allocations > 40 { // of some six thousand requests
			t.Errorf("%v: %v allocations a minute", pairs, allocations)
		}
	}
}
