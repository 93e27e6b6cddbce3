package scaling

import "spar/internal/system"

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.RampLoad(f.Factor, f.Over)
		m.watch()
		return
	case system.Set:
		m.policy = newPolicy(m.Plan, f.Value)
		return
	}
	for place := range f.Among(len(m.instances)) {
		m.strike(f, int32(place))
	}
	m.next()
}

// strike carries out a fault that befalls an instance.
func (m *model) strike(f system.Fault, place int32) {
	i := m.instances[place]
	if i.state == gone {
		return
	}
	i.Befall(f, i.station)
	if f.Verb == system.Kill {
		m.kill(place)
	}
}
