package network

import (
	"strings"

	"spar/internal/cache"
	"spar/internal/system"
	"spar/internal/topology"
)

// theory returns what formulas say of a plan without its faults, and which: the hit
// ratio of a single cache, utilizations of what is not held by its calls, and the
// mean latency where the queues are those of a network of Jackson's.
func theory(p *system.Plan, spec *topology.Spec) (t system.Theory) {
	limitTheory(p, spec, &t)
	hits, because := hitRatios(p, spec)
	if because != "" {
		return t.None(system.Rest, "%s", because)
	}
	if len(hits) > 0 {
		t.Source = strings.TrimPrefix(t.Source+"; Che's approximation", "; ")
	}
	for name, ratio := range hits {
		t.Set(name+"_hit_ratio", ratio)
	}
	if because := curbed(p, spec); because != "" {
		return t.None(system.Rest, "%s", because)
	}
	if closed, _ := closedClients(spec); len(closed) > 0 {
		return closedTheory(p, spec, t, hits)
	}
	f := flowsOf(p, spec, func(name string) float64 { return hits[name] }, once)
	utilizations, mean, general := map[string]float64{}, 0., false
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind == topology.Client {
			continue
		}
		load, workers := offered(p, c, f.reads[i], f.writes[i]), p.Int(c.Name+".workers")
		general = general || isGeneral(p, spec, c)
		n := instancesOf(p, c)
		if load >= float64(n*workers) {
			return t.None(system.Rest, "%s is asked for more than it can do", c.Name)
		}
		if !holds(c) {
			utilizations[c.Name+"_utilization"] = load / float64(n*workers)
		}
		visits := (f.reads[i] + f.writes[i]) / f.rate
		mean += float64(visits * meanStay(p, spec, c, load/float64(n)))
	}
	t.Source = strings.TrimPrefix(t.Source+"; utilization law", "; ")
	for name, busy := range utilizations {
		t.Set(name, busy)
	}
	if because := entangled(p, spec); because != "" {
		return t.None("latencies", "%s", because)
	}
	t.Set("latency_mean_seconds", mean+float64(p.Number("network")*inside(spec, f)))
	if general {
		t.Source += "; M/G/1 by F. Pollaczek, 1930, and A. Y. Khinchine, 1932"
		return t
	}
	t.Source += "; product form of J. R. Jackson, 1957"
	return t
}

// inside returns how many calls a request makes on average that cross the network.
func inside(spec *topology.Spec, f flows) float64 {
	calls := 0.
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind == topology.Client || c.Kind == topology.Queue {
			continue
		}
		for j := range c.Calls {
			calls += f.calls[c.CallName(j)]
		}
	}
	return calls / f.rate
}

// offered returns how many workers of a component are at work on average.
func offered(p *system.Plan, c *topology.Component, reads, writes float64) float64 {
	if c.Kind == topology.Store {
		reads *= p.Number(c.Name + ".read_quorum")
		writes *= p.Number(c.Name + ".replicas")
	}
	return (reads + writes) * meanTime(p, c)
}

// holds reports whether a component's workers wait for its calls.
func holds(c *topology.Component) bool {
	waits := false
	for _, call := range c.Calls {
		waits = waits || !call.Async
	}
	return waits && (c.Kind == topology.Service || c.Kind == topology.Worker) && !c.NonBlocking
}

// hitRatios returns the hit ratio of every cache by Che's approximation; or why that does
// not apply.
func hitRatios(p *system.Plan, spec *topology.Spec) (hits map[string]float64, because string) {
	hits = map[string]float64{}
	all := flowsOf(p, spec, func(string) float64 { return 0 }, once)
	for i := range spec.Components {
		c := &spec.Components[i]
		switch {
		case !isCache(c.Kind):
			continue
		case len(hits) > 0:
			return nil, "one cache filters what another sees"
		case p.Has(c.Name + ".ttl"):
			return nil, "entries of " + c.Name + " expire"
		case all.writes[i] > 0:
			return nil, "writes get to " + c.Name
		}
		hits[c.Name] = cache.LRUHitRatio(p.Int("keys"), p.Number("zipf"), int(min(p.Number("keys"), p.Number(c.Name+".capacity")/edges(spec, c))))
	}
	return hits, ""
}

// curbed returns what changes how many requests get to components: limits, hedges, profiles,
// which the formulas do not know; empty if none does.
func curbed(p *system.Plan, spec *topology.Spec) string {
	if name := varying(spec); name != "" {
		return "the load of " + name + " varies"
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			if name := c.CallName(j); p.Has(name + ".hedge") {
				return "calls of " + name + " are hedged"
			}
		}
		if isPolite(c) {
			return c.Name + " delivers only so much of one key"
		}
		for j := range c.Calls {
			if c.Calls[j].Coalesce {
				return "calls of " + c.CallName(j) + " coalesce"
			}
		}
		if p.Has(c.Name + ".limit") {
			return c.Name + " limits what gets in"
		}
		if p.Has(c.Name+".refuses") && p.Number(c.Name+".refuses") > 0 {
			return c.Name + " refuses some of what it gets"
		}
	}
	return ""
}

// entangled returns why requests do not visit exponential stations one after the other,
// each behaving as if it were alone; empty if they do.
func entangled(p *system.Plan, spec *topology.Spec) string {
	if len(spec.Regions) > 0 {
		return "requests go to the nearest region"
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		several := instancesOf(p, c) > 1
		switch {
		case p.Has(c.Name + ".bandwidth"):
			return "what " + c.Name + " sends takes its time on the link"
		case c.Plays():
			return "who plays at " + c.Name + " asks for one segment after the other"
		case c.Kind == topology.Client:
		case c.Durability != "" && p.Text(c.Name+".durability") == inGroups:
			return "writes of " + c.Name + " wait for its log"
		case c.Kind == topology.Queue:
			return c.Name + " is a queue, at which nobody waits for an answer"
		case holds(c):
			return "workers of " + c.Name + " wait for its calls"
		case isGeneral(p, spec, c):
		case !isExponential(p, c):
			return "times of " + c.Name + " are not exponential"
		case isPool(c.Kind) && several && p.Text(c.Name+".policy") != "random":
			return "instances of " + c.Name + " depend on each other by the policy " + p.Text(c.Name+".policy")
		case !isPool(c.Kind) && several:
			return "keys do not fall evenly on the instances of " + c.Name
		}
		for _, call := range c.Calls {
			if call.Async || call.Parallel || call.IsMany() {
				return c.Name + " does not wait for one call after the other"
			}
		}
	}
	return ""
}
