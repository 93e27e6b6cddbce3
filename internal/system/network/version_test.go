package network

import (
	"fmt"
	"testing"
)

// replicated is a store that is read and written at random, without a network.
func replicated(t *testing.T, rest string, set ...string) float64 {
	t.Helper()
	text := clientOf("1k/s", "{to: db}") + "\n    - {name: db, kind: store, workers: 1000, time: 10 us, " + rest + "}"
	r := run(t, with(read(t, text), append([]string{"network", "0 s", "keys", "100", "zipf", "0", "writes", "20%", "duration", "200 s", "warmup", "10 s"}, set...)...))
	if got := r.Metrics["availability"]; got < .999 {
		t.Errorf("availability is %v", got)
	}
	return r.Metrics["db_stale_fraction"]
}

// A follower that gets writes after an exponential lag is stale while the latest write
// of a key is younger than its lag: of writes at a rate w to a key, wL/(1+wL) of the
// time, and so are as many of the reads that come to it.
func TestStaleReads(t *testing.T) {
	const w = 1000 * .2 / 100
	for _, lag := range []float64{.05, .5} {
		late := w * lag / (1 + w*lag)
		for _, tt := range []struct {
			replicas int
			rest     string
			want     float64
		}{
			{2, "", late / 2},
			{3, "", late * 2 / 3},
			{3, ", write_quorum: 2", late / 3},
			{3, ", read_from: leader", 0},
			{3, ", read_quorum: 2, write_quorum: 2", 0},
			{3, ", read_quorum: 3", 0},
			{3, ", read_quorum: 2", w * lag / (w*lag + 2) / 3}, // both followers, and both late
		} {
			got := replicated(t, fmt.Sprintf("replicas: %d, lag: %g ms%s", tt.replicas, lag*1000, tt.rest))
			if got < .93*tt.want-.002 || got > 1.07*tt.want+.002 {
				t.Errorf("%d replicas%s, lag %v s: %.4f of the reads are stale, want %.4f", tt.replicas, tt.rest, lag, got, tt.want)
			}
		}
	}
}

// Quorums that overlap see every write that was acknowledged, also while a replica is
// dead and when it is back.
func TestQuorumsOverlap(t *testing.T) {
	for _, tt := range []struct {
		rest  string
		stale bool
	}{
		{"replicas: 3, read_quorum: 2, write_quorum: 2", false},
		{"replicas: 5, read_quorum: 2, write_quorum: 4", false},
		{"replicas: 5, read_quorum: 2, write_quorum: 2", true},
	} {
		text := clientOf("2k/s", "{to: db}") + "\n    - {name: db, kind: store, workers: 4, time: 1 ms, " + tt.rest + "}"
		sc := with(read(t, text), "keys", "20", "zipf", "0", "writes", "30%", "duration", "30 s", "warmup", "1 s")
		sc.Faults = []string{"at 5 s slow db 2 by 20", "at 10 s kill db 1", "at 20 s restart db 1"}
		if got := run(t, sc).Metrics["db_stale_fraction"]; (got > 0) != tt.stale {
			t.Errorf("%s: %v of the reads are stale", tt.rest, got)
		}
	}
}

// What depends on a stale answer is done as often as there are such.
func TestStaleAnswersDecide(t *testing.T) {
	text := clientOf("1k/s", "{to: app}") + "\n    - {name: app, kind: service, non_blocking: true, calls: [{to: db}, {to: again, when: db stale}]}" +
		"\n    - {name: db, kind: store, replicas: 2, lag: 500 ms}\n    - {name: again, kind: external, time: 1 ms}"
	r := run(t, with(read(t, text), "keys", "100", "zipf", "0", "writes", "20%", "duration", "100 s"))
	within(t, r, "again_visits_per_request", .8*r.Metrics["db_stale_fraction"], .03)
	within(t, r, "db_stale_fraction", .25, .1)
}
