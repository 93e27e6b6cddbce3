package balancing

import (
	"fmt"

	"spar/internal/system"
)

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.setLoad(f.Factor)
	case system.Set:
		m.setPolicy(f.Value)
	case system.Add:
		m.add()
	case system.Remove:
		m.remove(f.Index - 1)
	default:
		for i := range m.servers {
			if f.Befalls(i, len(m.servers)) {
				m.strike(f, i)
			}
		}
	}
}

// strike carries out a fault that befalls a server.
func (m *model) strike(f system.Fault, i int) {
	s := m.servers[i]
	switch f.Verb {
	case system.Slow:
		s.slowBy(f.Factor)
		return
	case system.Errors:
		s.errors = f.Share
		return
	case system.Kill:
		m.kill(i)
	case system.Restart:
		s.station.Restore()
		m.each(s, func(b *balancer) error { return b.pool.Restart(s.number) })
	case system.Cut:
		s.cut = true
	case system.Heal:
		s.cut = false
	}
	m.sim.After(m.plan.Duration("detection"), func() {
		m.each(s, func(b *balancer) error { return b.pool.SetUp(s.number, s.reachable()) })
	})
}

func (s *server) reachable() bool { return !s.cut && !s.station.Down() }

// each tells every balancer of a change to a server that it has, and lets it go on
// with what waits.
func (m *model) each(s *server, change func(*balancer) error) {
	if s.removed {
		return
	}
	for _, b := range m.balancers {
		if err := change(b); err != nil {
			panic(err) // the balancers have every server that was not removed
		}
		m.next(b)
	}
}

// kill fails everything that a server holds.
func (m *model) kill(i int) {
	m.servers[i].station.Fail()
	for k := range m.jobs {
		if j := &m.jobs[k]; j.state == atServer && j.server == int32(i) {
			m.reject(int32(k))
		}
	}
}

// add adds a server.
func (m *model) add() {
	number := 0
	for _, b := range m.balancers {
		number = b.pool.Add(1) // the same at each, for they see the same changes
	}
	m.addServer(number, 1)
	for _, b := range m.balancers {
		m.next(b)
	}
}

// remove takes a server, or the last one there is, from the balancers.
func (m *model) remove(i int) {
	for i < 0 || i >= len(m.servers) {
		for i = len(m.servers) - 1; i >= 0 && m.servers[i].removed; i-- {
		}
		if i < 0 {
			return
		}
	}
	s := m.servers[i]
	m.each(s, func(b *balancer) error { return b.pool.Remove(s.number) })
	s.removed = true
}

// setLoad makes requests arrive at so many times the usual rate, once they do.
func (m *model) setLoad(factor float64) {
	m.load = factor
	switch {
	case !m.began:
	case m.users != nil:
		m.users.resize(max(1, int(m.plan.Number("users")*factor)))
	default:
		m.in.SetRate(rate(m.plan) * factor)
	}
}

// setPolicy lets the balancers go on by another policy.
func (m *model) setPolicy(name string) {
	m.policy = name
	for _, b := range m.balancers {
		policy, err := newPolicy(m.plan, name, b.random)
		if err != nil {
			panic(fmt.Sprintf("a policy that was checked: %v", err))
		}
		b.pool.SetPolicy(policy)
		m.next(b)
	}
}
