// Package network simulates any system that package topology describes: components
// that call one another.
//
// Requests arrive at clients on their own schedule, whatever becomes of them, or come from
// users who wait for the answer to one before they send the next; and follow the calls. Each visit of a component takes one of the workers of an
// instance; a service holds it while it waits for its own calls, so slow callees
// exhaust their callers. Balancing, caches and sharding are the real algorithms of
// packages balance, cache and shard; only the time that work takes is drawn.
//
// Nobody tells a component that its caller has given up: what timed out is executed
// all the same. With retries that is how an overload outlives its cause.
//
// Each component draws from streams of its own, so two designs with one seed meet
// the same traffic.
package network

import (
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// System describes what runs a topology. Without one it runs a small example.
func System() *system.System { return describe(example()) }

// example is what runs where no topology is given.
func example() *topology.Spec {
	return &topology.Spec{Components: []topology.Component{
		{Name: "client", Kind: topology.Client, Rate: "2k/s", Calls: []topology.Call{{To: "lb"}}},
		{Name: "lb", Kind: topology.Balancer, Calls: []topology.Call{{To: "app"}}},
		{Name: "app", Kind: topology.Service, Instances: "4", Calls: []topology.Call{
			{To: "cache"}, {To: "db", When: "cache miss"},
		}},
		{Name: "cache", Kind: topology.Cache},
		{Name: "db", Kind: topology.Store},
	}}
}

// of returns the system that a topology makes, or what is wrong with it.
func of(spec *topology.Spec) (*system.System, system.Problems) {
	var problems system.Problems
	for _, p := range topology.Check(spec) {
		problems = append(problems, system.Problem{Where: "topology." + p.Where, Message: p.Message})
	}
	problems = append(problems, unreadable(spec)...)
	problems = append(problems, badPrices(spec)...)
	if len(problems) > 0 {
		return nil, problems
	}
	return describe(spec), nil
}

// describe returns the system that a topology without mistakes makes.
func describe(spec *topology.Spec) *system.System {
	return &system.System{
		Name:              "topology",
		Title:             "Any system, as components and calls",
		Doc:               "Requests of clients follow the calls from component to component: balancers, services, caches, stores, queues and workers. " + kindOfLoad(spec),
		Parameters:        parameters(spec),
		Metrics:           metrics(spec),
		P99Metric:         "latency_p99_seconds",
		Faults:            faults(spec),
		DefaultFaults:     []string{"at 50% load x2"},
		DefaultObjectives: []string{"latency_p99_seconds < 200 ms", "availability >= 99.9%"},
		NotModelled: append([]string{
			"processors, memory and disks by themselves: a worker that works takes its time whatever its neighbours do",
			"cancelling: what its caller has given up is executed all the same",
			"trying again what was refused by policy: clients and callers take that for an answer",
			"coalescing by each caller's instance: where calls coalesce, they do over all instances of the caller",
			"what keeping the state of a saga costs: it outlives whoever runs it, and another instance goes on with it once it is known that this one is gone; a quorum that is missed counts as nothing done",
			"a request that its client or a queue's consumer tries again as the same: each try is a saga of its own",
			"what a limit costs that instances share: they know it at once, and without a race; a store that they ask is a call",
			"indexes of stores by themselves: a write that touches several takes longer, and a read that asks all shards is a call with keys: each",
			"the cost of filling a cache after a miss; a write is a request to it like any other",
			"reads that are old where a store states neither lag nor quorums: there every read counts as right",
			"a replica that missed writes: it comes back as good as the others; the next one leads as soon as callers know that a leader is gone, and what only that one had counts as kept",
			"jitter and loss on the network: a round trip always takes the same time, and the way to the clients is left out",
			"links beyond answers that are waited for: what nobody waits for, and what queues deliver, counts as bytes and takes no time on a link; a queue at a link has no bound, and what a machine had sent to its link arrives also if it dies",
			"circuit breakers, throttles and retry budgets of each caller's instance: all instances of a caller share one",
			"the bill beyond instances, storage and what is sent to clients and to other regions: what others run, requests, licences, people and discounts",
			"bursts: arrivals are Poisson, at a rate that only a profile or a fault changes",
			"order and duplicates in queues: a message that fails is delivered again as its retries say, and is then put aside",
		}, worldNotModelled(spec)...),
		Topology: spec,
		Of:       of,
		Fit:      fit(spec),
		Validate: validate(spec),
		Dollars:  dollars(spec),
		Cost:     func(p *system.Plan) sim.Cost { return cost(p, spec) },
		Start:    traffic.Starter(func(p *system.Plan) (*model, error) { return newModel(p, spec) }),
	}
}
