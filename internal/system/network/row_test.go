package network

import (
	"fmt"
	"testing"
)

// booking is a store whose rows are written by everybody at once.
func booking(rate, rest string) string {
	return clientOf(rate, "{to: db}") + "\n    - {name: db, kind: store, workers: 1000, queue_limit: 1M, " + rest + "}"
}

// Writes that wait for the lock of one row are a queue with one server, however many
// workers there are.
func TestLocksAreAQueue(t *testing.T) {
	for rate, load := range map[string]float64{"60/s": .6, "80/s": .8} {
		text := booking(rate, "time: 10 ms, contention: lock")
		r := run(t, with(read(t, text), "network", "0 s", "keys", "1", "writes", "100%", "timeout", "1 h", "duration", "3000 s", "warmup", "60 s"))
		within(t, r, "latency_mean_seconds", .01/(1-load), .06)
	}
}

// No seat is sold twice where writes are guarded, and none is left over; what is read
// before it is written and not guarded, is.
func TestNoSeatIsSoldTwice(t *testing.T) {
	for guard, twice := range map[string]bool{"none": true, "lock": false, "optimistic": false} {
		text := booking("2k/s", fmt.Sprintf("time: 20 ms, contention: %s, stock: 40", guard))
		r := run(t, with(read(t, text), "keys", "50", "zipf", "0", "writes", "100%", "timeout", "1 min", "duration", "120 s"))
		sold, oversold := r.Metrics["db_sold"], r.Metrics["db_oversold"]
		if (oversold > 0) != twice {
			t.Errorf("%s: %v sold twice", guard, oversold)
		}
		if sold-oversold != 50*40 {
			t.Errorf("%s: %v seats of %d sold", guard, sold-oversold, 50*40)
		}
	}
}

// Who finds nothing left is refused, in a metric of that name, and everybody else is told
// of as well.
func TestSoldOutIsRefused(t *testing.T) {
	text := booking("500/s", "time: 2 ms, law: deterministic, contention: lock, stock: 100")
	r := run(t, with(read(t, text), "keys", "10", "zipf", "0", "writes", "100%", "duration", "10 s", "warmup", "0 s"))
	within(t, r, "refused_fraction", 1-1000./5000, .02)
	if r.Metrics["availability"] != 1 || r.Metrics["db_sold"] != 1000 {
		t.Errorf("metrics are %v", r.Metrics)
	}
}

// Optimistic writers of one row fail if another commits while they work: work of a fixed
// length d succeeds after a pause in commits. Those that come within d of a commit's
// begin and end after it lose, so that the row commits like a counter that is blocked for
// d after each: at a rate of r/(1+rd).
func TestConflicts(t *testing.T) {
	for _, rate := range []float64{20, 100, 500} {
		text := booking(fmt.Sprintf("%g/s", rate), "time: 10 ms, law: deterministic, contention: optimistic")
		r := run(t, with(read(t, text), "network", "0 s", "keys", "1", "writes", "100%", "duration", "400 s"))
		within(t, r, "throughput_per_second", rate/(1+rate*.01), .03)
		within(t, r, "db_conflict_fraction", 1-1/(1+rate*.01), .05)
	}
}

func TestMistakesInRows(t *testing.T) {
	const text = "system: topology\ntopology:\n  components:\n    - {name: client, kind: client, calls: [{to: db}]}\n    - {name: db, kind: store, replicas: 3, contention: lock}\n"
	if problems := problemsOf(t, text); !contains(problems, "write 1, or remove contention") {
		t.Errorf("problems are %v", problems)
	}
}
