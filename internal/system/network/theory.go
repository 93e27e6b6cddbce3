package network

import (
	"strings"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// flows are how many requests a second get to each component and over each call.
type flows struct {
	rate          float64 // of all clients
	reads, writes []float64
	calls         map[string]float64 // by the name of the call
}

// flowsOf follows the requests through the calls, class by class. hit returns the hit
// ratio of a cache, attempts how often a call is attempted, each by name.
func flowsOf(p *system.Plan, spec *topology.Spec, hit, attempts func(string) float64) flows {
	f := flows{reads: make([]float64, len(spec.Components)), writes: make([]float64, len(spec.Components)), calls: map[string]float64{}}
	classes := classesOf(spec)
	visits := make([][]float64, len(spec.Components)) // by component and class
	for i := range visits {
		visits[i] = make([]float64, len(classes))
	}
	for _, i := range order(spec) {
		c := &spec.Components[i]
		if c.Kind == topology.Client {
			rate, writes := clientFigures(p, spec, c.Name)
			f.rate += rate
			mix := mixOf(p, classes, c, writes)
			for k, class := range mix.classes {
				visits[i][class] += float64(rate * mix.shares[k])
			}
		}
		for class, n := range visits[i] {
			if classes[class].write {
				f.writes[i] += n
				continue
			}
			f.reads[i] += n
			if isCache(c.Kind) {
				visits[i][class] *= 1 - hit(c.Name) // what goes on
			}
		}
		for j := range c.Calls {
			call := &c.Calls[j]
			name, to, makes := c.CallName(j), spec.Find(call.To), mask(classes, call)
			each := p.Number(name+".share") * attempts(name) * times(p, spec, c, j)
			read, write := odds(p, spec, call, hit)
			for class, n := range visits[i] {
				if makes>>class&1 == 0 {
					continue
				}
				if classes[class].write {
					n *= each * write
				} else {
					n *= each * read
				}
				visits[to][class] += n
				f.calls[name] += n
			}
		}
	}
	return f
}

// perRequest returns how many visits a request becomes on average.
func (f *flows) perRequest() float64 {
	visits := 0.
	for i := range f.reads {
		visits += f.reads[i] + f.writes[i]
	}
	return visits / f.rate
}

// odds returns which parts of reads and of writes make a call that depends on an answer.
// Writes neither hit nor find anything.
func odds(p *system.Plan, spec *topology.Spec, call *topology.Call, hit func(string) float64) (read, write float64) {
	asked, answer := call.Condition()
	k := spec.Find(asked)
	switch answer {
	case topology.Hit:
		return hit(spec.Components[k].Name), 0
	case topology.Miss:
		return 1 - hit(spec.Components[k].Name), 1
	case topology.Found:
		return share(p, spec.Components[k].Name+".found"), 0
	case topology.Missing:
		return 1 - share(p, spec.Components[k].Name+".found"), 1
	case topology.Refused, topology.Failed: // which nothing is as long as all is well
		return 0, 0
	}
	return 1, 1
}

// order returns the components, callers before those that they call.
func order(spec *topology.Spec) []int {
	callers := make([]int, len(spec.Components))
	for _, c := range spec.Components {
		for _, call := range c.Calls {
			callers[spec.Find(call.To)]++
		}
	}
	var list []int
	for i := range spec.Components {
		if callers[i] == 0 {
			list = append(list, i)
		}
	}
	for k := 0; k < len(list); k++ {
		for _, call := range spec.Components[list[k]].Calls {
			to := spec.Find(call.To)
			if callers[to]--; callers[to] == 0 {
				list = append(list, to)
			}
		}
	}
	return list
}

// once is how often a call is attempted if nothing goes wrong.
func once(string) float64 { return 1 }

// theory returns what formulas say of a plan without its faults, and which: the hit
// ratio of a single cache, utilizations of what is not held by its calls, and the
// mean latency where the queues are those of a network of Jackson's.
func theory(p *system.Plan, spec *topology.Spec) (t system.Theory) {
	hits, because := hitRatios(p, spec)
	if because != "" {
		return t.None(system.Rest, "%s", because)
	}
	if len(hits) > 0 {
		t.Source = "Che's approximation"
	}
	for name, ratio := range hits {
		t.Set(name+"_hit_ratio", ratio)
	}
	if because := curbed(p, spec); because != "" {
		return t.None(system.Rest, "%s", because)
	}
	f := flowsOf(p, spec, func(name string) float64 { return hits[name] }, once)
	utilizations, mean := map[string]float64{}, 0.
	for i := range spec.Components {
		c := &spec.Components[i]
		if c.Kind == topology.Client {
			continue
		}
		load, workers := offered(p, c, f.reads[i], f.writes[i]), p.Int(c.Name+".workers")
		n := instancesOf(p, c)
		if load >= float64(n*workers) {
			return t.None(system.Rest, "%s is asked for more than it can do", c.Name)
		}
		if !holds(c) {
			utilizations[c.Name+"_utilization"] = load / float64(n*workers)
		}
		visits := (f.reads[i] + f.writes[i]) / f.rate
		mean += float64(visits * sim.MeanSojourn(workers, load/float64(n), p.Number(c.Name+".time")))
	}
	t.Source = strings.TrimPrefix(t.Source+"; utilization law", "; ")
	for name, busy := range utilizations {
		t.Set(name, busy)
	}
	if because := entangled(p, spec); because != "" {
		return t.None("latencies", "%s", because)
	}
	t.Set("latency_mean_seconds", mean+float64(p.Number("network")*inside(spec, f)))
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
	return (reads + writes) * p.Number(c.Name+".time")
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
		hits[c.Name] = cache.LRUHitRatio(p.Int("keys"), p.Number("zipf"), int(min(p.Number("keys"), p.Number(c.Name+".capacity"))))
	}
	return hits, ""
}

// curbed returns which limits and hedges change how many requests get to components,
// which the formulas do not know; empty if none does.
func curbed(p *system.Plan, spec *topology.Spec) string {
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			if name := c.CallName(j); p.Has(name + ".hedge") {
				return "calls of " + name + " are hedged"
			}
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
	for i := range spec.Components {
		c := &spec.Components[i]
		several := instancesOf(p, c) > 1
		switch {
		case c.Kind == topology.Client:
		case c.Kind == topology.Queue:
			return c.Name + " is a queue, at which nobody waits for an answer"
		case holds(c):
			return "workers of " + c.Name + " wait for its calls"
		case p.Text(c.Name+".law") != "exponential":
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
