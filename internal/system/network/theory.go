package network

import (
	"cmp"
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
	f := flowsOf(p, spec, func(name string) float64 { return hits[name] }, once)
	if because := cmp.Or(curbed(p, spec), unfollowed(p, spec, f)); because != "" {
		return t.None(system.Rest, "%s", because)
	}
	if closed, _ := closedClients(spec); len(closed) > 0 {
		return closedTheory(p, spec, t, hits)
	}
	if because := tooSmall(p, spec, f); because != "" {
		return t.None(system.Rest, "%s", because)
	}
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
		if because := besides(p, c, f.writes[i]); because != "" {
			t.None(c.Name+"_utilization", "%s", because)
		} else if !holds(c) {
			utilizations[c.Name+"_utilization"] = load / float64(n*workers)
		}
		visits := (f.reads[i] + f.writes[i]) / f.rate
		mean += float64(visits * meanStay(p, spec, c, load/float64(n)))
	}
	t.Source = strings.TrimPrefix(t.Source+"; utilization law", "; ")
	for name, busy := range utilizations {
		t.Set(name, busy)
	}
	if because := entangled(p, spec, f); because != "" {
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
		case lacking(p, spec) != "":
			return nil, lacking(p, spec) + " lacks some keys, which are not kept"
		case asksAgain(spec, all, i):
			return nil, "requests ask " + c.Name + " for the same key more than once"
		}
		hits[c.Name] = cache.LRUHitRatio(p.Int("keys"), p.Number("zipf"), int(min(p.Number("keys"), p.Number(c.Name+".capacity")/edges(spec, c))))
	}
	return hits, ""
}
