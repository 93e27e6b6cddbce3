package network

import (
	"math/rand/v2"
	"time"

	"spar/internal/delivery"
	"spar/internal/sim"
	"spar/internal/topology"
)

// This file is how a component calls another: attempts, time-outs, retries, hedges.

// An edge is a call of a topology, for all requests.
type edge struct {
	from, to int32
	number   int // among the calls of its component
	name     string
	cache    int32  // that a read fills; nobody for none
	unless   uint64 // calls of the visit to that cache, as bits
	only     string
	share    float64
	async    bool
	fallback bool // the caller goes on without it
	degrades bool // and its own answer is worth less then

	timeout, backoff, hedge time.Duration // zero for none
	retryLimit              int32
	budget                  *delivery.RetryBudget // nil for as many as there are
	breaker                 *delivery.Breaker
	throttle                *delivery.Throttle
	chance, pauses          *rand.Rand
	first, last             int32 // of the backlog of a queue
	backlog                 sim.Gauge

	calls, attempts int64 // since measuring began
	failed          int64
}

// An outcome is how a visit or call ended; degraded where a fallback took part.
type outcome struct{ failed, expired, hit, degraded bool }

// newEdge makes call j of component i.
func (m *model) newEdge(i, j int) *edge {
	component := &m.spec.Components[i]
	spec, name := &component.Calls[j], callName(component, j)
	p := m.plan
	e := &edge{
		from: int32(i), to: int32(m.spec.Find(spec.To)), number: j, name: name, cache: nobody,
		only: spec.Only, share: p.Number(name + ".share"), async: spec.Async || component.Kind == topology.Queue, fallback: spec.Fallback, degrades: spec.Fallback,
		timeout: p.Duration(name + ".timeout"), backoff: p.Duration(name + ".backoff"), hedge: p.Duration(name + ".hedge"),
		retryLimit: int32(p.Int(name + ".retries")), first: nobody, last: nobody,
		chance: sim.Stream(p.Seed, "share "+name), pauses: sim.Stream(p.Seed, "backoff "+name),
	}
	if p.Has(name + ".retry_budget") {
		e.budget = &delivery.RetryBudget{Ratio: p.Number(name + ".retry_budget")}
	}
	if p.Has(name + ".breaker") {
		e.breaker = &delivery.Breaker{Threshold: p.Number(name + ".breaker"), Rest: p.Duration(name + ".breaker_rest")}
	}
	if p.Has(name + ".throttle") {
		e.throttle = &delivery.Throttle{Multiplier: p.Number(name + ".throttle"), Random: sim.Stream(p.Seed, "throttle "+name)}
	}
	if spec.Unless != "" {
		e.cache = int32(m.spec.Find(spec.Unless))
		for k, earlier := range component.Calls[:j] {
			if int32(m.spec.Find(earlier.To)) == e.cache {
				e.unless |= 1 << k
			}
		}
	}
	// A cache that others stand in for is asked in hope: without it there is a miss.
	e.fallback = e.fallback || isCache(m.spec.Components[e.to].Kind) && isAside(m.spec, component, e.to)
	return e
}

// isAside reports whether a component goes on by itself where a cache has nothing.
func isAside(spec *topology.Spec, from *topology.Component, to int32) bool {
	for _, c := range from.Calls {
		if c.Unless != "" && int32(spec.Find(c.Unless)) == to {
			return true
		}
	}
	return false
}

// begin makes the call of an edge for a visit, if that needs it.
func (m *model) begin(i, index int32) {
	v, e := &m.visits[i], m.edges[index]
	if !m.needs(v, e) {
		return
	}
	k := m.takeCall(call{key: v.key, write: v.write, caller: i, edge: index, attempts: [2]int32{nobody, nobody}})
	if e.async {
		m.calls[k].caller = nobody
	} else {
		v.pending++
	}
	e.calls++
	e.budget.Call(m.sim.Now())
	m.attempt(k)
}

// needs reports whether a visit makes a call.
func (m *model) needs(v *visit, e *edge) bool {
	switch {
	case e.only == "reads" && v.write, e.only == "writes" && !v.write, v.hits&e.unless != 0:
		return false
	}
	return e.share >= 1 || e.chance.Float64() < e.share
}

// attempt sends an attempt at a call: the first, a retry, or one beside another.
func (m *model) attempt(k int32) {
	c := &m.calls[k]
	e := m.edges[c.edge]
	now := m.sim.Now()
	c.pause = 0
	if !e.sends(now) {
		if !c.waits() { // else the other attempt decides
			m.settle(k, outcome{failed: true})
		}
		return
	}
	slot := 0
	if c.attempts[0] != nobody {
		slot = 1
		c.hedge = 0
	} else if e.hedge > 0 {
		c.hedge = m.sim.Schedule(now+e.hedge, m, hedging, k)
	}
	e.attempts++
	i := m.takeVisit(visit{
		sent: now, key: c.key, write: c.write, component: e.to, instance: nobody,
		call: k, edge: c.edge, parent: nobody, state: travelling,
	})
	c.attempts[slot] = i
	m.send(i, e)
}

