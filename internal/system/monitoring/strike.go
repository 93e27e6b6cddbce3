package monitoring

import "spar/internal/system"

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Part {
	case "":
		m.in.SetRate(rate(m.plan) * f.Factor)
		m.loaded = f.Factor > 1
	case "dependency":
		m.dependency.strike(f)
	default:
		for i := range m.servers {
			if f.Befalls(i, len(m.servers)) {
				m.strike(f, int32(i))
			}
		}
	}
	m.noteTrouble()
}

func (d *dependency) strike(f system.Fault) {
	switch f.Verb {
	case system.Kill:
		d.down = true
	case system.Restart:
		d.down = false
	case system.Cut:
		d.cut = true
	case system.Heal:
		d.cut = false
	case system.Slow:
		d.slow = f.Factor
	case system.Errors:
		d.errors = f.Share
	}
}

// strike carries out a fault that befalls a server.
func (m *model) strike(f system.Fault, i int32) {
	s := m.servers[i]
	switch f.Verb {
	case system.Kill:
		m.kill(i)
	case system.Restart:
		s.station.Restore()
	case system.Cut:
		s.cut = true
	case system.Heal:
		s.cut = false
	case system.Slow:
		s.station.Slow(f.Factor)
	case system.Errors:
		s.errors = f.Share
	}
	m.noteDeath(s)
}

// kill fails everything that a server holds, and takes its instruments away.
func (m *model) kill(i int32) {
	s := m.servers[i]
	s.station.Fail()
	s.reset()
	for k := range m.jobs {
		if j := &m.jobs[k]; j.place == atServer && j.connection.Server == int(i) {
			m.inFlight.Add(m.sim.Now(), -1)
			m.leave(int32(k))
			m.fail(int32(k))
		}
	}
}
