package caching

import (
	"time"

	"spar/internal/system/traffic"
)

// A job is a request that is at the origin or waits for one that is.
type job struct {
	arrived time.Duration // of the request
	began   time.Duration // of the load
	key     uint64
	server  int32
	kind    kind
	// coalesced is set where others wait for the load instead of loading too.
	coalesced bool

	lead    bool          // the first of those that load the key
	early   bool          // the entry had not expired
	newest  time.Duration // version when the request arrived
	version time.Duration // that the origin gave
}

type kind uint8

const (
	idle kind = iota // the slot is free
	load
	wait
	write
	save // of a value that the cache has had for a while
)

// flight returns the number of the flight that a job leads or joins.
func (j *job) flight(i int32) uint64 {
	if j.coalesced {
		return ^uint64(i) // not the number of any key
	}
	return j.key
}

// Jobs are those under way, by their numbers.
type jobs struct{ traffic.Slots[job] }

// forget lets the number of a job be given to another.
func (j *jobs) forget(i int32) {
	j.All[i].kind = idle
	j.Drop(i)
}

// put gives a request that arrives now a number.
func (m *model) put(j job) int32 {
	j.arrived = m.Sim.Now()
	if m.latest != nil {
		j.newest = m.latest[j.key]
	}
	m.Arrive()
	return m.jobs.Put(j)
}

// ask sends a job to the origin.
func (m *model) ask(i int32) {
	if !m.origin.ask(i) {
		m.refuse(i)
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
		m.jobs.forget(i)
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
		withdraw(m.levels.shared, j.key, i)
		if m.levels.memories != nil {
			withdraw(m.levels.memories[j.server], j.key, i)
		}
	}
	m.Rec.Failed(j.arrived)
	m.Close(j.arrived)
	m.jobs.forget(i)
}

// answer ends a request that was at the origin or waited for it.
func (m *model) answer(i int32) {
	j := m.jobs.All[i]
	m.Rec.Served(j.arrived, m.Sim.Now()+m.levels.way(0))
	m.Close(j.arrived)
	m.jobs.forget(i)
}
