package network

// isFull reports whether a queue has no room for a message.
func (m *model) isFull(c *component) bool {
	limit := int64(m.plan.Int(c.name + ".queue_limit"))
	for _, group := range c.groups {
		for _, e := range group {
			if m.edges[e].backlog.Value() >= limit {
				return true
			}
		}
	}
	return false
}

// publish puts a message into the backlog of each consumer, if there is room.
func (m *model) publish(i int32) {
	if v := &m.visits[i]; m.isFull(m.components[v.component]) {
		v.failed = true
		m.instanceOf(v).refused++
		m.instanceOf(v).backlog(m.sim.Now())
		return
	}
	for _, group := range m.components[m.visits[i].component].groups {
		for _, index := range group {
			v, e := &m.visits[i], m.edges[index]
			if !m.needs(v, e) {
				continue
			}
			e.calls++
			e.budget.Call(m.sim.Now())
			k := m.takeCall(call{key: v.key, write: v.write, caller: nobody, edge: index, attempts: [2]int32{nobody, nobody}, next: nobody})
			e.push(m, k)
			m.pull(e.to)
		}
	}
}

// push puts a message at the end of the backlog.
func (e *edge) push(m *model, k int32) {
	if e.first == nobody {
		e.first = k
	} else {
		m.calls[e.last].next = k
	}
	e.last = k
	e.backlog.Add(m.sim.Now(), 1)
}

// pull gives messages that wait to idle workers of a component.
func (m *model) pull(at int32) {
	c := m.components[at]
	if c.pulling { // by this very loop, further up
		return
	}
	c.pulling = true
	for _, index := range c.feeds {
		e := m.edges[index]
		for e.first != nobody && m.components[e.from].isUp() && m.idleInstance(at) != nobody {
			k := e.first
			e.first = m.calls[k].next
			e.backlog.Add(m.sim.Now(), -1)
			m.attempt(k)
		}
	}
	c.pulling = false
}

// isUp reports whether any instance can be reached.
func (c *component) isUp() bool {
	for _, s := range c.instances {
		if s.reachable() {
			return true
		}
	}
	return false
}

// idleInstance returns an instance with a worker that has nothing to do, nobody if
// there is none. They take turns.
func (m *model) idleInstance(at int32) int32 {
	c := m.components[at]
	for offset := range c.instances {
		i := (c.turn + offset) % len(c.instances)
		if s := c.instances[i]; s.reachable() && s.idle() {
			c.turn = i
			return int32(i)
		}
	}
	return nobody
}

// backlog returns the longest that the messages of a queue waited in, and how many
// do now.
func (m *model) backlog(c *component) (longest, now int64) {
	for _, group := range c.groups {
		for _, e := range group {
			longest = max(longest, m.edges[e].backlog.Max())
			now += m.edges[e].backlog.Value()
		}
	}
	return longest, now
}
