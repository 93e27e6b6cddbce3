// Package shortener simulates a URL shortener.
//
// Redirects and shortens arrive on their own schedule, whatever becomes of them. A
// balancer gives each to an application server. For a redirect, which names its link
// by Zipf's law, the server asks the cache, and on a miss the shard of the database
// that owns the code, and then puts the answer into the cache; its click goes into a
// queue and is counted by and by. For a shorten the server makes a code and stores
// the link with the primary of its shard; if the code is taken it tries another. The
// balancer's policy, the cache, the sharding and the codes are the real algorithms
// of packages balance, cache, shard and shortid; only the time that each step takes
// is drawn.
//
// Each request draws what it asks for and its service times when it arrives, from
// streams of their own. So two designs with one seed meet the same requests, and
// a difference between their results comes from the designs.
package shortener

import (
	"spar/internal/shortid"
	"spar/internal/system"
)

// System describes a URL shortener.
func System() *system.System {
	return &system.System{
		Name:              "shortener",
		Title:             "URL shortener",
		Doc:               "Redirects and shortens through a balancer, application servers, a cache and a sharded, replicated database; codes are made and clicks are counted.",
		Parameters:        parameters(),
		Metrics:           metrics(),
		P99Metric:         "redirect_latency_p99_seconds",
		Faults:            faults(),
		DefaultFaults:     []string{"at 50% kill app 1"},
		DefaultObjectives: []string{"redirect_latency_p99_seconds < 50 ms", "availability >= 99.9%"},
		NotModelled: []string{
			"links of before one by one: how many codes they take follows from the age, and which ones from how codes are made; where codes are drawn, each is taken with the probability that the links still held say",
			"redirects of the links that are made in the run: they ask for the urls of before, of which equally many are of any age",
			"a cold start: the cache begins as a long history of the same requests would leave it; `flush cache` shows a cold one",
			"workers held while they wait: a worker is free for other requests while the cache or the database works on one",
			"cancelling: the work for a request that timed out is done all the same",
			"coalescing: two misses of one code at the same time are two queries",
			"the cost of writing to the cache after a miss, of making a code, and of the balancer unless it is given a service time",
			"jitter and loss on the network: a round trip always takes the same time",
			"daily cycles and bursts: arrivals are Poisson at a constant rate, unless a fault changes the load",
			"lag between replicas: reads never meet one that lacks a link; one without room or down misses what it should copy, and never catches up",
			"users other than the abusers by name: each shortens too rarely to meet the limit",
			"aliases in the code space: they are names of their own, which no code can be",
			"garbage collection and repair: what is killed stays dead until a restart, though another replica becomes the primary",
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
		{Name: "writes", Kind: system.Rate, Default: "1.157k/s", Min: 0, Max: 10e6, Doc: "Shortens that arrive, on average; the load factor of faults applies to them too."},
		{Name: "ids", Kind: system.Choice, Default: "counter", Choices: shortid.Names(), Doc: "How codes are made. naive-counter is a mistake, to be seen failing: it begins again when its codes are used up."},
		{Name: "code_length", Kind: system.Count, Default: "7", Min: shortid.MinWidth, Max: shortid.MaxWidth, Doc: "Characters of a code, in base62."},
		{Name: "lease", Kind: system.Count, Default: "1000", Min: 1, Max: 1e9, Doc: "Codes that a server gets at a time, with ranges."},
		{Name: "age", Kind: system.Duration, Default: "0 s", Min: 0, Max: 9e9, Doc: "How long the service has run before, with as many shortens all the time."},
		{Name: "retention", Kind: system.Duration, Default: "3650 days", Min: 1, Max: 9e9, Doc: "How long a link lives."},
		{Name: "aliases", Kind: system.Number, Default: "0", Min: 0, Max: 1, Doc: "Part of the shortens whose user chooses the code, by Zipf's law among ten million words."},
		{Name: "duplicates", Kind: system.Number, Default: "0", Min: 0, Max: 1, Doc: "Part of the shortens whose long URL has been shortened before. Only a hash gives it the same code."},
		{Name: "abuse", Kind: system.Rate, Default: "0/s", Min: 0, Max: 10e6, Doc: "Shortens of few users who flood the service, on top of the others."},
		{Name: "abusers", Kind: system.Count, Default: "10", Min: 1, Max: 1e6, Doc: "How many users those are."},
		{Name: "user_limit", Kind: system.Rate, Default: "0/s", Min: 0, Max: 1e6, Doc: "Shortens that one user may make in the long run, ten of them at once; what exceeds it is turned away before it costs anything. 0 for no limit."},
		{Name: "urls", Kind: system.Count, Default: "1M", Min: 1, Max: 1e15, Doc: "Links that redirects ask for."},
		{Name: "zipf", Kind: system.Number, Default: "0.99", Min: 0, Max: 5, Doc: "Exponent of the links' popularity: 0 makes all alike, 1 is typical of the web."},
		{Name: "record", Kind: system.Size, Default: "500 B", Min: 1, Max: 1e9, Doc: "Memory for one link in the cache, where the cache is given as a size."},
		{Name: "cache_capacity", Kind: system.Entries, Default: "100k", Min: 0, Max: 1e15, Doc: "Links that the cache holds in all, or its memory as a size; 0 switches it off."},
		{Name: "cache_ttl", Kind: system.Duration, Default: "24 h", Min: .001, Max: 9e9, Doc: "How long the cache keeps a link."},
		{Name: "cache_nodes", Kind: system.Count, Default: "1", Min: 1, Max: 256, Doc: "Cache nodes, which share the capacity; each serves one lookup at a time."},
		{Name: "app_servers", Kind: system.Count, Default: "8", Min: 1, Max: 4096, Doc: "Application servers."},
		{Name: "app_concurrency", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Requests that one application server works on at a time."},
		{Name: "app_service_mean", Kind: system.Duration, Default: "2 ms", Min: 1e-9, Max: 60, Doc: "Mean time of a worker for one request, exponentially distributed."},
		{Name: "cache_service_mean", Kind: system.Duration, Default: "20 us", Min: 1e-9, Max: 60, Doc: "Mean time of a cache node for one lookup, exponentially distributed."},
		{Name: "db_service_mean", Kind: system.Duration, Default: "5 ms", Min: 1e-9, Max: 60, Doc: "Mean time of the database for one query, exponentially distributed."},
		{Name: "shards", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Shards of the database."},
		{Name: "replicas", Kind: system.Count, Default: "1", Min: 1, Max: 16, Doc: "Copies of each shard, the primary included. Any answers redirects; the primary takes what is stored, and the others copy it."},
		{Name: "sharding", Kind: system.Choice, Default: "ring", Choices: []string{"ring", "modulo", "jump", "rendezvous", "maglev"}, Doc: "How codes are spread over the shards."},
		{Name: "virtual_nodes", Kind: system.Count, Default: "256", Min: 1, Max: 10_000, Doc: "Points of each shard, and of each cache node, on its ring."},
		{Name: "db_concurrency", Kind: system.Count, Default: "8", Min: 1, Max: 4096, Doc: "Queries that one shard works on at a time."},
		{Name: "policy", Kind: system.Choice, Default: "least-connections", Choices: policies, Doc: "How the balancer picks a server."},
		{Name: "balancer_service_mean", Kind: system.Duration, Default: "0 s", Min: 0, Max: 60, Doc: "Mean time of the balancer for one request; 0 leaves the balancer's own time out."},
		{Name: "detection", Kind: system.Duration, Default: "1 s", Min: 0, Max: 3600, Doc: "How long the balancer takes to notice that a server died or came back."},
		{Name: "queue_limit", Kind: system.Count, Default: "1000", Min: 0, Max: 10e6, Doc: "Requests that may wait at each server, cache node and shard; more are refused."},
		{Name: "timeout", Kind: system.Duration, Default: "1 s", Min: 1e-6, Max: 3600, Doc: "How long a client waits for the answer."},
		{Name: "retries", Kind: system.Count, Default: "0", Min: 0, Max: 10, Doc: "How often a client tries again after an error or a timeout, each time after a longer pause. What it has given up is executed all the same."},
		{Name: "click_consumers", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Workers that count clicks from the queue."},
		{Name: "click_service_mean", Kind: system.Duration, Default: "20 us", Min: 1e-9, Max: 60, Doc: "Mean time to count one click, exponentially distributed."},
		{Name: "click_queue_limit", Kind: system.Count, Default: "1M", Min: 0, Max: 2e6, Doc: "Clicks that may wait; more are lost."},
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
		{Name: "retries_fraction", Unit: system.Jobs, Doc: "Attempts beyond the first, for each request."},
		{Name: "shorten_latency_mean_seconds", Unit: system.Seconds, Doc: "Mean latency of shortens, like that of redirects; abusers' are left out."},
		{Name: "shorten_latency_p50_seconds", Unit: system.Seconds, Doc: "Latency that half of the shortens do not exceed."},
		{Name: "shorten_latency_p95_seconds", Unit: system.Seconds, Doc: "Latency that 95% do not exceed."},
		{Name: "shorten_latency_p99_seconds", Unit: system.Seconds, Doc: "Latency that 99% do not exceed."},
		{Name: "shorten_availability", Unit: system.Ratio, Doc: "Part of the shortens that are answered within the timeout; that an alias is taken is an answer."},
		{Name: "collisions", Unit: system.Jobs, Doc: "Codes that were found taken, over the whole run, so that another was tried."},
		{Name: "overwritten", Unit: system.Jobs, Doc: "Links that were lost, over the whole run, because the naive counter gave out their code again."},
		{Name: "code_space_used_fraction", Unit: system.Ratio, Doc: "Part of the code space that is used up at the end: codes given out, or links held where codes are drawn, or time gone by in a snowflake."},
		{Name: "exhausted_on_day", Unit: system.Jobs, Doc: "Day of the service, from 1, on which the last code is used at this rate of shortens; none if that never comes."},
		{Name: "codes_lost", Unit: system.Jobs, Doc: "Codes that servers held when they died, with ranges."},
		{Name: "links_created", Unit: system.Jobs, Doc: "Links that the run has made and holds, over the whole run."},
		{Name: "reused_links", Unit: system.Jobs, Doc: "Shortens of a known URL that got its code, over the whole run."},
		{Name: "aliases_taken", Unit: system.Jobs, Doc: "Aliases that somebody else had, over the whole run."},
		{Name: "mint_failures", Unit: system.Jobs, Doc: "Shortens for which no code could be made, over the whole run."},
		{Name: "limited", Unit: system.Jobs, Doc: "Shortens that a user's limit turned away, over the whole run."},
		{Name: "expired_fraction", Unit: system.Ratio, Doc: "Part of the redirects whose link has expired; they are told so."},
		{Name: "clicks_lag_mean_seconds", Unit: system.Seconds, Doc: "Mean time from a redirect to its click being counted."},
		{Name: "clicks_lag_p99_seconds", Unit: system.Seconds, Doc: "Time that 99% do not exceed."},
		{Name: "clicks_sent", Unit: system.Jobs, Doc: "Clicks over the whole run: counted + lost + waiting."},
		{Name: "clicks_counted", Unit: system.Jobs, Doc: "Of those, counted."},
		{Name: "clicks_lost", Unit: system.Jobs, Doc: "Of those, lost to a full queue."},
		{Name: "clicks_waiting", Unit: system.Jobs, Doc: "Of those, not counted yet at the end."},
		{Name: "clicks_queue_max", Unit: system.Jobs, Doc: "Longest queue of clicks."},
		{Name: "clicks_utilization", Unit: system.Ratio, Doc: "Part of the time that the clicks' consumers are busy."},
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
		{Verb: system.Kill, Part: "database", Count: "shards*replicas", Doc: "The replica answers nothing any more, and what needs it times out; another becomes the primary once that is noticed. Replicas are numbered shard by shard."},
		{Verb: system.Restart, Part: "database", Count: "shards*replicas", Doc: "The replica comes back, idle."},
		{Verb: system.Slow, Part: "database", Count: "shards*replicas", Doc: "Its queries take so many times longer."},
		{Verb: system.Kill, Part: "ids", Doc: "What counts codes cannot be reached: no code is made, but for those that servers hold, draw or make of the time."},
		{Verb: system.Restart, Part: "ids", Doc: "It can be reached again."},
		{Verb: system.Kill, Part: "clicks", Doc: "Consumers stop; clicks wait in the queue."},
		{Verb: system.Restart, Part: "clicks", Doc: "Consumers go on."},
		{Verb: system.Slow, Part: "clicks", Doc: "Counting takes so many times longer."},
		{Verb: system.Hot, Doc: "The most popular link gets a share of all redirects, on top of its own."},
		{Verb: system.Load, Doc: "Redirects and shortens arrive at so many times the given rates."},
		{Verb: system.Set, Part: "policy", Doc: "The balancer goes on by another policy."},
	}
}
