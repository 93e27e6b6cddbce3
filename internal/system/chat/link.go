package chat

// This file is the way of a copy from its gateway to the client: a bounded buffer for
// each connection, and a link that takes one at a time.

// buffer puts a copy behind what its receiver's connection has still to send.
func (m *model) buffer(k int32) {
	cp := &m.copies.All[k]
	i := m.people.all[m.user(k)].connection
	if i == nobody || m.connections.All[i].gateway != cp.gateway || m.connections.All[i].state == broken {
		m.miss(k) // the user has gone meanwhile
		return
	}
	c := &m.connections.All[i]
	switch {
	case cp.pulled:
		c.pulled++
	case int(c.held-c.pulled) >= m.room:
		m.overflow(k, i)
		return
	}
	cp.state = buffered
	cp.behind = nobody
	if c.held == 0 {
		c.head = k
	} else {
		m.copies.All[c.tail].behind = k
	}
	c.tail = k
	c.held++
	m.transmit(i)
}

// overflow deals with a copy that does not fit.
func (m *model) overflow(k, connection int32) {
	m.count.buffersFull++
	if m.mistake == dropOnFull && m.lose(k) {
		return
	}
	m.miss(k)
	m.hangUp(connection)
}

// transmit sends the first in the buffer of a connection down its link.
func (m *model) transmit(i int32) {
	c := &m.connections.All[i]
	if c.sending || c.held == 0 || c.state != open {
		return
	}
	mean := m.means.link
	if mean == 0 {
		m.receive(m.unbuffer(i))
		return
	}
	if c.slow {
		mean *= slowness
	}
	c.sending = true
	c.pins++
	m.after(exponential(mean, m.draws.link), taken, i)
}

// take ends the way of a copy down a link.
func (m *model) take(i int32) {
	c := &m.connections.All[i]
	c.pins--
	c.sending = false
	if c.state != open {
		m.freeConnection(i)
		return
	}
	m.receive(m.unbuffer(i))
	m.transmit(i)
}

// empty takes all copies out of the buffer of a connection.
func (m *model) empty(i int32, fn func(k int32)) {
	for m.connections.All[i].held > 0 {
		fn(m.unbuffer(i))
	}
}

// unbuffer takes the first copy out of the buffer of a connection.
func (m *model) unbuffer(i int32) int32 {
	c := &m.connections.All[i]
	k := c.head
	c.head = m.copies.All[k].behind
	c.held--
	if m.copies.All[k].pulled {
		c.pulled--
		m.unpull(k)
	}
	return k
}
