package sharding

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/shard"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// Whatever the strategy, the changes and the faults: every request has one fate,
// every copy of a key is somewhere, and every figure is possible.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(name string, low, high int) string {
			return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name))
		}
		strategy := rapid.SampledFrom(shard.Names()).Draw(t, "strategy")
		copies := rapid.IntRange(1, 3).Draw(t, "copies")
		keys := rapid.IntRange(20, 2000).Draw(t, "keys")
		scenario := system.Scenario{
			Seed: rapid.Uint64().Draw(t, "seed"),
			Parameters: map[string]string{
				"strategy": strategy, "shards": count("shards", 4, 9), "keys": fmt.Sprint(keys), "replicas": fmt.Sprint(copies),
				"zones": count("zones", 1, 3), "virtual_nodes": count("points", 1, 20), "table_size": "1009",
				"key_distribution": rapid.SampledFrom([]string{uniform, zipf, sequential}).Draw(t, "distribution"),
				"zipf":             fmt.Sprint(rapid.Float64Range(0, 2).Draw(t, "zipf")),
				"unplanned":        fmt.Sprint(rapid.Float64Range(0, .4).Draw(t, "unplanned")),
				"change":           rapid.SampledFrom([]string{addShards, removeShards, noChange}).Draw(t, "change"),
				"repetitions":      count("repetitions", 1, 6), "rate": count("rate", 0, 1500) + "/s", "workers": count("workers", 1, 3),
				"queue_limit": count("limit", 0, 50), "move_rate": count("moves", 100, 10_000) + "/s",
				"duration": "1 s", "warmup": count("warmup", 0, 900) + " ms",
			},
			Faults: rapid.SliceOfN(systemtest.AnyFault(System()), 0, 6).Draw(t, "faults"),
		}
		var m *model
		r := systemtest.Run(t, systemtest.Watched(System(), &m), scenario)
		if m.Open != 0 {
			t.Errorf("%d requests have no fate", m.Open)
		}
		f := r.Metrics
		if fates := f["availability"] + f["dropped_fraction"]; fates != 0 && math.Abs(fates-1) > 1e-9 {
			t.Errorf("fates add up to %v", fates)
		}
		for _, array := range []string{"shard_keys", "shard_keys_after"} {
			all := 0.
			for _, n := range r.Arrays[array] {
				all += n
			}
			if most := float64(keys * copies); all > most || strategy != "range" && all != most {
				t.Errorf("%s has %v of %v copies", array, all, most)
			}
		}
		if strategy == "ring" || strategy == "naive-ring" || strategy == "jump" || strategy == "rendezvous" {
			if copies == 1 && f["collateral_fraction"] > 0 {
				t.Errorf("%s moved %v without need", strategy, f["collateral_fraction"])
			}
		}
		if f["collateral_fraction"] > f["moved_fraction"] || f["load_min_ratio"] > 1+1e-9 || f["load_max_ratio"] < 1-1e-9 && f["load_max_ratio"] > 0 {
			t.Errorf("impossible: %v", f)
		}
		for _, metric := range System().Metrics {
			if value := f[metric.Name]; !metric.Array && !(value >= 0 && !math.IsInf(value, 0)) {
				t.Errorf("%s is %v", metric.Name, value)
			}
		}
	})
}

// A change can move no less than what the shards that go have held.
func TestRemovalMovesWhatWasThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strategy := rapid.SampledFrom([]string{"ring", "modulo", "maglev", "rendezvous", "bounded-ring", "range", "naive-range"}).Draw(t, "strategy")
		which := rapid.IntRange(1, 6).Draw(t, "which")
		r := systemtest.Run(t, System(), system.Scenario{
			Seed:       rapid.Uint64().Draw(t, "seed"),
			Parameters: map[string]string{"strategy": strategy, "shards": "6", "keys": "3000", "repetitions": "1", "change": "none", "rate": "0/s"},
			Faults:     []string{fmt.Sprintf("at 50%% remove shard %d", which)},
		})
		held := r.Arrays["shard_keys"][which-1] / 3000
		if moved := r.Metrics["moved_fraction"]; moved < held-1e-9 {
			t.Errorf("%s moved %v, but the shard held %v", strategy, moved, held)
		}
		if after := r.Arrays["shard_keys_after"][which-1]; after != 0 {
			t.Errorf("%s left %v keys behind", strategy, after)
		}
	})
}
