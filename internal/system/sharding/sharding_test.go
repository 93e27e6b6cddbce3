package sharding

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// still returns parameters of a store that nobody asks for anything.
func still(pairs ...string) map[string]string {
	return systemtest.With(map[string]string{"rate": "0/s"}, pairs...)
}

// brief returns parameters of a run short enough for a test of one thing.
func brief(pairs ...string) map[string]string {
	return systemtest.With(map[string]string{
		"keys": "10k", "repetitions": "5", "rate": "2k/s", "shards": "5", "workers": "2", "duration": "12 s", "warmup": "2 s", "move_rate": "5k/s",
	}, pairs...)
}

func simulate(t *testing.T, seed uint64, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{Parameters: parameters, Faults: faults, Seed: seed})
}

// place measures placements alone.
func place(t *testing.T, seed uint64, pairs ...string) *system.Result {
	t.Helper()
	return simulate(t, seed, still(pairs...))
}

func planOf(t *testing.T, seed uint64, parameters map[string]string, faults ...string) *system.Plan {
	t.Helper()
	return systemtest.Plan(t, System(), system.Scenario{Parameters: parameters, Faults: faults, Seed: seed})
}

func TestSystem(t *testing.T) {
	systemtest.Conform(t, System(), system.Scenario{Seed: 2, Parameters: brief("replicas", "2", "zones", "3", "strategy", "bounded-ring", "load_factor", "1.05", "weights", "2,1,1,1,1"), Faults: []string{
		"at 30% add shard", "at 4s kill shard 2", "at 5s hot 30%", "at 60% restart shard 2", "at 65% remove shard 3", "at 8s load x1.5", "at 9s kill zone 1", "at 80% slow shard 2 by 3",
	}})
}

func TestDescriptionIsSound(t *testing.T) {
	systemtest.Described(t, System(), simulate(t, 1, brief()))
}

