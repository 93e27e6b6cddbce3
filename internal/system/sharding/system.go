// Package sharding simulates a store whose keys are spread over shards.
//
// The keys lie where a strategy of package shard puts them. Requests for them
// arrive on their own schedule, name keys by their popularity and queue at the
// shard that holds the key, or at one of several if there are copies. Shards come
// and go while it runs; their keys move over one after the other, and each is
// served where it lay until its turn comes.
//
// One placement is one draw of chance: other names of the shards and other keys
// would have given another. So balance and moves are measured on a number of
// repetitions, of which the requests meet the first, and stand beside what theory
// expects of such draws.
package sharding

import (
	"slices"

	"spar/internal/shard"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// System describes a sharded store.
func System() *system.System {
	return &system.System{
		Name:       "sharding",
		Title:      "Sharded store",
		Doc:        "Keys on shards by a strategy, requests that queue at them, and shards that come and go.",
		Parameters: parameters(),
		Metrics:    metrics(),
		P99Metric:  "latency_p99_seconds",
		Faults:     faults(),
		Policies:   []string{"strategy", "replicas"},
		Mistakes: []system.Mistake{
			{Parameter: "strategy", Value: "naive-range", Shows: []string{"misrouted_fraction"}, Needs: "keys above all ranges: key_distribution sequential"},
		},
		DefaultFaults:     []string{"at 75% kill shard 1"},
		DefaultObjectives: []string{"latency_p99_seconds < 50 ms", "availability >= 99.9%"},
		NotModelled: []string{
			"writes: requests read, and any copy of a key can answer",
			"the work that moving keys is for the shards, and keys of different size",
			"queries over ranges of keys, which all strategies but range send to every shard",
			"failing over: a copy that is up is found at once, and a key without one is refused at once",
			"splitting by load: range divides what is widest, not what is busiest",
			"the network, and clients that know an old placement",
		},
		Fit:      fit,
		Validate: validate,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

// The ways in which keys lie and are asked for.
const (
	uniform    = "uniform"
	zipf       = "zipf"
	sequential = "sequential"
)

// What can change in the middle of a run.
const (
	addShards    = "add"
	removeShards = "remove"
	noChange     = "none"
)

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "strategy", Kind: system.Choice, Default: "ring", Choices: shard.Names(), Doc: "How keys are spread over shards. Those that begin with naive- are mistakes, to be seen failing."},
		{Name: "shards", Kind: system.Count, Default: "8", Min: 1, Max: 10_000, Doc: "Shards at the start."},
		{Name: "weights", Kind: system.Numbers, Min: 1, Max: 1000, Doc: "Whole weights of the shards, such as 2,1,1; ring and bounded-ring only. Without them, and for shards that are added, 1."},
		{Name: "virtual_nodes", Kind: system.Count, Default: "100", Min: 1, Max: 100_000, Doc: "Points of a shard of weight 1 on a ring; naive-ring always has one."},
		{Name: "load_factor", Kind: system.Number, Default: "1.25", Min: 1, Max: 100, Doc: "Most keys of a shard over the mean, of bounded-ring."},
		{Name: "table_size", Kind: system.Count, Default: "65537", Min: 2, Max: 1 << 26, Doc: "Slots in the table of maglev: a prime."},
		terms.Keys("keys", "1M", "Keys in the store.", 1e8),
		{Name: "key_distribution", Kind: system.Choice, Default: zipf, Choices: []string{uniform, zipf, sequential}, Doc: "uniform: keys are random numbers and asked for alike; zipf: random, some far more popular; sequential: numbered as they came, the newest most popular."},
		terms.Zipf(),
		{Name: "unplanned", Kind: system.Number, Default: "0.02", Min: 0, Max: .9, Doc: "Part of the keys that lie above what ranges were laid out for, the newest if they are sequential: range refuses them, naive-range does not notice."},
		{Name: "replicas", Kind: system.Count, Default: "1", Min: 1, Max: 16, Doc: "Copies of each key, all on different shards."},
		{Name: "zones", Kind: system.Count, Default: "1", Min: 1, Max: 100, Doc: "Zones that the shards take turns in; copies lie in as many as there are."},
		{Name: "change", Kind: system.Choice, Default: addShards, Choices: []string{addShards, removeShards, noChange}, Doc: "What happens in the middle of the run: shards are added, those added last are removed, or nothing."},
		{Name: "change_count", Kind: system.Count, Default: "1", Min: 1, Max: 10_000, Doc: "How many shards are added or removed then."},
		{Name: "move_rate", Kind: system.Rate, Default: "50k/s", Min: 1, Max: 1e9, Doc: "Keys that move to their new shards a second."},
		{Name: "repetitions", Kind: system.Count, Min: 1, Max: 100_000, Doc: "Placements that are measured, each with other names of the shards and other random keys; five and more give intervals. 20 if not given, and 5 of bounded-ring, which takes longer."},
		{Name: "rate", Kind: system.Rate, Default: "8k/s", Min: 0, Max: 1e7, Doc: "Requests that arrive, on average; 0 leaves them out."},
		terms.ServiceMean("", "4 ms", "Mean time of a shard's worker for one request, exponentially distributed."),
		terms.Workers("", "8", "shard"),
		terms.QueueLimit("1000", "each shard"),
		terms.Duration("60 s"),
		terms.Warmup("a tenth"),
	}
}

