// Package shortener simulates the read path of a URL shortener.
//
// Redirects arrive on their own schedule, whatever becomes of them, and name
// codes by Zipf's law. A balancer gives each to an application server; the server
// asks the cache, and on a miss the shard of the database that owns the code,
// and then puts the answer into the cache. The balancer's policy, the cache and
// the sharding are the real algorithms of packages balance, cache and shard;
// only the time that each step takes is drawn.
//
// Each request draws its code and its three service times when it arrives, from
// streams of their own. So two designs with one seed meet the same requests, and
// a difference between their results comes from the designs.
package shortener

import "spar/internal/system"

// System describes the read path of a URL shortener.
func System() *system.System {
	return &system.System{
		Name:              "shortener",
		Title:             "URL shortener, read path",
		Doc:               "Redirects through a balancer, application servers, a cache and a sharded database.",
		Parameters:        parameters(),
		Metrics:           metrics(),
		P99Metric:         "redirect_latency_p99_seconds",
		Faults:            faults(),
		DefaultFaults:     []string{"at 50% kill app 1"},
		DefaultObjectives: []string{"redirect_latency_p99_seconds < 50 ms", "availability >= 99.9%"},
		NotModelled: []string{
			"creating links: only redirects are simulated",
			"a cold start: the cache begins as a long history of the same requests would leave it; `flush cache` shows a cold one",
			"workers held while they wait: a worker is free for other requests while the cache or the database works on one",
			"retries: a client whose request fails or times out goes away",
			"cancelling: the work for a request that timed out is done all the same",
			"coalescing: two misses of one code at the same time are two queries",
			"the cost of writing to the cache after a miss, and of the balancer unless it is given a service time",
			"jitter and loss on the network: a round trip always takes the same time",
			"daily cycles and bursts: arrivals are Poisson at a constant rate, unless a fault changes the load",
			"replicas, failover and garbage collection: what is killed stays dead until a restart",
		},
		Validate: validate,
		Cost:     cost,
		Start:    start,
	}
}

// policies are those of package balance that need nothing but servers.
var policies = []string{"least-connections", "round-robin", "random", "two-choices", "ewma", "bounded-hash"}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "redirects", Kind: system.Rate, Default: "11.6k/s", Min: .001, Max: 10e6, Doc: "Redirects that arrive, on average."},
		{Name: "urls", Kind: system.Count, Default: "1M", Min: 1, Max: 1e15, Doc: "Links that redirects ask for."},
		{Name: "zipf", Kind: system.Number, Default: "0.99", Min: 0, Max: 5, Doc: "Exponent of the links' popularity: 0 makes all alike, 1 is typical of the web."},
		{Name: "record", Kind: system.Size, Default: "500 B", Min: 1, Max: 1e9, Doc: "Memory for one link in the cache, where the cache is given as a size."},
		{Name: "cache_capacity", Kind: system.Entries, Default: "100k", Min: 0, Max: 1e15, Doc: "Links that the cache holds in all, or its memory as a size; 0 switches it off."},
		{Name: "cache_nodes", Kind: system.Count, Default: "1", Min: 1, Max: 256, Doc: "Cache nodes, which share the capacity; each serves one lookup at a time."},
		{Name: "app_servers", Kind: system.Count, Default: "8", Min: 1, Max: 4096, Doc: "Application servers."},
		{Name: "app_concurrency", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Requests that one application server works on at a time."},
		{Name: "app_service_mean", Kind: system.Duration, Default: "2 ms", Min: 1e-9, Max: 60, Doc: "Mean time of a worker for one request, exponentially distributed."},
		{Name: "cache_service_mean", Kind: system.Duration, Default: "20 us", Min: 1e-9, Max: 60, Doc: "Mean time of a cache node for one lookup, exponentially distributed."},
		{Name: "db_service_mean", Kind: system.Duration, Default: "5 ms", Min: 1e-9, Max: 60, Doc: "Mean time of the database for one query, exponentially distributed."},
		{Name: "shards", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Shards of the database."},
		{Name: "sharding", Kind: system.Choice, Default: "ring", Choices: []string{"ring", "modulo", "jump", "rendezvous", "maglev"}, Doc: "How codes are spread over the shards."},
		{Name: "virtual_nodes", Kind: system.Count, Default: "256", Min: 1, Max: 10_000, Doc: "Points of each shard, and of each cache node, on its ring."},
		{Name: "db_concurrency", Kind: system.Count, Default: "8", Min: 1, Max: 4096, Doc: "Queries that one shard works on at a time."},
		{Name: "policy", Kind: system.Choice, Default: "least-connections", Choices: policies, Doc: "How the balancer picks a server."},
		{Name: "balancer_service_mean", Kind: system.Duration, Default: "0 s", Min: 0, Max: 60, Doc: "Mean time of the balancer for one request; 0 leaves the balancer's own time out."},
		{Name: "detection", Kind: system.Duration, Default: "1 s", Min: 0, Max: 3600, Doc: "How long the balancer takes to notice that a server died or came back."},
		{Name: "queue_limit", Kind: system.Count, Default: "1000", Min: 0, Max: 10e6, Doc: "Requests that may wait at each server, cache node and shard; more are refused."},
		{Name: "timeout", Kind: system.Duration, Default: "1 s", Min: 1e-6, Max: 3600, Doc: "How long a client waits for the answer."},
		{Name: "network", Kind: system.Duration, Default: "500 us", Min: 0, Max: 10, Doc: "Round trip between two parts, as from the server to the cache."},
		{Name: "duration", Kind: system.Duration, Default: "60 s", Min: .001, Max: 86400, Doc: "Virtual time that the run covers, the warm-up included."},
		{Name: "warmup", Kind: system.Duration, Default: "6 s", Min: 0, Max: 86400, Doc: "Part of the duration, at its beginning, that is not measured; whole sixtieths of the duration."},
	}
}

