package network

import (
	"strings"
	"testing"
)

// Of a crowd that asks for one key, one goes on to the store.
func TestACrowdAsksOnce(t *testing.T) {
	const herd = "\n    - {name: app, kind: service, instances: 4, non_blocking: true, calls: [{to: cache}, {to: db, when: cache miss, COALESCE}]}" +
		"\n    - {name: cache, kind: cache, ttl: 1 s}\n    - {name: db, kind: store, workers: 4, time: 40 ms, queue_limit: 100k}"
	measure := func(coalesce string) (visits, p99 float64) {
		text := clientOf("2k/s", "{to: app}") + strings.Replace(herd, "COALESCE", coalesce, 1)
		r := run(t, with(read(t, text), "keys", "10", "zipf", "0", "duration", "60 s", "warmup", "6 s"))
		return r.Metrics["db_visits_per_request"], r.Metrics["latency_p99_seconds"]
	}
	visits, p99 := measure("coalesce: true")
	// Each of ten keys is read anew once it has expired and the read is done.
	if want := 10 / (1 + .04) / 2000; visits < .9*want || visits > 1.1*want {
		t.Errorf("%v visits of the store a request, want about %v", visits, want)
	}
	crowd, late := measure("share: 100%")
	if crowd < 5*visits || late < 2*p99 {
		t.Errorf("without coalescing %v visits of the store and a p99 of %v, with it %v and %v", crowd, late, visits, p99)
	}
}

// What a write does to a cache is as it says.
func TestWritesToACache(t *testing.T) {
	for policy, want := range map[string]float64{"invalidate": .5, "update": 1, "fill": 1} {
		text := clientOf("2k/s", "{to: app}") +
			"\n    - {name: app, kind: service, non_blocking: true, calls: [{to: cache}, {to: db, when: cache miss}]}" +
			"\n    - {name: cache, kind: cache, on_write: " + policy + "}\n    - {name: db, kind: store, workers: 1000}"
		r := run(t, with(read(t, text), "keys", "1000", "zipf", "0", "writes", "50%", "duration", "30 s"))
		// A key is there if the last that befell it was a read.
		within(t, r, "cache_hit_ratio", want, .03)
	}
}
