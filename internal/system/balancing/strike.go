package balancing

import (
	"fmt"
	"time"

	"spar/internal/system"
)

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.setLoad(f.Factor, f.Over)
	case system.Set:
		m.setPolicy(f.Value)
	case system.Add:
		m.fleet.Join(m.addServer(1), 1)
		for _, b := range m.balancers {
			m.next(b)
		}
	case system.Remove:
		m.fleet.Leave(f.Index - 1)
	default:
		for i := range f.Among(len(m.servers)) {
			m.strike(f, i)
		}
	}
}

// strike carries out a fault that befalls a server.
func (m *model) strike(f system.Fault, i int) {
	s := m.servers[i]
	hung := s.Hung
	s.Suffer(f)
	switch f.Verb {
	case system.Slow:
		s.station.Slow(s.Slowness() / s.speed)
		return
	case system.Errors:
		return
	case system.Kill:
		s.station.Fail()
		m.each(i, m.reject)
	case system.Hang:
		s.station.Fail()
		m.each(i, func(i int32) { m.lose(i, held) })
	case system.Restart:
		if hung {
			m.each(i, m.reject)
		}
		s.station.Restore()
		m.fleet.Restarted(i)
	}
	m.fleet.Notice(&m.Sim, i)
}

// each calls do for every job that a server has.
func (m *model) each(server int, do func(i int32)) {
	at := func(j *job) bool { return (j.state == atServer || j.state == held) && j.server == int32(server) }
	for i := range m.jobs.Where(at) {
		do(i)
	}
}

// setLoad makes requests arrive at so many times the usual rate, or from so many times
// the users, at once or evenly over a time.
func (m *model) setLoad(factor float64, over time.Duration) {
	from := m.load
	m.ramps++
	switch {
	case m.users == nil:
		m.RampLoad(factor, over)
	case over == 0:
		m.resize(factor)
	default:
		const steps = 100
		for k := range steps {
			part := float64(k+1) / steps
			latest := m.ramps
			m.Sim.After(time.Duration(part*float64(over)), func() {
				if m.ramps == latest { // and no other load fault has come since
					m.resize(from + float64((factor-from)*part))
				}
			})
		}
	}
}

func (m *model) resize(factor float64) {
	m.load = factor
	m.users.resize(max(1, int(m.Plan.Number("users")*factor)))
}

// setPolicy lets the balancers go on by another policy.
func (m *model) setPolicy(name string) {
	m.policy = name
	for _, b := range m.balancers {
		policy, err := newPolicy(m.Plan, name, b.random)
		if err != nil {
			panic(fmt.Sprintf("a policy that was checked: %v", err))
		}
		b.pool.SetPolicy(policy)
		m.next(b)
	}
}
