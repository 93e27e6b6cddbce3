package scaling

import "spar/internal/system"

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.in.SetRate(m.plan.Number("rate") * f.Factor)
		m.watch()
		return
	case system.Set:
		m.policy = newPolicy(m.plan, f.Value)
		return
	}
	for place := range m.instances {
		if f.Befalls(place, len(m.instances)) {
			m.strike(f, int32(place))
		}
	}
	m.next()
}

// strike carries out a fault that befalls an instance.
func (m *model) strike(f system.Fault, place int32) {
	i := m.instances[place]
	if i.state == gone {
		return
	}
	switch f.Verb {
	case system.Kill:
		m.kill(place)
	case system.Slow:
		i.station.Slow(f.Factor)
	case system.Errors:
		i.errors = f.Share
	}
}
