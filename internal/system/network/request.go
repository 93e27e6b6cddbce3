package network

// This file is a request as its client sees it: from its arrival to its end.

// arrive takes in a new request of a client.
func (m *model) arrive(c *client) {
	now := m.Arrive()
	i := m.visits.Put(visit{
		sent: now, component: c.component, instance: nobody, call: nobody, edge: nobody, parent: nobody, state: calling,
		key: uint64(m.popularity.Pick()), write: c.kinds.Float64() < c.writes,
	})
	m.visits.All[i].patience = m.Sim.Schedule(now+m.patience, &m.visits, expired, i)
	m.visits.proceed(i)
}

// giveUp counts a request as timed out, whose client leaves. What it has asked for
// goes on.
func (m *model) giveUp(v *visit) {
	v.abandoned = true
	m.TimedOut(v.sent)
}

// conclude ends a request at its client.
func (m *model) conclude(i int32) {
	v := m.visits.All[i]
	m.Sim.Cancel(v.patience)
	m.visits.forget(i)
	switch {
	case v.abandoned: // and counted
	case v.failed && v.expired:
		m.TimedOut(v.sent)
	case v.failed:
		m.Failed(v.sent)
	default:
		m.Served(v.sent)
		if v.degraded && m.Rec.Measures(v.sent) {
			m.degraded++
		}
	}
}
