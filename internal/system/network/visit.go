package network

import (
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// A visit is what one request does at one component: an attempt at a call, a part
// of one at a replica, or at a client the whole request.
type visit struct {
	sent       time.Duration // of a request: when it was meant to arrive
	key        uint64
	answers    answers
	connection balance.Connection
	patience   sim.Timer // of whoever waits for it
	work       sim.Timer
	component  int32
	instance   int32  // nobody where it has none
	call       int32  // that it is an attempt at; nobody at a client
	edge       int32  // of that call; nobody likewise
	parent     int32  // whose part at a replica it is; nobody for others
	pending    int32  // calls or parts that it waits for
	needed     int32  // parts that must still succeed
	job        int32  // of the request and what it hands over; zero where nothing does
	drawn      uint32 // of which way it takes; see lot
	version    uint32 // of a write; of a read what it must not be older than
	seen       uint32 // by a read
	asked      uint16 // replicas, as bits
	group      uint8  // of calls that begins next
	depth      uint8  // calls that lead back that led here
	state      state
	class      uint8 // of the request
	write      bool
	worker     bool // it has one
	connected  bool // by the pool
	passed     bool // a limit, in whose queue it waits or has waited
	abandoned  bool // by its caller, who has gone
	failed     bool
	refused    bool  // by policy, which is no failure
	stale      bool  // a store answered with something old
	expired    bool  // it failed because a call timed out
	hit        bool  // a cache has the answer
	held       bool  // by an instance that hangs
	degraded   bool  // a fallback stands in for a call of it, or of one that it made
	from, at   uint8 // regions: of who asks, and where the visit is
}

// A state is where a visit is.
type state uint8

const (
	free       state = iota // the slot is
	travelling              // on its way to the component
	waiting                 // in a queue
	working
	calling   // others
	returning // with the answer
	leaving   // answered, with parts at replicas left
	lost      // the way is cut
)

// visits are all that are under way, and how they end.
type visits struct {
	traffic.Slots[visit]
	net *model
}

// What is scheduled for visits.
const (
	entering    int32 = iota // a visit gets to its component
	workDone                 // of a visit
	returned                 // the answer of a visit gets to its caller
	expired                  // the patience of a visit's caller ends
	speculating              // a read takes long
	following                // a write gets to a replica that it did not wait for
	crossing                 // a visit gets to a replica in another region
	flushing                 // a write that waits for the log is on the disk
	passing                  // a visit has waited for its turn in the queue of a limit
)

// Handle carries out an event. It is called by the simulation.
func (vs *visits) Handle(what, i int32) {
	switch what {
	case entering:
		vs.componentOf(i).enter(i)
	case workDone:
		vs.componentOf(i).worked(i)
	case returned:
		vs.deliver(i)
	case expired:
		vs.expire(i)
	case speculating:
		vs.componentOf(i).store.hurry(i)
	case flushing:
		vs.All[i].work = 0
		vs.proceed(i)
	case passing:
		vs.componentOf(i).passed(i)
	case following:
		vs.componentOf(i).arrive(i)
	case crossing:
		vs.componentOf(i).cross(i)
	}
}

func (vs *visits) forget(i int32) {
	if vs.net.effects != nil {
		vs.net.effects.forget(i)
	}
	v := &vs.All[i]
	v.state = free
	vs.Drop(i)
	if v.job != 0 {
		vs.net.later.leave(v.job, vs.net.Sim.Now())
	}
}

func (vs *visits) componentOf(i int32) *component { return vs.net.components[vs.All[i].component] }

// proceed begins the calls of a visit, group by group, as far as it need not wait
// for answers, and ends it after the last.
func (vs *visits) proceed(i int32) {
	c := vs.componentOf(i)
	groups := c.groups
	if c.queue != nil {
		groups = nil // nobody waits for consumers
	}
	for {
		v := &vs.All[i]
		if v.failed || v.refused || v.hit && c.tier != nil || int(v.group) == len(groups) {
			vs.finish(i)
			return
		}
		group := groups[v.group]
		v.group++
		v.pending = 1 // so that an answer at once does not end the group
		for _, e := range group {
			vs.net.calls.begin(i, e)
		}
		v = &vs.All[i]
		v.pending--
		if v.pending > 0 {
			return
		}
	}
}

// finish ends a visit and sends its answer.
func (vs *visits) finish(i int32) {
	if vs.net.effects != nil && vs.All[i].parent == nobody {
		vs.net.effects.finish(i)
	}
	v := &vs.All[i]
	if v.call == nobody && v.parent == nobody {
		vs.net.conclude(i)
		return
	}
	c := vs.componentOf(i)
	if c.tier != nil && c.brings(v) {
		c.tier.fill(v.key, v.at, vs.net.Sim.Now())
		v.hit = true
	}
	if v.instance == nobody { // a store's, whose parts were at instances
		vs.answer(i)
		return
	}
	s := c.instances[v.instance]
	s.dismiss(i)
	if s.Cut {
		vs.lose(i)
		return
	}
	vs.disconnect(&vs.All[i])
	vs.answer(i)
}

// refuse ends a visit by policy, as a limit does.
func (vs *visits) refuse(i int32) {
	v := &vs.All[i]
	v.refused = true
	vs.disconnect(v)
	vs.answer(i)
}

// reject ends a visit with an error.
func (vs *visits) reject(i int32) {
	v := &vs.All[i]
	v.failed = true
	vs.disconnect(v)
	vs.answer(i)
}

// answer sends the answer of a visit on its way.
func (vs *visits) answer(i int32) {
	v := &vs.All[i]
	v.state = returning
	d := vs.way(v)
	if w := vs.net.world; w != nil {
		if w.loses(v) {
			vs.lose(i)
			return
		}
		d += w.oneWay[v.at][v.from]
	}
	if vs.net.cargo != nil {
		d += vs.net.cargo.answer(i)
	}
	if d > 0 {
		vs.net.Sim.Schedule(vs.net.Sim.Now()+d, vs, returned, i)
		return
	}
	vs.deliver(i)
}

// way returns how long it takes to get from the caller of a visit to it, or back.
func (vs *visits) way(v *visit) time.Duration {
	if v.parent != nobody {
		return 0 // as far as the store is the way of the whole
	}
	switch vs.net.components[vs.net.edges[v.edge].from].kind {
	case topology.Client, topology.Queue:
		return 0
	}
	return vs.net.half
}

// deliver brings an answer to whoever waits for it, if anybody still does.
func (vs *visits) deliver(i int32) {
	v := vs.All[i]
	vs.net.Sim.Cancel(v.patience)
	vs.All[i].patience = 0
	if v.pending == 0 {
		vs.forget(i)
	} else {
		vs.All[i].state = leaving
	}
	switch {
	case v.parent != nobody:
		vs.gather(v.parent, !v.failed)
	case !v.abandoned:
		vs.net.calls.ended(v.call, i, outcome{failed: v.failed, refused: v.refused, stale: v.stale, hit: v.hit, degraded: v.degraded})
	}
}

// gather takes in how a part of a visit at a replica ended.
func (vs *visits) gather(i int32, ok bool) {
	v := &vs.All[i]
	v.pending--
	if v.state == leaving && v.pending == 0 {
		vs.forget(i)
	}
	if v.state != calling {
		return // it was answered before
	}
	if ok {
		v.needed--
	}
	switch {
	case v.needed == 0:
	case v.pending < v.needed:
		v.failed = true
	default:
		return
	}
	vs.net.Sim.Cancel(v.work) // which would ask others
	v.work = 0
	if st := vs.componentOf(i).store; st.versions != nil && !v.failed {
		st.end(i)
	}
	if vs.net.effects != nil {
		vs.net.effects.finish(i)
	}
	vs.answer(i)
}

// disconnect tells the pool that a visit is over.
func (vs *visits) disconnect(v *visit) {
	if v.connected {
		now := vs.net.Sim.Now()
		vs.net.components[v.component].poolOf(v).Done(v.connection, now, now-v.sent)
		v.connected = false
	}
}

// lose leaves a visit where nothing gets through. Who waits for it without a
// time-out of its own does so as long as a client would.
func (vs *visits) lose(i int32) {
	v := &vs.All[i]
	v.state = lost
	if v.patience == 0 {
		v.patience = vs.net.Sim.Schedule(v.sent+vs.net.patience, vs, expired, i)
	}
}

// hold leaves a visit with an instance that hangs.
func (vs *visits) hold(i int32) {
	vs.All[i].held = true
	vs.lose(i)
}

// expire ends the patience of whoever waits for a visit.
func (vs *visits) expire(i int32) {
	v := &vs.All[i]
	v.patience = 0
	gone := v.state == lost
	switch {
	case v.call == nobody && v.parent == nobody:
		vs.net.giveUp(i)
		return
	case v.parent != nobody:
		parent := v.parent
		vs.disconnect(v)
		vs.forget(i)
		vs.gather(parent, false)
		return
	}
	k, abandoned := v.call, v.abandoned
	v.abandoned = true
	if gone {
		vs.disconnect(v)
		if v.pending > 0 { // parts of it are still to end
			v.state = leaving
		} else {
			vs.forget(i)
		}
	}
	if !abandoned {
		vs.net.calls.ended(k, i, outcome{failed: true, expired: true})
	}
}

// left reports whether a visit is a request whose client has gone.
func (vs *visits) left(i int32) bool { return vs.All[i].call == nobody && vs.All[i].abandoned }
