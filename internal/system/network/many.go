package network

import (
	"math/rand/v2"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file makes a call several times for one request.

// A many says how often, and about what.
type many struct {
	law    sim.Distribution // of how often
	random *rand.Rand
	parts  []uint64 // a key on each part of the callee, which is asked once; nil for others
	own    bool     // keys for each
	inTurn bool
	await  int32 // how many answers; 0 for all
	cut    int64 // requests that would have made more calls than may be
}

// newMany returns what a call says; nil where it is made once.
func (m *model) newMany(e *edge, call *topology.Call) *many {
	if !call.IsMany() {
		return nil
	}
	g := &many{
		random: m.Stream("times " + e.name), own: call.Keys != topology.SameKey,
		inTurn: call.InTurn, await: int32(call.Awaits()),
	}
	if call.Times == "" {
		g.parts = m.components[e.to].partKeys()
		return g
	}
	law, mean := m.Plan.Text(e.name+".times_law"), m.Plan.Number(e.name+".times")
	if law == "fixed" {
		law = traffic.Deterministic
	}
	var err error
	if g.law, err = traffic.Law(law, mean, m.Plan.Number(e.name+".times_spread")); err != nil {
		panic(err) // laws are choices, which were checked
	}
	return g
}

// mostInTurn bounds calls that are made one after the other: each may be answered at
// once, from within the one before.
const mostInTurn = 10_000

// partKeys returns a key on each shard or node.
func (c *component) partKeys() []uint64 {
	part := func(key uint64) int { return int(c.tier.node(key, c.nearTo(0))) }
	parts := len(c.instances)
	if c.store != nil {
		part = func(key uint64) int { return find(c.store.shards, key) }
		parts /= c.store.replicas
	}
	keys, known := make([]uint64, parts), make([]bool, parts)
	for key, left := uint64(0), parts; left > 0; key++ {
		if i := part(key); !known[i] {
			keys[i], known[i] = key, true
			left--
		}
	}
	return keys
}

// draw returns how often a request makes the call. What lies between two numbers is
// rounded up or down at random, so that the mean stays.
func (g *many) draw() int {
	if g.parts != nil {
		return len(g.parts)
	}
	n, most := g.law.Sample(g.random), float64(topology.MostTimes)
	if g.inTurn {
		most = mostInTurn
	}
	if n > most {
		g.cut++
		n = most
	}
	whole := int(n)
	if rest := n - float64(whole); rest > 0 && g.random.Float64() < rest {
		whole++
	}
	return whole
}

// key returns what a call is about that a request makes for the k-th time.
func (m *model) key(g *many, k int32, request uint64) uint64 {
	switch {
	case g.parts != nil:
		return g.parts[k]
	case g.own:
		return uint64(m.popularity.Sample(g.random))
	}
	return request
}

// warnOfCut warns of requests that would have made more calls than may be.
func (m *model) warnOfCut(r *system.Result) {
	for _, e := range m.edges {
		if e.many != nil && e.many.cut > 0 {
			r.Warn("%d requests would have made %s more often than is run, at most %d times, or %d in turn", e.many.cut, e.name, topology.MostTimes, mostInTurn)
		}
	}
}

// times returns how often a request makes call j of a component, on average.
func times(p *system.Plan, spec *topology.Spec, c *topology.Component, j int) float64 {
	call := &c.Calls[j]
	switch to := &spec.Components[spec.Find(call.To)]; {
	case call.Times != "" && call.InTurn && call.Awaits() > 0: // then no more are made
		return min(p.Number(c.CallName(j)+".times"), float64(call.Awaits()))
	case call.Times != "":
		return p.Number(c.CallName(j) + ".times")
	case !call.IsMany():
		return 1
	case to.Kind == topology.Store:
		return p.Number(to.Name + ".shards")
	default:
		return p.Number(to.Name + ".instances")
	}
}

// A batch is the calls that a visit makes together over one edge.
type batch struct {
	all, begun   int32
	left, needed int32 // calls that are not settled; answers that are still waited for
	done         bool  // its visit waits no more
	hit          bool  // in any call
	degraded     bool  // likewise
}

// beginMany makes the calls of an edge for a visit.
func (cs *calls) beginMany(i int32, e *edge) {
	v := &cs.net.visits.All[i]
	if !e.needs(v) || e.hops > 0 && cs.stops(v, e) {
		return
	}
	n := int32(e.many.draw())
	if e.async {
		for k := range n {
			cs.start(i, e, k, nobody, nobody)
		}
		return
	}
	if n == 0 {
		return
	}
	needed := n
	if e.many.await > 0 {
		needed = min(n, e.many.await)
	}
	v.pending++
	b := cs.batches.Put(batch{all: n, left: n, needed: needed})
	if e.many.inTurn {
		cs.next(i, e, b)
		return
	}
	cs.batches.All[b].begun = n
	for k := range n {
		if cs.batches.All[b].done { // by answers at once
			cs.leave(b)
			continue
		}
		cs.start(i, e, k, i, b)
	}
}

// start makes the k-th call of an edge for a visit.
func (cs *calls) start(i int32, e *edge, k, caller, batch int32) {
	e.calls++
	e.retries.Budget.Call(cs.net.Sim.Now())
	v := &cs.net.visits.All[i]
	cs.launch(cs.put(i, e, cs.net.key(e.many, k, v.key), caller, batch), e)
}

// next makes the next call of a batch that makes them in turn.
func (cs *calls) next(i int32, e *edge, b int32) {
	k := cs.batches.All[b].begun
	cs.batches.All[b].begun++
	cs.start(i, e, k, i, b)
}

// gather takes in the outcome of a call of a batch. It reports whether that settles the
// batch, and how.
func (cs *calls) gather(b int32, o outcome) (whole outcome, settled bool) {
	t := &cs.batches.All[b]
	t.left--
	if t.done {
		if t.left == 0 {
			cs.batches.Drop(b)
		}
		return outcome{}, false
	}
	t.hit, t.degraded = t.hit || o.hit, t.degraded || o.degraded
	if !o.failed && !o.refused {
		t.needed--
	}
	switch {
	case t.needed == 0:
		whole = outcome{hit: t.hit, degraded: t.degraded}
	case t.left < t.needed:
		whole = o
	default:
		return outcome{}, false
	}
	t.done = true
	t.left -= t.all - t.begun // which will not be made
	if t.left == 0 {
		cs.batches.Drop(b)
	}
	return whole, true
}

// leave takes a call out of a batch whose visit waits no more.
func (cs *calls) leave(b int32) {
	t := &cs.batches.All[b]
	if !t.done {
		t.done = true
		t.left -= t.all - t.begun
	}
	if t.left--; t.left == 0 {
		cs.batches.Drop(b)
	}
}

// callerOf returns the visit that waits for a call; nobody if none does any more.
func (cs *calls) callerOf(c *call) int32 {
	if c.batch != nobody && cs.batches.All[c.batch].done {
		return nobody
	}
	return c.caller
}
