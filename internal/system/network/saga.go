package network

import (
	"time"
)

// This file undoes what requests have done that then failed.

// A saga is what is to be undone for one visit of a component.
type saga struct {
	at     int32 // the effect that is undone, or will be
	of     int32 // the component
	began  time.Duration
	job    int32
	class  uint8
	region uint8 // of the component that undoes it
	write  bool
	stuck  bool // something could not be undone
}

// undoing begins a saga.
const undoing int32 = 0

// Handle carries out an event. It is called by the simulation.
func (x *effects) Handle(_, s int32) { x.advance(s) }

// undo lets an edge of a component undo another.
func (m *model) undo(c *component, e, step *edge) {
	e.undoes, step.undo = step, e
	if c.undoing.rec == nil {
		c.undoing.rec = m.newRecorder()
	}
}

// end ends the calls of a visit, and begins to undo what they have done and should not
// have: all where it failed, else what failed. Where nobody told it so, it becomes known
// after a while.
func (x *effects) end(visit int32, ok bool, after time.Duration) {
	v := &x.net.visits.All[visit]
	first, last := int32(0), int32(0)
	for f := x.latest[visit]; f != 0; {
		at := &x.all.All[f]
		below := at.below
		at.below = 0
		owed := at.sent > 0 && x.net.edges[at.edge].undo != nil
		switch {
		case ok:
			owed = owed && at.known == broke
		case at.known == declined:
			owed = owed && at.sent > 1 // the other attempt may have done it
		}
		at.kept = ok && !owed
		switch {
		case !owed:
			x.release(f)
		case last == 0:
			first, last = f, f
		default:
			x.all.All[last].below = f
			last = f
		}
		f = below
	}
	x.latest[visit] = 0
	if first == 0 {
		return
	}
	s := x.sagas.Put(saga{at: first, of: v.component, began: x.net.Sim.Now(), job: v.job, class: v.class, write: v.write, region: v.at})
	x.net.later.join(v.job)
	x.net.later.handOver(v.job)
	x.net.components[v.component].undoing.begun++
	if after == 0 {
		x.advance(s)
		return
	}
	x.net.Sim.Schedule(x.net.Sim.Now()+after, x, undoing, s)
}

// advance undoes the next effect of a saga, or ends it.
func (x *effects) advance(s int32) {
	cs, g := &x.net.calls, &x.sagas.All[s]
	f := g.at
	if f == 0 {
		x.undone(s)
		return
	}
	at := &x.all.All[f]
	at.saga, at.refs = s, at.refs+1
	g.at = at.below
	e := x.net.edges[at.edge].undo
	e.calls++
	e.retries.Budget.Call(x.net.Sim.Now())
	x.net.later.join(g.job)
	k := cs.Put(call{
		key: at.key, job: g.job, class: g.class, write: g.write, caller: nobody, batch: nobody, next: nobody,
		edge: e.index, attempts: [2]int32{nobody, nobody}, used: true, region: g.region,
	})
	x.ofCall = reach(x.ofCall, k)
	x.ofCall[k] = f
	if x.net.cargo != nil {
		x.net.cargo.forget(k)
	}
	cs.attempt(k)
}

// undid takes in how the call ended that undoes an effect.
func (x *effects) undid(f int32, o outcome) {
	s := x.all.All[f].saga
	if o.failed || o.refused {
		x.sagas.All[s].stuck = true
	}
	x.release(f)
	x.advance(s)
}

// undone ends a saga.
func (x *effects) undone(s int32) {
	g := x.sagas.All[s]
	now, u := x.net.Sim.Now(), &x.net.components[g.of].undoing
	if g.stuck {
		u.stuck++
		u.rec.Failed(g.began)
		x.net.later.jobs.All[g.job].dead = true
	} else {
		u.undone++
		u.rec.Served(g.began, now)
	}
	x.sagas.All[s].of = nobody
	x.sagas.Drop(s)
	x.net.later.leave(g.job, now)
}

// undoing reports whether a visit undoes something, which nobody refuses by policy.
func (m *model) undoing(v *visit) bool { return v.edge != nobody && m.edges[v.edge].undoes != nil }

// waits keeps an attempt at a call that undoes something until any instance is there to
// make it. It reports false where one is, and for other calls.
func (x *effects) waits(k int32, e *edge) bool {
	c := x.net.components[e.from]
	if e.undoes == nil || c.isUp() {
		return false
	}
	c.undoing.waiting = append(c.undoing.waiting, k)
	return true
}

// resume makes the attempts that waited for an instance of a component.
func (x *effects) resume(c *component) {
	if len(c.undoing.waiting) == 0 || !c.isUp() {
		return
	}
	waiting := c.undoing.waiting
	c.undoing.waiting = nil
	for _, k := range waiting {
		x.net.calls.attempt(k)
	}
}
