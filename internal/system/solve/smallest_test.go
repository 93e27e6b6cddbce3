package solve_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/solve"
)

func cured(t testing.TB, sc system.Scenario, o solve.Options) *solve.Cure {
	t.Helper()
	c, err := solve.Smallest(t.Context(), builtin.Systems(), sc, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sorts returns those of a change.
func sorts(tried *solve.Tried) []solve.Sort {
	var list []solve.Sort
	if tried != nil {
		for _, m := range tried.Remedies {
			list = append(list, m.Sort)
		}
	}
	return list
}

// broken are designs that were broken on purpose, with the sorts of change that cure each.
var broken = []struct {
	name, text string
	want       []solve.Sort
	says       string
}{
	{
		"the only replica dies", `
parameters: {duration: 40 s, warmup: 4 s}
faults: ["at 50% kill db 1"]
objectives: ["availability >= 95%", "latency_p99_seconds < 200 ms"]
topology:
  components:
    - {name: client, kind: client, rate: 200/s, calls: [{to: app}]}
    - {name: app, kind: service, non_blocking: true, calls: [{to: db}]}
    - {name: db, kind: store}
`, []solve.Sort{solve.Replica}, "a second replica of db",
	},
	{
		"retries without a budget keep an overload alive", `
parameters: {duration: 600 s, warmup: 10 s, network: 0 s, timeout: 60 s}
faults: ["at 20% slow a by 8", "at 30% slow a by 1"]
objectives: ["availability >= 80%"]
topology:
  components:
    - {name: client, kind: client, rate: 3/s, calls: [{to: a, timeout: 1 s, retries: 3}]}
    - {name: a, kind: service, instances: 1, workers: 1, time: 100 ms, queue_limit: 1M}
`, []solve.Sort{solve.RetryBudget, solve.Throttle, solve.Breaker, solve.Backoff}, "",
	},
	{
		"too small a cache", `
parameters: {duration: 60 s, warmup: 20 s, keys: 20k, zipf: 1, network: 0 s}
objectives: ["cache_hit_ratio >= 80%"]
topology:
  components:
    - {name: client, kind: client, rate: 2k/s, calls: [{to: cache}, {to: db, when: cache miss}]}
    - {name: cache, kind: cache, time: 0 s, capacity: 1.5k}
    - {name: db, kind: store, time: 0 s}
`, []solve.Sort{solve.CacheSize}, "four times the room in cache (6k in place of 1.5k)",
	},
	{
		"one server is asked for more than it can do", `
parameters: {duration: 400 s, warmup: 50 s, network: 0 s, timeout: 10 min}
objectives: ["app_utilization < 70%"]
topology:
  components:
    - {name: client, kind: client, rate: 12/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 10, workers: 1, time: 1 s, queue_limit: 1M}
`, []solve.Sort{solve.MoreMachines}, "8 more instances of app (18 in place of 10)", // 12/.7 is 17.1
	},
	{
		"a queue without a bound", `
parameters: {duration: 120 s, warmup: 10 s, network: 0 s, timeout: 2 s}
objectives: ["availability >= 60%"]
topology:
  components:
    - {name: client, kind: client, rate: 150/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, workers: 1, time: 10 ms, queue_limit: 10M}
`, []solve.Sort{solve.QueueBound}, "a bound of 50 on the queue of app, and more refused at once",
	},
	{
		"an instance that hangs holds all workers of its callers", `
parameters: {duration: 60 s, warmup: 5 s, detection: 1 h, timeout: 5 s}
faults: ["at 30% hang b 1"]
objectives: ["availability >= 99%"]
topology:
  components:
    - {name: client, kind: client, rate: 100/s, calls: [{to: a}]}
    - {name: a, kind: service, instances: 2, calls: [{to: b}]}
    - {name: b, kind: service, instances: 2, policy: random}
`, []solve.Sort{solve.Retry, solve.Timeout, solve.Hedge, solve.Detection, solve.Picking}, "",
	},
	{
		"retries multiply from level to level", `
parameters: {duration: 60 s, warmup: 5 s, timeout: 5 s}
faults: ["at 20% load x3", "at 35% load x1"]
objectives: ["availability >= 50%"]
topology:
  components:
    - {name: client, kind: client, rate: 300/s, calls: [{to: api, timeout: 500 ms, retries: 3}]}
    - {name: api, kind: service, instances: 2, non_blocking: true, calls: [{to: db, timeout: 200 ms, retries: 3}]}
    - {name: db, kind: store, workers: 4, time: 8 ms}
`, []solve.Sort{solve.RetryBudget, solve.Breaker}, "",
	},
	{
		"members of a system of its own", "", []solve.Sort{solve.MoreMachines}, "one more server",
	},
}

func scenarioOf(t testing.TB, name, text string) system.Scenario {
	if text == "" {
		return system.Scenario{System: "balancing", Parameters: map[string]string{"servers": "15", "requests": "100k", "rate": "11/s", "service_mean": "1 s"}, Objectives: []string{"utilization < 70%"}}
	}
	sc := read(t, "system: topology"+text)
	return sc
}

// Each broken design gets the change that is known to cure it, and with it meets everything.
func TestSmallestChange(t *testing.T) {
	for _, tt := range broken {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			sc := scenarioOf(t, tt.name, tt.text)
			c := cured(t, sc, solve.Options{Seeds: 3, Runs: 200})
			got := sorts(c.Smallest)
			if len(got) != 1 || !slices.Contains(tt.want, got[0]) || !strings.Contains(c.Smallest.Text, tt.says) {
				t.Fatalf("got %v, want one of %v: %s\n%s", got, tt.want, tt.says, told(c))
			}
			if c.Smallest.Met != 3 || c.Meets || c.Now.Met == 3 {
				t.Errorf("met with %d seeds, and %d as it is", c.Smallest.Met, c.Now.Met)
			}
			// What is said to cure it does.
			changed := c.Smallest.Apply(builtin.Systems(), sc)
			for seed := range uint64(3) {
				changed.Seed = seed
				r, err := builtin.Systems().Run(t.Context(), changed, sim.Cost{}, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, o := range r.Objectives {
					if !o.Met {
						t.Errorf("seed %d: %s misses %s: %v", seed, c.Smallest.Text, o.Objective, o.Measured)
					}
				}
			}
		})
	}
}

// told lists what was tried.
func told(c *solve.Cure) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.Text, c.Runs, c.Stopped)
	for _, group := range [][]solve.Tried{c.Others, c.Helped, c.Idle, c.Worse} {
		for _, d := range group {
			fmt.Fprintf(&b, "  %s [%d/%d] %+v %v\n", d.Text, d.Met, d.Seeds, d.Objectives, d.Pays)
		}
		fmt.Fprintln(&b, "--")
	}
	return b.String()
}

