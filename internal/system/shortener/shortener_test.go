package shortener

import (
	"errors"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// brief is a run short enough for a test of one thing.
var brief = map[string]string{
	"redirects": "1000/s", "writes": "0/s", "urls": "10k", "cache_capacity": "1k", "duration": "12 s", "warmup": "2 s",
	"app_servers": "3", "app_workers": "2", "shards": "2", "db_workers": "2",
}

func simulate(t *testing.T, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{Parameters: parameters, Faults: faults, Seed: 2})
}

func planOf(t *testing.T, parameters map[string]string, faults ...string) *system.Plan {
	t.Helper()
	return systemtest.Plan(t, System(), system.Scenario{Parameters: parameters, Faults: faults, Seed: 1})
}

func TestDefaults(t *testing.T) {
	r := simulate(t, map[string]string{"duration": "20 s"})
	for _, name := range []string{"app_utilization", "cache_utilization", "database_utilization", "cache_hit_ratio", "throughput_per_second"} {
		truth.Check(t, name, r.Metrics[name], r.Theory[name], .01)
	}
	if r.Metrics["availability"] != 1 || r.Bottleneck != "app" || len(r.Warnings) > 0 {
		t.Errorf("availability %v, bottleneck %s, warnings %v", r.Metrics["availability"], r.Bottleneck, r.Warnings)
	}
	systemtest.Described(t, System(), r)
}

func TestDescriptionIsSound(t *testing.T) {
	s := System()
	for _, p := range s.Parameters {
		if open := p.Name == "warmup" || p.Name == "retry_budget"; p.Doc == "" || p.Default == "" && !open {
			t.Errorf("parameter %s lacks a default or its description", p.Name)
		}
	}
}

func TestFaults(t *testing.T) {
	whole := simulate(t, brief).Metrics
	tests := []struct {
		name   string
		faults []string
		holds  func(m map[string]float64) bool
	}{
		{"one server dies", []string{"at 50% kill app 1"}, func(m map[string]float64) bool {
			// Who refuses at once has the fewest connections, until that is noticed.
			return m["timed_out_fraction"] == 0 && m["dropped_fraction"] > .03 && m["dropped_fraction"] < .12 && m["app_utilization"] > whole["app_utilization"]+.05
		}},
		{"one server hangs", []string{"at 50% hang app 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] == 0 && m["timed_out_fraction"] > 0 && m["availability"] > .98
		}},
		{"one server hangs and is restarted", []string{"at 50% hang app 1", "at 51% restart app 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > 0 && m["timed_out_fraction"] == 0 && m["availability"] > .98
		}},
		{"one server is cut off", []string{"at 50% cut app 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] == 0 && m["timed_out_fraction"] > 0 && m["availability"] > .98
		}},
		{"one server fails a half", []string{"errors app 1 50%"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .2 && m["timed_out_fraction"] == 0
		}},
		{"all servers die", []string{"at 50% kill app"}, func(m map[string]float64) bool {
			return m["availability"] > .38 && m["availability"] < .42 && m["dropped_fraction"] > .58 && m["timed_out_fraction"] == 0
		}},
		{"all servers come back", []string{"at 50% kill app", "at 8s restart app"}, func(m map[string]float64) bool {
			return m["availability"] > .68 && m["availability"] < .82
		}},
		{"the cache dies", []string{"kill cache"}, func(m map[string]float64) bool {
			return m["cache_hit_ratio"] == 0 && m["database_utilization"] > .99 && m["availability"] < .9
		}},
		{"the cache comes back empty", []string{"kill cache", "at 1s restart cache"}, func(m map[string]float64) bool {
			return m["cache_hit_ratio"] > 0 && m["cache_hit_ratio"] < whole["cache_hit_ratio"]
		}},
		{"the cache is emptied", []string{"at 50% flush cache"}, func(m map[string]float64) bool {
			return m["cache_hit_ratio"] < whole["cache_hit_ratio"]-.01 && m["availability"] == 1
		}},
		{"the cache is slow", []string{"slow cache by 40"}, func(m map[string]float64) bool {
			return m["cache_utilization"] > .7 && m["redirect_latency_mean_seconds"] > whole["redirect_latency_mean_seconds"]
		}},
		{"a shard dies", []string{"kill database 1"}, func(m map[string]float64) bool {
			lost := (1 - whole["cache_hit_ratio"]) / 2
			return m["timed_out_fraction"] == 0 && m["dropped_fraction"] > lost*.8 && m["dropped_fraction"] < lost*1.6
		}},
		{"a shard hangs", []string{"hang database 1"}, func(m map[string]float64) bool {
			lost := (1 - whole["cache_hit_ratio"]) / 2
			return m["dropped_fraction"] == 0 && m["timed_out_fraction"] > lost*.8 && m["timed_out_fraction"] < lost*1.6
		}},
		{"a shard dies and comes back", []string{"at 50% kill database 1", "at 51% restart database 1"}, func(m map[string]float64) bool {
			return m["availability"] > .99 && m["availability"] < 1
		}},
		{"the database is slow", []string{"slow database by 5"}, func(m map[string]float64) bool {
			return m["database_utilization"] > .99 && m["timed_out_fraction"] > .05
		}},
		{"it recovers", []string{"slow database by 5", "at 1s slow database by 1"}, func(m map[string]float64) bool {
			return m["database_utilization"] < .75 && m["availability"] > .99
		}},
		{"one server is slow", []string{"slow app 2 by 5"}, func(m map[string]float64) bool {
			return m["redirect_latency_p99_seconds"] > whole["redirect_latency_p99_seconds"]*1.3
		}},
		{"three times the load", []string{"at 50% load x3"}, func(m map[string]float64) bool {
			return m["throughput_per_second"] > 1.8*whole["throughput_per_second"] && m["availability"] < .97
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := simulate(t, brief, tt.faults...)
			if !tt.holds(r.Metrics) {
				t.Errorf("unexpected: %v", r.Metrics)
			}
		})
	}
}

