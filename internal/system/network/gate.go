package network

import (
	"math"
	"slices"
	"sort"
	"time"

	"spar/internal/limit"
	"spar/internal/system"
	"spar/internal/topology"
)

// This file lets a gateway limit what it lets through.

// What a limit is for.
const (
	perAll   = "all"   // requests together
	perKey   = "key"   // those of each key
	perClass = "class" // those of each class
)

// Where a limit is kept.
const (
	shared  = "shared"  // for all instances, at no cost
	local   = "local"   // by each, which grants the whole limit
	divided = "divided" // by each, which grants its part of it
)

// A gate is the limit of a gateway.
type gate struct {
	algorithm limit.Algorithm
	rate      float64 // that each state grants
	per       string
	whole     bool             // all instances share it
	classes   int              // of requests
	states    [][]limit.State  // of all requests, or of each class; by instance
	limiters  []*limit.Limiter // of keys; by instance
	polite    uint64           // keys from this rank on ask for no more than they may, on average

	// Since measuring began.
	asked, refused, politeAsked, politeRefused int64
}

// mostLimited is of how many keys an instance keeps the state at the most.
const mostLimited = 1_000_000

// newGate returns the gate of a gateway; nil where nothing is limited.
func newGate(m *model, c *topology.Component) (*gate, error) {
	if !m.Plan.Has(c.Name + ".limit") {
		return nil, nil
	}
	algorithm, rate, err := limitOf(m.Plan, c)
	return &gate{
		algorithm: algorithm, rate: rate.perSecond(), classes: len(m.classes),
		per: word(m.Plan, c.Name+".per", perAll), whole: word(m.Plan, c.Name+".scope", shared) == shared,
	}, err
}

// word returns a choice, or what holds where it is not made.
func word(p *system.Plan, name, otherwise string) string {
	if !p.Has(name) {
		return otherwise
	}
	return p.Text(name)
}

// A granted rate is what one state of a limit lets through.
type granted limit.Rate

func (r granted) perSecond() float64 { return float64(r.Limit) / r.Period.Seconds() }

// limitOf returns the algorithm of a gateway's limit, as one of its instances has it. A rate
// need not be whole: the period is such that it is kept.
func limitOf(p *system.Plan, c *topology.Component) (limit.Algorithm, granted, error) {
	rate, period := p.Number(c.Name+".limit"), 1.
	if p.Has(c.Name + ".period") {
		period = p.Number(c.Name + ".period")
	}
	if word(p, c.Name+".scope", shared) == divided {
		rate /= p.Number(c.Name + ".instances")
	}
	r := limit.Rate{Limit: int(max(1, math.Round(rate*period)))}
	r.Period = max(1, time.Duration(math.Round(float64(r.Limit)/rate*1e9)))
	switch {
	case p.Has(c.Name + ".burst"):
		r.Burst = p.Int(c.Name + ".burst")
	case word(p, c.Name+".per", perAll) == perAll:
		r.Burst = int(max(1, rate*bucketTime))
	}
	algorithm, err := limit.New(word(p, c.Name+".algorithm", "token-bucket"), r)
	return algorithm, granted(r), err
}

// bucketTime is how long a bucket takes to fill that all requests share.
const bucketTime = .1

// learn notes which keys are polite, where so many requests a second come.
func (g *gate) learn(m *model, rate float64) {
	if g.per != perKey {
		return
	}
	g.polite = 1 + uint64(sort.Search(m.size.keys, func(i int) bool { return float64(rate*m.popularity.Of(i+1)) <= g.rate }))
	if slices.ContainsFunc(m.Plan.Faults, func(f system.Fault) bool { return f.Verb == system.Hot }) {
		g.polite = max(g.polite, 2) // the first will be hot
	}
}

// decide decides on a request at an instance.
func (g *gate) decide(v *visit, instance int32, now time.Duration) (d limit.Decision) {
	if g.whole {
		instance = 0
	}
	if g.per == perKey {
		for int(instance) >= len(g.limiters) {
			g.limiters = append(g.limiters, limit.NewLimiter(g.algorithm, mostLimited))
		}
		d = g.limiters[instance].Allow(v.key, 1, now)
		if v.key >= g.polite {
			g.politeAsked++
			g.politeRefused += wrong(d)
		}
	} else {
		for int(instance) >= len(g.states) {
			g.states = append(g.states, make([]limit.State, g.classes))
		}
		s := &g.states[instance][0]
		if g.per == perClass {
			s = &g.states[instance][v.class]
		}
		*s, d = g.algorithm.Step(*s, 1, now)
	}
	g.asked++
	g.refused += wrong(d)
	return d
}

func wrong(d limit.Decision) int64 {
	if d.Allowed {
		return 0
	}
	return 1
}

// forget loses what an instance knew, which died.
func (g *gate) forget(instance int32) {
	switch {
	case g.whole:
	case int(instance) < len(g.limiters):
		g.limiters[instance].Clear()
	case int(instance) < len(g.states):
		clear(g.states[instance])
	}
}

// passes reports whether the limit lets a visit go on now. If not, it is refused, or goes
// on later.
func (c *component) passes(i int32) bool {
	v, now := &c.net.visits.All[i], c.net.Sim.Now()
	if v.passed {
		return true
	}
	d := c.gate.decide(v, v.instance, now)
	switch {
	case !d.Allowed:
		c.instances[max(0, v.instance)].refused++
		c.net.visits.refuse(i)
		return false
	case d.Wait > 0:
		v.passed, v.state = true, travelling
		c.net.Sim.Schedule(now+d.Wait, &c.net.visits, passing, i)
		return false
	}
	return true
}

// passed lets a visit go on that has waited for its turn.
func (c *component) passed(i int32) {
	if c.gate.whole {
		c.route(i)
		return
	}
	c.arrive(i)
}

// limitMetrics returns those of a gateway that limits.
func limitMetrics(c *topology.Component) []system.Metric {
	if c.Limit == "" {
		return nil
	}
	list := []system.Metric{{Name: c.Name + "_refused_fraction", Unit: system.Ratio, Doc: "Part of the requests at " + c.Name + " that its limit refuses."}}
	if c.Per == perKey {
		list = append(list, system.Metric{Name: c.Name + "_polite_refused_fraction", Unit: system.Ratio, Doc: "The same of the keys that on average ask for no more than their limit, as long as the load stays; a key that a fault makes hot is none of these."})
	}
	return list
}

// measureLimit sets them.
func (c *component) measureLimit(r *system.Result, spec *topology.Component) {
	if c.gate == nil {
		return
	}
	if spec.Limit != "" {
		r.SetRatio(c.name+"_refused_fraction", float64(c.gate.refused), float64(c.gate.asked))
		if spec.Per == perKey {
			r.SetRatio(c.name+"_polite_refused_fraction", float64(c.gate.politeRefused), float64(c.gate.politeAsked))
		}
	}
	for _, l := range c.gate.limiters {
		if n := l.Forgotten(); n > 0 {
			r.Warn("%s has no room for the limits of all keys: %d times one began anew", c.name, n)
		}
	}
}

// limitedKeys returns of how many keys gateways keep the state, at the most.
func limitedKeys(p *system.Plan, spec *topology.Spec) int {
	keys := 0
	for i := range spec.Components {
		c := &spec.Components[i]
		if !p.Has(c.Name+".limit") || word(p, c.Name+".per", perAll) != perKey {
			continue
		}
		instances := 1.
		if word(p, c.Name+".scope", shared) != shared {
			instances = p.Number(c.Name + ".instances")
		}
		keys += int(instances * min(mostLimited, p.Number("keys")))
	}
	return keys
}
