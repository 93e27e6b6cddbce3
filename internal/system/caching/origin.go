package caching

import (
	"time"

	"spar/internal/sim"
)

// work draws how long the origin takes for a request.
func (m *model) work() time.Duration {
	mean := m.plan.Number("origin_latency")
	if m.plan.Text("origin_service") == exponential {
		return sim.Seconds(sim.Exponential{Mean: mean}.Sample(m.service))
	}
	return sim.Seconds(mean)
}

// ask sends a job to the origin.
func (m *model) ask(i int32) {
	if m.origin == nil {
		m.begun(i)
		m.done(i)
		return
	}
	if !m.origin.Arrive(i, m.work()) {
		m.refuse(i)
	}
}

// begun notes which version the origin reads: the one it has when it begins.
func (m *model) begun(i int32) {
	if m.origin != nil {
		m.most.working = max(m.most.working, m.origin.Busy())
	}
	if m.stored != nil {
		m.jobs[i].version = m.stored[m.jobs[i].key]
	}
}

// done ends the origin's work on a job.
func (m *model) done(i int32) {
	switch m.jobs[i].kind {
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
	j := m.jobs[i]
	if j.lead {
		m.flights.Land(j.flight(i), func(int32) {})
	}
	if j.coalesced {
		withdraw(m.shared, j.key, i)
		if m.memories != nil {
			withdraw(m.memories[j.server], j.key, i)
		}
	}
	m.rec.Failed(j.arrived)
	m.closed(j)
	m.forget(i)
}

// answer ends a request that was at the origin or waited for it.
func (m *model) answer(i int32) {
	j := m.jobs[i]
	m.rec.Served(j.arrived, m.sim.Now()+m.way(0))
	m.closed(j)
	m.forget(i)
}

func (m *model) closed(j job) {
	if m.rec.Measures(j.arrived) {
		m.open--
	}
}

func (m *model) forget(i int32) {
	m.jobs[i].kind = idle
	m.free = append(m.free, i)
}

// take gives a job a number. All but a save belong to a request that arrives now.
func (m *model) take(j job) int32 {
	j.arrived = m.sim.Now()
	if m.latest != nil {
		j.newest = m.latest[j.key]
	}
	if j.kind != save && m.rec.Measures(j.arrived) {
		m.open++
	}
	if n := len(m.free); n > 0 {
		i := m.free[n-1]
		m.free = m.free[:n-1]
		m.jobs[i] = j
		return i
	}
	m.jobs = append(m.jobs, j)
	return int32(len(m.jobs) - 1)
}
