package chat

import "time"

// This file is how a connection ends without being closed, and how that is noticed.

// vanish takes a client away without a word. The gateway goes on as if it was there.
func (ls *links) vanish(i int32) {
	c := &ls.connections.All[i]
	ls.countHeartbeats(c, ls.m.Sim.Now())
	c.state, c.gone = vanished, ls.m.Sim.Now()
	ls.m.people.gateways[c.user] = nobody
	ls.awaitDetection(i)
}

// crash breaks a connection, as its gateway is gone. Its client notices at once, or
// by the gateway's silence.
func (ls *links) crash(i int32, silent bool) {
	c := &ls.connections.All[i]
	switch c.state {
	case opening:
		if ls.m.gateways.at(c.gateway).Down() { // else that is found out once it is accepted
			ls.fail(i)
		}
		return
	case open:
		ls.countHeartbeats(c, ls.m.Sim.Now())
		ls.awaitDetection(i)
		notice := time.Duration(0)
		if silent {
			notice = c.lastHeartbeat(ls.m.Sim.Now(), ls.heartbeat) + ls.timeout - ls.m.Sim.Now()
		}
		ls.redial(c.user, notice)
	case vanished: // it is waited for already
	default:
		return
	}
	ls.m.gateways.connected(c.gateway, -1)
	c.state = broken
	ls.m.people.gateways[c.user] = nobody
	ls.m.buffers.empty(i, ls.m.copies.miss)
}

// awaitDetection lets a user count as away, once the heartbeat's timeout has
// passed since the latest.
func (ls *links) awaitDetection(i int32) {
	c := &ls.connections.All[i]
	c.pins++
	ls.m.Sim.Schedule(c.lastHeartbeat(ls.m.Sim.Now(), ls.heartbeat)+ls.timeout, ls, detected, i)
}

// detect ends the waiting for a heartbeat.
func (ls *links) detect(i int32) {
	c := &ls.connections.All[i]
	c.pins--
	if c.state != vanished && c.state != broken {
		ls.free(i) // it was replaced meanwhile
		return
	}
	if c.state == vanished {
		ls.m.count.detect(ls.m.Sim.Now() - c.gone)
	}
	ls.unregister(i)
	ls.close(i)
	ls.m.presence.announce()
}

// lastHeartbeat returns when a connection's client sent the latest.
func (c *connection) lastHeartbeat(now, interval time.Duration) time.Duration {
	return c.since + (now-c.since)/interval*interval
}

// countHeartbeats adds those of a connection, from the start of the run on.
func (ls *links) countHeartbeats(c *connection, now time.Duration) {
	ls.m.count.heartbeats += int64((now-c.since)/ls.heartbeat - (max(0, c.since)-c.since)/ls.heartbeat)
}
