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
	"slices"

	"spar/internal/shortid"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// System describes a URL shortener.
func System() *system.System {
	return &system.System{
		Name:       "shortener",
		Title:      "URL shortener",
		Doc:        "Redirects and shortens through a balancer, application servers, a cache and a sharded, replicated database; codes are made and clicks are counted.",
		Parameters: parameters(),
		Metrics:    metrics(),
		P99Metric:  "redirect_latency_p99_seconds",
		Faults:     faults(),
		Policies:   []string{"policy"},
		Mistakes: []system.Mistake{
			{Parameter: "ids", Value: "naive-counter", Shows: []string{"overwritten"}, Needs: "a code space that is used up: a greater age, or shorter codes"},
		},
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
			"garbage collection and repair: what dies stays dead until a restart, though another replica becomes the primary",
		},
		Validate: validate,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

// policies are those of package balance that need nothing but servers.
var policies = []string{"least-connections", "round-robin", "random", "two-choices", "ewma", "bounded-hash"}

func parameters() []system.Parameter {
	return slices.Concat([]system.Parameter{
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
		terms.Keys("urls", "1M", "Links that redirects ask for.", 1e15),
		terms.Zipf(),
		terms.Record(),
		{Name: "cache_capacity", Kind: system.Entries, Default: "100k", Min: 0, Max: 1e15, Doc: "Links that the cache holds in all, or its memory as a size; 0 switches it off."},
		{Name: "cache_ttl", Kind: system.Duration, Default: "24 h", Min: .001, Max: 9e9, Doc: "How long the cache keeps a link."},
		{Name: "cache_nodes", Kind: system.Count, Default: "1", Min: 1, Max: 256, Doc: "Cache nodes, which share the capacity; each serves one lookup at a time."},
		{Name: "app_servers", Kind: system.Count, Default: "8", Min: 1, Max: 4096, Doc: "Application servers."},
		terms.Workers("app_", "4", "application server"),
		terms.ServiceMean("app_", "2 ms", "Mean time of a worker for one request, exponentially distributed."),
		terms.ServiceMean("cache_", "20 us", "Mean time of a cache node for one lookup, exponentially distributed."),
		terms.ServiceMean("db_", "5 ms", "Mean time of the database for one query, exponentially distributed."),
		{Name: "shards", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Shards of the database."},
		{Name: "replicas", Kind: system.Count, Default: "1", Min: 1, Max: 16, Doc: "Copies of each shard, the primary included. Any answers redirects; the primary takes what is stored, and the others copy it."},
		{Name: "sharding", Kind: system.Choice, Default: "ring", Choices: []string{"ring", "modulo", "jump", "rendezvous", "maglev"}, Doc: "How codes are spread over the shards."},
		{Name: "virtual_nodes", Kind: system.Count, Default: "256", Min: 1, Max: 10_000, Doc: "Points of each shard, and of each cache node, on its ring."},
		terms.Workers("db_", "8", "replica of a shard"),
		{Name: "policy", Kind: system.Choice, Default: "least-connections", Choices: policies, Doc: "How the balancer picks a server."},
		{Name: "balancer_service_mean", Kind: system.Duration, Default: "0 s", Min: 0, Max: 60, Doc: "Mean time of the balancer for one request; 0 leaves the balancer's own time out."},
		terms.Detection("the balancer takes, and a shard,"),
		terms.QueueLimit("1000", "each server, cache node and replica"),
		terms.Timeout("1 s", "How long a client waits for the answer."),
	}, terms.Retries("100 ms"), []system.Parameter{
		{Name: "click_workers", Was: "click_consumers", Kind: system.Count, Default: "4", Min: 1, Max: 4096, Doc: "Clicks that are counted at a time."},
		terms.ServiceMean("click_", "20 us", "Mean time to count one click, exponentially distributed."),
		{Name: "click_queue_limit", Kind: system.Count, Default: "1M", Min: 0, Max: 2e6, Doc: "Clicks that may wait; more are lost."},
		terms.Network("500 us", "Round trip between two parts, as from the server to the cache."),
		terms.Duration("60 s"),
		terms.Warmup("a tenth"),
	})
}

func metrics() []system.Metric {
	attempts := terms.Attempts()
	attempts.Was = "retries_fraction"
	return slices.Concat(terms.Latency("redirect_latency"), terms.Outcomes(), []system.Metric{
		attempts,
		{Name: "shorten_latency_mean_seconds", Unit: system.Seconds, Doc: "Mean latency of shortens, like that of redirects; abusers' are left out."},
	}, terms.Percentiles("shorten_latency", "Latency of shortens", 5000, 9500, 9900), []system.Metric{
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
		terms.QueueMax("clicks_", "the clicks' consumers"),
		terms.Utilization("clicks_", "the clicks' consumers"),
		{Name: "cache_hit_ratio", Unit: system.Ratio, Doc: "Part of the lookups that find the code in the cache."},
		terms.Utilization("app_", "application servers"),
		terms.Utilization("cache_", "cache nodes"),
		terms.Utilization("database_", "the database, over all shards,"),
		terms.QueueMax("app_", "any application server"),
		terms.QueueMax("cache_", "any cache node"),
		terms.QueueMax("database_", "any replica"),
	})
}

func faults() []system.FaultForm {
	const replicas = "shards*replicas"
	return slices.Concat([]system.FaultForm{
		system.Also(system.Kill, "app", "app_servers", "The codes that it held, with ranges, are lost."),
	}, system.Forms("app", "app_servers", system.Hang, system.Restart, system.Slow, system.Errors, system.Cut, system.Heal), []system.FaultForm{
		system.Also(system.Kill, "cache", "cache_nodes", "Its lookups go straight to the database."),
	}, system.Forms("cache", "cache_nodes", system.Restart, system.Slow, system.Flush), []system.FaultForm{
		system.Also(system.Kill, "database", replicas, "Reads ask another replica; another becomes the primary once that is noticed. Replicas are numbered shard by shard."),
	}, system.Forms("database", replicas, system.Hang, system.Restart, system.Slow, system.Errors, system.Cut, system.Heal), []system.FaultForm{
		system.Also(system.Kill, "ids", "", "That is what counts codes: none is made, but for those that servers hold, draw or make of the time."),
	}, system.Forms("ids", "", system.Restart), []system.FaultForm{
		{Verb: system.Kill, Part: "clicks", Doc: "Consumers stop; clicks wait in the queue, which is durable."},
		{Verb: system.Restart, Part: "clicks", Doc: "Consumers go on."},
	}, system.Forms("clicks", "", system.Slow), system.Forms("", "", system.Hot, system.Load), []system.FaultForm{
		{Verb: system.Set, Part: "policy", Doc: "The balancer goes on by another policy."},
	})
}
