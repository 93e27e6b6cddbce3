package scaling

import (
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
)

// This file is the way of a request, from its arrival through the queue to an
// instance and back.

// What a model schedules.
const (
	boot    int32 = iota // a machine is ready
	decide               // the autoscaler looks
	deliver              // it gets metrics
	watch                // somebody looks whether there is enough capacity
)

// Handle carries out an event. It is called by the simulation.
func (m *model) Handle(what, who int32) {
	switch what {
	case boot:
		m.boot(who)
	case decide:
		m.decide()
	case deliver:
		m.deliver()
	case watch:
		m.watch()
		m.sim.Schedule(m.sim.Now()+watchEvery, m, watch, 0)
	}
}

// admit takes in a new request.
func (m *model) admit() {
	now := m.sim.Now()
	j := job{arrived: now, service: sim.Seconds(m.service.Sample(m.work)), next: nobody}
	m.history.arrived++
	if m.rec.Measures(now) {
		m.open++
	}
	i := m.take(j)
	if m.first != nobody || !m.send(i) {
		m.wait(i)
	}
}

// take returns a place for a job.
func (m *model) take(j job) int32 {
	n := len(m.free)
	if n == 0 {
		m.jobs = append(m.jobs, j)
		return int32(len(m.jobs) - 1)
	}
	i := m.free[n-1]
	m.free = m.free[:n-1]
	m.jobs[i] = j
	return i
}

// send brings a job to a free worker, if there is one.
func (m *model) send(i int32) bool {
	connection, err := m.pool.Pick(balance.Request{Now: m.sim.Now()})
	if err != nil {
		return false
	}
	j := &m.jobs[i]
	j.connection, j.at = connection, true
	instance := m.instances[connection.Server]
	if instance.errors > 0 && m.errors.Float64() < instance.errors || !instance.station.Arrive(i, j.service) {
		m.fail(i)
	}
	return true
}

// wait puts a job at the end of the queue, if that has room.
func (m *model) wait(i int32) {
	if m.waiting.Value() >= m.limit {
		m.history.refuse(m.sim.Now())
		m.fail(i)
		return
	}
	m.waiting.Add(m.sim.Now(), 1)
	if m.first == nobody {
		m.first = i
	} else {
		m.jobs[m.last].next = i
	}
	m.last = i
}

func (h *history) refuse(now time.Duration) {
	h.refused++
	if h.backlogged < 0 {
		h.backlogged = now
	}
}

// next sends on what waits, as far as workers are free.
func (m *model) next() {
	for m.first != nobody {
		i := m.first
		behind := m.jobs[i].next
		if !m.send(i) {
			return
		}
		m.waiting.Add(m.sim.Now(), -1)
		m.first = behind
	}
}

// done brings an answer back.
func (m *model) done(i int32) {
	j := m.jobs[i]
	m.rec.Served(j.arrived, m.sim.Now())
	m.history.served++
	m.conclude(i)
	m.leave(int32(j.connection.Server))
	m.next()
}

// fail ends a request without an answer.
func (m *model) fail(i int32) {
	m.rec.Failed(m.jobs[i].arrived)
	m.history.failed++
	m.conclude(i)
}

// conclude ends a request.
func (m *model) conclude(i int32) {
	j := &m.jobs[i]
	if m.rec.Measures(j.arrived) {
		m.open--
	}
	if j.at {
		m.pool.Done(j.connection, m.sim.Now(), 0)
		j.at = false
	}
	m.free = append(m.free, i)
}
