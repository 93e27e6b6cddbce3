package monitoring

import "spar/internal/system"

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Part {
	case "":
		m.RampLoad(f.Factor, f.Over)
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
	_, ended := s.Befall(f, s.station)
	switch {
	case ended:
		s.reset()
		m.each(i, m.breakOff)
	case f.Verb == system.Hang:
		m.each(i, m.stick)
	}
	m.noteDeath(s)
}

// each calls do for every request that a server has.
func (m *model) each(server int32, do func(i int32)) {
	has := func(j *job) bool {
		return (j.place == atServer || j.place == held) && j.connection.Server == int(server)
	}
	for i := range m.jobs.Where(has) {
		do(i)
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
