package monitoring

import "spar/internal/system"

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Part {
	case "":
		m.SetLoad(f.Factor)
		m.loaded = f.Factor > 1
	case "dependency":
		m.dependency.Suffer(f)
	default:
		for i := range f.Among(len(m.servers)) {
			m.strike(f, int32(i))
		}
	}
	m.noteTrouble()
}

// strike carries out a fault that befalls a server.
func (m *model) strike(f system.Fault, i int32) {
	s := m.servers[i]
	hung := s.Hung
	s.Suffer(f)
	switch f.Verb {
	case system.Kill:
		s.station.Fail()
		s.reset()
		m.each(i, m.breakOff)
	case system.Hang:
		s.station.Fail()
		m.each(i, m.stick)
	case system.Restart:
		if hung {
			s.reset()
			m.each(i, m.breakOff)
		}
		s.station.Restore()
	case system.Slow:
		s.station.Slow(f.Factor)
	}
	m.noteDeath(s)
}

// each calls do for every request that a server has.
func (m *model) each(server int32, do func(i int32)) {
	for i := range m.jobs.All {
		if j := &m.jobs.All[i]; (j.place == atServer || j.place == held) && j.connection.Server == int(server) {
			do(int32(i))
		}
	}
}

// breakOff fails a request whose server's process ends.
func (m *model) breakOff(i int32) {
	j := &m.jobs.All[i]
	if j.place == atServer {
		m.inFlight.Add(m.Sim.Now(), -1)
	}
	m.Sim.Cancel(j.timer)
	m.leave(i)
	m.fail(i)
}

// stick lets a request wait in vain whose server hangs.
func (m *model) stick(i int32) {
	if j := &m.jobs.All[i]; j.place == atServer {
		m.inFlight.Add(m.Sim.Now(), -1)
		m.servers[j.connection.Server].inFlight.Add(-1)
		m.lose(i, held)
	}
}
