package network

import (
	"spar/internal/sim"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// A call is what a visit, or nobody any more, waits for: its attempts.
type call struct {
	key      uint64
	caller   int32 // nobody for one that was handed over; see callerOf
	next     int32 // that waits for the same answer; see flights
	batch    int32 // of calls that are made together; nobody for others
	edge     int32
	attempts [2]int32 // under way; nobody in those that are not
	tries    int32    // made after the first one
	region   uint8    // of who makes it
	hedge    sim.Timer
	pause    sim.Timer
	job      int32 // as of a visit
	class    uint8
	depth    uint8 // as of a visit
	write    bool
	used     bool // the slot is
}

// waits reports whether an attempt is under way.
func (c *call) waits() bool { return c.attempts[0] != nobody || c.attempts[1] != nobody }

// calls are all that are under way: how a component calls another, with attempts,
// time-outs, retries and hedges.
type calls struct {
	traffic.Slots[call]
	batches traffic.Slots[batch]
	net     *model
}

// What is scheduled for calls.
const (
	hedging   int32 = iota // a call gets a second attempt
	resending              // a call is tried again after its pause
)

// Handle carries out an event. It is called by the simulation.
func (cs *calls) Handle(_, k int32) { cs.attempt(k) }

// An outcome is how a visit or call ended; degraded where a fallback took part.
type outcome struct{ failed, expired, refused, stale, hit, degraded bool }

// open returns the call of an edge that a visit makes, without an attempt at it yet;
// nobody if the visit does not need it.
func (cs *calls) open(i int32, e *edge) int32 {
	v := &cs.net.visits.All[i]
	if !e.needs(v) || e.hops > 0 && cs.stops(v, e) {
		return nobody
	}
	caller := i
	if e.async {
		caller = nobody
	} else {
		v.pending++
	}
	e.calls++
	e.retries.Budget.Call(cs.net.Sim.Now())
	return cs.put(i, e, v.key, caller, nobody)
}

// put keeps a call that a visit makes, without an attempt at it yet.
func (cs *calls) put(i int32, e *edge, key uint64, caller, batch int32) int32 {
	v := &cs.net.visits.All[i]
	if v.job != 0 {
		cs.net.later.join(v.job)
		if caller == nobody {
			cs.net.later.handOver(v.job)
		}
	}
	k := cs.Put(call{
		key: key, job: v.job, depth: e.beyond(v.depth), class: v.class, write: v.write, caller: caller, batch: batch, next: nobody,
		edge: e.index, attempts: [2]int32{nobody, nobody}, used: true, region: v.at,
	})
	if cs.net.cargo != nil {
		cs.net.cargo.load(k, i)
	}
	if cs.net.effects != nil {
		cs.net.effects.ask(k, i, e, caller)
	}
	return k
}

// begin makes the call of an edge for a visit, if that needs it.
func (cs *calls) begin(i int32, e *edge) {
	if e.many != nil {
		cs.beginMany(i, e)
		return
	}
	if k := cs.open(i, e); k != nobody {
		cs.launch(k, e)
	}
}

// attempt sends an attempt at a call: the first, a retry, or one beside another.
func (cs *calls) attempt(k int32) {
	c, now := &cs.All[k], cs.net.Sim.Now()
	e := cs.net.edges[c.edge]
	c.pause = 0
	if e.undoes != nil && cs.net.effects.waits(k, e) {
		return
	}
	if !e.sends(now) {
		if !c.waits() && (e.undoes == nil || !cs.retry(k)) { // else the other attempt decides
			cs.settle(k, outcome{failed: true})
		}
		return
	}
	slot := 0
	if c.attempts[0] != nobody {
		slot = 1
		c.hedge = 0
	} else if e.hedge > 0 {
		c.hedge = cs.net.Sim.Schedule(now+e.hedge, cs, hedging, k)
	}
	e.attempts++
	i := cs.net.visits.Put(visit{
		sent: now, key: c.key, class: c.class, write: c.write, component: e.to, instance: nobody,
		call: k, edge: c.edge, parent: nobody, state: travelling, job: c.job, depth: c.depth, from: c.region,
	})
	if c.job != 0 {
		cs.net.later.join(c.job)
	}
	c.attempts[slot] = i
	if cs.net.cargo != nil {
		cs.net.cargo.unload(i, k)
	}
	if cs.net.effects != nil {
		cs.net.effects.send(i, k)
	}
	cs.send(i, e)
}

// send brings an attempt on its way.
func (cs *calls) send(i int32, e *edge) {
	vs, to := &cs.net.visits, cs.net.components[e.to]
	v := &vs.All[i]
	if e.timeout > 0 {
		v.patience = cs.net.Sim.Schedule(v.sent+e.timeout, vs, expired, i)
	}
	w := cs.net.world
	if isPool(to.kind) && cs.net.components[e.from].kind == topology.Queue {
		if v.instance = to.idleInstance(); w != nil {
			v.instance = to.idleIn(v.from)
		}
		to.turn = int(v.instance) + 1
	}
	d := vs.way(v)
	if w != nil {
		d += w.send(v, e)
	}
	if cs.net.cargo != nil {
		d += cs.net.cargo.request(i, e)
	}
	if d > 0 {
		cs.net.Sim.Schedule(v.sent+d, vs, entering, i)
		return
	}
	to.enter(i)
}

// ended takes note of how an attempt at a call ended.
func (cs *calls) ended(k, i int32, o outcome) {
	c := &cs.All[k]
	for slot := range c.attempts {
		if c.attempts[slot] == i {
			c.attempts[slot] = nobody
		}
	}
	cs.net.edges[c.edge].took(cs.net.Sim.Now(), cs.net.visits.All[i].sent, o.failed)
	if (o.failed || o.refused && cs.net.edges[c.edge].undoes != nil) && (c.waits() || cs.retry(k)) {
		return
	}
	cs.settle(k, o)
}

// retry tries a call again, if its caller still may and wants to.
func (cs *calls) retry(k int32) bool {
	c, now := &cs.All[k], cs.net.Sim.Now()
	if c.caller != nobody && c.next == nobody && (cs.callerOf(c) == nobody || cs.net.visits.left(c.caller)) {
		return false
	}
	e := cs.net.edges[c.edge]
	pause, again := e.retries.Again(now, c.tries)
	if !again {
		return false
	}
	cs.net.Sim.Cancel(c.hedge)
	c.hedge = 0
	c.tries++
	if e.retries.Backoff.First == 0 {
		cs.attempt(k)
	} else {
		c.pause = cs.net.Sim.Schedule(now+pause, cs, resending, k)
	}
	return true
}

// settle ends a call, and those that wait for the same answer, and lets their callers
// go on.
func (cs *calls) settle(k int32, o outcome) {
	behind := cs.land(k, cs.net.edges[cs.All[k].edge])
	cs.deliver(k, o)
	cs.relay(behind, o)
}

// deliver ends a call and lets its caller go on.
func (cs *calls) deliver(k int32, o outcome) {
	c := cs.All[k]
	e := cs.net.edges[c.edge]
	if cs.net.effects != nil {
		cs.net.effects.settle(k, o)
	}
	cs.drop(k)
	if c.caller == nobody {
		cs.handedOver(k, &c, e, o)
		return
	}
	if c.batch != nobody {
		whole, settled := cs.gather(c.batch, o)
		if !settled {
			if e.many.inTurn && !cs.batches.All[c.batch].done {
				cs.next(c.caller, e, c.batch)
			}
			return
		}
		o = whole
	}
	v := &cs.net.visits.All[c.caller]
	v.degraded = v.degraded || o.failed && e.degrades || !o.failed && o.degraded
	v.answers.add(o, 1<<e.number)
	switch {
	case o.failed && !e.fallback:
		v.failed = true
		v.expired = v.expired || o.expired
	case o.refused && !e.judges:
		v.refused = true
	case !o.failed && e.aside != nil && !v.write && !cs.net.components[e.to].lacks(c.key):
		e.aside.fill(c.key, e.aside.of.nearTo(c.region), cs.net.Sim.Now())
	}
	v.pending--
	if v.pending == 0 {
		cs.net.visits.proceed(c.caller)
	}
}

// abandon forgets a call whose caller is gone; attempts under way go on for nothing.
func (cs *calls) abandon(k int32) {
	batch, e := cs.All[k].batch, cs.net.edges[cs.All[k].edge]
	behind := cs.land(k, e)
	cs.drop(k)
	if batch != nobody {
		cs.leave(batch)
	}
	cs.succeed(behind, e)
}

// drop forgets a call; attempts under way go on for nothing.
func (cs *calls) drop(k int32) {
	c := &cs.All[k]
	cs.net.Sim.Cancel(c.hedge)
	cs.net.Sim.Cancel(c.pause)
	for _, i := range c.attempts {
		if i == nobody {
			continue
		}
		v := &cs.net.visits.All[i]
		v.abandoned = true
		if v.state != lost {
			cs.net.Sim.Cancel(v.patience)
			v.patience = 0
		}
	}
	c.used = false
	if cs.net.effects != nil {
		cs.net.effects.drop(k)
	}
	if c.job != 0 && c.caller != nobody { // the end of others is for handedOver
		cs.net.later.leave(c.job, cs.net.Sim.Now())
	}
	cs.Drop(k)
}
