package limiting

import (
	"time"

	"spar/internal/balance"
	"spar/internal/limit"
	"spar/internal/system/fleet"
)

// This file is the way of a request, from its arrival to the decision and to a worker.

// What a model schedules.
const (
	expire int32 = iota // the time-out of a request that got lost
	turn                // the end of a wait in the queue of a limit
)

// Handle carries out an event. It is called by the simulation.
func (m *model) Handle(what, i int32) {
	if what == expire {
		m.giveUp(i)
		return
	}
	m.begin(i)
}

// admit takes in a request of a key.
func (m *model) admit(key int32) {
	now := m.Arrive()
	// Everything is drawn and counted whatever becomes of it, so that others stay as
	// they are.
	work, exact := m.work.Draw(), m.exact.Allow(uint64(key), 1, now).Allowed
	m.tally.asked(key, now)
	connection, err := m.pool.Pick(balance.Request{Key: uint64(key), Now: now})
	m.serial++
	i := m.requests.Put(request{arrived: now, work: work, connection: connection, key: key, serial: m.serial, place: checking, exact: exact})
	if err != nil { // the balancer knows of no server
		m.Failed(now)
		m.forget(i)
		return
	}
	m.deliver(i)
}

// deliver brings a request to its server.
func (m *model) deliver(i int32) {
	switch m.fleet.Members[m.server(i)].Meet(m.errors) {
	case fleet.Lost:
		m.lose(i, lost)
	case fleet.Held:
		m.lose(i, held)
	case fleet.Accepted:
		m.check(i)
	default:
		m.fail(i)
	}
}

// server returns the index of a request's server.
func (m *model) server(i int32) int {
	return int(m.fleet.At(m.requests.All[i].connection.Server))
}

// check finds out whether the limit lets a request through.
func (m *model) check(i int32) {
	switch m.scope {
	case shared:
		m.store.send(i, step)
	case checkThenAct:
		m.store.send(i, read)
	default:
		m.checkAlone(i)
	}
}

// checkAlone lets a server decide by its own counters.
func (m *model) checkAlone(i int32) {
	m.decide(i, m.limiters[m.server(i)].Allow(uint64(m.requests.All[i].key), 1, m.Sim.Now()))
}

// act goes on with the state of a key that was read: where it lets the request
// through, the next state is written before anything else happens.
func (m *model) act(i int32, s limit.State) {
	next, d := m.algorithm.Step(s, 1, m.Sim.Now())
	if !d.Allowed {
		m.decide(i, d)
		return
	}
	m.store.sendWrite(i, next, d)
}

// unanswered goes on without the store.
func (m *model) unanswered(i int32) {
	switch m.fallback {
	case closed:
		m.fail(i)
	case own:
		m.checkAlone(i)
	default:
		m.tally.unchecked(&m.requests.All[i])
		m.decide(i, limit.Decision{Allowed: true})
	}
}

// decide carries a decision out.
func (m *model) decide(i int32, d limit.Decision) {
	r, now := &m.requests.All[i], m.Sim.Now()
	m.checks.Served(r.arrived, now)
	m.tally.decided(r, d.Allowed)
	switch {
	case !d.Allowed && m.fleet.Members[m.server(i)].Cut:
		m.lose(i, lost)
	case !d.Allowed:
		m.Close(r.arrived)
		m.leave(i)
	case d.Wait > 0:
		r.place = waiting
		r.timer = m.Sim.Schedule(now+d.Wait, m, turn, i)
	default:
		m.begin(i)
	}
}

// begin brings a request that was let through to a worker.
func (m *model) begin(i int32) {
	r := &m.requests.All[i]
	r.place = working
	m.tally.passed(r.key, m.Sim.Now())
	if !m.fleet.Stations[m.server(i)].Arrive(i, r.work) {
		m.fail(i)
	}
}

// done brings an answer back. What was cut off in the meantime is lost, which its
// client learns in time; who has waited for longer has gone.
func (m *model) done(i int32) {
	arrived := m.requests.All[i].arrived
	switch {
	case m.fleet.Members[m.server(i)].Cut:
		m.lose(i, lost)
		return
	case m.Sim.Now()-arrived > m.timeout:
		m.timedOut(arrived)
	default:
		m.Served(arrived)
	}
	m.leave(i)
}

// timedOut counts a request whose client gave up when its time was over.
func (m *model) timedOut(arrived time.Duration) {
	m.Counts.TimedOut++
	m.Rec.TimedOut(arrived, m.timeout)
	m.Close(arrived)
}

// lose lets a client wait in vain.
func (m *model) lose(i int32, where place) {
	r := &m.requests.All[i]
	if r.place == waiting {
		m.Sim.Cancel(r.timer)
	}
	r.place = where
	r.timer = m.Sim.Schedule(max(m.Sim.Now(), r.arrived+m.timeout), m, expire, i)
}

// giveUp ends the patience of a client whose server does not answer.
func (m *model) giveUp(i int32) {
	m.timedOut(m.requests.All[i].arrived)
	m.leave(i)
}

// fail ends a request with an error.
func (m *model) fail(i int32) {
	m.Failed(m.requests.All[i].arrived)
	m.leave(i)
}

// leave closes the connection of a request, which is over.
func (m *model) leave(i int32) {
	r := &m.requests.All[i]
	m.pool.Done(r.connection, m.Sim.Now(), m.Sim.Now()-r.arrived)
	m.forget(i)
}

func (m *model) forget(i int32) {
	m.requests.All[i].place = nowhere
	m.requests.Drop(i)
}