// A run that is watched, step by step, and struck gives what the scenario that it
// amounts to gives unwatched.
func TestWatching(t *testing.T) {
	run, err := system.Registry{System()}.Begin(system.Scenario{System: "sharding", Parameters: brief(), Faults: []string{"at 75% slow shard 1 by 2"}, Seed: 2}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	strikes := map[time.Duration]string{3: "add shard", 4: "kill shard 6", 7: "remove shard 2", 8: "hot 20%"}
	for second := range time.Duration(12) {
		if err := run.Advance(t.Context(), second*time.Second); err != nil {
			t.Fatal(err)
		}
		if action := strikes[second]; action != "" {
			if err := run.Strike(action); err != nil {
				t.Fatal(err)
			}
		}
		run.View()
	}
	members := run.View().Parts[0].Members
	if len(members) != 7 || members[5].State != "down" || members[1].State != "removed" || members[0].State != "2x slower" ||
		!strings.Contains(members[6].Note, "% of keys, ") {
		t.Errorf("the view near the end is %+v", members)
	}
	systemtest.Repeats(t, System(), run)
}

func TestFaults(t *testing.T) {
	whole := simulate(t, 2, brief("change", "none")).Metrics
	tests := []struct {
		name       string
		parameters map[string]string
		faults     []string
		holds      func(m map[string]float64) bool
	}{
		{"a shard dies", brief("change", "none"), []string{"at 50% kill shard 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .03 && m["dropped_fraction"] < .3
		}},
		{"its copies take over", brief("change", "none", "replicas", "2", "service_mean", "1 ms"), []string{"at 50% kill shard 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] < .001
		}},
		{"it comes back", brief("change", "none"), []string{"at 50% kill shard 1", "at 51% restart shard 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > 0 && m["dropped_fraction"] < .01
		}},
		{"a zone dies", brief("change", "none", "replicas", "2", "zones", "2", "service_mean", "1 ms"), []string{"at 50% kill zone 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] < .001
		}},
		{"all copies were in one zone", brief("change", "none", "replicas", "2", "service_mean", "1 ms"), []string{"at 50% kill zone 1"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .55 && m["dropped_fraction"] < .65
		}},
		{"a shard is slow", brief("change", "none"), []string{"slow shard 1 by 3"}, func(m map[string]float64) bool {
			return m["latency_p99_seconds"] > 2*whole["latency_p99_seconds"]
		}},
		{"a key is hot", brief("change", "none"), []string{"at 50% hot 50%"}, func(m map[string]float64) bool {
			return m["hot_key_fraction"] > .3 && m["hottest_shard_fraction"] > .3 && m["dropped_fraction"] > .1
		}},
		{"three times the load", brief("change", "none"), []string{"load x3"}, func(m map[string]float64) bool {
			return m["dropped_fraction"] > .1 && m["throughput_per_second"] > 1.2*whole["throughput_per_second"]
		}},
		{"a shard is added", brief("change", "none"), []string{"at 50% add shard"}, func(m map[string]float64) bool {
			return math.Abs(m["moved_fraction"]-1./6) < .05 && math.Abs(m["moved_minimum_fraction"]-1./6) < 1e-9 && m["dropped_fraction"] == 0
		}},
		{"two are, on modulo", brief("change", "none", "strategy", "modulo"), []string{"at 30% add shard", "at 60% add shard"}, func(m map[string]float64) bool {
			return math.Abs(m["moved_fraction"]-(5./6+6./7)) < .02 && m["collateral_fraction"] > 1
		}},
		{"one is removed", brief("change", "none"), []string{"at 50% remove shard 2"}, func(m map[string]float64) bool {
			return math.Abs(m["moved_fraction"]-.2) < .06 && m["collateral_fraction"] == 0
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

// Keys that no range holds are refused, or taken in silence.
func TestKeysBeyondRanges(t *testing.T) {
	for _, tt := range []struct {
		strategy, distribution      string
		unplaced, misrouted, lowest float64 // the last: part of the requests that is refused
	}{
		{"range", zipf, .02, 0, .001},
		{"naive-range", zipf, 0, .02, 0},
		{"range", sequential, .02, 0, .5}, // the newest are the most popular
		{"naive-range", sequential, 0, .02, 0},
		{"ring", sequential, 0, 0, 0},
	} {
		m := simulate(t, 1, brief("strategy", tt.strategy, "key_distribution", tt.distribution, "workers", "20")).Metrics
		if math.Abs(m["unplaced_fraction"]-tt.unplaced) > .004 || math.Abs(m["misrouted_fraction"]-tt.misrouted) > .004 ||
			m["dropped_fraction"] < tt.lowest || tt.lowest == 0 && m["dropped_fraction"] > 0 {
			t.Errorf("%s, %s keys: %v", tt.strategy, tt.distribution, m)
		}
	}
}

// Each shard is an M/M/c queue with its part of the requests, also if copies share
// them.
func TestQueuesAreAsTheorySays(t *testing.T) {
	for _, pairs := range [][]string{
		{"strategy", "ring", "zipf", "0.7"},
		{"strategy", "modulo", "key_distribution", "uniform", "workers", "1", "service_mean", "600 us"},
		{"strategy", "ring", "replicas", "3", "zipf", "0.9"},
	} {
		for seed := range uint64(seeds) {
			r := simulate(t, seed, systemtest.With(map[string]string{"change": "none", "keys": "20k", "repetitions": "1"}, pairs...))
			for metric, relative := range map[string]float64{"latency_mean_seconds": .05, "hottest_shard_fraction": .02, "shard_utilization": .01, "throughput_per_second": .01} {
				if got, want := r.Metrics[metric], r.Theory[metric]; math.Abs(got-want) > relative*want {
					t.Errorf("seed %d: %s is %.6g, theory says %.6g", seed, metric, got, want)
				}
			}
			if i, want := r.Intervals["hot_key_fraction"], r.Theory["hot_key_fraction"]; want < i.Low-.001 || want > i.High+.001 {
				t.Errorf("seed %d: the hot key's share is within %v, theory says %.6g", seed, i, want)
			}
		}
	}
}

// In the end keys lie where the strategy would have put them from the start.
func TestMovesArrive(t *testing.T) {
	for _, strategy := range []string{"ring", "modulo", "bounded-ring", "maglev", "range"} {
		p := planOf(t, 3, brief("strategy", strategy, "replicas", "2", "move_rate", "100k/s"), "at 20% add shard", "at 25% add shard", "at 70% remove shard 6")
		m, err := newModel(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.Faults {
			if err := m.RunUntil(t.Context(), f.At); err != nil {
				t.Fatal(err)
			}
			m.Strike(f)
		}
		if err := m.RunUntil(t.Context(), p.End); err != nil {
			t.Fatal(err)
		}
		d, err := newStudy(p, make([]int32, len(m.homes))).repeat(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range m.shards {
			if n.keys != d.keysAfter[i] {
				t.Errorf("%s: shard %d holds %d keys, want %d", strategy, i+1, n.keys, d.keysAfter[i])
			}
		}
		if m.mover.moving {
			t.Errorf("%s: keys still move", strategy)
		}
	}
}

func TestProblems(t *testing.T) {
	for where, parameters := range map[string]map[string]string{
		"parameters.warmup":       {"warmup": "60 s", "duration": "60 s"},
		"parameters.strategy":     {"strategy": "alphabetical"},
		"parameters.replicas":     {"replicas": "9", "shards": "8"},
		"parameters.change_count": {"change": "remove", "change_count": "8", "shards": "8"},
		"parameters.weights":      {"weights": "1,2", "shards": "8"},
		"parameters.table_size":   {"strategy": "maglev", "table_size": "1000"},
		"parameters.keys":         {"strategy": "range", "key_distribution": "sequential", "keys": "5", "shards": "8"},
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "sharding", Parameters: parameters})
		if len(problems) != 1 || problems[0].Where != where {
			t.Errorf("%v: got problems %v, want one at %s", parameters, problems, where)
		}
	}
	for _, parameters := range []map[string]string{
		{"strategy": "jump", "weights": "1,1,1,1,1,1,1,1"}, {"weights": "1,1,1,1,1,1,1,1.5"},
	} {
		if problems := (system.Registry{System()}).Check(system.Scenario{System: "sharding", Parameters: parameters}); len(problems) != 1 {
			t.Errorf("%v: got problems %v, want one", parameters, problems)
		}
	}
}

func TestCostIsLimited(t *testing.T) {
	for want, parameters := range map[error]map[string]string{
		sim.ErrBudget: {"keys": "100M"},
		sim.ErrMemory: {"keys": "100M", "repetitions": "1", "strategy": "bounded-ring"},
	} {
		_, err := system.Registry{System()}.Begin(system.Scenario{System: "sharding", Parameters: parameters}, sim.Cost{})
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
		"too few draws":             {brief("repetitions", "1"), nil},
		"lie above all ranges":      {brief("strategy", "range"), nil},
		"without a word":            {brief("strategy", "naive-range"), nil},
		"jump can only remove":      {brief("strategy", "jump", "change", "none"), []string{"at 50% remove shard 1"}},
		"more shards do not help":   {brief("zipf", "2"), nil},
		"its queue is full":         {brief("rate", "5k/s", "change", "none"), nil},
		"keys still move":           {brief("move_rate", "100/s"), nil},
		"requests were measured":    {brief("rate", "10/s"), nil},
		"there must be a shard lef": {brief("shards", "1", "change", "none"), []string{"at 50% remove shard"}},
	} {
		if r := simulate(t, 1, tt.parameters, tt.faults...); !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("no warning %q among %q", want, r.Warnings)
		}
	}
}

// Once everything has grown to its size, a request takes no memory.
func TestRequestsAllocateNothing(t *testing.T) {
	m, err := newModel(planOf(t, 1, brief("duration", "6000 s", "replicas", "2", "change", "none")))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Second
	allocations := testing.AllocsPerRun(20, func() {
		at += time.Second
		if err := m.RunUntil(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 5 { // of some two thousand requests
		t.Errorf("%v allocations a second", allocations)
	}
}
