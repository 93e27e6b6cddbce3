package caching

import (
	"errors"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// brief returns parameters of a run short enough for a test of one thing.
func brief(pairs ...string) map[string]string {
	return systemtest.With(map[string]string{"keys": "1k", "capacity": "200", "rate": "2k/s", "requests": "24k", "origin_workers": "40"}, pairs...)
}

func simulate(t *testing.T, seed uint64, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{Parameters: parameters, Faults: faults, Seed: seed})
}

func planOf(t *testing.T, parameters map[string]string) *system.Plan {
	t.Helper()
	return systemtest.Plan(t, System(), system.Scenario{Parameters: parameters, Seed: 1})
}

func TestSystem(t *testing.T) {
	systemtest.Conform(t, System(), system.Scenario{Seed: 2, Parameters: brief("levels", "2", "servers", "3", "l1_capacity", "50", "ttl", "3 s", "jitter", "0.2", "early_beta", "1",
		"write", "write-back", "writes", "0.1", "policy", "tinylfu", "origin_service", exponential), Faults: []string{
		"at 30% hot 30%", "at 4.3s kill cache", "at 5s restart cache", "at 50% set policy random", "at 60% flush l1 2", "at 8s slow origin by 4", "at 9s load x1.5", "at 80% slow origin by 1", "at 10.5s flush cache",
	}})
}

func TestDescriptionIsSound(t *testing.T) {
	s := System()
	for _, parameters := range []map[string]string{brief(), brief("origin_service_mean", "0 s"), brief("origin_workers", "0")} {
		r := simulate(t, 1, parameters)
		systemtest.Described(t, s, r)
		if r.Bottleneck != "origin" || r.BottleneckReason == "" {
			t.Errorf("bottleneck %q: %s", r.Bottleneck, r.BottleneckReason)
		}
	}
}

