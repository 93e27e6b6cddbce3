package caching

import (
	"fmt"
	"math"
	"testing"

	"spar/internal/system/systemtest"
)

// A warm cache is what it is after long: its first seconds are like any others, whatever
// ends an entry.
func TestWarmIsStationary(t *testing.T) {
	base := map[string]string{
		"keys": "2000", "capacity": "2000", "zipf": ".9", "rate": "1k/s", "origin_service_mean": "5 ms", "origin_workers": "0",
		"cache_latency": "0 s", "l1_latency": "0 s",
	}
	for _, more := range [][]string{
		{"ttl", "5 s"},
		{"ttl", "10 min"},
		{"ttl", "20 s", "jitter", "1"},
		{"ttl", "20 s", "expiry", "sliding"},
		{"ttl", "10 s", "early_beta", "2"},
		{"ttl", "20 s", "policy", "lfu"},
		{"ttl", "20 s", "policy", "lfu", "capacity", "500"},
		{"ttl", "20 s", "policy", "fifo", "capacity", "500"},
		{"ttl", "20 s", "capacity", "500"},
		{"ttl", "20 s", "levels", "2", "l1_capacity", "100", "servers", "2"},
		{"writes", ".3"},
		{"writes", ".3", "ttl", "30 s"},
		{"writes", ".3", "ttl", "30 s", "write", "write-through"},
		{"writes", ".3", "write", "write-back"},
		{"writes", ".3", "capacity", "300"},
		{"writes", ".3", "policy", "lfu"},
	} {
		t.Run(fmt.Sprint(more), func(t *testing.T) {
			parameters := systemtest.With(base, more...)
			first, later := 0., 0.
			const runs = 4
			for _, seed := range []uint64{1, 2, 3, 4} {
				first += simulate(t, seed, systemtest.With(parameters, "duration", "5 s", "warmup", "0 s")).Metrics["hit_ratio"] / runs
			}
			r := simulate(t, 9, systemtest.With(parameters, "duration", "160 s", "warmup", "120 s"))
			later = r.Metrics["hit_ratio"]
			if theory, ok := r.Theory["hit_ratio"]; ok && math.Abs(first-theory) > .015 {
				t.Errorf("%.4f of the reads hit at first, %.4f by theory", first, theory)
			}
			if math.Abs(first-later) > .015 {
				t.Errorf("%.4f of the reads hit at first, %.4f later", first, later)
			}
		})
	}
}
