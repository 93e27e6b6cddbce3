package network

import (
	"fmt"
	"testing"
	"time"

	"spar/internal/system"
)

// queued are a client, a queue with calls, and components beside them.
func queued(rate, calls, others string) string {
	return clientOf(rate, "{to: q}") + "\n    - {name: q, kind: queue, time: 0 s, calls: [" + calls + "]}" + others
}

// A share of what comes back makes a geometric series.
func TestLoopOverAQueue(t *testing.T) {
	for _, tt := range []struct {
		back string
		want float64 // visits of the worker for each request
	}{
		{"share: 50%", 2},
		{"share: 30%, times: 3", 10},
		{"share: 100%, hops: 4", 5},
		{"times: 2, hops: 3", 1 + 2 + 4 + 8},
		{"share: 80%, hops: 2", 1 + .8 + .64},
	} {
		text := queued("20/s", "{to: w}", "\n    - {name: w, kind: worker, instances: 20, time: 5 ms, calls: [{to: q, "+tt.back+"}]}")
		r := run(t, with(read(t, text), "duration", "2000 s", "warmup", "100 s"))
		within(t, r, "w_visits_per_request", tt.want, .05)
		if theory, ok := r.Theory["q_utilization"]; ok && theory != 0 {
			t.Errorf("a queue that takes no time is %v busy", theory)
		}
		f := flowsOf(systemPlan(t, text), read(t, text).Topology, func(string) float64 { return 0 }, once)
		if got := f.perRequest(); got < 2*tt.want+1-1e-6 || got > 2*tt.want+1+1e-6 { // the client, and q as often as w
			t.Errorf("%s: %v visits for each request, want %v", tt.back, got, 2*tt.want+1)
		}
	}
}

func systemPlan(t *testing.T, text string) *system.Plan { return modelOf(t, read(t, text)).Plan }

// retrying is a queue whose consumer fails half of the time. What fails comes back over
// a queue that holds it back, three times at the most, and is put aside then.
const retrying = "{to: w}, {to: again, when: w failed, hops: 3}, {to: aside, when: again refused}"

func TestRetryQueue(t *testing.T) {
	text := queued("50/s", retrying, "\n    - {name: w, kind: worker, instances: 10, time: 0 s}"+
		"\n    - {name: again, kind: queue, time: 0 s, calls: [{to: q, delay: 10 s}]}\n    - {name: aside, kind: store, time: 0 s}")
	sc := with(read(t, text), "duration", "2000 s", "warmup", "100 s", "network", "0 s")
	sc.Faults = []string{"errors w 50%"}
	r := run(t, sc)
	within(t, r, "w_visits_per_request", 1.875, .005)
	within(t, r, "aside_visits_per_request", .0625, .03)
	within(t, r, "done_fraction", 1-.0625, .005)
	within(t, r, "done_mean_seconds", 10*(.25+2*.125+3*.0625)/.9375, .01)
	within(t, r, "q_dead_fraction", .0625, .05) // of those that are not tried again
}

// What follows a call that nobody waits for, is made once it is settled.
func TestFollowers(t *testing.T) {
	text := clientOf("50/s", "{to: a, async: true, times: 3}, {to: b, async: true, when: a ok, delay: 5 s}") +
		"\n    - {name: a, kind: external, time: 0 s}\n    - {name: b, kind: external, time: 0 s}"
	sc := with(read(t, text), "duration", "500 s", "warmup", "50 s")
	sc.Faults = []string{"errors a 20%"}
	r := run(t, sc)
	within(t, r, "b_visits_per_request", 3*.8, .01)
	within(t, r, "done_mean_seconds", 5, .001)
	if f := flowsOf(systemPlan(t, text), sc.Topology, func(string) float64 { return 0 }, once); f.calls["client.b"] != 150 {
		t.Errorf("%v calls of b a second, want 150", f.calls["client.b"])
	}
}

