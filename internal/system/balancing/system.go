// Package balancing simulates a balancer before servers.
//
// Requests arrive on their own schedule, whatever becomes of them, or from users
// who wait for an answer before they ask again. A balancer picks a server for
// each by one of the policies of package balance, which are the real ones; only
// the times between arrivals and in service are drawn. A server works on a few
// requests at a time and lets others wait in the order in which they came.
//
// A request draws its service time when it arrives, from a stream of its own. So
// two policies with one seed meet the same requests, and a difference between
// their results comes from the policies.
//
// A client that is not answered in time tries again, or goes away. What it has
// asked before is executed all the same unless the parameter "abandoned" says
// otherwise: that is how retries keep an overload alive that they did not begin.
package balancing

import (
	"spar/internal/balance"
	"spar/internal/system"
)

// System describes a balancer before servers.
func System() *system.System {
	return &system.System{
		Name:              "balancing",
		Title:             "Load balancing",
		Doc:               "Requests through a balancer to servers: policies, queues, time-outs, retries.",
		Parameters:        parameters(),
		Metrics:           metrics(),
		P99Metric:         "latency_p99_seconds",
		Faults:            faults(),
		DefaultFaults:     []string{"at 50% kill server 1"},
		DefaultObjectives: []string{"latency_p99_seconds < 100 ms", "availability >= 99.9%"},
		NotModelled: []string{
			"the network: what is sent arrives at once, and so does the answer",
			"the balancer's own time and limits: a pick takes none",
			"sharing a worker: a server works on each request until it is done and lets the others wait, first come first served",
			"cancelling: a server finishes what it has begun, also when the client has gone; the balancer counts it until then",
			"health checks: a balancer learns of what is down or cut off after the time \"detection\", and never suspects a server that works",
			"warming up: a server that comes back or is added is as fast as ever at once",
			"ramping users: in a closed loop each thinks first, for an exponential time",
		},
		Validate: validate,
		Length:   length,
		Cost:     cost,
		Start:    start,
	}
}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "servers", Kind: system.Count, Default: "8", Min: 1, Max: 4096, Doc: "Servers behind the balancer."},
		{Name: "policy", Kind: system.Choice, Default: "least-connections", Choices: balance.Names(), Doc: "How a balancer picks a server. Those that begin with naive are mistakes, to be seen failing."},
		{Name: "load", Kind: system.Number, Default: "0.8", Min: .0001, Max: 100, Doc: "Requests that arrive, as a part of what all servers together can do; 1 is all of it."},
		{Name: "rate", Kind: system.Rate, Replaces: []string{"load"}, Min: 1e-6, Max: 1e9, Doc: "Requests that arrive, on average."},
		{Name: "users", Kind: system.Count, Replaces: []string{"load", "rate"}, Min: 1, Max: 1e6, Doc: "Users in a closed loop: each waits for the answer and thinks before the next request. That hides overloads; leave it out for requests that come whatever happens."},
		{Name: "think", Kind: system.Duration, Default: "1 s", Min: 0, Max: 86400, Doc: "Mean time that a user thinks, exponentially distributed. Those who do not think pause for service_mean after a failure at once."},
		{Name: "arrivals", Kind: system.Choice, Default: "poisson", Choices: []string{"poisson", "constant", "diurnal", "flash-crowd", "bursts"}, Doc: "How requests arrive: independently of each other (poisson), at equal distances, or at a rate that swings like day and night, rises once, or rises again and again."},
		{Name: "peak", Kind: system.Number, Default: "2", Min: 1, Max: 100, Doc: "Highest rate over the usual one, where arrivals are diurnal (2 at most), a flash-crowd, or bursts (5 at most)."},
		{Name: "period", Kind: system.Duration, Min: 1e-6, Max: 31536000, Doc: "A day of diurnal arrivals, or the time from one burst to the next; a fifth of the run unless given. Bursts last a fifth of that."},
		{Name: "service", Kind: system.Choice, Default: "exponential", Choices: laws, Doc: "Law of the time that a server works on a request."},
		{Name: "service_mean", Kind: system.Duration, Default: "10 ms", Min: 1e-6, Max: 86400, Doc: "Mean time that a server of speed 1 works on a request."},
		{Name: "service_cv", Kind: system.Number, Min: .01, Max: 100, Doc: "Coefficient of variation of the service time, where the law leaves it open: lognormal and pareto (1 unless given), erlang (0.5, up to 1), hyperexponential (2, from 1)."},
		{Name: "concurrency", Kind: system.Count, Default: "1", Min: 1, Max: 4096, Doc: "Requests that one server works on at a time."},
		{Name: "speeds", Kind: system.Numbers, Min: .001, Max: 1000, Doc: "Speed of each server; all 1 unless given."},
		{Name: "weights", Kind: system.Numbers, Min: 1, Max: 1000, Doc: "Weight of each server, for the policies that go by it; all 1 unless given."},
		{Name: "queue_limit", Kind: system.Count, Min: 0, Max: 1e9, Doc: "Requests that may wait at a server, or in the queue that servers share; more are refused. Unlimited unless given."},
		{Name: "timeout", Kind: system.Duration, Min: 1e-6, Max: 86400, Doc: "How long a client waits for an answer before it tries again or goes away; for ever unless given."},
		{Name: "retries", Kind: system.Count, Default: "0", Min: 0, Max: 100, Doc: "How often a client tries again after a time-out, a refusal or an error."},
		{Name: "backoff", Kind: system.Duration, Default: "0 s", Min: 0, Max: 3600, Doc: "Longest pause before the first retry; it doubles with each, and the true pause is drawn from zero up to it."},
		{Name: "retry_budget", Kind: system.Number, Min: 0, Max: 100, Doc: "Retries for each request of the last ten seconds, over all clients; beyond that nobody tries again. Unlimited unless given."},
		{Name: "abandoned", Kind: system.Choice, Default: "executed", Choices: []string{"executed", "withdrawn"}, Doc: "What becomes of a request whose client has given up while it waits: it is executed all the same, or withdrawn from the queue."},
		{Name: "balancers", Kind: system.Count, Default: "1", Min: 1, Max: 256, Doc: "Balancers; clients choose any, and each knows only of its own connections."},
		{Name: "staleness", Kind: system.Duration, Default: "0 s", Min: 0, Max: 3600, Doc: "How much later than it is answered a balancer counts a request as done."},
		{Name: "detection", Kind: system.Duration, Default: "1 s", Min: 0, Max: 86400, Doc: "How long balancers take to notice that a server is down, cut off, or back."},
		{Name: "choices", Kind: system.Count, Default: "2", Min: 1, Max: 100, Doc: "Servers that two-choices draws."},
		{Name: "load_factor", Kind: system.Number, Default: "1.25", Min: 1.01, Max: 100, Doc: "Connections to a server of bounded-hash over its fair share, at most."},
		{Name: "keys", Kind: system.Count, Default: "10k", Min: 1, Max: 1e8, Doc: "Keys that requests have, such as users or pages, for bounded-hash."},
		{Name: "zipf", Kind: system.Number, Default: "0.99", Min: 0, Max: 5, Doc: "Exponent of the keys' popularity: 0 makes all alike, 1 is typical of the web."},
		{Name: "requests", Kind: system.Count, Default: "1M", Min: 1, Max: 1e10, Doc: "Requests of the run, the warm-up's included; the run lasts as long as these take to arrive at the usual rate."},
		{Name: "duration", Kind: system.Duration, Replaces: []string{"requests"}, Min: 1e-6, Max: 315360000, Doc: "Virtual time that the run covers, the warm-up included."},
		{Name: "warmup", Kind: system.Duration, Min: 0, Max: 315360000, Doc: "Part of the run, at its beginning, that is not measured, in whole sixtieths of it; a tenth of the run unless given."},
	}
}