// A run that is watched, step by step, and struck gives what the scenario that it
// amounts to gives unwatched.
func TestWatching(t *testing.T) {
	run, err := system.Registry{System()}.Begin(system.Scenario{
		System: "caching", Parameters: brief("levels", "2", "servers", "2", "write", "write-back", "writes", "0.2"),
		Faults: []string{"at 75% slow origin by 2"}, Seed: 2,
	}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	strikes := map[time.Duration]string{3: "flush l1 2", 4: "kill cache", 7: "restart cache", 8: "set policy lfu"}
	for second := range time.Duration(12) {
		if err := run.Advance(t.Context(), second*time.Second+300*time.Millisecond); err != nil {
			t.Fatal(err)
		}
		if action := strikes[second]; action != "" {
			if err := run.Strike(action); err != nil {
				t.Fatal(err)
			}
		}
		down := run.View().Parts[1].Members[0].State == "down"
		if want := second >= 4 && second < 7; down != want {
			t.Errorf("after %d s the cache is down: %v", second, down)
		}
	}
	parts := run.View().Parts
	if len(parts) != 3 || len(parts[0].Members) != 2 || parts[2].Members[0].State != "2x slower" || !strings.Contains(parts[1].Members[0].Note, "% hits, ") {
		t.Errorf("the view near the end is %+v", parts)
	}
	systemtest.Repeats(t, System(), run)
}

func TestFaults(t *testing.T) {
	whole := simulate(t, 2, brief()).Metrics
	tests := []struct {
		name       string
		parameters map[string]string
		faults     []string
		holds      func(m map[string]float64) bool
	}{
		{"the cache is emptied", brief(), []string{"at 50% flush cache"}, func(m map[string]float64) bool {
			return m["hit_ratio"] < whole["hit_ratio"]-.001 && m["origin_concurrency_max"] > whole["origin_concurrency_max"]
		}},
		{"it dies", brief(), []string{"at 50% kill cache"}, func(m map[string]float64) bool {
			return m["hit_ratio"] < .7*whole["hit_ratio"] && m["origin_concurrency_max"] == 40 && m["latency_mean_seconds"] > 1.5*whole["latency_mean_seconds"]
		}},
		{"it comes back, empty", brief(), []string{"at 50% kill cache", "at 52% restart cache"}, func(m map[string]float64) bool {
			return m["hit_ratio"] < whole["hit_ratio"] && m["hit_ratio"] > .9*whole["hit_ratio"]
		}},
		{"the origin is slow", brief(), []string{"slow origin by 4"}, func(m map[string]float64) bool {
			return m["latency_p99_seconds"] > 4*whole["latency_p99_seconds"] && m["hit_ratio"] > whole["hit_ratio"]-.01
		}},
		{"a key is hot", brief(), []string{"hot 50%"}, func(m map[string]float64) bool {
			return m["hit_ratio"] > whole["hit_ratio"]+.1
		}},
		{"five times the load", brief("origin_queue", "100"), []string{"load x5"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .1 && m["origin_queue_max"] == 100
		}},
		{"another policy", brief(), []string{"at 1% set policy tinylfu"}, func(m map[string]float64) bool {
			return m["hit_ratio"] > whole["hit_ratio"]+.02 && m["entries_max"] == 200
		}},
		{"the memory of servers is emptied", brief("levels", "2", "servers", "2", "l1_capacity", "50"), []string{"at 50% flush l1"}, func(m map[string]float64) bool {
			return m["l1_hit_ratio"] > .3 && m["hit_ratio"] > whole["hit_ratio"]-.02
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if r := simulate(t, 2, tt.parameters, tt.faults...); !tt.holds(r.Metrics) {
				t.Errorf("unexpected: %v", r.Metrics)
			}
		})
	}
}

// A crash loses what write-back has not taken to the origin: at the most what was
// written since it last did so. Other ways of writing lose nothing.
func TestLossWindow(t *testing.T) {
	lost := func(write, interval, crash string) float64 {
		return simulate(t, 3, brief("write", write, "writes", "0.2", "capacity", "1k", "flush_interval", interval), crash).Metrics["lost_writes"]
	}
	short, long := lost("write-back", "200 ms", "at 6.19s kill cache"), lost("write-back", "2 s", "at 7.9s kill cache")
	if short <= 0 || long < 2*short || short > .2*2000*.2 {
		t.Errorf("%v keys are lost when the origin follows every 200 ms, %v when every 2 s", short, long)
	}
	if n := lost("write-back", "2 s", "at 6s kill cache"); n > 0 {
		t.Errorf("%v keys are lost although all were saved", n)
	}
	for _, write := range []string{"cache-aside", readThrough, "write-through"} {
		if n := lost(write, "1 s", "at 7.9s kill cache"); n > 0 {
			t.Errorf("%s lost %v keys", write, n)
		}
	}
}

// What a load has read before a write must not stay in the cache after it. Only an
// application that fills blindly leaves it there, and memories of which the writer
// does not know.
func TestStaleReads(t *testing.T) {
	stale := func(pairs ...string) float64 {
		return simulate(t, 1, brief(append([]string{"writes", "0.1", "origin_workers", "0", "capacity", "1k"}, pairs...)...)).Metrics["stale_fraction"]
	}
	if blind := stale("write", "cache-aside", "coalesce", "off"); blind < .001 {
		t.Errorf("cache-aside: %v of the reads are stale, want some", blind)
	}
	for _, pairs := range [][]string{
		{"write", "cache-aside"}, {"write", readThrough, "coalesce", "off"}, {"write", "write-through", "coalesce", "off"}, {"write", "write-back"},
	} {
		if s := stale(pairs...); s > 0 {
			t.Errorf("%v: %v of the reads are stale", pairs, s)
		}
	}
	one := stale("write", "write-through", "levels", "2")
	several := stale("write", "write-through", "levels", "2", "servers", "4")
	brief := stale("write", "write-through", "levels", "2", "servers", "4", "ttl", "100 ms")
	if one > 0 || several < .1 || brief > several/2 {
		t.Errorf("stale reads with one server %v, with four %v, with lives of 100 ms %v", one, several, brief)
	}
}

// Each of the three cures helps against what it is made for.
func TestCures(t *testing.T) {
	stampede := func(pairs ...string) map[string]float64 {
		return simulate(t, 1, systemtest.With(map[string]string{
			"keys": "1", "capacity": "1", "rate": "1k/s", "ttl": "5 s", "origin_service_mean": "200 ms", "origin_workers": "0", "coalesce": "off", "requests": "200k",
		}, pairs...)).Metrics
	}
	none, joined, early := stampede(), stampede("coalesce", on), stampede("early_beta", "1")
	if none["stampede_mean"] < 150 || joined["stampede_max"] != 1 || early["stampede_mean"] > 5 || early["early_fraction"] < .99 {
		t.Errorf("stampedes of %v; with coalescing of %v, with early renewal of %v", none["stampede_mean"], joined["stampede_max"], early["stampede_mean"])
	}
	peak := func(jitter string) float64 {
		return simulate(t, 1, map[string]string{
			"keys": "2k", "capacity": "2k", "zipf": "0", "rate": "20k/s", "start": filled, "ttl": "5 s", "jitter": jitter,
			"origin_service_mean": "50 ms", "origin_workers": "0", "requests": "200k", "warmup": "2 s",
		}).Metrics["origin_concurrency_max"]
	}
	if together, apart := peak("0"), peak("0.5"); apart > together/2 {
		t.Errorf("%v requests at the origin at once, %v with jitter", together, apart)
	}
}

// A cache that begins warm is from its first second what it is later.
func TestWarmFromTheStart(t *testing.T) {
	for _, pairs := range [][]string{
		{"policy", "lru"},
		{"policy", "fifo"},
		{"policy", "lfu"},
		{"policy", "lru", "ttl", "10 s", "capacity", "10k"},
		{"policy", "lru", "levels", "2", "l1_capacity", "100", "servers", "2"},
	} {
		parameters := systemtest.With(map[string]string{"keys": "10k", "capacity": "1k", "requests": "100k", "warmup": "0 s"}, pairs...)
		first := simulate(t, 1, parameters).Metrics["hit_ratio"]
		parameters["requests"], parameters["warmup"] = "300k", "10 s"
		later := simulate(t, 1, parameters).Metrics["hit_ratio"]
		if first < later-.01 || first > later+.01 {
			t.Errorf("%v: hit ratio %.4f in the first ten seconds, %.4f in the next twenty", pairs, first, later)
		}
	}
}

func TestUnboundedCacheGrows(t *testing.T) {
	r := simulate(t, 1, brief("policy", "naive-unbounded", "keys", "10k"))
	if r.Metrics["entries_max"] < 1000 || r.Metrics["hit_ratio"] < r.Metrics["best_hit_ratio"] {
		t.Errorf("%v entries for a capacity of 200, hit ratio %v", r.Metrics["entries_max"], r.Metrics["hit_ratio"])
	}
}

func TestLength(t *testing.T) {
	if end := planOf(t, map[string]string{"requests": "5k", "rate": "100/s"}).End; end != 50*time.Second {
		t.Errorf("5000 requests at 100/s take %v", end)
	}
	if end := planOf(t, map[string]string{"duration": "7 s"}).End; end != 7*time.Second {
		t.Errorf("a duration of 7 s is %v", end)
	}
}

func TestProblems(t *testing.T) {
	for where, parameters := range map[string]map[string]string{
		"parameters.warmup":     {"warmup": "100 s", "duration": "100 s"},
		"parameters.policy":     {"policy": "alphabetical"},
		"parameters.servers":    {"servers": "2", "levels": "1"},
		"parameters.early_beta": {"early_beta": "1", "expiry": "sliding"},
		"parameters.requests":   {"requests": "5", "duration": "10 s"},
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "caching", Parameters: parameters})
		if len(problems) != 1 || problems[0].Where != where {
			t.Errorf("%v: got problems %v, want one at %s", parameters, problems, where)
		}
	}
}

