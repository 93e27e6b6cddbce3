package scaling

import (
	"time"

	"spar/internal/balance"
	"spar/internal/system"
	"spar/internal/system/fleet"
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
		m.Sim.Schedule(m.Sim.Now()+watchEvery, m, watch, 0)
	}
}

// admit takes in a new request.
func (m *model) admit() {
	i := m.jobs.Put(job{arrived: m.Arrive(), service: m.service.Draw()})
	if m.queue.Len() > 0 || !m.send(i) {
		m.wait(i)
	}
}

// send brings a job to a free worker, if there is one.
func (m *model) send(i int32) bool {
	connection, err := m.pool.Pick(balance.Request{Now: m.Sim.Now()})
	if err != nil {
		return false
	}
	j := &m.jobs.All[i]
	j.connection, j.at = connection, true
	instance := m.instances[connection.Server]
	if instance.Slowness() != 1 {
		instance.Count(system.Slow)
	}
	if instance.Meet(m.errors) != fleet.Accepted || !instance.station.Arrive(i, j.service) {
		m.fail(i)
	}
	return true
}

// wait puts a job at the end of the queue, if that has room.
func (m *model) wait(i int32) {
	if m.queue.Waiting.Value() >= m.limit {
		m.history.refuse(m.Sim.Now())
		m.fail(i)
		return
	}
	m.queue.Push(m.Sim.Now(), i)
}

func (h *history) refuse(now time.Duration) {
	h.refused++
	if h.backlogged < 0 {
		h.backlogged = now
	}
}

// next sends on what waits, as far as workers are free.
func (m *model) next() {
	for m.queue.Len() > 0 && m.send(m.queue.Front()) {
		m.queue.Pop(m.Sim.Now())
	}
}

// done brings an answer back.
func (m *model) done(i int32) {
	j := m.jobs.All[i]
	m.Served(j.arrived)
	m.forget(i)
	m.leave(int32(j.connection.Server))
	m.next()
}

// fail ends a request without an answer.
func (m *model) fail(i int32) {
	m.Failed(m.jobs.All[i].arrived)
	m.forget(i)
}

// forget closes the connection of a job.
func (m *model) forget(i int32) {
	if j := &m.jobs.All[i]; j.at {
		m.pool.Done(j.connection, m.Sim.Now(), 0)
		j.at = false
	}
	m.jobs.Drop(i)
}
