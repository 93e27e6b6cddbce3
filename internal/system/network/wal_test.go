package network

import "testing"

func loggedStore(rest string) string {
	return clientOf("1k/s", "{to: db}") + "\n    - {name: db, kind: store, workers: 1000, time: 1 ms, " + rest + "}"
}

// Writes that come at a rate r are lost by a kill a time x after a flush as r x of them;
// those that wait for the flush, half its interval on average, are not.
func TestLostWrites(t *testing.T) {
	lost := func(rest string) float64 {
		text := loggedStore(rest) + "\nfaults: [at 10750 ms kill db, at 11 s restart db, at 20500 ms kill db]\n"
		return run(t, with(read(t, text), "network", "0 s", "writes", "100%", "duration", "30 s")).Metrics["db_lost_writes"]
	}
	if got := lost("durability: async, flush: 1 s"); got < 1250-4*36 || got > 1250+4*36 {
		t.Errorf("%v writes are lost, want 1250", got)
	}
	for _, rest := range []string{"durability: sync", "durability: group, flush: 1 s", "durability: async, flush: 1 ms"} {
		if got := lost(rest); got > 8 {
			t.Errorf("%s: %v writes are lost", rest, got)
		}
	}
	r := run(t, with(read(t, loggedStore("durability: group, flush: 40 ms")), "network", "0 s", "writes", "100%", "duration", "100 s"))
	within(t, r, "latency_mean_seconds", .001+.02, .01)
}

func TestMistakesInLogs(t *testing.T) {
	for rest, want := range map[string]string{
		"flush: 1 s":                     "flushes each write by itself",
		"durability: later":              "write sync, group, async",
		"durability: async, replicas: 3": "where there is one copy",
	} {
		if problems := problemsOf(t, loggedStore(rest)); !contains(problems, want) {
			t.Errorf("%s: problems are %v", rest, problems)
		}
	}
}
