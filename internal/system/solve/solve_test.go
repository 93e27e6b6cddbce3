package solve_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/solve"
)

func find(t testing.TB, sc system.Scenario, text string, o solve.Options) *solve.Answer {
	t.Helper()
	a, err := solve.Solve(t.Context(), builtin.Systems(), sc, changes(t, sc, text), o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func settings(d *solve.Design) string {
	if d == nil {
		return "none"
	}
	var list []string
	for _, s := range d.Settings {
		list = append(list, s.Parameter+"="+s.Value)
	}
	return strings.Join(list, " ")
}

// queue is an M/M/c: requests of a second each, so many a second.
const queue = `
system: topology
parameters: {duration: 10k s, warmup: 500 s, network: 0 s, timeout: 1 h}
objectives: ["latency_mean_seconds < %g s"]
topology:
  prices: {app: $1/h}
  components:
    - {name: client, kind: client, rate: %g/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, workers: 1, time: 1 s, queue_limit: 1M}
`

// waiting returns the mean time in an M/M/c with work of a second, by Erlang's C formula.
func waiting(load float64, servers int) float64 {
	b := 1. // Erlang's B, by its recursion
	for n := 1; n <= servers; n++ {
		b = load * b / (float64(n) + load*b)
	}
	c := float64(servers)
	wait := c * b / (c - load*(1-b))
	return 1 + wait/(c-load)
}

// The smallest number of workers is the one that the formula says.
func TestErlang(t *testing.T) {
	for _, load := range []float64{3.3} {
		want := int(load) + 1
		for waiting(load, want) > 1.25 {
			want++
		}
		// Between what the formula says of that many and of one fewer.
		threshold := (waiting(load, want) + waiting(load, want-1)) / 2
		sc := read(t, fmt.Sprintf(queue, threshold, load))
		a := find(t, sc, "app.workers=1..64", solve.Options{Seeds: 3})
		if got := settings(a.Best); got != fmt.Sprint("app.workers=", want) {
			t.Errorf("load %v below %v s: got %s in %d runs, want %d workers", load, threshold, got, a.Runs, want)
		}
		if !a.Proven || len(a.Smaller) != 1 || a.Smaller[0].Met == 3 {
			t.Errorf("load %v: proven %v, smaller %+v", load, a.Proven, a.Smaller)
		}
	}
}

// The fewest instances that are busy for less than 60% follow from the utilization law.
func TestUtilization(t *testing.T) {
	sc := read(t, fmt.Sprintf(queue, 100., 12.))
	sc.Objectives, sc.Parameters["duration"] = []string{"app_utilization < 59%"}, "2k s"
	a := find(t, sc, "app.instances=1..200", solve.Options{Seeds: 2})
	if got := settings(a.Best); got != "app.instances=21" { // 12/20 is 60%
		t.Errorf("got %s, want 21 instances", got)
	}
	if a.Best != nil && (*a.Best.Dollars != 21*720 || a.Best.Machines != 21 || a.Minimize != solve.Cost) {
		t.Errorf("it costs %v for %d machines, minimizing %s", *a.Best.Dollars, a.Best.Machines, a.Minimize)
	}
	if a.Runs > 40 {
		t.Errorf("%d runs for a bisection of 200", a.Runs)
	}
}

// cached is a cache before a store.
const cached = `
system: topology
parameters: {duration: 60 s, warmup: 20 s, keys: 20k, zipf: 1, network: 0 s}
objectives: ["cache_hit_ratio >= 80%"]
topology:
  components:
    - {name: client, kind: client, rate: 2k/s, calls: [{to: cache}, {to: db, when: cache miss}]}
    - {name: cache, kind: cache, time: 0 s, capacity: 100}
    - {name: db, kind: store, time: 0 s}
`

// che returns the hit ratio of an LRU cache by Che's approximation.
func che(keys int, exponent, capacity float64) float64 {
	p, sum := make([]float64, keys), 0.
	for i := range p {
		p[i] = math.Pow(float64(i+1), -exponent)
		sum += p[i]
	}
	held := func(time float64) (n, hits float64) {
		for _, w := range p {
			in := 1 - math.Exp(-w/sum*time)
			n, hits = n+in, hits+w/sum*in
		}
		return n, hits
	}
	low, high := 0., 1e9
	for range 100 {
		if n, _ := held((low + high) / 2); n < capacity {
			low = (low + high) / 2
		} else {
			high = (low + high) / 2
		}
	}
	_, hits := held(low)
	return hits
}

// The smallest cache is the first step for which Che's approximation says enough.
func TestCache(t *testing.T) {
	sc := read(t, cached)
	list := changes(t, sc, "cache.capacity=100..20k")
	a := find(t, sc, "cache.capacity=100..20k", solve.Options{Seeds: 2})
	want := ""
	for _, value := range list[0].Values {
		n := 0.
		if _, err := fmt.Sscanf(strings.TrimSuffix(value, "k"), "%g", &n); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(value, "k") {
			n *= 1000
		}
		if n < 20_000 && che(20_000, 1, n) < .8 {
			continue
		}
		want = value
		break
	}
	if got := settings(a.Best); got != "cache.capacity="+want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// With several parameters the answer is the cheapest of all that meet the objectives, as
// running every one shows.
func TestSeveralParameters(t *testing.T) {
	sc := read(t, shop)
	const text = "app.instances=1..6,db.replicas=1..6"
	a := find(t, sc, text, solve.Options{Seeds: 2, Runs: 200})
	list := changes(t, sc, text)
	cheapest, want := math.Inf(1), ""
	for _, instances := range list[0].Values {
		for _, replicas := range list[1].Values {
			meets, dollars := true, 0.
			for seed := range uint64(2) {
				one := builtin.Systems().Set(builtin.Systems().Set(sc, "app.instances", instances), "db.replicas", replicas)
				one.Seed = seed
				r, err := builtin.Systems().Run(t.Context(), one, solve.Options{}.Limit, nil)
				if err != nil {
					t.Fatal(err)
				}
				dollars = r.Metrics[system.DollarsPerMonth]
				for _, o := range r.Objectives {
					meets = meets && o.Met
				}
			}
			if meets && dollars < cheapest {
				cheapest, want = dollars, fmt.Sprintf("app.instances=%s db.replicas=%s", instances, replicas)
			}
		}
	}
	if got := settings(a.Best); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if !a.Proven || a.Runs > 60 {
		t.Errorf("proven %v in %d runs of all 72", a.Proven, a.Runs)
	}
	for i := 1; i < len(a.Front); i++ {
		if *a.Front[i].Dollars < *a.Front[i-1].Dollars || a.Front[i].P99Seconds >= a.Front[i-1].P99Seconds {
			t.Errorf("the front goes from %+v to %+v", a.Front[i-1], a.Front[i])
		}
	}
}

func TestAnswerRepeats(t *testing.T) {
	sc := read(t, shop)
	const text = "app.instances=1..16,db.replicas=1..8"
	first, err := json.Marshal(find(t, sc, text, solve.Options{Seeds: 2}))
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(find(t, sc, text, solve.Options{Seeds: 2}))
	if err != nil || string(first) != string(second) {
		t.Errorf("%s\nis another answer than\n%s", second, first)
	}
}

// A budget is kept, and what is left open said.
func TestBudget(t *testing.T) {
	sc := read(t, shop)
	for _, runs := range []int{1, 2, 7, 20} {
		asked := 0
		a := find(t, sc, "app.instances=1..16,db.replicas=1..8", solve.Options{Seeds: 3, Runs: runs, Progress: func(solve.Progress) { asked++ }})
		if a.Runs > runs || asked != a.Runs {
			t.Errorf("%d runs of %d, of which %d were told", a.Runs, runs, asked)
		}
		if runs < 20 && (a.Proven || a.Stopped == "") {
			t.Errorf("%d runs prove %v, stopped %q", runs, a.Proven, a.Stopped)
		}
	}
}

// Who is interrupted has the best until then.
func TestCancel(t *testing.T) {
	sc := read(t, shop)
	ctx, cancel := context.WithCancel(t.Context())
	a, err := solve.Solve(ctx, builtin.Systems(), sc, changes(t, sc, "app.instances=1..16,db.replicas=1..8"), solve.Options{
		Seeds: 2, Progress: func(p solve.Progress) {
			if p.Run == 6 {
				cancel()
			}
		},
	})
	if !errors.Is(err, context.Canceled) || a == nil || a.Best == nil || !strings.Contains(a.Stopped, "interrupted") || a.Proven || a.Runs > 6 {
		t.Errorf("got %+v, %v", a, err)
	}
}

// What no design in the range meets is said with the one that misses least.
func TestNothingMeets(t *testing.T) {
	sc := read(t, shop)
	sc.Objectives = []string{"latency_p99_seconds < 1 ms"}
	a := find(t, sc, "app.instances=1..16", solve.Options{Seeds: 2})
	if a.Best != nil || a.Closest == nil || a.Closest.Met != 0 || a.Proven {
		t.Errorf("got %+v", a)
	}
	// A bound on the cost rules out designs without running them.
	sc = read(t, shop)
	sc.Objectives = append(sc.Objectives, "dollars_per_month < $1")
	if a := find(t, sc, "app.instances=1..16", solve.Options{}); a.Best != nil || a.Runs != 0 {
		t.Errorf("got %+v", a)
	}
	sc.Objectives[2] = "dollars_per_month < $1.5k"
	if a := find(t, sc, "app.instances=1..16,db.replicas=1..9", solve.Options{Seeds: 2}); a.Best != nil && *a.Best.Dollars >= 1500 {
		t.Errorf("got %+v", a.Best)
	}
}

// Too few and too many are both wrong: the largest design says so, and others are tried one
// by one.
func TestNotMonotone(t *testing.T) {
	sc := read(t, shop)
	sc.Objectives = []string{"app_utilization > 40%", "app_utilization < 60%"}
	a := find(t, sc, "app.workers=1..64", solve.Options{Seeds: 1})
	if a.Best == nil || a.Proven || len(a.Contradictions) == 0 {
		t.Errorf("got %s, proven %v after %d runs", settings(a.Best), a.Proven, a.Runs)
	}
}

// Systems without prices are counted by their members.
func TestMachines(t *testing.T) {
	sc := system.Scenario{System: "balancing", Parameters: map[string]string{"requests": "20k", "rate": "100/s", "service_mean": "50 ms"}, Objectives: []string{"utilization < 70%"}}
	a := find(t, sc, "servers=1..20", solve.Options{Seeds: 2})
	if got := settings(a.Best); got != "servers=8" || a.Minimize != solve.Machines || a.Best.Machines != 8 || a.Best.Dollars != nil { // 5/8 is 62.5%
		t.Errorf("got %s, %+v", got, a.Best)
	}
	if _, err := solve.Solve(t.Context(), builtin.Systems(), sc, changes(t, sc, "servers=1..20"), solve.Options{Minimize: solve.Cost}); err == nil || !strings.Contains(err.Error(), "minimize machines") {
		t.Errorf("got error %v", err)
	}
	sc.Objectives = nil
	if _, err := solve.Solve(t.Context(), builtin.Systems(), sc, changes(t, sc, "servers=1..20"), solve.Options{}); !errors.Is(err, solve.ErrNoObjective) {
		t.Errorf("got error %v", err)
	}
}
