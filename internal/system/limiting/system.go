// Package limiting simulates servers that limit how much each key may ask.
//
// Ordinary keys send by their popularity, and a few abusive ones send more than they
// may. A balancer gives each request to a server, which decides by an algorithm of
// package limit, the real one: by counters of its own, by a store that all servers
// share and that takes each step itself, or by a store that they read and write to,
// which is a race. Where the store does not answer, servers let requests through,
// refuse them, or fall back on counters of their own.
//
// Beside them an exact limiter sees every request as it arrives. What servers let
// through beyond that is over-admission, and what they refuse though it would not, the
// other mistake. A request that is refused by policy is answered: it is no part of
// availability.
package limiting

import (
	"slices"

	"spar/internal/limit"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// Where the counters are.
const (
	local        = "local"
	divided      = "divided"
	shared       = "shared"
	checkThenAct = "check-then-act"
)

// What servers do without the store.
const (
	open   = "open"
	closed = "closed"
	own    = "local"
)

// How abusive keys send.
const (
	steady   = "steady"
	boundary = "boundary"
)

// System describes servers that limit by key.
func System() *system.System {
	return &system.System{
		Name:       "limiting",
		Title:      "Rate limiting",
		Doc:        "Servers that limit requests by key: algorithms, counters of their own or in a store that all share, and what abusive keys get through.",
		Parameters: parameters(),
		Metrics:    metrics(),
		P99Metric:  "latency_p99_seconds",
		Faults:     faults(),
		Policies:   []string{"algorithm", "scope", "on_store_failure"},
		Mistakes: []system.Mistake{
			{Parameter: "scope", Value: checkThenAct, Shows: []string{"over_admission_ratio"}, Needs: "keys that ask for more than their limit, faster than the store is read and written"},
			{Parameter: "algorithm", Value: "naive-window", Shows: []string{"wrongly_refused_fraction"}, Needs: "keys that never pause for a whole period"},
		},
		DefaultFaults:     []string{"at 50% kill store", "at 60% restart store"},
		DefaultObjectives: []string{"availability >= 99.9%", "latency_p99_seconds < 100 ms", "polite_refused_fraction < 1%", "abusive_over_admission_ratio < 10%"},
		NotModelled: []string{
			"what refusing costs: a server refuses without work, and a store works alike for all that it is asked",
			"clients that heed what they are told: nobody waits for as long as an answer says, and nobody tries again",
			"clocks that differ: all servers and the store know the time exactly",
			"requests that count as more than one, and several limits for one key",
			"a store of several machines: one that dies takes all counters with it",
			"the network between clients and servers: what is sent arrives at once",
			"counters that servers exchange now and then, and permits that they fetch in lots",
			"telling who is who: every request has its key, and keys cost an abuser something",
		},
		Fit:      fit,
		Validate: validate,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "algorithm", Kind: system.Choice, Default: "token-bucket", Choices: limit.Names(), Doc: "How a limit is kept. The one that begins with naive- is a mistake, to be seen failing."},
		{Name: "limit", Kind: system.Count, Default: "100", Min: 1, Max: 1e6, Doc: "Requests that a key may send in a period."},
		{Name: "period", Kind: system.Duration, Default: "1 s", Min: 1e-3, Max: 86400, Doc: "The period that the limit is for."},
		{Name: "burst", Kind: system.Count, Min: 1, Max: 1e6, Doc: "Requests that a key may send at once after a pause, of buckets and gcra, or that may wait, of leaky-queue; the limit unless given."},
		{Name: "scope", Kind: system.Choice, Default: shared, Choices: []string{local, divided, shared, checkThenAct}, Doc: "Where the counters are: at each server, which grants the whole limit (local) or its part of it (divided), or in a store that takes each step by itself (shared) or is read and then written to (check-then-act), which is a mistake, to be seen failing."},
		{Name: "on_store_failure", Kind: system.Choice, Default: open, Choices: []string{open, closed, own}, Doc: "What a server does with a request on which the store does not answer: let it through (open), fail it (closed), or decide by counters of its own with the whole limit (local)."},
		{Name: "servers", Kind: system.Count, Default: "4", Min: 1, Max: 256, Doc: "Servers behind the balancer."},
		{Name: "policy", Kind: system.Choice, Default: "random", Choices: []string{"random", "round-robin", "least-connections", "bounded-hash"}, Doc: "How the balancer picks a server; bounded-hash sends a key to the same one as long as that is not busier than others."},
		{Name: "rate", Kind: system.Rate, Default: "1k/s", Min: 0, Max: 1e6, Doc: "Requests of ordinary keys that arrive, on average, all keys together."},
		terms.Keys("keys", "100k", "Ordinary keys, such as users or addresses.", 1e7),
		terms.Zipf(),
		{Name: "abusers", Kind: system.Count, Default: "3", Min: 0, Max: 1000, Doc: "Abusive keys."},
		{Name: "abuse_rate", Kind: system.Rate, Default: "500/s", Min: .001, Max: 1e6, Doc: "Requests that each abusive key sends, on average, where it does so steadily."},
		{Name: "abuse", Kind: system.Choice, Default: steady, Choices: []string{steady, boundary}, Doc: "How abusive keys send: at random all the time (steady), or in every other period the limit right before its end and again right after (boundary), which on average is no more than they may."},
		terms.ServiceMean("", "4 ms", "Mean time of a server's worker for a request that is let through, exponentially distributed."),
		terms.Workers("", "2", "server"),
		terms.QueueLimit("100", "each server"),
		terms.Timeout("1 s", "How long a client waits for an answer."),
		terms.ServiceMean("store_", "20 us", "Time of the store's worker for each thing that it is asked, always the same."),
		terms.Workers("store_", "1", "store"),
		terms.Network("1 ms", "From a server to the store and back."),
		{Name: "store_timeout", Kind: system.Duration, Default: "20 ms", Min: 1e-6, Max: 60, Doc: "How long a server waits for an answer of the store."},
		terms.Detection("the balancer takes"),
		terms.Duration("60 s"),
		terms.Warmup("a tenth"),
	}
}

