package network

import (
	"spar/internal/balance"
	"spar/internal/cache"
	"spar/internal/system/fleet"
	"spar/internal/topology"
)

// This file is the way of a visit, from its arrival at a component to its answer.

// What a model schedules.
const (
	entering  int32 = iota // a visit gets to its component
	workDone               // of a visit
	returned               // the answer of a visit gets to its caller
	expired                // the patience of a visit's caller ends
	hedging                // a call gets a second attempt
	resending              // a call is tried again after its pause
)

// Handle carries out an event. It is called by the simulation.
func (m *model) Handle(what, i int32) {
	switch what {
	case entering:
		m.enter(i)
	case workDone:
		m.worked(i)
	case returned:
		m.deliver(i)
	case expired:
		m.expire(i)
	case hedging, resending:
		m.attempt(i)
	}
}

// enter brings a visit to an instance of its component.
func (m *model) enter(i int32) {
	v := &m.visits[i]
	c := m.components[v.component]
	c.visits++
	if c.limit != nil && !c.limit.take(m.sim.Now()) {
		c.instances[0].refused++
		m.reject(i)
		return
	}
	switch {
	case v.instance != nobody: // chosen already, by who sent it
		m.arriveAt(i)
	case c.kind == topology.Store:
		m.enterStore(i)
	case isCache(c.kind):
		v.instance = c.node(v.key)
		m.arriveAt(i)
	default:
		m.enterPool(i)
	}
}

// enterPool lets the policy pick an instance.
func (m *model) enterPool(i int32) {
	v := &m.visits[i]
	c := m.components[v.component]
	connection, err := c.pool.Pick(balance.Request{Key: v.key, Now: m.sim.Now()})
	if err != nil {
		m.reject(i)
		return
	}
	v.connection, v.connected, v.instance = connection, true, c.fleet.At(connection.Server)
	m.arriveAt(i)
}

// arriveAt brings a visit to its instance.
func (m *model) arriveAt(i int32) {
	v := &m.visits[i]
	s := m.instanceOf(v)
	switch s.Meet(m.components[v.component].streams.errors) {
	case fleet.Lost:
		m.lose(i)
	case fleet.Held:
		m.hold(i)
	case fleet.Refused:
		m.reject(i)
	case fleet.Failed:
		s.refused++
		m.reject(i)
	default:
		if !m.admit(i) {
			m.reject(i)
		}
	}
}

// worked ends the work of a visit and begins its calls.
func (m *model) worked(i int32) {
	v := &m.visits[i]
	c := m.components[v.component]
	v.work, v.state = 0, calling
	if isCache(c.kind) {
		m.lookUp(i)
	}
	if c.kind == topology.Queue {
		m.publish(i)
	}
	if !c.holds {
		m.dismiss(i)
	}
	m.proceed(i)
}

// lookUp looks for the key of a visit in a cache; a write makes it invalid.
func (m *model) lookUp(i int32) {
	v := &m.visits[i]
	c, s := m.components[v.component], m.instanceOf(v)
	if v.write {
		if s.entries != nil {
			s.entries.Delete(v.key)
		}
		return
	}
	c.lookups++
	if s.entries == nil {
		return
	}
	if _, ok := s.entries.Get(v.key, m.sim.Now()); ok {
		c.hits++
		v.hit = true
	}
}

// fill puts what a read has brought into a cache.
func (m *model) fill(c *component, key uint64) {
	s := c.instances[c.node(key)]
	if s.entries == nil || !s.reachable() {
		return
	}
	expires := cache.Never
	if c.ttl > 0 {
		expires = m.sim.Now() + c.ttl
	}
	s.entries.Set(key, struct{}{}, expires)
}

// proceed begins the calls of a visit, group by group, as far as it need not wait
// for answers, and ends it after the last.
func (m *model) proceed(i int32) {
	groups := m.components[m.visits[i].component].groups
	if m.components[m.visits[i].component].kind == topology.Queue {
		groups = nil // nobody waits for consumers
	}
	for {
		v := &m.visits[i]
		if v.failed || v.hit || int(v.group) == len(groups) {
			m.finish(i)
			return
		}
		group := groups[v.group]
		v.group++
		v.pending = 1 // so that an answer at once does not end the group
		for _, e := range group {
			m.begin(i, e)
		}
		v = &m.visits[i]
		v.pending--
		if v.pending > 0 {
			return
		}
	}
}

// finish ends a visit and sends its answer.
func (m *model) finish(i int32) {
	v := &m.visits[i]
	c := m.components[v.component]
	if v.call == nobody && v.parent == nobody {
		m.conclude(i)
		return
	}
	if isCache(c.kind) && len(c.groups) > 0 && !v.hit && !v.failed && !v.write {
		m.fill(c, v.key)
		v.hit = true
	}
	m.dismiss(i)
	v = &m.visits[i]
	if v.instance != nobody && m.instanceOf(v).Cut {
		m.lose(i)
		return
	}
	m.disconnect(v)
	m.answer(i)
}

// reject ends a visit with an error.
func (m *model) reject(i int32) {
	v := &m.visits[i]
	v.failed = true
	m.disconnect(v)
	m.answer(i)
}

// answer sends the answer of a visit on its way.
func (m *model) answer(i int32) {
	v := &m.visits[i]
	v.state = returning
	if d := m.way(v); d > 0 {
		m.sim.Schedule(m.sim.Now()+d, m, returned, i)
		return
	}
	m.deliver(i)
}

// deliver brings an answer to whoever waits for it, if anybody still does.
func (m *model) deliver(i int32) {
	v := m.visits[i]
	m.sim.Cancel(v.patience)
	m.visits[i].patience = 0
	if v.pending == 0 {
		m.forget(i)
	} else {
		m.visits[i].state = leaving
	}
	switch {
	case v.parent != nobody:
		m.gather(v.parent, !v.failed)
	case !v.abandoned:
		m.ended(v.call, i, outcome{failed: v.failed, hit: v.hit, degraded: v.degraded})
	}
}

// disconnect tells the pool that a visit is over.
func (m *model) disconnect(v *visit) {
	if v.connected {
		now := m.sim.Now()
		m.components[v.component].pool.Done(v.connection, now, now-v.sent)
		v.connected = false
	}
}

// lose leaves a visit where nothing gets through. Who waits for it without a
// time-out of its own does so as long as a client would.
func (m *model) lose(i int32) {
	v := &m.visits[i]
	v.state = lost
	if v.patience == 0 {
		v.patience = m.sim.Schedule(v.sent+m.patience, m, expired, i)
	}
}

// hold leaves a visit with an instance that hangs.
func (m *model) hold(i int32) {
	m.visits[i].held = true
	m.lose(i)
}

// expire ends the patience of whoever waits for a visit.
func (m *model) expire(i int32) {
	v := &m.visits[i]
	v.patience = 0
	gone := v.state == lost
	switch {
	case v.call == nobody && v.parent == nobody:
		m.giveUp(i)
		return
	case v.parent != nobody:
		parent := v.parent
		m.disconnect(v)
		m.forget(i)
		m.gather(parent, false)
		return
	}
	k, abandoned := v.call, v.abandoned
	v.abandoned = true
	if gone {
		m.disconnect(v)
		m.forget(i)
	}
	if !abandoned {
		m.ended(k, i, outcome{failed: true, expired: true})
	}
}