func metrics() []system.Metric {
	return []system.Metric{
		{Name: "redirect_latency_mean_seconds", Unit: system.Seconds, Doc: "Mean latency, from the intended arrival. Requests that time out count with the timeout, refused ones do not."},
		{Name: "redirect_latency_p50_seconds", Unit: system.Seconds, Doc: "Latency that half of the requests do not exceed."},
		{Name: "redirect_latency_p90_seconds", Unit: system.Seconds, Doc: "Latency that 90% do not exceed."},
		{Name: "redirect_latency_p95_seconds", Unit: system.Seconds, Doc: "Latency that 95% do not exceed."},
		{Name: "redirect_latency_p99_seconds", Unit: system.Seconds, Doc: "Latency that 99% do not exceed."},
		{Name: "redirect_latency_p999_seconds", Unit: system.Seconds, Doc: "Latency that 99.9% do not exceed."},
		{Name: "availability", Unit: system.Ratio, Doc: "Part of the requests that are answered within the timeout."},
		{Name: "throughput_per_second", Unit: system.PerSecond, Doc: "Requests answered within the timeout, a second."},
		{Name: "dropped_fraction", Unit: system.Ratio, Doc: "Part of the requests that are refused."},
		{Name: "timed_out_fraction", Unit: system.Ratio, Doc: "Part of the requests that are not answered within the timeout."},
		{Name: "cache_hit_ratio", Unit: system.Ratio, Doc: "Part of the lookups that find the code in the cache."},
		{Name: "app_utilization", Unit: system.Ratio, Doc: "Part of the time that workers of application servers are busy."},
		{Name: "cache_utilization", Unit: system.Ratio, Doc: "Part of the time that cache nodes are busy."},
		{Name: "database_utilization", Unit: system.Ratio, Doc: "Part of the time that the database's workers are busy, over all shards."},
		{Name: "app_queue_max", Unit: system.Jobs, Doc: "Longest queue at any application server."},
		{Name: "cache_queue_max", Unit: system.Jobs, Doc: "Longest queue at any cache node."},
		{Name: "database_queue_max", Unit: system.Jobs, Doc: "Longest queue at any shard."},
	}
}

func faults() []system.FaultForm {
	return []system.FaultForm{
		{Verb: system.Kill, Part: "app", Count: "app_servers", Doc: "The server answers nothing any more; what is sent to it times out until the balancer notices."},
		{Verb: system.Restart, Part: "app", Count: "app_servers", Doc: "The server comes back, idle."},
		{Verb: system.Slow, Part: "app", Count: "app_servers", Doc: "Its work takes so many times longer."},
		{Verb: system.Kill, Part: "cache", Count: "cache_nodes", Doc: "The node and its content are gone; its lookups go straight to the database."},
		{Verb: system.Restart, Part: "cache", Count: "cache_nodes", Doc: "The node comes back, empty."},
		{Verb: system.Slow, Part: "cache", Count: "cache_nodes", Doc: "Its lookups take so many times longer."},
		{Verb: system.Flush, Part: "cache", Count: "cache_nodes", Doc: "Its content is gone."},
		{Verb: system.Kill, Part: "database", Count: "shards", Doc: "The shard answers nothing any more; requests that need it time out."},
		{Verb: system.Restart, Part: "database", Count: "shards", Doc: "The shard comes back, idle."},
		{Verb: system.Slow, Part: "database", Count: "shards", Doc: "Its queries take so many times longer."},
		{Verb: system.Load, Doc: "Redirects arrive at so many times the given rate."},
		{Verb: system.Set, Part: "policy", Doc: "The balancer goes on by another policy."},
	}
}
