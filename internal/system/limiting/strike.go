package limiting

import "spar/internal/system"

// Strike carries out a fault, which was checked.
func (m *model) Strike(f system.Fault) {
	switch {
	case f.Verb == system.Load:
		m.RampLoad(f.Factor, f.Over)
	case f.Verb == system.Hot:
		m.popularity.Heat(f.Share)
	case f.Part == "store":
		m.store.strike(f)
	default:
		for i := range f.Among(len(m.fleet.Members)) {
			m.strike(f, i)
		}
	}
}

// strike carries out a fault that befalls a server.
func (m *model) strike(f system.Fault, i int) {
	changed, ended := m.fleet.Suffer(f, i)
	switch {
	case ended:
		m.limiters[i].Clear()
		m.each(i, m.breakOff)
	case f.Verb == system.Hang && changed:
		m.each(i, func(i int32) {
			if m.requests.All[i].place != held {
				m.lose(i, held)
			}
		})
	}
	if f.Verb == system.Restart {
		m.fleet.Restarted(i)
	}
	if changed {
		m.fleet.Notice(&m.Sim, i)
	}
}

// each calls do for every request that a server has.
func (m *model) each(server int, do func(i int32)) {
	has := func(r *request) bool {
		return r.place != nowhere && r.place != lost && int(m.fleet.At(r.connection.Server)) == server
	}
	for i := range m.requests.Where(has) {
		do(i)
	}
}

// breakOff fails a request whose server's process ends.
func (m *model) breakOff(i int32) {
	if at := m.requests.All[i].place; at == waiting || at == held {
		m.Sim.Cancel(m.requests.All[i].timer)
	}
	m.fail(i)
}