func metrics() []system.Metric {
	return slices.Concat([]system.Metric{
		{Name: "load_stddev_ratio", Unit: system.Ratio, Doc: "Standard deviation over mean of the keys of a shard at the start, copies included; with weights, of the keys over what the weight entitles to. Root mean square over the repetitions."},
		{Name: "load_max_ratio", Unit: system.Ratio, Doc: "Keys of the fullest shard over the mean; mean over the repetitions."},
		{Name: "moved_fraction", Unit: system.Ratio, Doc: "Part of the keys, or of their copies, that changes of shards move; the sum over changes, the mean over repetitions."},
		{Name: "moved_minimum_fraction", Unit: system.Ratio, Doc: "What would have to move to keep shares equal; the sum over changes."},
		{Name: "collateral_fraction", Unit: system.Ratio, Doc: "Part of the keys that move between shards which stay: moves that the change did not make necessary."},
		{Name: "load_min_ratio", Unit: system.Ratio, Doc: "Keys of the emptiest shard over the mean; mean over the repetitions."},
		{Name: "after_load_stddev_ratio", Unit: system.Ratio, Doc: "Like load_stddev_ratio, after all changes of shards."},
		{Name: "after_load_max_ratio", Unit: system.Ratio, Doc: "Like load_max_ratio, after all changes of shards."},
		{Name: "misrouted_fraction", Unit: system.Ratio, Doc: "Part of the keys that naive-range puts on the first shard because no range holds them."},
		{Name: "unplaced_fraction", Unit: system.Ratio, Doc: "Part of the keys that no range holds; requests for them are refused."},
		{Name: "overflow_fraction", Unit: system.Ratio, Doc: "Part of the keys that find their shard full, on bounded-ring."},
		{Name: "overflow_probes_mean", Unit: system.Jobs, Doc: "Points of the ring that a key passes over because their shards are full, on bounded-ring."},
		{Name: "moving_seconds", Unit: system.Seconds, Doc: "How long moving the keys takes at the move rate, in all."},
		{Name: "hot_key_fraction", Unit: system.Ratio, Doc: "Part of the requests that ask for the most popular key: no shard that alone holds it can get less."},
		{Name: "hottest_shard_fraction", Unit: system.Ratio, Doc: "Part of the requests that the busiest shard gets."},
	}, terms.Latency("latency"), terms.Answers(), []system.Metric{
		terms.Utilization("shard_", "shards"),
		terms.QueueMax("shard_", "any shard"),
		{Name: "shard_keys", Unit: system.Jobs, Array: true, Doc: "Keys of each shard at the start, copies included, in the first repetition."},
		{Name: "shard_keys_after", Unit: system.Jobs, Array: true, Doc: "The same after all changes; those that were added follow, those that were removed have none."},
		{Name: "shard_requests", Unit: system.Jobs, Array: true, Doc: "Measured requests that each shard gets."},
	})
}

func faults() []system.FaultForm {
	return slices.Concat([]system.FaultForm{
		system.Also(system.Add, "shard", "", "The keys that are to be on it begin to move."),
		system.Also(system.Remove, "shard", "shards", "Its keys begin to move away, and it answers for those that have not moved."),
		system.Also(system.Kill, "shard", "shards", "Keys without another copy are refused; what lies on disk is there after a restart."),
	}, system.Forms("shard", "shards", system.Restart, system.Slow, system.Errors), []system.FaultForm{
		system.Also(system.Kill, "zone", "zones", "That befalls all shards of the zone."),
	}, system.Forms("zone", "zones", system.Restart), system.Forms("", "", system.Hot, system.Load))
}
