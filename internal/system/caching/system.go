// Package caching simulates caches before an origin, such as a database.
//
// Requests arrive on their own schedule and name keys by Zipf's law. A read asks
// the memory of its server (two levels) and the shared cache, and what neither has
// is loaded from the origin, which takes its time and works on so many requests at
// once. Eviction, expiry, coalescing, early renewal, jitter and the ways of writing
// are the real algorithms of package cache; only the time that things take is
// modelled.
//
// With coalescing the first read that misses leaves a note in the cache that the
// value is on its way, which later reads find and wait for. So entries come and go
// as if values came at once, and hit ratios are those that theory speaks of.
// Without, each read that misses asks the origin and fills the cache when it has
// the answer.
package caching

import (
	"slices"

	"spar/internal/cache"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// System describes caches before an origin.
func System() *system.System {
	return &system.System{
		Name:       "caching",
		Title:      "Cache before an origin",
		Doc:        "Reads and writes through one or two levels of cache, and an origin that takes its time.",
		Parameters: parameters(),
		Metrics:    metrics(),
		P99Metric:  "latency_p99_seconds",
		Faults:     faults(),
		Policies:   []string{"policy", "write", "coalesce"},
		Mistakes: []system.Mistake{
			{Parameter: "policy", Value: "naive-unbounded", Shows: []string{"entries_max"}, Over: "capacity", Needs: "more keys than there is capacity for"},
		},
		DefaultFaults:     []string{"at 50% flush cache"},
		DefaultObjectives: []string{"latency_p99_seconds < 50 ms", "availability >= 99.9%"},
		NotModelled: []string{
			"queues at the cache: it always takes the same time",
			"several nodes of the shared cache; what one does to its keys, `kill cache` does to all",
			"entries of different size: all take one place, or one record of the memory",
			"loading in the background: a read that renews an entry early waits for it",
			"clients that give up or try again",
			"changes of the origin's data that do not go through this system",
			"a popularity that drifts: keys keep their rank, unless a fault makes one hot",
		},
		Fit:      fit,
		Validate: validate,
		Length:   length,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

// The ways of writing that are not a cache.Writing by name.
const readThrough = "read-through"

// What a run begins with.
const (
	cold   = "cold"
	warm   = "warm"
	filled = "filled"
)

const (
	on          = "on"
	sliding     = "sliding"
	exponential = "exponential"
)

func writings() []string {
	return []string{string(cache.Around), readThrough, string(cache.Through), string(cache.Back)}
}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "policy", Kind: system.Choice, Default: "lru", Choices: cache.Policies(), Doc: "What makes room for what is new, at both levels. naive-unbounded is a mistake, to be seen failing."},
		{Name: "capacity", Kind: system.Entries, Default: "10k", Min: 1, Max: 1e8, Doc: "Entries that the shared cache holds, or its memory as a size."},
		{Name: "levels", Kind: system.Count, Default: "1", Min: 1, Max: 2, Doc: "1: the shared cache alone; 2: a cache in the memory of each server before it."},
		{Name: "l1_capacity", Kind: system.Entries, Default: "1k", Min: 1, Max: 1e8, Doc: "Entries in the memory of each server, if there are two levels."},
		{Name: "servers", Kind: system.Count, Default: "1", Min: 1, Max: 1024, Doc: "Servers, each with a first level of its own."},
		terms.Record(),
		terms.Keys("keys", "1M", "Keys that requests ask for.", 1e8),
		terms.Zipf(),
		terms.Rate("10k/s"),
		terms.Requests(),
		terms.Replacing(terms.Duration(""), "requests"),
		terms.Warmup("a fifth"),
		{Name: "start", Kind: system.Choice, Default: warm, Choices: []string{warm, cold, filled}, Doc: "What the caches hold at the start: what a long history would have left (with lfu and one level, counts as theory expects them, not learnt from reads), nothing, or the most popular keys, put in all at once."},
		{Name: "ttl", Kind: system.Duration, Default: "0 s", Min: 0, Max: 1e8, Doc: "How long an entry lives; 0 means for ever."},
		{Name: "expiry", Kind: system.Choice, Default: "fixed", Choices: []string{"fixed", sliding}, Doc: "When an entry's life begins: fixed, when it is filled; sliding, with every read."},
		{Name: "jitter", Kind: system.Number, Default: "0", Min: 0, Max: 1, Doc: "By which part lives are shortened at random, so that entries do not expire together."},
		{Name: "early_beta", Kind: system.Number, Default: "0", Min: 0, Max: 100, Doc: "How eagerly reads renew an entry before it expires, usually 1; 0 means never."},
		{Name: "coalesce", Kind: system.Choice, Default: on, Choices: []string{on, "off"}, Doc: "Whether reads wait for a value that is on its way, or each ask the origin."},
		{Name: "write", Kind: system.Choice, Default: string(cache.Around), Choices: writings(), Doc: "What writes do. cache-aside and read-through: to the origin, and remove the entry; with read-through the cache, which loads by itself, does not fill with what a write has overtaken. write-through: to the origin, then to the cache. write-back: to the cache, and to the origin later."},
		{Name: "writes", Was: "write_ratio", Kind: system.Number, Default: "0", Min: 0, Max: 1, Doc: "Share of the requests that change something."},
		{Name: "flush_interval", Kind: system.Duration, Default: "1 s", Min: 1e-3, Max: 1e8, Doc: "How often write-back takes what is new to the origin."},
		{Name: "origin_service_mean", Was: "origin_latency", Kind: system.Duration, Default: "20 ms", Min: 0, Max: 3600, Doc: "Mean time of the origin for a request; 0 means that it answers at once."},
		{Name: "origin_service", Kind: system.Choice, Default: "deterministic", Choices: []string{"deterministic", exponential}, Doc: "How that time is distributed."},
		{Name: "origin_workers", Was: "origin_limit", Kind: system.Count, Default: "200", Min: 0, Max: maxInFlight, Doc: "Requests that the origin works on at a time; 0 means any number."},
		{Name: "origin_queue", Kind: system.Count, Default: "10k", Min: 0, Max: maxInFlight, Doc: "Requests that may wait at the origin; more are refused."},
		{Name: "cache_latency", Kind: system.Duration, Default: "500 us", Min: 0, Max: 60, Doc: "Time that it takes to ask the shared cache."},
		{Name: "l1_latency", Kind: system.Duration, Default: "1 us", Min: 0, Max: 60, Doc: "Time that it takes to look into a server's memory."},
	}
}