// sends reports whether the callers of an edge send an attempt, or refuse it by
// themselves. What the throttle refuses is not the trial of the breaker.
func (e *edge) sends(now time.Duration) bool {
	if e.breaker != nil && !e.breaker.Allows(now) || e.throttle != nil && !e.throttle.Allows(now) {
		return false
	}
	if e.breaker != nil {
		e.breaker.Sent(now)
	}
	return true
}

// send brings an attempt on its way.
func (m *model) send(i int32, e *edge) {
	v := &m.visits[i]
	if e.timeout > 0 {
		v.patience = m.sim.Schedule(v.sent+e.timeout, m, expired, i)
	}
	if m.components[e.from].kind == topology.Queue && m.components[e.to].pool != nil {
		v.instance = m.idleInstance(e.to)
	}
	if d := m.way(v); d > 0 {
		m.sim.Schedule(v.sent+d, m, entering, i)
		return
	}
	m.enter(i)
}

// way returns how long it takes to get from the caller of a visit to it, or back.
func (m *model) way(v *visit) time.Duration {
	if v.parent != nobody {
		return 0 // as far as the store is the way of the whole
	}
	switch m.components[m.edges[v.edge].from].kind {
	case topology.Client, topology.Queue:
		return 0
	}
	return m.half
}

// waits reports whether an attempt is under way.
func (c *call) waits() bool { return c.attempts[0] != nobody || c.attempts[1] != nobody }

// ended takes note of how an attempt at a call ended.
func (m *model) ended(k, i int32, o outcome) {
	c := &m.calls[k]
	e := m.edges[c.edge]
	for slot := range c.attempts {
		if c.attempts[slot] == i {
			c.attempts[slot] = nobody
		}
	}
	if o.failed {
		e.failed++
	}
	if e.breaker != nil {
		e.breaker.Ended(m.sim.Now(), m.visits[i].sent, o.failed)
	}
	if e.throttle != nil && !o.failed {
		e.throttle.Accepted(m.sim.Now())
	}
	if o.failed && (c.waits() || m.retry(k)) {
		return
	}
	m.settle(k, o)
}

// retry tries a call again, if its caller still may and wants to.
func (m *model) retry(k int32) bool {
	c := &m.calls[k]
	e := m.edges[c.edge]
	switch {
	case c.tries >= e.retryLimit,
		c.caller != nobody && m.left(c.caller),
		!e.budget.Retry(m.sim.Now()):
		return false
	}
	m.sim.Cancel(c.hedge)
	c.hedge = 0
	c.tries++
	if e.backoff == 0 {
		m.attempt(k)
		return true
	}
	longest := float64(e.backoff) * float64(uint64(1)<<min(c.tries-1, 40))
	pause := time.Duration(min(longest, float64(24*time.Hour)) * e.pauses.Float64())
	c.pause = m.sim.Schedule(m.sim.Now()+pause, m, resending, k)
	return true
}

// left reports whether a visit is a request whose client has gone.
func (m *model) left(i int32) bool { return m.visits[i].call == nobody && m.visits[i].abandoned }

// settle ends a call and lets its caller go on.
func (m *model) settle(k int32, o outcome) {
	c := m.calls[k]
	e := m.edges[c.edge]
	m.drop(k)
	if c.caller == nobody {
		return
	}
	v := &m.visits[c.caller]
	v.degraded = v.degraded || o.failed && e.degrades || !o.failed && o.degraded
	switch {
	case o.failed && !e.fallback:
		v.failed = true
		v.expired = v.expired || o.expired
	case o.hit:
		v.hits |= 1 << e.number
	case !o.failed && e.cache != nobody && !v.write:
		m.fill(m.components[e.cache], c.key)
	}
	v.pending--
	if v.pending == 0 {
		m.proceed(c.caller)
	}
}

// drop forgets a call; attempts under way go on for nothing.
func (m *model) drop(k int32) {
	c := &m.calls[k]
	m.sim.Cancel(c.hedge)
	m.sim.Cancel(c.pause)
	for _, i := range c.attempts {
		if i == nobody {
			continue
		}
		v := &m.visits[i]
		v.abandoned = true
		if v.state != lost {
			m.sim.Cancel(v.patience)
			v.patience = 0
		}
	}
	m.forgetCall(k)
}
