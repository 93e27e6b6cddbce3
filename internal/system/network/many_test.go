package network

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// fork is a client that asks a station with as many workers as anybody needs.
func fork(rate, call string) string {
	return clientOf(rate, call) + "\n    - {name: a, kind: external, instances: 1, workers: 100k, time: 1 s, queue_limit: 1M}"
}

// Calls that are made together take as long as the longest that is waited for: of n
// exponential times the k-th, whose mean is 1/n + ... + 1/(n-k+1).
func TestCallsTogether(t *testing.T) {
	order := func(n, k int) float64 {
		sum := 0.
		for i := n; i > n-k; i-- {
			sum += 1 / float64(i)
		}
		return sum
	}
	for _, tt := range []struct {
		call   string
		mean   float64
		visits float64
	}{
		{"{to: a, times: 5}", order(5, 5), 5},
		{"{to: a, times: 5, await: all}", order(5, 5), 5},
		{"{to: a, times: 20, await: 18}", order(20, 18), 20},
		{"{to: a, times: 5, await: first}", order(5, 1), 5},
		{"{to: a, times: 5, in_turn: true}", 5, 5},
		{"{to: a, times: 5, in_turn: true, await: 2}", 2, 2},
		{"{to: a, times: 2.5}", (order(2, 2) + order(3, 3)) / 2, 2.5},
		{"{to: a, times: 0}", 0, 0},
		{"{to: a, times: 3}, {to: a, times: 2}", order(3, 3) + order(2, 2), 5},
	} {
		r := run(t, with(read(t, fork("5/s", tt.call)), "network", "0 s", "timeout", "1 d", "duration", "3k s", "warmup", "100 s"))
		within(t, r, "latency_mean_seconds", tt.mean, .03)
		within(t, r, "a_visits_per_request", tt.visits, .02)
	}
}

// A skewed fan-out has the mean that is stated, and a tail.
func TestFanOutIsSkewed(t *testing.T) {
	for _, law := range []string{"fixed", "exponential", "lognormal", "pareto"} {
		text := fork("50/s", fmt.Sprintf("{to: a, times: 30, times_law: %s, times_spread: 2, async: true}", law))
		r := run(t, with(read(t, text), "duration", "400 s", "client.a.times", "30"))
		within(t, r, "a_visits_per_request", 30, .08)
		within(t, r, "latency_mean_seconds", 0, 0)
	}
}

// A batch fails once what it waits for cannot come any more, and not before.
func TestBatchesFail(t *testing.T) {
	for _, tt := range []struct {
		await        string
		availability float64
	}{
		{"all", math.Pow(.9, 3)},
		{"2", math.Pow(.9, 3) + 3*.1*math.Pow(.9, 2)},
		{"first", 1 - .001},
	} {
		sc := with(read(t, fork("50/s", "{to: a, times: 3, await: "+tt.await+"}")), "timeout", "1 h", "duration", "1000 s")
		sc.Faults = []string{"at 0 s errors a 10%"}
		within(t, run(t, sc), "availability", tt.availability, .005)
	}
}

// A search asks every shard once.
func TestEachPartIsAsked(t *testing.T) {
	text := clientOf("200/s", "{to: index, keys: each}") + "\n    - {name: index, kind: store, shards: 12, replicas: 2}"
	r := run(t, with(read(t, text), "duration", "100 s"))
	within(t, r, "index_visits_per_request", 12, .001)
	c := r.Components[0]
	if c.Hottest > 1.15*c.Utilization {
		t.Errorf("the busiest shard is %v busy, on average they are %v", c.Hottest, c.Utilization)
	}
	within(t, r, "index_utilization", 200*12*.005/(12*2*16), .03)
}

// What dies in the middle leaves nothing behind, and what is left counts for nobody.
func TestBatchesOfTheDead(t *testing.T) {
	text := clientOf("400/s", "{to: app, timeout: 50 ms, retries: 2}") +
		"\n    - {name: app, kind: service, instances: 3, calls: [{to: a, times: 4, await: 3, retries: 1, hedge: 5 ms}, {to: a, times: 3, in_turn: true, timeout: 20 ms, retries: 1}]}" +
		"\n    - {name: a, kind: service, instances: 4, time: 3 ms}"
	sc := with(read(t, text), "duration", "20 s", "warmup", "1 s")
	sc.Faults = []string{"at 4 s kill app 1", "at 6 s restart app 1", "at 8 s hang a 2", "at 10 s kill app 2", "at 12 s restart a 2", "at 13 s cut app 3", "at 15 s heal app 3"}
	m := modelOf(t, sc)
	if _, err := m.Result(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := run(t, sc)
	if got := r.Metrics["availability"]; got < .5 || got == 1 {
		t.Errorf("availability is %v", got)
	}
}

func TestMistakesInMultiplicity(t *testing.T) {
	const text = "system: topology\ntopology:\n  components:\n    - {name: client, kind: client, calls: [{to: a, TEXT}]}\n    - {name: a, kind: service, calls: [{to: db}]}\n    - {name: db, kind: store}\n"
	for _, tt := range []struct{ call, want string }{
		{"times: many", `nothing is named many`},
		{"times: 2M", "2M"},
		{"await: 2", "the call is made once"},
		{"times: 3, await: none", `"none" is no number of answers`},
		{"times: 3, keys: mine", "says nothing of keys"},
		{"keys: each", "only a store or a cache is asked part by part"},
		{"in_turn: true", "the call is made once"},
		{"times_law: pareto", "write times"},
		{"times: 3, times_law: zipf", "zipf"},
		{"times: 3, async: true, await: first", "nobody waits for an async call"},
	} {
		problems := problemsOf(t, strings.Replace(text, "TEXT", tt.call, 1))
		if !contains(problems, tt.want) {
			t.Errorf("%s: %v, want %q", tt.call, problems, tt.want)
		}
	}
}

// What passes requests on sends each of them one way: none goes nowhere, none both ways.
func TestRequestsGoOneWay(t *testing.T) {
	const ways = "\n    - {name: a, kind: external, time: 1 ms}\n    - {name: b, kind: external, time: 1 ms}\n    - {name: c, kind: external, time: 1 ms}"
	text := clientOf("1k/s", "{to: lb}") + "\n    - {name: lb, kind: balancer, calls: [{to: a, share: 50%}, {to: b, share: 30%}, {to: c, share: 20%}]}" + ways
	r := run(t, with(read(t, text), "network", "0 s", "duration", "100 s", "lb.time", "0 s"))
	for name, want := range map[string]float64{"a": .5, "b": .3, "c": .2} {
		within(t, r, name+"_visits_per_request", want, .02)
	}
	// Whoever went nowhere would take no time, and whoever went both ways twice as long.
	within(t, r, "latency_mean_seconds", .001, .02)
	within(t, r, "latency_p50_seconds", .001*0.6931, .02)
}
