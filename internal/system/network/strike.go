package network

import (
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.RampLoad(f.Factor, f.Over)
	case system.Hot:
		m.popularity.Heat(f.Share)
	default:
		if i := m.spec.Find(f.Part); i >= 0 {
			m.components[i].suffer(f)
		} else {
			m.world.suffer(f)
		}
	}
}

// suffer carries out a fault of a component.
func (c *component) suffer(f system.Fault) {
	now := c.net.Sim.Now()
	switch f.Verb {
	case system.Add:
		s := c.addInstance()
		s.up.Reset(now)
		c.join(s)
	case system.Remove:
		if k := c.leave(f.Index - 1); k >= 0 {
			up := &c.instances[k].up
			up.Add(now, -up.Value())
			c.rented.Add(now, -1)
		}
	default:
		for k := range f.Among(len(c.instances)) {
			c.strike(f, int32(k))
		}
	}
	c.pull()
	if c.net.effects != nil {
		c.net.effects.resume(c)
	}
	if c.queue != nil { // which may be back
		for _, e := range c.queue.edges {
			c.net.components[e.to].pull()
		}
	}
}

// strike carries out a fault that befalls an instance.
func (c *component) strike(f system.Fault, k int32) {
	s := c.instances[k]
	was := s.Condition
	changed := s.Suffer(f)
	switch f.Verb {
	case system.Flush:
		s.flush()
	case system.Kill:
		if !was.Down {
			s.flush()
			if c.gate != nil {
				c.gate.forget(k)
			}
			if s.wal != nil {
				s.wal.die(c.net.Sim.Now())
			}
			c.failHeld(k)
			c.halt(k, c.net.visits.reject)
		}
	case system.Hang:
		if was.Works() {
			c.halt(k, c.net.visits.hold)
		}
	case system.Restart:
		if !was.Works() && !s.Removed {
			s.flush()
			c.failHeld(k)
			s.up.Add(c.net.Sim.Now(), int64(s.workers))
			c.fleet.Restarted(int(k))
			if home, index := c.home(k); home != nil {
				home.Restarted(index)
			}
		}
	}
	if c.store != nil && c.store.versions != nil && s.Answers() && !was.Answers() {
		c.store.versions.recover(int(k))
	}
	if changed {
		c.fleet.Notice(&c.net.Sim, int(k))
		if home, index := c.home(k); home != nil {
			home.Notice(&c.net.Sim, index)
		}
	}
}

// failHeld fails at once what an instance has not answered since it hangs.
func (c *component) failHeld(k int32) {
	vs := &c.net.visits
	for i := range len(vs.All) {
		if v := &vs.All[i]; v.state == lost && v.held && v.instance == k && vs.componentOf(int32(i)) == c {
			vs.reject(int32(i))
		}
	}
}

// halt stops an instance and ends everything that it holds. What it has asked of
// others goes on for nothing.
func (c *component) halt(k int32, end func(i int32)) {
	s, now := c.instances[k], c.net.Sim.Now()
	s.up.Add(now, -s.up.Value())
	s.busy.Add(now, -s.busy.Value())
	s.queue.Clear(now)
	if s.rows != nil {
		s.rows.halt()
	}
	vs, cs := &c.net.visits, &c.net.calls
	inside := func(i int32) bool {
		v := &vs.All[i]
		there := v.state == waiting || v.state == working || v.state == calling
		return there && v.instance == k && vs.componentOf(i) == c
	}
	for i := range cs.All {
		if asked := &cs.All[i]; asked.used && cs.callerOf(asked) != nobody && inside(asked.caller) {
			cs.abandon(int32(i))
		}
	}
	for i := range len(vs.All) { // those that retries add are not inside
		if inside(int32(i)) {
			v := &vs.All[i]
			c.net.Sim.Cancel(v.work)
			v.work, v.pending, v.worker = 0, 0, false
			end(int32(i))
		}
	}
}

// home returns the fleet of a region that an instance belongs to, and its index there;
// nil where there are no regions, or no pools.
func (c *component) home(k int32) (f *fleet.Fleet, index int) {
	if c.places == nil {
		return nil, 0
	}
	return c.places.home(k)
}

// join lets callers know the latest instance.
func (c *component) join(s *instance) {
	k := int32(len(c.instances) - 1)
	if c.places == nil {
		c.fleet.Join(&s.Member, 1)
		return
	}
	c.fleet.Enter(&s.Member)
	home, _ := c.home(k)
	home.Join(&s.Member, 1)
}

// leave takes the instance of an index, the last for none, from those that callers know,
// and returns which it was; negative if there is none.
func (c *component) leave(k int) int {
	if c.places == nil {
		return c.fleet.Leave(k)
	}
	if k < 0 {
		for k = len(c.instances) - 1; k >= 0 && c.instances[k].Removed; k-- {
		}
	}
	if k < 0 {
		return -1
	}
	if home, index := c.home(int32(k)); home.Leave(index) < 0 {
		return -1
	}
	return k
}
