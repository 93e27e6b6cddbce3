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
		m.add(c)
	case system.Remove:
		m.remove(c, f.Index-1)
	default:
		for k, s := range c.instances {
			if f.Befalls(k, len(c.instances)) {
				m.strike(f, c, s, int32(k))
			}
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
func (m *model) strike(f system.Fault, c *component, s *instance, k int32) {
	switch f.Verb {
	case system.Slow:
		s.slow = f.Factor
		return
	case system.Errors:
		s.errors = f.Share
		return
	case system.Flush:
		s.flush()
		return
	case system.Kill:
		m.kill(c, s, k)
	case system.Restart:
		m.restart(c, s)
	case system.Cut:
		s.cut = true
	case system.Heal:
		s.cut = false
	}
	m.sim.After(m.detection, func() { m.notice(c, s) })
}

// notice tells callers whether an instance can be reached.
func (m *model) notice(c *component, s *instance) {
	s.avoided = !s.reachable()
	if c.pool != nil && !s.removed {
		if err := c.pool.SetUp(s.number, !s.avoided); err != nil {
			panic(err) // the pool has every instance that was not removed
		}
	}
}

func (s *instance) flush() {
	if s.entries != nil {
		s.entries.Clear()
	}
}

// restart brings an instance back, idle and empty.
func (m *model) restart(c *component, s *instance) {
	if !s.down || s.removed {
		return
	}
	s.down = false
	s.up.Add(m.sim.Now(), int64(s.workers))
	if c.pool != nil {
		if err := c.pool.Restart(s.number); err != nil {
			panic(err) // as above
		}
	}
}

// kill takes an instance down and fails everything that it holds. What it has asked
// of others goes on for nothing.
func (m *model) kill(c *component, s *instance, k int32) {
	if s.down {
		return
	}
	now := m.sim.Now()
	s.down = true
	s.flush()
	s.up.Add(now, -s.up.Value())
	s.busy.Add(now, -s.busy.Value())
	s.waiting.Add(now, -s.waiting.Value())
	s.first, s.last = nobody, nobody
	held := func(i int32) bool {
		v := &m.visits[i]
		inside := v.state == waiting || v.state == working || v.state == calling
		return inside && v.instance == k && m.components[v.component] == c
	}
	for i := range m.calls {
		if asked := &m.calls[i]; asked.used && asked.caller != nobody && held(asked.caller) {
			m.drop(int32(i))
		}
	}
	for i := range len(m.visits) { // those that retries add are not held
		if held(int32(i)) {
			v := &m.visits[i]
			m.sim.Cancel(v.work)
			v.work, v.pending, v.worker = 0, 0, false
			m.reject(int32(i))
		}
	}
}

// add adds an instance.
func (m *model) add(c *component) {
	s := m.addInstance(c)
	s.up.Reset(m.sim.Now())
	s.number = c.pool.Add(1)
	if s.number == len(c.numbers) {
		c.numbers = append(c.numbers, 0)
	}
	c.numbers[s.number] = int32(len(c.instances) - 1)
}

// remove takes an instance, or the last one there is, from its callers.
func (m *model) remove(c *component, k int) {
	if k < 0 || k >= len(c.instances) {
		for k = len(c.instances) - 1; k >= 0 && c.instances[k].removed; k-- {
		}
	}
	if k < 0 || c.instances[k].removed {
		return
	}
	s := c.instances[k]
	if err := c.pool.Remove(s.number); err != nil {
		panic(err) // the pool has every instance that was not removed
	}
	s.removed = true
	s.up.Add(m.sim.Now(), -s.up.Value())
}

// state says what is out of the ordinary with an instance.
func (s *instance) state() string {
	switch {
	case s.removed:
		return "removed"
	case s.down:
		return "down"
	case s.cut:
		return "cut off"
	case s.errors > 0:
		return system.Ratio.Format(s.errors) + " errors"
	case s.slow != 1:
		return system.Jobs.Format(s.slow) + "x slower"
	}
	return ""
}