func TestBottleneckOfARun(t *testing.T) {
	for want, parameters := range map[string]map[string]string{
		"app":      systemtest.With(brief, "app_servers", "1"),
		"database": systemtest.With(brief, "db_service_mean", "20 ms"),
		"cache":    systemtest.With(brief, "cache_service_mean", "2 ms"),
	} {
		if r := simulate(t, parameters); r.Bottleneck != want {
			t.Errorf("the bottleneck is %s (%s), want %s", r.Bottleneck, r.BottleneckReason, want)
		}
	}
}

func TestProblems(t *testing.T) {
	for where, parameters := range map[string]map[string]string{
		"parameters.warmup": {"warmup": "60 s", "duration": "60 s"},
		"parameters.policy": {"policy": "alphabetical"},
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "shortener", Parameters: parameters})
		if len(problems) != 1 || problems[0].Where != where {
			t.Errorf("%v: got problems %v, want one at %s", parameters, problems, where)
		}
	}
}

func TestCostIsLimited(t *testing.T) {
	_, err := system.Registry{System()}.Begin(system.Scenario{
		System: "shortener", Parameters: map[string]string{"redirects": "10M/s", "duration": "600 s"},
	}, sim.Cost{})
	if !errors.Is(err, sim.ErrBudget) {
		t.Errorf("a run of 54 billion events: %v", err)
	}
}

func TestWarnings(t *testing.T) {
	for want, parameters := range map[string]map[string]string{
		"app is offered more than it can do":           systemtest.With(brief, "app_servers", "1"),
		"longer than the warm-up":                      systemtest.With(brief, "app_servers", "1", "app_workers", "1", "app_service_mean", "980 us", "warmup", "200 ms"),
		"requests were measured":                       systemtest.With(brief, "redirects", "10/s"),
		"200 million links of 365 billion; 500,000 of": systemtest.With(brief, "urls", "365bn", "cache_capacity", "200M"),
	} {
		if r := simulate(t, parameters); !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("no warning %q among %q", want, r.Warnings)
		}
	}
}

// A run that is watched, step by step, gives what an unwatched one gives, and
// shows what the stations do.
func TestWatching(t *testing.T) {
	scenario := system.Scenario{System: "shortener", Parameters: brief, Faults: []string{"at 50% kill app 2", "at 75% slow database by 2"}, Seed: 2}
	run, err := system.Registry{System()}.Begin(scenario, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	for at := time.Duration(0); at < run.End(); at += 333 * time.Millisecond {
		if err := run.Advance(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		run.View()
	}
	v := run.View()
	if len(v.Parts) != 5 || v.Parts[0].Name != "app" || len(v.Parts[0].Members) != 3 || v.Parts[0].Members[1].State != "down" ||
		v.Parts[2].Members[0].State != "2x slower" || len(v.Series) != system.Steps || v.Series[10].Throughput == 0 {
		t.Errorf("the view near the end is %+v", v.Parts)
	}
	systemtest.Repeats(t, System(), run)
}

// A scenario from someone else may not fill the memory.
func TestTooManyRequestsUnderWay(t *testing.T) {
	plan := planOf(t, systemtest.With(brief, "db_service_mean", "60 s", "queue_limit", "10M", "cache_capacity", "0", "timeout", "60 s"))
	m, err := newModel(plan)
	if err != nil {
		t.Fatal(err)
	}
	m.Bound.Most = 5000
	if err := m.RunUntil(t.Context(), time.Minute); !errors.Is(err, sim.ErrMemory) {
		t.Errorf("got %v with %d requests, want %v", err, len(m.requests.All), sim.ErrMemory)
	}
	if len(m.requests.All) > 2*m.Bound.Most {
		t.Errorf("noticed only at %d requests", len(m.requests.All))
	}
}
