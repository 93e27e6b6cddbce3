package chat

import (
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/delivery"
	"spar/internal/system/traffic"
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

// links are the connections.
type links struct {
	m                  *model
	connections        traffic.Slots[connection]
	backoff            delivery.Backoff
	heartbeat, timeout time.Duration
	slowShare          float64
	backoffs, slow     *rand.Rand
}

func newLinks(m *model) links {
	p := m.Plan
	return links{
		m: m, heartbeat: p.Duration("heartbeat"), timeout: p.Duration("heartbeat_timeout"), slowShare: p.Number("slow_clients"),
		backoff:  delivery.Backoff{First: p.Duration("backoff"), Most: p.Duration("backoff_max"), Full: p.Text("backoff_jitter") == full},
		backoffs: m.Stream("backoff"), slow: m.Stream("slow clients"),
	}
}

// The events of connections.
const (
	dialled  int32 = iota // a user
	detected              // a connection
)

// Handle carries out an event. It is called by the simulation.
func (ls *links) Handle(what, who int32) {
	if what == dialled {
		ls.dial(who)
	} else {
		ls.detect(who)
	}
}

// dial lets a user try to connect.
func (ls *links) dial(u int32) {
	who := &ls.m.people.all[u]
	if who.lost {
		ls.m.count.reconnect(ls.m.Sim.Now())
	}
	i, ok := ls.claim(u)
	who.lost = true // unless it succeeds
	if !ok {
		ls.redialLater(u, 0)
		return
	}
	c := &ls.connections.All[i]
	if ls.m.gateways.full(c.gateway) || !ls.m.gateways.give(c.gateway, connect.job(i), ls.m.gateways.connectMean) {
		ls.fail(i)
	}
}

// redial lets a user who has lost the connection, which takes some time to notice,
// try again after a while.
func (ls *links) redial(u int32, notice time.Duration) {
	who := &ls.m.people.all[u]
	who.lost, who.failures = true, 0
	ls.redialLater(u, notice)
}

func (ls *links) redialLater(u int32, notice time.Duration) {
	who := &ls.m.people.all[u]
	wait := ls.backoff.Wait(int(who.failures), ls.backoffs)
	who.failures = min(who.failures+1, 100)
	// However short the wait, a gateway must be reached.
	ls.m.after(max(notice+wait, ls.m.network, time.Millisecond), ls, dialled, u)
}

// claim opens a connection of a user to the gateway that the balancer picks.
func (ls *links) claim(u int32) (int32, bool) {
	claim, err := ls.m.gateways.pool.Pick(balance.Request{Key: uint64(u), Now: ls.m.Sim.Now()})
	if err != nil {
		return nobody, false
	}
	i := ls.connections.Take()
	ls.connections.All[i] = connection{
		user: u, gateway: ls.m.gateways.standIn(claim.Server, ls.m.gateways.picks), claim: claim,
		state: opening, slow: ls.slow.Float64() < ls.slowShare,
	}
	return i, true
}

// fail ends an attempt to connect.
func (ls *links) fail(i int32) {
	u := ls.connections.All[i].user
	ls.close(i)
	ls.redialLater(u, 0)
}

// accept ends the gateway's work on a new connection.
func (ls *links) accept(i int32) {
	c := &ls.connections.All[i]
	if !ls.m.gateways.answers(c.gateway) {
		ls.fail(i)
		return
	}
	u := c.user
	if old := ls.m.people.all[u].connection; old != nobody {
		ls.unregister(old) // the new one replaces it, and nobody was away
		ls.close(old)
	} else {
		ls.m.presence.announce()
	}
	ls.register(i)
	ls.m.people.all[u].failures = 0
	ls.m.outbox.sendHeld(u)
	ls.m.history.read(u)
}

// register lets everybody find a user at a gateway.
func (ls *links) register(i int32) {
	c := &ls.connections.All[i]
	c.state, c.since = open, ls.m.Sim.Now()
	who := &ls.m.people.all[c.user]
	who.lost = false
	ls.m.people.register(c.user, i, c.gateway)
	ls.m.gateways.connected(c.gateway, 1)
}

// unregister takes a connection out of the registry.
func (ls *links) unregister(i int32) {
	ls.m.people.register(ls.connections.All[i].user, nobody, nobody)
}

// close ends a connection. What its buffer still holds goes back to the store.
func (ls *links) close(i int32) {
	c := &ls.connections.All[i]
	if c.state == open || c.state == vanished {
		ls.m.gateways.connected(c.gateway, -1)
	}
	if c.state == open {
		ls.countHeartbeats(c, ls.m.Sim.Now())
	}
	c.state = closed
	ls.m.gateways.pool.Done(c.claim, ls.m.Sim.Now(), 0)
	ls.m.buffers.empty(i, func(k int32) {
		if ls.m.mistake != checkThenAct || !ls.m.copies.lose(k) {
			ls.m.copies.dispatch(k)
		}
	})
	ls.free(i)
}

func (ls *links) free(i int32) {
	if c := &ls.connections.All[i]; c.state == closed && c.pins == 0 {
		ls.connections.Drop(i)
	}
}

// hangUp closes a connection whose client does not take what is sent to it. The
// client notices and comes back.
func (ls *links) hangUp(i int32) {
	c := &ls.connections.All[i]
	u, there := c.user, c.state == open
	ls.unregister(i)
	ls.close(i)
	ls.m.presence.announce()
	if there {
		ls.redial(u, 0)
	}
}