func metrics() []system.Metric {
	return []system.Metric{
		{Name: "latency_mean_seconds", Unit: system.Seconds, Doc: "Mean latency, from the intended arrival to the answer, retries included. Requests that time out count with the time until then, failed ones do not."},
		{Name: "latency_p50_seconds", Unit: system.Seconds, Doc: "Latency that half of the requests do not exceed."},
		{Name: "latency_p90_seconds", Unit: system.Seconds, Doc: "Latency that 90% do not exceed."},
		{Name: "latency_p95_seconds", Unit: system.Seconds, Doc: "Latency that 95% do not exceed."},
		{Name: "latency_p99_seconds", Unit: system.Seconds, Doc: "Latency that 99% do not exceed."},
		{Name: "latency_p999_seconds", Unit: system.Seconds, Doc: "Latency that 99.9% do not exceed."},
		{Name: "wait_mean_seconds", Unit: system.Seconds, Doc: "Mean time from the sending of a request to the beginning of its service. Each attempt whose service begins counts."},
		{Name: "wait_p99_seconds", Unit: system.Seconds, Doc: "Wait that 99% do not exceed."},
		{Name: "wait_probability", Unit: system.Ratio, Doc: "Part of the attempts that have to wait at all."},
		{Name: "utilization", Unit: system.Ratio, Doc: "Part of the time that workers are busy, while their servers are up."},
		{Name: "throughput_per_second", Unit: system.PerSecond, Doc: "Requests answered in time, a second."},
		{Name: "availability", Unit: system.Ratio, Doc: "Part of the requests that are answered in time, at the first attempt or a later one."},
		{Name: "dropped_fraction", Unit: system.Ratio, Doc: "Part of the requests that end with a refusal or an error."},
		{Name: "timed_out_fraction", Unit: system.Ratio, Doc: "Part of the requests that end without an answer in time."},
		{Name: "attempts_per_request", Unit: system.Jobs, Doc: "Attempts for each request, on average."},
		{Name: "queue_mean", Unit: system.Jobs, Doc: "Mean length of a queue: at a server, or the one that servers share."},
		{Name: "queue_max", Unit: system.Jobs, Doc: "Longest that any queue became."},
		{Name: "server_requests", Unit: system.Jobs, Array: true, Doc: "Attempts that were sent to each server."},
	}
}

func faults() []system.FaultForm {
	server := func(verb system.Verb, doc string) system.FaultForm {
		return system.FaultForm{Verb: verb, Part: "server", Count: "servers", Doc: doc}
	}
	return []system.FaultForm{
		server(system.Kill, "The server's process dies: what it holds fails at once, and so does what is still sent to it until balancers notice."),
		server(system.Restart, "The server comes back, idle."),
		server(system.Slow, "Its work takes so many times longer; by 1 it is as fast as before."),
		server(system.Errors, "It answers that share of its requests with an error, at once and without work."),
		server(system.Cut, "It works, but neither requests nor answers get through: clients wait until their time-out."),
		server(system.Heal, "It can be reached again."),
		server(system.Add, "There is one server more, of speed and weight 1, known to balancers at once."),
		server(system.Remove, "The server gets no more requests and finishes what it has; without a number it is the last one."),
		{Verb: system.Load, Doc: "Requests arrive at so many times the given rate; in a closed loop there are so many times the users."},
		{Verb: system.Set, Part: "policy", Doc: "Balancers go on by another policy."},
	}
}
