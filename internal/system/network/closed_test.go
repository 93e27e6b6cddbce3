package network

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// usersOf is a client with users who wait.
func usersOf(load, calls string) string {
	return fmt.Sprintf("system: topology\ntopology:\n  components:\n    - {name: client, kind: client, %s, calls: [%s]}", load, calls)
}

const shop = "\n    - {name: app, kind: external, workers: 4, time: 20 ms}\n    - {name: db, kind: store, workers: 1, time: 5 ms}\n"

// However many users there are and by whatever law they think, throughput and latency are
// those of exact mean values, and N = X (R + Z).
func TestUsersWhoWait(t *testing.T) {
	for _, tt := range []struct{ load, others string }{
		{"users: 5", ""},
		{"users: 100", ""},
		{"users: 400, think: 500 ms", ""},
		{"users: 300, think: 2 s, think_law: deterministic", ""},
		{"users: 150, think_law: pareto, think_spread: 2", ""},
		{"users: 20, think: 1 ms", ""},
		{"users: 100, classes: [{name: look}, {name: buy, share: 10%, writes: true}]", "only: buy"},
	} {
		text := usersOf(tt.load, "{to: app}, {to: db, share: 80%, "+tt.others+"}") + shop
		r := run(t, with(read(t, text), "duration", "2000 s", "timeout", "100 s", "network", "2 ms"))
		n, z := r.Parameters["client.users"], base(r.Parameters["client.think"])
		x, latency := r.Metrics["throughput_per_second"], r.Metrics["latency_mean_seconds"]
		if got, want := x*(latency+z), base(n); math.Abs(got-want) > max(.01, 3/math.Sqrt(1800*x))*want {
			t.Errorf("%s: X (R + Z) = %v, want %v", tt.load, got, want)
		}
		if len(r.Theory) != 4 {
			t.Errorf("%s: theory is %v, %v", tt.load, r.Theory, r.TheoryGaps)
		}
		for metric, want := range r.Theory {
			within(t, r, metric, want, max(.015, 3/math.Sqrt(1800*x)))
		}
		if !strings.Contains(strings.Join(r.Warnings, "\n"), "users wait for the answer before they ask for more, "+n+" of client") {
			t.Errorf("warnings are %q", r.Warnings)
		}
	}
}

// Open arrivals at a station of one server take time from those of users as if it were
// slower (product form of mixed networks: F. Baskett and others, 1975).
func TestUsersBesideARate(t *testing.T) {
	text := usersOf("users: 50, classes: [{name: crawl}]", "{to: db}") + "\n    - {name: web, kind: client, rate: 20/s, classes: [{name: look}], calls: [{to: db}]}" +
		"\n    - {name: db, kind: store, workers: 1, time: 15 ms}\n"
	r := run(t, with(read(t, text), "duration", "3000 s", "timeout", "100 s"))
	x := sim.ClosedThroughput(50, 1, []sim.ClosedStation{{Servers: 1, Demand: .015 / (1 - .3)}})
	within(t, r, "crawl_throughput_per_second", x, .01)
	within(t, r, "crawl_latency_mean_seconds", 50/x-1, .04)
	within(t, r, "look_throughput_per_second", 20, .02)
	within(t, r, "look_latency_mean_seconds", .015*(1+50-x)/(1-.3), .04) // 50 - x are at the station
	if len(r.Theory) != 0 || !strings.Contains(r.TheoryGaps[0].Because, "others ask for something too") {
		t.Errorf("theory is %v, %v", r.Theory, r.TheoryGaps)
	}
	faster := run(t, with(read(t, text), "duration", "1000 s", "timeout", "100 s", "rate", "40/s"))
	within(t, faster, "look_throughput_per_second", 40, .02)
}

