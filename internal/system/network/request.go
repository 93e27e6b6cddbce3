package network

// This file is a request as its client sees it: from its arrival to its end.

// arrive takes in a new request of a client.
func (m *model) arrive(c *client) {
	now := m.Arrive()
	class := c.classes.draw()
	i := m.visits.Put(visit{
		sent: now, component: c.component, instance: nobody, call: nobody, edge: nobody, parent: nobody, state: calling,
		key: uint64(m.popularity.Pick()), class: uint8(class), write: m.classes[class].write,
	})
	if m.world != nil {
		m.visits.All[i].at = m.world.draw(m.components[c.component].places)
	}
	if m.later != nil {
		m.visits.All[i].job = m.later.begin(now, uint8(class))
	}
	if m.cargo != nil {
		m.cargo.draw(i, class)
	}
	if m.theatre != nil {
		m.theatre.note(i)
	}
	m.visits.All[i].patience = m.Sim.Schedule(now+m.patience, &m.visits, expired, i)
	m.visits.proceed(i)
}

// giveUp counts a request as timed out, whose client leaves. What it has asked for
// goes on.
func (m *model) giveUp(i int32) {
	v := &m.visits.All[i]
	v.abandoned = true
	m.timedOut(v)
	m.letThink(v)
	m.letPlay(i, false)
}

// conclude ends a request at its client.
func (m *model) conclude(i int32) {
	v := m.visits.All[i]
	m.Sim.Cancel(v.patience)
	m.visits.forget(i)
	if v.abandoned { // and counted
		return
	}
	m.letThink(&v)
	switch {
	case v.failed && v.expired:
		m.timedOut(&v)
	case v.failed:
		m.Failed(v.sent)
		if m.world != nil {
			m.world.recs[v.at].Failed(v.sent)
		}
		if rec := m.classes[v.class].rec; rec != nil {
			rec.Failed(v.sent)
		}
	case v.refused:
		m.Refused(v.sent)
		if m.world != nil {
			m.world.recs[v.at].Refused(v.sent)
		}
		if rec := m.classes[v.class].rec; rec != nil {
			rec.Refused(v.sent)
		}
	default:
		m.Served(v.sent)
		if m.world != nil {
			m.world.recs[v.at].Served(v.sent, m.Sim.Now())
		}
		if rec := m.classes[v.class].rec; rec != nil {
			rec.Served(v.sent, m.Sim.Now())
		}
		if v.degraded && m.Rec.Measures(v.sent) {
			m.degraded++
		}
	}
	m.letPlay(i, !v.failed && !v.refused)
}

// timedOut counts a request whose client gives up now.
func (m *model) timedOut(v *visit) {
	m.TimedOut(v.sent)
	if m.world != nil {
		m.world.recs[v.at].TimedOut(v.sent, m.Sim.Now()-v.sent)
	}
	if rec := m.classes[v.class].rec; rec != nil {
		rec.TimedOut(v.sent, m.Sim.Now()-v.sent)
	}
}
