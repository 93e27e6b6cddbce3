package caching

// ask sends a job to the origin.
func (m *model) ask(i int32) {
	if m.origin == nil {
		m.begun(i)
		m.done(i)
		return
	}
	if !m.origin.Arrive(i, m.work.Draw()) {
		m.refuse(i)
	}
}

// begun notes which version the origin reads: the one it has when it begins.
func (m *model) begun(i int32) {
	if m.origin != nil {
		m.most.working = max(m.most.working, m.origin.Busy())
	}
	if m.stored != nil {
		m.jobs.All[i].version = m.stored[m.jobs.All[i].key]
	}
}

// done ends the origin's work on a job.
func (m *model) done(i int32) {
	switch m.jobs.All[i].kind {
	case load:
		m.land(i)
	case write:
		m.commit(i)
	case save:
		m.forget(i)
	}
}

// refuse answers a request with an error. A note that its value is on the way
// goes with it.
func (m *model) refuse(i int32) {
	j := m.jobs.All[i]
	if j.lead {
		m.flights.Land(j.flight(i), func(int32) {})
	}
	if j.coalesced {
		withdraw(m.shared, j.key, i)
		if m.memories != nil {
			withdraw(m.memories[j.server], j.key, i)
		}
	}
	m.Rec.Failed(j.arrived)
	m.Close(j.arrived)
	m.forget(i)
}

// answer ends a request that was at the origin or waited for it.
func (m *model) answer(i int32) {
	j := m.jobs.All[i]
	m.Rec.Served(j.arrived, m.Sim.Now()+m.way(0))
	m.Close(j.arrived)
	m.forget(i)
}

func (m *model) forget(i int32) {
	m.jobs.All[i].kind = idle
	m.jobs.Drop(i)
}

// put gives a job a number. All but a save belong to a request that arrives now.
func (m *model) put(j job) int32 {
	j.arrived = m.Sim.Now()
	if m.latest != nil {
		j.newest = m.latest[j.key]
	}
	if j.kind != save {
		m.Arrive()
	}
	return m.jobs.Put(j)
}