func metrics() []system.Metric {
	return slices.Concat(terms.Latency("latency"), []system.Metric{
		{Name: "check_mean_seconds", Unit: system.Seconds, Doc: "Mean time from the arrival of a request to the decision on it: what the limit adds."},
		{Name: "check_p99_seconds", Unit: system.Seconds, Doc: "Time to the decision that 99% do not exceed."},
	}, terms.Outcomes(), []system.Metric{
		terms.Refused(),
		{Name: "polite_refused_fraction", Unit: system.Ratio, Doc: "The same of the requests of ordinary keys."},
		{Name: "abusive_refused_fraction", Unit: system.Ratio, Doc: "The same of the requests of abusive keys."},
		{Name: "allowed_per_second", Unit: system.PerSecond, Doc: "Requests that the limit lets through, a second."},
		{Name: "abusive_allowed_per_second", Unit: system.PerSecond, Doc: "The same of abusive keys."},
		{Name: "over_admission_ratio", Unit: system.Ratio, Doc: "What is let through beyond what an exact limiter lets through, key by key, over the latter; can be above 100%."},
		{Name: "abusive_over_admission_ratio", Unit: system.Ratio, Doc: "The same of abusive keys."},
		{Name: "wrongly_refused_fraction", Unit: system.Ratio, Doc: "Part of the requests by which less is let through than an exact limiter would, key by key."},
		{Name: "polite_wrongly_refused_fraction", Unit: system.Ratio, Doc: "The same of ordinary keys."},
		{Name: "unchecked_fraction", Unit: system.Ratio, Doc: "Part of the requests that are let through because the store does not answer."},
		{Name: "window_max_ratio", Unit: system.Ratio, Doc: "Most requests of one abusive key that went on within any one period, over the limit; 100% is what an exact log allows."},
		terms.Utilization("", "servers"),
		terms.QueueMax("", "a server"),
		terms.Utilization("store_", "the store"),
		terms.QueueMax("store_", "the store"),
	})
}

func faults() []system.FaultForm {
	return slices.Concat([]system.FaultForm{
		system.Also(system.Kill, "store", "", "Its counters are gone: once it is back every key begins anew."),
		system.Also(system.Flush, "store", "", "Every key begins anew."),
	}, system.Forms("store", "", system.Hang, system.Restart, system.Slow, system.Errors, system.Cut, system.Heal),
		[]system.FaultForm{system.Also(system.Kill, "server", "servers", "Counters of its own are gone.")},
		system.Forms("server", "servers", system.Hang, system.Restart, system.Slow, system.Errors, system.Cut, system.Heal),
		[]system.FaultForm{system.Also(system.Load, "", "", "So do abusive keys that send steadily.")},
		system.Forms("", "", system.Hot))
}
