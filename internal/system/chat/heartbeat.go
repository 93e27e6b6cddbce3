package chat

import "time"

// This file is how a connection ends without being closed, and how that is noticed.

// vanish takes a client away without a word. The gateway goes on as if it was there.
func (m *model) vanish(i int32) {
	c := &m.connections.All[i]
	m.countHeartbeats(c, m.sim.Now())
	c.state, c.gone = vanished, m.sim.Now()
	m.people.all[c.user].gateway = nobody
	m.awaitDetection(i)
}

// crash breaks a connection, as its gateway is gone. Its client notices at once, or
// by the gateway's silence.
func (m *model) crash(i int32, silent bool) {
	c := &m.connections.All[i]
	switch c.state {
	case opening:
		if m.gateway(c.gateway).Down() { // else that is found out once it is accepted
			m.fail(i)
		}
		return
	case open:
		m.countHeartbeats(c, m.sim.Now())
		m.awaitDetection(i)
		notice := time.Duration(0)
		if silent {
			notice = c.lastHeartbeat(m.sim.Now(), m.heartbeat) + m.timeout - m.sim.Now()
		}
		m.redial(c.user, notice)
	case vanished: // it is waited for already
	default:
		return
	}
	m.gateway(c.gateway).connections--
	c.state = broken
	m.people.all[c.user].gateway = nobody
	m.empty(i, m.miss)
}

// awaitDetection lets a user count as away, once the heartbeat's timeout has
// passed since the latest.
func (m *model) awaitDetection(i int32) {
	c := &m.connections.All[i]
	c.pins++
	m.sim.Schedule(c.lastHeartbeat(m.sim.Now(), m.heartbeat)+m.timeout, m, detected, i)
}

// detect ends the waiting for a heartbeat.
func (m *model) detect(i int32) {
	c := &m.connections.All[i]
	c.pins--
	if c.state != vanished && c.state != broken {
		m.freeConnection(i) // it was replaced meanwhile
		return
	}
	if c.state == vanished {
		m.count.detect(m.sim.Now() - c.gone)
	}
	m.unregister(i)
	m.close(i)
	m.announce()
}

// lastHeartbeat returns when a connection's client sent the latest.
func (c *connection) lastHeartbeat(now, interval time.Duration) time.Duration {
	return c.since + (now-c.since)/interval*interval
}

// countHeartbeats adds those of a connection, from the start of the run on.
func (m *model) countHeartbeats(c *connection, now time.Duration) {
	m.count.heartbeats += int64((now-c.since)/m.heartbeat - (max(0, c.since)-c.since)/m.heartbeat)
}