func metrics() []system.Metric {
	return slices.Concat([]system.Metric{
		{Name: "hit_ratio", Unit: system.Ratio, Doc: "Part of the reads that do not ask the origin: a level has the entry, or knows that it is on its way."},
		{Name: "l1_hit_ratio", Unit: system.Ratio, Doc: "Part of the reads that find the entry in the first level, or in the only one."},
		{Name: "l2_hit_ratio", Unit: system.Ratio, Doc: "Part of the reads that the first level lacks and that find the entry in the second."},
		{Name: "best_hit_ratio", Unit: system.Ratio, Doc: "What a cache would reach that always holds the most popular keys: no policy does better without knowing the future."},
		{Name: "waiting_fraction", Unit: system.Ratio, Doc: "Part of the reads that wait for a value which is on its way for another."},
		{Name: "origin_requests", Unit: system.Jobs, Doc: "Requests that go to the origin, reads and writes, those of the warm-up left out."},
		{Name: "origin_requests_per_second", Unit: system.PerSecond, Doc: "The same, a second."},
		{Name: "origin_concurrency_max", Unit: system.Jobs, Doc: "Most requests that the origin works on at a time."},
		{Name: "origin_concurrency_mean", Unit: system.Jobs, Doc: "Requests that the origin works on at a time, on average."},
		{Name: "origin_queue_max", Unit: system.Jobs, Doc: "Most requests that wait at the origin."},
		{Name: "stampede_mean", Unit: system.Jobs, Doc: "Reads that ask the origin for one key before the first of them has the answer, on average."},
		{Name: "stampede_max", Unit: system.Jobs, Doc: "The largest number of those."},
		{Name: "early_fraction", Unit: system.Ratio, Doc: "Part of the loads, counted once for each stampede, that begin before the entry expires."},
		{Name: "stale_fraction", Unit: system.Ratio, Doc: "Part of the reads that return a value older than the latest that was written before they arrived."},
		{Name: "lost_writes", Unit: system.Jobs, Doc: "Writes that were answered and are lost, because the cache lost them before the origin had them."},
		{Name: "unsaved_max", Unit: system.Jobs, Doc: "Most values that only the cache had at a time."},
		{Name: "entries_max", Unit: system.Jobs, Doc: "Most entries in the shared cache."},
	}, terms.Latency("latency"), terms.Answers())
}

func faults() []system.FaultForm {
	return slices.Concat([]system.FaultForm{
		system.Also(system.Flush, "cache", "", "With write-back, what the origin does not have is lost."),
		system.Also(system.Kill, "cache", "", "That is the shared cache; requests go to the origin, and nothing is coalesced."),
	}, system.Forms("cache", "", system.Restart), system.Forms("l1", "servers", system.Flush),
		system.Forms("origin", "", system.Slow), system.Forms("", "", system.Hot, system.Load),
		[]system.FaultForm{{Verb: system.Set, Part: "policy", Doc: "The shared cache goes on by another policy, with what it holds."}})
}
