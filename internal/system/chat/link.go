package chat

import "math/rand/v2"

// This file is the way of a copy from its gateway to the client: a bounded buffer for
// each connection, and a link that takes one at a time.

// buffers are those of the connections.
type buffers struct {
	m      *model
	room   int     // in one
	mean   float64 // seconds that a client takes for a message
	random *rand.Rand
}

func newBuffers(m *model) buffers {
	return buffers{m: m, room: m.Plan.Int("buffer"), mean: m.Plan.Number("link"), random: m.Stream("links")}
}

// taken is the event of a copy that has reached its client.
const taken = 0

// Handle carries it out for a connection. It is called by the simulation.
func (bs *buffers) Handle(_, i int32) { bs.take(i) }

// buffer puts a copy behind what its receiver's connection has still to send.
func (bs *buffers) buffer(k int32) {
	cp := &bs.m.copies.All[k]
	i := bs.m.people.all[bs.m.copies.user(k)].connection
	if i == nobody || bs.m.links.connections.All[i].gateway != cp.gateway || bs.m.links.connections.All[i].state == broken {
		bs.m.copies.miss(k) // the user has gone meanwhile
		return
	}
	c := &bs.m.links.connections.All[i]
	switch {
	case cp.pulled:
		c.pulled++
	case int(c.held-c.pulled) >= bs.room:
		bs.overflow(k, i)
		return
	}
	cp.state = buffered
	cp.behind = nobody
	if c.held == 0 {
		c.head = k
	} else {
		bs.m.copies.All[c.tail].behind = k
	}
	c.tail = k
	c.held++
	bs.transmit(i)
}

// overflow deals with a copy that does not fit.
func (bs *buffers) overflow(k, connection int32) {
	bs.m.count.buffersFull++
	if bs.m.mistake == dropOnFull && bs.m.copies.lose(k) {
		return
	}
	bs.m.copies.miss(k)
	bs.m.links.hangUp(connection)
}

// transmit sends the first in the buffer of a connection down its link.
func (bs *buffers) transmit(i int32) {
	c := &bs.m.links.connections.All[i]
	if c.sending || c.held == 0 || c.state != open {
		return
	}
	mean := bs.mean
	if mean == 0 {
		bs.m.clients.receive(bs.unbuffer(i))
		return
	}
	if c.slow {
		mean *= slowness
	}
	c.sending = true
	c.pins++
	bs.m.after(exponential(mean, bs.random), bs, taken, i)
}

// take ends the way of a copy down a link.
func (bs *buffers) take(i int32) {
	c := &bs.m.links.connections.All[i]
	c.pins--
	c.sending = false
	if c.state != open {
		bs.m.links.free(i)
		return
	}
	bs.m.clients.receive(bs.unbuffer(i))
	bs.transmit(i)
}

// empty takes all copies out of the buffer of a connection.
func (bs *buffers) empty(i int32, fn func(k int32)) {
	for bs.m.links.connections.All[i].held > 0 {
		fn(bs.unbuffer(i))
	}
}

// unbuffer takes the first copy out of the buffer of a connection.
func (bs *buffers) unbuffer(i int32) int32 {
	c := &bs.m.links.connections.All[i]
	k := c.head
	c.head = bs.m.copies.All[k].behind
	c.held--
	if bs.m.copies.All[k].pulled {
		c.pulled--
		bs.m.history.unpull(k)
	}
	return k
}