// A load of so many times the usual has so many times the users, over a time as well, and
// those who leave do so in place of the next request.
func TestLoadOfUsers(t *testing.T) {
	m := modelOf(t, read(t, usersOf("users: 200, think: 2 s", "{to: app}")+"\n    - {name: app, kind: external, time: 1 ms}\n"))
	rate := func(from, to time.Duration) float64 {
		if err := m.RunUntil(t.Context(), from); err != nil {
			t.Fatal(err)
		}
		before := m.Counts.Arrived
		if err := m.RunUntil(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		return float64(m.Counts.Arrived-before) / (to - from).Seconds()
	}
	for _, step := range []struct {
		load     float64
		over     time.Duration
		from, to time.Duration
		want     float64 // times the usual rate
	}{
		{1, 0, 20, 40, 1}, {10, 0, 50, 60, 10}, {1, 0, 80, 120, 1}, {3, 100, 120, 220, 2}, {3, 0, 220, 240, 3}, {.5, 50, 240, 290, 1.65}, {.5, 0, 300, 320, .5}, {0, 0, 330, 340, 0}, {2, 0, 350, 360, 2},
	} {
		m.Strike(system.Fault{Verb: system.Load, Factor: step.load, Over: step.over * time.Second})
		got := rate(step.from*time.Second, step.to*time.Second)
		if want := 200 / 2.001 * step.want; math.Abs(got-want) > .06*want {
			t.Errorf("at a load of %v they send %v a second, want %v", step.load, got, want)
		}
	}
}

// Users whose requests fail or are given up think and ask again, and no more often.
func TestUsersGoOnAfterFailures(t *testing.T) {
	sc := read(t, usersOf("users: 100", "{to: app}")+"\n    - {name: app, kind: service, time: 1 ms}\n")
	sc.Faults = []string{"at 100 s kill app", "at 200 s restart app", "at 300 s hang app", "at 400 s restart app"}
	r := run(t, with(sc, "duration", "500 s", "warmup", "0 s"))
	if a := r.Metrics["availability"]; a < .585 || a > .605 { // callers soon know that it hangs
		t.Errorf("availability is %v", a)
	}
	within(t, r, "throughput_per_second", 60, .05)
	if got := float64(r.Arrived) / 500; got < 97 || got > 101 {
		t.Errorf("%v requests a second, want 100", got)
	}
}

func TestMistakesInUsers(t *testing.T) {
	for _, tt := range []struct{ load, says string }{
		{"users: 5, rate: 3/s", "at no rate; remove rate or users"},
		{"users: 5, profile: \"0 h 30%\"", "a profile is how a rate varies"},
		{"users: 5, cycle: 1 h", "a cycle is that of a profile"},
		{"think: 5 s", "write users, such as 500, in place of the rate, or remove think"},
		{"rate: 3/s, think_law: pareto", "or remove think_law"},
		{"users: 0", "out of range"},
		{"users: many", "write a count such as 100"},
		{"users: 5, think: 0 s", "out of range"},
		{"users: 5, think_spread: 3", "exponential times have no spread of their own"},
		{"users: 5, think_law: uniform", "uniform"},
		{"users: 5, classes: [{name: a, rate: 3/s}]", "write a share"},
	} {
		problems := problemsOf(t, usersOf(tt.load, "{to: app}")+shop+"    - {name: x, kind: client, calls: [{to: db}]}\n")
		if len(problems) != 1 || !contains(problems, tt.says) {
			t.Errorf("%s: %+v, want %q", tt.load, problems, tt.says)
		}
	}
	if problems := problemsOf(t, usersOf("users: 5", "{to: app}")+"\n    - {name: app, kind: service, think: 3 s}\n"); len(problems) != 1 || !contains(problems, "a service has no think") {
		t.Errorf("%v", problems)
	}
	if problems := problemsOf(t, strings.Replace(usersOf("users: 5", "{to: app}"), "topology\n", "topology\nparameters: {rate: 5/s}\n", 1)+"\n    - {name: app, kind: service}\n"); len(problems) != 1 || !contains(problems, "no such parameter") {
		t.Errorf("%v", problems)
	}
}

// What an overload does to users who wait is not stated as if all came at once.
func TestCostOfUsers(t *testing.T) {
	sc := read(t, usersOf("users: 10k, think: 1 ms", "{to: app}")+"\n    - {name: app, kind: service, time: 100 ms, queue_limit: 10k}\n")
	r, err := (system.Registry{System()}).Begin(with(sc, "duration", "10 s"), sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	_ = r
	p := modelOf(t, sc).Plan
	if got := mostRate(p, sc.Topology, &sc.Topology.Components[0]); math.Abs(got-10e3/.101) > 1 {
		t.Errorf("at most %v requests a second", got)
	}
}
