package network

import (
	"fmt"
	"math"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// This file is where the conditions of formulas do not hold.

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
func entangled(p *system.Plan, spec *topology.Spec, f flows) string {
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
		case besides(p, c, f.writes[i]) != "":
			return besides(p, c, f.writes[i])
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

// unfollowed returns what makes other calls than those that [flowsOf] follows; empty if
// nothing does.
func unfollowed(p *system.Plan, spec *topology.Spec, f flows) string {
	hottest := cache.LFUHitRatio(p.Int("keys"), p.Number("zipf"), 1)
	for i := range spec.Components {
		c := &spec.Components[i]
		switch writes := f.writes[i] > 0; {
		case writes && p.Has(c.Name+".stock"):
			return "what is left in " + c.Name + " is sold out at some time"
		case writes && contends(c) && word(p, c.Name+".contention", unguarded) == optimistic:
			return "some writes of " + c.Name + " have a conflict, and fail"
		case c.Plays() && p.Number(c.Name+".length") > p.Number("warmup"):
			return "who plays at " + c.Name + " does so for longer than the warmup, so that they become more"
		}
		for j := range c.Calls {
			call, name := &c.Calls[j], c.CallName(j)
			asked, answer := call.Condition()
			switch {
			case call.InTurn && call.Awaits() > 0 && word(p, name+".times_law", "fixed") != "fixed":
				return "how many of the calls " + name + " are needed varies"
			case p.Has(name+".delay") && p.Number(name+".delay") > p.Number("warmup"):
				return "what " + name + " hands over is held back for longer than the warmup"
			case answer == topology.Fresh || answer == topology.Stale:
				return "calls of " + name + " depend on what is stale in " + asked
			case (answer == topology.Found || answer == topology.Missing) && lacks(p, asked) && hottest > even:
				return "calls of " + name + " depend on whether " + asked + " has the hottest keys"
			case answer == topology.Refused && leadsBack(spec, asked):
				return "calls of " + name + " depend on how often others led back"
			}
		}
	}
	return ""
}

// leadsBack reports whether calls to a component end after so many hops.
func leadsBack(spec *topology.Spec, to string) bool {
	for i := range spec.Components {
		for _, call := range spec.Components[i].Calls {
			if call.Hops != "" && spec.Find(call.To) == spec.Find(to) {
				return true
			}
		}
	}
	return false
}

// even is the share of the hottest key up to which keys count as even.
const even = .01

// besides returns why workers of a component are busy with more than what comes to it; empty
// if they are not.
func besides(p *system.Plan, c *topology.Component, writes float64) string {
	switch {
	case writes > 0 && contends(c) && word(p, c.Name+".contention", unguarded) == locked:
		return "writes of " + c.Name + " keep their workers while they wait for the lock of their row"
	case p.Has(c.Name + ".speculate"):
		return "slow reads of " + c.Name + " ask one replica more"
	}
	return ""
}

func lacks(p *system.Plan, store string) bool { return share(p, store+".found") < 1 }

// lacking returns a component that does not have all keys; empty if there is none.
func lacking(p *system.Plan, spec *topology.Spec) string {
	for i := range spec.Components {
		if name := spec.Components[i].Name; lacks(p, name) {
			return name
		}
	}
	return ""
}

// asksAgain reports whether requests ask component i more than once about the same key.
func asksAgain(spec *topology.Spec, f flows, i int) bool {
	sum := 0.
	for k := range spec.Components {
		c := &spec.Components[k]
		for j := range c.Calls {
			call := &c.Calls[j]
			if spec.Find(call.To) != i || call.IsMany() && call.Keys != topology.SameKey && call.Keys != topology.EachPart {
				continue
			}
			if call.IsMany() {
				return true
			}
			sum += f.calls[c.CallName(j)]
		}
	}
	return sum > f.rate*(1+1e-6)
}

// tooSmall returns which queue, time-out or number of workers is too small for all requests
// that come, as far as can be estimated; empty if none is.
func tooSmall(p *system.Plan, spec *topology.Spec, f flows) string {
	e := stays{plan: p, spec: spec, flows: f, of: make([]float64, len(spec.Components))}
	const rarely = 1e-3
	for i := range spec.Components {
		c := &spec.Components[i]
		stay := e.at(i)
		if math.IsInf(stay, 1) {
			return c.Name + " is asked for more than it can do" // while its workers wait, perhaps
		}
		if c.Kind == topology.Client {
			if !c.Plays() && stay > p.Number("timeout")/patient {
				return fmt.Sprintf("some users of %s give up, as answers take about %s and they wait for %s", c.Name, system.Seconds.Format(stay), p.Text("timeout"))
			}
		} else if c.Kind != topology.Queue && c.Kind != topology.Worker {
			limit, workers := p.Number(c.Name+".queue_limit"), p.Int(c.Name+".workers")
			own := e.own(i)
			load := min(own*(f.reads[i]+f.writes[i])/float64(instancesOf(p, c)), float64(workers))
			if c.Kind == topology.Store {
				load = offered(p, c, f.reads[i], f.writes[i]) / float64(instancesOf(p, c))
			}
			if own > 0 && load > 0 && sim.ErlangC(workers, load)*math.Pow(load/float64(workers), limit) > rarely {
				return "the queue of " + c.Name + " does not hold all that come"
			}
		}
		for j := range c.Calls {
			call, name, to := &c.Calls[j], c.CallName(j), spec.Find(c.Calls[j].To)
			if p.Has(name+".timeout") && e.at(to) > p.Number(name+".timeout")/patient {
				return fmt.Sprintf("some attempts at %s are given up, as they take about %s", name, system.Seconds.Format(e.at(to)))
			}
			callee := &spec.Components[to]
			if call.IsMany() && !call.InTurn && callee.Kind != topology.Queue {
				together := times(p, spec, c, j) / float64(instancesOf(p, callee))
				if word(p, name+".times_law", "fixed") != "fixed" {
					together *= patient
				}
				if together > p.Number(callee.Name+".queue_limit")+p.Number(callee.Name+".workers") {
					return "the queue of " + callee.Name + " does not hold all that comes at once"
				}
			}
		}
	}
	return ""
}

// stays are estimates of how long visits of components take, their calls included, in
// seconds; infinite where too many come.
type stays struct {
	plan  *system.Plan
	spec  *topology.Spec
	flows flows
	of    []float64
}

// at returns it of a component.
func (e *stays) at(i int) float64 {
	if e.of[i] != 0 {
		return e.of[i]
	}
	e.of[i] = math.SmallestNonzeroFloat64 // calls that lead back are left out
	c, visits := &e.spec.Components[i], e.flows.reads[i]+e.flows.writes[i]
	if c.Kind == topology.Client || visits == 0 {
		e.of[i] += e.calls(i)
		return e.of[i]
	}
	n, workers := float64(instancesOf(e.plan, c)), e.plan.Int(c.Name+".workers")
	own, load := e.own(i), offered(e.plan, c, e.flows.reads[i], e.flows.writes[i])/n
	if holds(c) {
		load = float64(visits*own) / n
	}
	if load >= float64(workers) {
		e.of[i] = math.Inf(1)
		return e.of[i]
	}
	e.of[i] += sim.MeanSojourn(workers, load, own)
	if !holds(c) {
		e.of[i] += e.calls(i)
	}
	return e.of[i]
}

// own returns how long a visit takes a worker.
func (e *stays) own(i int) float64 {
	c := &e.spec.Components[i]
	switch {
	case c.Kind == topology.Client:
		return 0
	case holds(c):
		return meanTime(e.plan, c) + e.calls(i)
	}
	return meanTime(e.plan, c)
}

// calls returns how long a visit waits for the calls of a component.
func (e *stays) calls(i int) float64 {
	c := &e.spec.Components[i]
	visits := e.flows.reads[i] + e.flows.writes[i]
	if c.Kind == topology.Client {
		visits, _ = clientFigures(e.plan, e.spec, c.Name)
	}
	if c.Kind == topology.Queue || visits == 0 {
		return 0
	}
	sum, group := 0., 0.
	for j := range c.Calls {
		call := &c.Calls[j]
		if call.Async || call.Undoes != "" {
			continue
		}
		many := e.flows.calls[c.CallName(j)] / visits
		if call.IsMany() && !call.InTurn {
			many = min(many, 1)
		}
		if !call.Parallel {
			sum, group = sum+group, 0
		}
		if many > 0 {
			group = max(group, float64(many*(e.at(e.spec.Find(call.To))+e.plan.Number("network"))))
		}
	}
	return sum + group
}
