package network

import (
	"math"
	"testing"
)

// A worker behind a queue is an M/M/1: messages have the lag that its formula says, and
// requests are done when their message is.
func TestLag(t *testing.T) {
	text := clientOf("0.7/s", "{to: q}") + "\n    - {name: q, kind: queue, time: 0 s, calls: [{to: w}]}" +
		"\n    - {name: w, kind: worker, instances: 1, workers: 1, time: 1 s}"
	r := run(t, with(read(t, text), plain...))
	for _, metric := range []string{"q_lag", "done"} {
		within(t, r, metric+"_mean_seconds", 1/.3, .02)
		within(t, r, metric+"_p99_seconds", math.Log(100)/.3, .03)
	}
	within(t, r, "q_done_per_second", .7, .01)
	within(t, r, "done_fraction", 1, 0)
	if r.Metrics["latency_mean_seconds"] > 1e-6 {
		t.Errorf("the client waits %v s for what is done later", r.Metrics["latency_mean_seconds"])
	}
}

// A worker with deterministic times clears what a burst of one a second leaves behind:
// too much arrives, so the oldest message is as old as the backlog is long.
func TestOldest(t *testing.T) {
	text := clientOf("150/s", "{to: q}") + "\n    - {name: q, kind: queue, time: 0 s, calls: [{to: w}]}" +
		"\n    - {name: w, kind: worker, instances: 1, workers: 1, time: 10 ms, law: deterministic}"
	r := run(t, with(read(t, text), "duration", "100 s", "warmup", "10 s"))
	// After 100 s a third of what came waits: the oldest came when a third was left.
	within(t, r, "q_oldest_seconds", 100./3, .03)
	if len(r.Warnings) == 0 || r.Metrics["done_mean_seconds"] < 15 {
		t.Errorf("done after %v s with warnings %v", r.Metrics["done_mean_seconds"], r.Warnings)
	}
}

// A request is done when the last of all that it handed over is: of n exponential times
// the longest, which is n-th harmonic number of means.
func TestDoneIsTheLast(t *testing.T) {
	text := clientOf("1/s", "{to: a, async: true, times: 8, keys: own}, {to: b, share: 50%}") +
		"\n    - {name: a, kind: external, workers: 1M, time: 1 s}\n    - {name: b, kind: external, time: 0 s}"
	r := run(t, with(read(t, text), plain...))
	harmonic := 0.
	for n := 1; n <= 8; n++ {
		harmonic += 1 / float64(n)
	}
	within(t, r, "done_mean_seconds", harmonic, .01)
}

// What is given up after all retries is dead, and its requests are not done.
func TestDeadMessages(t *testing.T) {
	text := clientOf("100/s", "{to: q}") + "\n    - {name: q, kind: queue, calls: [{to: w, retries: 1}]}" +
		"\n    - {name: w, kind: worker, time: 1 ms}"
	sc := with(read(t, text), "duration", "200 s", "warmup", "10 s")
	sc.Faults = []string{"errors w 30%"}
	r := run(t, sc)
	within(t, r, "q_dead_fraction", .09, .05)
	within(t, r, "done_fraction", .91, .01)
	within(t, r, "q_dead", .09*100*190, .05)
	within(t, r, "availability", 1, 0)
}

// Each class has its own time until done.
func TestDoneByClass(t *testing.T) {
	text := "system: topology\ntopology:\n  components:\n    - name: client\n      kind: client\n      rate: 10/s\n      classes: [{name: small}, {name: large, share: 20%}]\n" +
		"      calls: [{to: a, async: true, only: small}, {to: b, async: true, only: large}]" +
		"\n    - {name: a, kind: external, workers: 1M, time: 1 s}\n    - {name: b, kind: external, workers: 1M, time: 3 s}"
	r := run(t, with(read(t, text), "duration", "10k s", "warmup", "100 s"))
	within(t, r, "small_done_mean_seconds", 1, .01)
	within(t, r, "large_done_mean_seconds", 3, .03)
	within(t, r, "done_mean_seconds", 1.4, .02)
}