// A delay does not change how much is done, and its messages count as waiting.
func TestDelay(t *testing.T) {
	r := run(t, with(read(t, queued("100/s", "{to: w, delay: 20 s}", "\n    - {name: w, kind: worker, time: 1 ms}")), "duration", "200 s", "warmup", "30 s"))
	within(t, r, "q_lag_p50_seconds", 20, .01)
	within(t, r, "q_done_per_second", 100, .03)
	within(t, r, "q_queue_max", 2000, .1)
	within(t, r, "q_oldest_seconds", 20, .01)
	within(t, r, "done_fraction", 1, 0)
}

func TestMistakesInLoops(t *testing.T) {
	for _, tt := range []struct{ w, q, parameters, want string }{
		{"{to: q}", "{to: w}", "", "x.yaml:4:38: requests go round for ever: q to w to q, and each becomes 1 on average; write a smaller share"},
		{"{to: q, share: 40%, times: 3}", "{to: w}", "", "and each becomes 1.2 on average"},
		{"{to: q, share: 40%}, {to: q, share: 70%}", "{to: w}", "", "with other calls that lead back"},
		{"{to: q, share: 40%}", "{to: w}", "w.q.times: 3", "no such parameter"},
		{"{to: q, share: 40%}", "{to: w}", "w.q.share: 100%", "requests go round for ever"},
		{"{to: w2}", "{to: w}", "", "calls go round for ever: w to w2 to w; remove one of them, or let nobody wait"},
		{"{to: q, hops: many}", "{to: w}", "", "\"many\" is no number of times"},
		{"", "{to: w, hops: 3}", "", "nothing leads back from w to q; remove hops"},
		{"{to: w3, delay: 1 s}", "{to: w}", "", "w waits for the answer, and would for the delay too"},
		{"{to: w3, async: true, delay: soon}", "{to: w}", "", "soon"},
		{"{to: w3, async: true}, {to: w3, when: w3 failed}", "{to: w}", "", "nobody waits for the answer of w3; remove async there, or write it here too"},
	} {
		text := fmt.Sprintf("system: topology\nparameters: {%s}\ntopology: {components: [{name: client, kind: client, calls: [{to: q}]},\n{name: w, kind: worker, calls: [%s]}, {name: w2, kind: worker, calls: [{to: w, share: 0%%}]}, {name: w3, kind: worker},\n", tt.parameters, tt.w) +
			"{name: q, kind: queue, calls: [" + tt.q + ", {to: w2}, {to: w3}]}]}\n"
		_, problems := system.Registry{System()}.ReadScenario("x.yaml", []byte(text))
		if len(problems) == 0 || !contains(problems, tt.want) {
			t.Errorf("%s and %s with %q give %v, want %s", tt.w, tt.q, tt.parameters, problems, tt.want)
		}
	}
}

// A loop in which consumers die gets all of its messages done in the end.
func TestLoopUnderKills(t *testing.T) {
	text := queued("50/s", retrying, "\n    - {name: w, kind: worker, instances: 4, time: 5 ms}"+
		"\n    - {name: again, kind: queue, time: 0 s, calls: [{to: q, delay: 2 s}]}\n    - {name: aside, kind: store, time: 0 s}")
	sc := with(read(t, text), "duration", "100 s", "warmup", "0 s")
	sc.Faults = []string{"at 20 s kill w", "at 25 s restart w", "at 40 s kill w 1", "at 60 s kill again", "at 62 s restart again"}
	m := modelOf(t, sc)
	if _, err := m.Result(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := run(t, sc)
	if got := r.Metrics["done_fraction"]; got < .98 {
		t.Errorf("%v were done; messages wait until workers are back", got)
	}
	if got := r.Metrics["q_oldest_seconds"]; got < 4 || got > 7 {
		t.Errorf("the oldest message was %v old, want about %v", got, 5*time.Second)
	}
}
