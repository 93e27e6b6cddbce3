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
	"slices"

	"spar/internal/balance"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// System describes a balancer before servers.
func System() *system.System {
	return &system.System{
		Name:       "balancing",
		Title:      "Load balancing",
		Doc:        "Requests through a balancer to servers: policies, queues, time-outs, retries.",
		Parameters: parameters(),
		Metrics:    metrics(),
		P99Metric:  "latency_p99_seconds",
		Faults:     faults(),
		Policies:   []string{"policy"},
		Mistakes: []system.Mistake{
			{Parameter: "policy", Value: "naive-round-robin", Shows: []string{"dropped_fraction"}, Needs: "fewer servers than there were: one that is killed or removed"},
			{Parameter: "policy", Value: "naive-weighted", Wants: "weights", Needs: "servers of different weights"},
		},
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
		Fit:      fit,
		Validate: validate,
		Length:   length,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

func parameters() []system.Parameter {
	return slices.Concat([]system.Parameter{
		{Name: "servers", Kind: system.Count, Default: "8", Min: 1, Max: 4096, Doc: "Servers behind the balancer."},
		{Name: "policy", Kind: system.Choice, Default: "least-connections", Choices: balance.Names(), Doc: "How a balancer picks a server. Those that begin with naive are mistakes, to be seen failing."},
		terms.Load("0.8"),
		terms.Replacing(terms.Rate(""), "load"),
		{Name: "users", Kind: system.Count, Replaces: []string{"load", "rate"}, Min: 1, Max: 1e6, Doc: "Users in a closed loop: each waits for the answer and thinks before the next request. That hides overloads; leave it out for requests that come whatever happens."},
		{Name: "think", Kind: system.Duration, Default: "1 s", Min: 0, Max: 86400, Doc: "Mean time that a user thinks, exponentially distributed. Those who do not think pause for service_mean after a failure at once."},
		{Name: "arrivals", Kind: system.Choice, Default: "poisson", Choices: []string{"poisson", "constant", "diurnal", "flash-crowd", "bursts"}, Doc: "How requests arrive: independently of each other (poisson), at equal distances, or at a rate that swings like day and night, rises once, or rises again and again."},
		{Name: "peak", Kind: system.Number, Default: "2", Min: 1, Max: 100, Doc: "Highest rate over the usual one, where arrivals are diurnal (2 at most), a flash-crowd, or bursts (5 at most)."},
		{Name: "period", Kind: system.Duration, Min: 1e-6, Max: 31536000, Doc: "A day of diurnal arrivals, or the time from one burst to the next; a fifth of the run unless given. Bursts last a fifth of that."},
		{Name: "service", Kind: system.Choice, Default: "exponential", Choices: laws, Doc: "Law of the time that a server works on a request."},
		terms.ServiceMean("", "10 ms", "Mean time that a server of speed 1 works on a request."),
		{Name: "service_cv", Kind: system.Number, Min: .01, Max: 100, Doc: "Coefficient of variation of the service time, where the law leaves it open: lognormal and pareto (1 unless given), erlang (0.5, up to 1), hyperexponential (2, from 1)."},
		terms.Workers("", "1", "server"),
		{Name: "speeds", Kind: system.Numbers, Min: .001, Max: 1000, Doc: "Speed of each server; all 1 unless given."},
		{Name: "weights", Kind: system.Numbers, Min: 1, Max: 1000, Doc: "Weight of each server, for the policies that go by it; all 1 unless given."},
		terms.QueueLimit("", "a server, or in the queue that servers share"),
		terms.Timeout("", "How long a client waits for an answer before it tries again or goes away; for ever unless given."),
	}, terms.Retries("0 s"), []system.Parameter{
		{Name: "abandoned", Kind: system.Choice, Default: "executed", Choices: []string{"executed", "withdrawn"}, Doc: "What becomes of a request whose client has given up while it waits: it is executed all the same, or withdrawn from the queue."},
		{Name: "balancers", Kind: system.Count, Default: "1", Min: 1, Max: 256, Doc: "Balancers; clients choose any, and each knows only of its own connections."},
		{Name: "staleness", Kind: system.Duration, Default: "0 s", Min: 0, Max: 3600, Doc: "How much later than it is answered a balancer counts a request as done."},
		terms.Detection("balancers take"),
		{Name: "choices", Kind: system.Count, Default: "2", Min: 1, Max: 100, Doc: "Servers that two-choices draws."},
		{Name: "load_factor", Kind: system.Number, Default: "1.25", Min: 1.01, Max: 100, Doc: "Connections to a server of bounded-hash over its fair share, at most."},
		terms.Keys("keys", "10k", "Keys that requests have, such as users or pages, for bounded-hash.", 1e8),
		terms.Zipf(),
		terms.Requests(),
		terms.Replacing(terms.Duration(""), "requests"),
		terms.Warmup("a tenth"),
	})
}

func metrics() []system.Metric {
	return slices.Concat(terms.Latency("latency"), []system.Metric{
		{Name: "wait_mean_seconds", Unit: system.Seconds, Doc: "Mean time from the sending of a request to the beginning of its service. Each attempt whose service begins counts."},
		{Name: "wait_p99_seconds", Unit: system.Seconds, Doc: "Wait that 99% do not exceed."},
		{Name: "wait_probability", Unit: system.Ratio, Doc: "Part of the attempts that have to wait at all."},
		terms.Utilization("", "servers"),
	}, terms.Outcomes(), []system.Metric{
		terms.Attempts(),
		{Name: "queue_mean", Unit: system.Jobs, Doc: "Mean length of a queue: at a server, or the one that servers share."},
		terms.QueueMax("", "a server, or of all of them"),
		{Name: "server_requests", Unit: system.Jobs, Array: true, Doc: "Attempts that were sent to each server."},
	})
}

func faults() []system.FaultForm {
	return append(
		system.Forms("server", "servers", system.Kill, system.Hang, system.Restart, system.Slow, system.Errors, system.Cut, system.Heal),
		system.Also(system.Add, "server", "servers", "It has speed and weight 1, and balancers know it at once."),
		system.Also(system.Remove, "server", "servers", "Balancers know that at once."),
		system.Also(system.Load, "", "", "In a closed loop there are so many times the users."),
		system.FaultForm{Verb: system.Set, Part: "policy", Doc: "Balancers go on by another policy."},
	)
}
