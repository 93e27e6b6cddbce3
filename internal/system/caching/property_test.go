package caching

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/cache"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// Whatever the design and the faults: every request has one fate, no read finds
// more than there can be, and every figure is possible.
func TestEveryRequestHasOneFate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(name string, low, high int) string {
			return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name))
		}
		word := func(name string, words ...string) string { return rapid.SampledFrom(words).Draw(t, name) }
		number := func(name string, low, high float64) string {
			return fmt.Sprint(rapid.Float64Range(low, high).Draw(t, name))
		}
		parameters := map[string]string{
			"policy": word("policy", cache.Policies()...), "keys": count("keys", 1, 500), "capacity": count("capacity", 1, 100),
			"l1_capacity": count("first", 1, 20), "zipf": number("zipf", 0, 2), "rate": count("rate", 1, 2000) + "/s", "duration": "1 s",
			"warmup": count("warmup", 0, 900) + " ms", "start": word("start", warm, cold, filled), "ttl": count("ttl", 0, 300) + " ms",
			"jitter": number("jitter", 0, 1), "coalesce": word("coalesce", on, "off"), "write": word("write", writings()...),
			"writes": word("writes", "0", "0.1", "0.9"), "flush_interval": count("flush", 10, 400) + " ms",
			"origin_service_mean": count("latency", 0, 50) + " ms", "origin_service": word("service", "deterministic", exponential),
			"origin_workers": count("limit", 0, 20), "origin_queue": count("queue", 0, 50),
		}
		if rapid.Bool().Draw(t, "levels") {
			parameters["levels"], parameters["servers"] = "2", count("servers", 1, 3)
		}
		if rapid.Bool().Draw(t, "sliding") {
			parameters["expiry"] = sliding
		} else {
			parameters["early_beta"] = word("beta", "0", "1", "5")
		}
		var m *model
		r := systemtest.Run(t, systemtest.Watched(System(), &m), system.Scenario{
			Seed: rapid.Uint64().Draw(t, "seed"), Parameters: parameters,
			Faults: rapid.SliceOfN(systemtest.AnyFault(System()), 0, 6).Draw(t, "faults"),
		})
		if m.Open != 0 {
			t.Errorf("%d requests have no fate", m.Open)
		}
		f := r.Metrics
		if fates := f["availability"] + f["dropped_fraction"]; fates != 0 && math.Abs(fates-1) > 1e-9 {
			t.Errorf("fates add up to %v", fates)
		}
		if both := f["l1_hit_ratio"] + (1-f["l1_hit_ratio"])*f["l2_hit_ratio"]; f["hit_ratio"] < f["l1_hit_ratio"]-1e-9 || f["hit_ratio"] > both+1e-9 && f["l2_hit_ratio"] > 0 {
			t.Errorf("the levels find %v and %v, both %v", f["l1_hit_ratio"], f["l2_hit_ratio"], f["hit_ratio"])
		}
		if f["waiting_fraction"] > f["hit_ratio"]+1e-9 || f["lost_writes"] > 0 && parameters["write"] != string(cache.Back) {
			t.Errorf("impossible: %v", f)
		}
		for _, metric := range System().Metrics {
			value, limit := f[metric.Name], math.Inf(1)
			if metric.Unit == system.Ratio {
				limit = 1
			}
			if !(value >= 0 && value <= limit) || math.IsInf(value, 0) {
				t.Errorf("%s is %v", metric.Name, value)
			}
		}
	})
}

// No policy beats one that knows which keys are popular, but by chance.
func TestNothingBeatsTheBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policies := cache.Policies()
		r := systemtest.Run(t, System(), system.Scenario{
			Seed: rapid.Uint64().Draw(t, "seed"),
			Parameters: map[string]string{
				"policy": rapid.SampledFrom(policies[:len(policies)-1]).Draw(t, "policy"),
				"keys":   fmt.Sprint(rapid.IntRange(10, 2000).Draw(t, "keys")), "capacity": fmt.Sprint(rapid.IntRange(1, 200).Draw(t, "capacity")),
				"zipf": fmt.Sprint(rapid.Float64Range(0, 2).Draw(t, "zipf")), "requests": "10k",
				"coalesce": rapid.SampledFrom([]string{on, "off"}).Draw(t, "coalesce"),
			},
		})
		best := r.Metrics["best_hit_ratio"]
		noise := 5 * math.Sqrt(best*(1-best)/8000)
		if got := r.Metrics["hit_ratio"]; got > best+noise+1e-9 {
			t.Errorf("hit ratio %.4f, the bound is %.4f", got, best)
		}
	})
}
