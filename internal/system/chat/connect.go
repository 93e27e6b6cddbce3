package chat

import (
	"time"

	"spar/internal/balance"
)

// A connection belongs to a user and a gateway.
type connection struct {
	user, gateway int32
	claim         balance.Connection // at the balancer
	since         time.Duration      // its first heartbeat
	gone          time.Duration      // when its client vanished
	head, tail    int32              // copies in its buffer
	held, pulled  int32              // how many those are, and of those the ones that its client asked for
	pins          int8               // events about it that are pending
	state         connected
	slow          bool
	sending       bool // the first in the buffer is on the link
}

type connected uint8

const (
	closed   connected = iota
	opening            // the gateway has yet to accept it
	open               // both ends are there
	vanished           // its client is gone, which the gateway does not know
	broken             // its gateway is gone, or cannot be reached, which the registry does not know
)

// slowness is how many times longer slow clients take.
const slowness = 100

// dial lets a user try to connect.
func (m *model) dial(u int32) {
	who := &m.people.all[u]
	if who.lost {
		m.count.reconnect(m.sim.Now())
	}
	i, ok := m.claim(u)
	who.lost = true // unless it succeeds
	if !ok {
		m.redialLater(u, 0)
		return
	}
	c := &m.connections.All[i]
	g := m.gateway(c.gateway)
	full := g.connections*len(g.machines) >= m.plan.Int("gateway_capacity")*g.standing
	if full || !m.give(c.gateway, connect.job(i), m.means.connect) {
		m.fail(i)
	}
}

// redial lets a user who has lost the connection, which takes some time to notice,
// try again after a while.
func (m *model) redial(u int32, notice time.Duration) {
	who := &m.people.all[u]
	who.lost, who.failures = true, 0
	m.redialLater(u, notice)
}

func (m *model) redialLater(u int32, notice time.Duration) {
	who := &m.people.all[u]
	wait := m.backoff.Wait(int(who.failures), m.draws.backoff)
	who.failures = min(who.failures+1, 100)
	// However short the wait, a gateway must be reached.
	m.after(max(notice+wait, m.network, time.Millisecond), dialled, u)
}

// claim opens a connection of a user to the gateway that the balancer picks.
func (m *model) claim(u int32) (int32, bool) {
	claim, err := m.pool.Pick(balance.Request{Key: uint64(u), Now: m.sim.Now()})
	if err != nil {
		return nobody, false
	}
	i := m.connections.Take()
	m.connections.All[i] = connection{
		user: u, gateway: standIn(m.gatewayMachines, m.gateways[claim.Server].machines, m.draws.machines), claim: claim,
		state: opening, slow: m.draws.slow.Float64() < m.plan.Number("slow_clients"),
	}
	return i, true
}

// fail ends an attempt to connect.
func (m *model) fail(i int32) {
	u := m.connections.All[i].user
	m.close(i)
	m.redialLater(u, 0)
}

// accept ends the gateway's work on a new connection.
func (m *model) accept(i int32) {
	c := &m.connections.All[i]
	if m.gatewayMachines[c.gateway].down {
		m.fail(i)
		return
	}
	u := c.user
	if old := m.people.all[u].connection; old != nobody {
		m.unregister(old) // the new one replaces it, and nobody was away
		m.close(old)
	} else {
		m.announce()
	}
	m.register(i)
	m.people.all[u].failures = 0
	m.sendHeld(u)
	m.readHistory(u)
}

// register lets everybody find a user at a gateway.
func (m *model) register(i int32) {
	c := &m.connections.All[i]
	c.state, c.since = open, m.sim.Now()
	who := &m.people.all[c.user]
	who.connection, who.gateway, who.lost = i, c.gateway, false
	g := m.gateway(c.gateway)
	g.connections++
	m.count.connectionsMax = max(m.count.connectionsMax, g.connections)
}

// unregister takes a connection out of the registry.
func (m *model) unregister(i int32) {
	who := &m.people.all[m.connections.All[i].user]
	who.connection, who.gateway = nobody, nobody
}

// close ends a connection. What its buffer still holds goes back to the store.
func (m *model) close(i int32) {
	c := &m.connections.All[i]
	if c.state == open || c.state == vanished {
		m.gateway(c.gateway).connections--
	}
	if c.state == open {
		m.countHeartbeats(c, m.sim.Now())
	}
	c.state = closed
	m.pool.Done(c.claim, m.sim.Now(), 0)
	m.empty(i, func(k int32) {
		if m.mistake != checkThenAct || !m.lose(k) {
			m.dispatch(k)
		}
	})
	m.freeConnection(i)
}

func (m *model) freeConnection(i int32) {
	if c := &m.connections.All[i]; c.state == closed && c.pins == 0 {
		m.connections.Drop(i)
	}
}

// hangUp closes a connection whose client does not take what is sent to it. The
// client notices and comes back.
func (m *model) hangUp(i int32) {
	c := &m.connections.All[i]
	u, there := c.user, c.state == open
	m.unregister(i)
	m.close(i)
	m.announce()
	if there {
		m.redial(u, 0)
	}
}