// A design that meets its objectives needs nothing, and that is known after its own runs.
func TestNothingToCure(t *testing.T) {
	sc := read(t, fmt.Sprintf(queue, 100., .5))
	sc.Parameters["duration"] = "2k s"
	c := cured(t, sc, solve.Options{Seeds: 3})
	if !c.Meets || c.Runs != 3 || c.Smallest != nil || c.Text != "The design meets every objective as it is, with 3 of 3 seeds." {
		t.Errorf("got %+v", c)
	}
}

// What no usual change cures is said, with what comes nearest.
func TestHopeless(t *testing.T) {
	sc := read(t, shop)
	sc.Objectives = []string{"latency_p99_seconds < 1 ms"}
	sc.Parameters["duration"] = "4 s"
	c := cured(t, sc, solve.Options{Seeds: 2, Runs: 150})
	if c.Smallest != nil || c.Meets || len(c.Others) > 0 || !strings.HasPrefix(c.Text, "None of the ") || len(c.Helped) == 0 {
		t.Fatalf("got %s", told(c))
	}
	if !strings.Contains(c.Text, c.Helped[0].Text) || !strings.Contains(c.Text, "latency_p99_seconds < 1 ms, measured ") {
		t.Errorf("%q does not say that %s comes nearest", c.Text, c.Helped[0].Text)
	}
	if !slices.ContainsFunc(c.Helped, func(d solve.Tried) bool { return len(d.Remedies) == 2 }) {
		t.Errorf("no pair was tried: %s", told(c))
	}
}

// Where one change is not enough, two are tried, and no more of either than it takes.
func TestTwoChanges(t *testing.T) {
	sc := read(t, shop)
	c := cured(t, sc, solve.Options{Seeds: 2, Runs: 150})
	if c.Smallest == nil || len(c.Smallest.Remedies) != 2 || c.Smallest.AddedMachines != 4 || *c.Smallest.AddedDollars <= 0 { // 900/s of 10 ms with 4 workers take three each
		t.Fatalf("got %s", told(c))
	}
	for _, d := range c.Helped {
		if len(d.Pays) > 0 && len(d.Objectives) > 0 && d.Objectives[1].Measured < .1 {
			t.Errorf("%s is said to help: %v", d.Text, d.Pays)
		}
	}
}

