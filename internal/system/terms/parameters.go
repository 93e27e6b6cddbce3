// Package terms describes once what several systems have: parameters of traffic and
// of runs, and metrics of latency and of what became of requests. One thing has one
// name and one description in all of them.
//
// Systems put these between what is theirs:
//
//	slices.Concat(terms.Latency("latency"), own, terms.Outcomes())
package terms

import (
	"fmt"

	"spar/internal/system"
)

// longest is the longest time, in seconds, that a run may be asked to cover: ten
// years.
const longest = 315360000

// Rate is how many requests arrive, on average.
func Rate(fallback string) system.Parameter {
	return system.Parameter{Name: "rate", Kind: system.Rate, Default: fallback, Min: 1e-6, Max: 1e9, Doc: "Requests that arrive, on average."}
}

// Load is the same as a part of what all servers together can do; a rate stands in
// for it.
func Load(fallback string) system.Parameter {
	return system.Parameter{Name: "load", Kind: system.Number, Default: fallback, Min: .0001, Max: 100, Doc: "Requests that arrive, as a part of what all servers together can do; 1 is all of it."}
}

// Workers is how many requests one member of a part works on at a time. The name has
// a prefix, such as "app_", where a system has several parts.
func Workers(prefix, fallback, of string) system.Parameter {
	return system.Parameter{
		Name: prefix + "workers", Was: prefix + "concurrency", Kind: system.Count, Default: fallback, Min: 1, Max: 4096,
		Doc: fmt.Sprintf("Requests that one %s works on at a time.", of),
	}
}

// ServiceMean is how long that takes; the prefix is as of [Workers].
func ServiceMean(prefix, fallback, doc string) system.Parameter {
	return system.Parameter{Name: prefix + "service_mean", Kind: system.Duration, Default: fallback, Min: 1e-9, Max: 86400, Doc: doc}
}

// QueueLimit is how many requests may wait; without a default, any number.
func QueueLimit(fallback, where string) system.Parameter {
	doc := fmt.Sprintf("Requests that may wait at %s; more are refused.", where)
	if fallback == "" {
		doc += " Unlimited unless given."
	}
	return system.Parameter{Name: "queue_limit", Kind: system.Count, Default: fallback, Min: 0, Max: 10e6, Doc: doc}
}

// Timeout is how long clients wait; without a default, for ever.
func Timeout(fallback, doc string) system.Parameter {
	return system.Parameter{Name: "timeout", Kind: system.Duration, Default: fallback, Min: 1e-6, Max: 86400, Doc: doc}
}

// Retries are what clients do when a request fails: how often they try again, how long
// they wait before, and what part of all requests may be such attempts.
func Retries(backoff string) []system.Parameter {
	return []system.Parameter{
		{Name: "retries", Kind: system.Count, Default: "0", Min: 0, Max: 100, Doc: "How often a client tries again after a time-out, a refusal or an error. What it has given up is executed all the same."},
		{Name: "backoff", Kind: system.Duration, Default: backoff, Min: 0, Max: 3600, Doc: "Longest pause before the first retry; it doubles with each, and the true pause is drawn from zero up to it."},
		{Name: "retry_budget", Kind: system.Number, Min: 0, Max: 100, Doc: "Retries for each request of the last ten seconds, over all clients; beyond that nobody tries again. Unlimited unless given."},
	}
}

// Detection is how long it takes until those who send know that a member does not
// answer, or does again.
func Detection(who string) system.Parameter {
	return system.Parameter{Name: "detection", Kind: system.Duration, Default: "1 s", Min: 0, Max: 86400, Doc: fmt.Sprintf("How long %s to notice that a member is dead, hangs or is cut off, or is back.", who)}
}

// Network is the time between two parts.
func Network(fallback, doc string) system.Parameter {
	return system.Parameter{Name: "network", Kind: system.Duration, Default: fallback, Min: 0, Max: 10, Doc: doc}
}

// Keys is how many things, at the most, requests can be about.
func Keys(name, fallback, doc string, most float64) system.Parameter {
	return system.Parameter{Name: name, Kind: system.Count, Default: fallback, Min: 1, Max: most, Doc: doc}
}

// Zipf is how unevenly they are asked for.
func Zipf() system.Parameter {
	return system.Parameter{Name: "zipf", Kind: system.Number, Default: "0.99", Min: 0, Max: 5, Doc: "Exponent of the keys' popularity: 0 makes all alike, 1 is typical of the web."}
}

// Record is the memory for one of them in a cache.
func Record() system.Parameter {
	return system.Parameter{Name: "record", Kind: system.Size, Default: "500 B", Min: 1, Max: 1e9, Doc: "Memory for one entry of a cache, where a capacity is given as a size."}
}

// Requests is how long a run lasts, as a number of requests; [Duration] stands in
// for it.
func Requests() system.Parameter {
	return system.Parameter{Name: "requests", Kind: system.Count, Default: "1M", Min: 1, Max: 1e10, Doc: "Requests of the run, the warm-up's included; the run lasts as long as these take to arrive at the usual rate."}
}

// Duration is how long a run lasts.
func Duration(fallback string) system.Parameter {
	return system.Parameter{Name: "duration", Kind: system.Duration, Default: fallback, Min: 1e-6, Max: longest, Doc: "Virtual time that the run covers, the warm-up included."}
}

// Warmup is what of it is not measured: a part unless given, such as "a tenth", for
// which the system asks [system.Plan.Warmup].
func Warmup(part string) system.Parameter {
	return system.Parameter{Name: "warmup", Kind: system.Duration, Min: 0, Max: longest / 2, Doc: fmt.Sprintf("Part of the run, at its beginning, that is not measured, in whole sixtieths of it; %s of the run unless given.", part)}
}

// Replacing returns a parameter that stands in for others if it is given.
func Replacing(p system.Parameter, others ...string) system.Parameter {
	p.Replaces = others
	return p
}
