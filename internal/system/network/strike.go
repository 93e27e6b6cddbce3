package network

import "spar/internal/system"

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		for _, c := range m.clients {
			c.in.SetRate(c.rate * f.Factor)
		}
		return
	case system.Hot:
		m.popularity.Heat(f.Share)
		return
	}
	at := m.spec.Find(f.Part)
	c := m.components[at]
	switch f.Verb {
	case system.Add:
		s := m.addInstance(c)
		s.up.Reset(m.sim.Now())
		c.fleet.Join(&s.Member, 1)
	case system.Remove:
		if k := c.fleet.Leave(f.Index - 1); k >= 0 {
			s := c.instances[k]
			s.up.Add(m.sim.Now(), -s.up.Value())
		}
	default:
		for k := range f.Among(len(c.instances)) {
			m.strike(f, c, int32(k))
		}
	}
	m.pull(int32(at))
	m.pullFrom(c)
}

// pullFrom gives the messages of a queue that may be back to its consumers.
func (m *model) pullFrom(c *component) {
	for _, group := range c.groups {
		for _, e := range group {
			m.pull(m.edges[e].to)
		}
	}
}

// strike carries out a fault that befalls an instance.
func (m *model) strike(f system.Fault, c *component, k int32) {
	s := c.instances[k]
	was := s.Condition
	changed := s.Suffer(f)
	switch f.Verb {
	case system.Flush:
		s.flush()
	case system.Kill:
		if !was.Down {
			s.flush()
			m.failHeld(c, k)
			m.halt(c, k, m.reject)
		}
	case system.Hang:
		if was.Works() {
			m.halt(c, k, m.hold)
		}
	case system.Restart:
		if !was.Works() && !s.Removed {
			s.flush()
			m.failHeld(c, k)
			s.up.Add(m.sim.Now(), int64(s.workers))
			c.fleet.Restarted(int(k))
		}
	}
	if changed {
		c.fleet.Notice(&m.sim, int(k))
	}
}

func (s *instance) flush() {
	if s.entries != nil {
		s.entries.Clear()
	}
}

// failHeld fails at once what an instance has not answered since it hangs.
func (m *model) failHeld(c *component, k int32) {
	for i := range len(m.visits) {
		if v := &m.visits[i]; v.state == lost && v.held && v.instance == k && m.components[v.component] == c {
			m.reject(int32(i))
		}
	}
}

// halt stops an instance and ends everything that it holds. What it has asked of
// others goes on for nothing.
func (m *model) halt(c *component, k int32, end func(i int32)) {
	s, now := c.instances[k], m.sim.Now()
	s.up.Add(now, -s.up.Value())
	s.busy.Add(now, -s.busy.Value())
	s.waiting.Add(now, -s.waiting.Value())
	s.first, s.last = nobody, nobody
	inside := func(i int32) bool {
		v := &m.visits[i]
		there := v.state == waiting || v.state == working || v.state == calling
		return there && v.instance == k && m.components[v.component] == c
	}
	for i := range m.calls {
		if asked := &m.calls[i]; asked.used && asked.caller != nobody && inside(asked.caller) {
			m.drop(int32(i))
		}
	}
	for i := range len(m.visits) { // those that retries add are not inside
		if inside(int32(i)) {
			v := &m.visits[i]
			m.sim.Cancel(v.work)
			v.work, v.pending, v.worker = 0, 0, false
			end(int32(i))
		}
	}
}