// A design that is many times too small needs many times as much: 1,150 requests a second
// of 10 ms take more than eleven instances of one worker, by the utilization law.
func TestManyTimesTooSmall(t *testing.T) {
	sc := read(t, `
system: topology
parameters: {duration: 20 s, warmup: 5 s, network: 0 s, timeout: 10 s}
objectives: ["availability >= 99%", "latency_p99_seconds < 500 ms"]
topology:
  components:
    - {name: client, kind: client, rate: 1150/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, workers: 1, time: 10 ms}
`)
	c := cured(t, sc, solve.Options{Seeds: 2, Runs: 150})
	if c.Smallest == nil || !slices.Equal(sorts(c.Smallest), []solve.Sort{solve.MoreMachines}) || c.Smallest.AddedMachines < 11 || c.Smallest.AddedMachines > 13 {
		t.Errorf("got %s", told(c))
	}
}

// A change that meets the objectives at the cost of requests that none is about is said to,
// and is not taken where another does without.
func TestNothingIsPaidInSilence(t *testing.T) {
	sc := read(t, `
system: topology
parameters: {duration: 60 s, warmup: 5 s, network: 0 s, timeout: 10 s}
objectives: ["latency_p99_seconds < 500 ms"]
topology:
  components:
    - {name: client, kind: client, rate: 150/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, workers: 1, time: 10 ms, queue_limit: 400}
`)
	c := cured(t, sc, solve.Options{Seeds: 2})
	if got := sorts(c.Smallest); len(got) != 1 || got[0] != solve.MoreMachines || len(c.Smallest.Pays) > 0 {
		t.Errorf("got %s", told(c))
	}
}

func TestCureRepeats(t *testing.T) {
	sc := scenarioOf(t, "", broken[0].text)
	var last string
	for range 2 {
		data, err := json.Marshal(cured(t, sc, solve.Options{Seeds: 2, Runs: 30}))
		if err != nil || last != "" && string(data) != last {
			t.Fatalf("%s\nis another answer than\n%s", data, last)
		}
		last = string(data)
	}
}

// Budgets of runs and of events are kept, and what is left open said.
func TestCureKeepsToItsBudget(t *testing.T) {
	sc := read(t, shop)
	sc.Parameters["duration"] = "4 s"
	for _, o := range []solve.Options{{Runs: 1}, {Runs: 3}, {Runs: 8}, {Events: 1}, {Events: 200_000}} {
		asked := 0
		o.Seeds, o.Progress = 3, func(solve.Progress) { asked++ }
		c := cured(t, sc, o)
		if c.Runs != asked || o.Runs > 0 && c.Runs > o.Runs || !strings.Contains(c.Stopped, "is spent") || c.Text == "" {
			t.Errorf("%d runs of %+v, %d told, stopped %q", c.Runs, o, asked, c.Stopped)
		}
		if o.Events == 1 && c.Runs != 1 {
			t.Errorf("%d runs within one event", c.Runs)
		}
		if o.Runs == 8 && len(c.Untried) == 0 {
			t.Error("what was not tried is not said")
		}
	}
}

func TestCureIsInterrupted(t *testing.T) {
	sc := read(t, shop)
	ctx, cancel := context.WithCancel(t.Context())
	c, err := solve.Smallest(ctx, builtin.Systems(), sc, solve.Options{Seeds: 2, Progress: func(p solve.Progress) {
		if p.Run == 6 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || c == nil || c.Runs > 6 || !strings.Contains(c.Stopped, "interrupted") {
		t.Errorf("got %+v, %v", c, err)
	}
	sc.Objectives = nil
	if _, err := solve.Smallest(t.Context(), builtin.Systems(), sc, solve.Options{}); !errors.Is(err, solve.ErrNoObjective) {
		t.Errorf("got error %v", err)
	}
}

// Every change to every system is one that it can run with, and says something of its own.
func TestUsualChangesApply(t *testing.T) {
	for _, s := range builtin.Systems() {
		sc := system.Scenario{System: s.Name, Faults: s.DefaultFaults, Objectives: s.DefaultObjectives}
		list := solve.Usual(t, builtin.Systems(), sc)
		if len(list) < 3 {
			t.Errorf("%s: only %d changes", s.Name, len(list))
		}
		said := map[string]bool{}
		for _, m := range list {
			if said[m.Text] || strings.Contains(m.Text, "%!") || strings.Contains(m.Text, "  ") {
				t.Errorf("%s: %q", s.Name, m.Text)
			}
			said[m.Text] = true
			t.Log(s.Name, m.Sort, m.Text, m.Settings)
		}
	}
}