func TestCostIsLimited(t *testing.T) {
	for want, parameters := range map[error]map[string]string{
		sim.ErrBudget: {"requests": "5G"},
		sim.ErrMemory: {"keys": "100M", "policy": "lfu", "requests": "1k"},
	} {
		_, err := system.Registry{System()}.Begin(system.Scenario{System: "caching", Parameters: parameters}, sim.Cost{})
		if !errors.Is(err, want) {
			t.Errorf("%v: got %v, want %v", parameters, err, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	for want, tt := range map[string]struct {
		parameters map[string]string
		faults     []string
	}{
		"nothing enforces its bound": {brief("policy", "naive-unbounded"), nil},
		"must count for long":        {brief("policy", "lfu", "requests", "5k", "start", "cold"), nil},
		"live for ever":              {brief("jitter", "0.1"), nil},
		"nothing writes":             {brief("write", "write-back"), nil},
		"there is none with one":     {brief(), []string{"at 50% flush l1"}},
		"began empty":                {brief("start", "cold", "capacity", "990", "requests", "5k"), nil},
		"its queue grows":            {brief("origin_workers", "5"), nil},
		"are lost":                   {brief("write", "write-back", "writes", "0.2"), []string{"at 5.5s kill cache"}},
		"requests were measured":     {brief("requests", "500"), nil},
	} {
		if r := simulate(t, 1, tt.parameters, tt.faults...); !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("no warning %q among %q", want, r.Warnings)
		}
	}
}

// A scenario from someone else may not fill the memory.
func TestTooManyRequestsUnderWay(t *testing.T) {
	m, err := newModel(planOf(t, brief("origin_service_mean", "1000 s", "origin_workers", "0")))
	if err != nil {
		t.Fatal(err)
	}
	m.Bound.Most = 2000
	if err := m.RunUntil(t.Context(), time.Minute); !errors.Is(err, sim.ErrMemory) {
		t.Errorf("got %v with %d requests, want %v", err, len(m.jobs.All), sim.ErrMemory)
	}
	if len(m.jobs.All) > 2*m.Bound.Most {
		t.Errorf("noticed only at %d requests", len(m.jobs.All))
	}
}

// Once everything has grown to its size, a request takes no memory.
func TestRequestsAllocateNothing(t *testing.T) {
	for _, pairs := range [][]string{
		{"write", "write-back", "writes", "0.1", "levels", "2", "ttl", "1 s", "jitter", "0.1", "early_beta", "1"},
		{"coalesce", "off", "policy", "s3-fifo"},
		{"policy", "lfu"},
	} {
		m, err := newModel(planOf(t, brief(append(pairs, "requests", "20M")...)))
		if err != nil {
			t.Fatal(err)
		}
		at := 10 * time.Second
		allocations := testing.AllocsPerRun(10, func() {
			at += time.Second
			if err := m.RunUntil(t.Context(), at); err != nil {
				t.Fatal(err)
			}
		})
		if allocations > 20 { // of some two thousand requests
			t.Errorf("%v: %v allocations a second", pairs, allocations)
		}
	}
}

// TestLevelThatHoldsAllKeys checks that of a second level that nobody asks there is no
// theory, which would be nothing divided by nothing.
func TestLevelThatHoldsAllKeys(t *testing.T) {
	r := simulate(t, 1, brief("keys", "100", "capacity", "200", "levels", "2", "l1_capacity", "100"))
	if v, ok := r.Theory["l2_hit_ratio"]; ok || r.Theory["l1_hit_ratio"] != 1 {
		t.Errorf("the second level has theory %v, the first %v", v, r.Theory["l1_hit_ratio"])
	}
}
