package network

// This file is a request as its client sees it: from its arrival to its end.

// arrive takes in a new request of a client.
func (m *model) arrive(c *client) {
	now := m.sim.Now()
	m.counts.arrived++
	if m.rec.Measures(now) {
		m.open++
	}
	i := m.takeVisit(visit{
		sent: now, component: c.component, instance: nobody, call: nobody, edge: nobody, parent: nobody, state: calling,
		key: uint64(m.popularity.Pick()), write: c.kinds.Float64() < c.writes,
	})
	m.visits[i].patience = m.sim.Schedule(now+m.patience, m, expired, i)
	m.proceed(i)
}

// giveUp counts a request as timed out, whose client leaves. What it has asked for
// goes on.
func (m *model) giveUp(i int32) {
	v := &m.visits[i]
	v.abandoned = true
	m.counts.timedOut++
	m.settled(v)
	m.rec.TimedOut(v.sent, m.sim.Now()-v.sent)
}

// conclude ends a request at its client.
func (m *model) conclude(i int32) {
	v := m.visits[i]
	m.sim.Cancel(v.patience)
	m.forget(i)
	now := m.sim.Now()
	switch {
	case v.abandoned:
		return
	case v.failed && v.expired:
		m.counts.timedOut++
		m.rec.TimedOut(v.sent, now-v.sent)
	case v.failed:
		m.counts.failed++
		m.rec.Failed(v.sent)
	default:
		m.counts.answered++
		m.rec.Served(v.sent, now)
		if v.degraded && m.rec.Measures(v.sent) {
			m.degraded++
		}
	}
	m.settled(&v)
}

// settled notes that the fate of a request is known.
func (m *model) settled(v *visit) {
	if m.rec.Measures(v.sent) {
		m.open--
	}
}
