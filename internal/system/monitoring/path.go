package monitoring

import (
	"time"

	"spar/internal/balance"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// This file is the way of a request, from its arrival to a server and back.

// What a model schedules.
const (
	expire int32 = iota // the time-out of a request that got lost
	probe               // a server is probed
	passed              // the probe has an answer
	missed              // it has none
	scrape              // all instruments are read
)

// Handle carries out an event. It is called by the simulation.
func (m *model) Handle(what, who int32) {
	switch what {
	case expire:
		m.expire(who)
	case probe:
		m.probe(who)
	case passed:
		m.judge(who, true)
	case missed:
		m.judge(who, false)
	case scrape:
		m.scrape()
		m.Sim.Schedule(m.Sim.Now()+m.Plan.Duration("scrape_interval"), m, scrape, 0)
	}
}

// admit takes in a new request.
func (m *model) admit() {
	now := m.Arrive()
	// Everything is drawn whatever becomes of it, so that others stay as they are.
	work, fails := m.draw()
	connection, err := m.pool.Pick(balance.Request{Now: now})
	i := m.jobs.Put(job{arrived: now, connection: connection, fails: fails})
	if err != nil { // nobody is in rotation
		m.fail(i)
		return
	}
	m.deliver(i, work)
}

// draw returns how long a request will hold a worker, and whether it fails for a
// reason that is not its server's.
func (m *model) draw() (work time.Duration, fails bool) {
	work = m.work.Draw()
	needs := m.streams.needs.Float64() < m.needs
	own := m.streams.errors.Float64() < m.fails
	if !needs {
		return work, own
	}
	longer, failed := m.dependency.call(work, m.timeout, m.streams.calls.Float64())
	return longer, own || failed
}

// A dependency is what all servers need for some of the requests.
type dependency struct{ fleet.Condition }

// call returns how long a request takes that would take so long without trouble at
// the dependency, and whether it fails. The last number is drawn from 0 to 1.
func (d *dependency) call(work, timeout time.Duration, random float64) (time.Duration, bool) {
	switch {
	case d.Cut:
		d.Count(system.Cut)
		return timeout, true
	case d.Hung:
		d.Count(system.Hang)
		return timeout, true
	case d.Down:
		d.Count(system.Kill)
		return work, true
	}
	if d.Slowness() != 1 {
		slower := float64(work) * d.Slowness()
		if slower > float64(timeout) {
			return timeout, true
		}
		work = time.Duration(slower)
	}
	if random >= d.ErrorShare() {
		return work, false
	}
	d.Count(system.Errors)
	return work, true
}

// deliver brings a job to its server.
func (m *model) deliver(i int32, work time.Duration) {
	j := &m.jobs.All[i]
	s := m.servers[j.connection.Server]
	switch fate := s.Meet(m.streams.servers); {
	case fate == fleet.Lost:
		m.lose(i, lost)
	case fate == fleet.Held:
		m.lose(i, held)
	case fate == fleet.Refused:
		m.leave(i)
		m.fail(i)
	case fate == fleet.Failed, !s.station.Arrive(i, work):
		s.requests.Inc()
		s.failures.Inc()
		m.leave(i)
		m.fail(i)
	default:
		j.place = atServer
		s.inFlight.Add(1)
		m.inFlight.Add(m.Sim.Now(), 1)
	}
}

// lose lets a client wait in vain.
func (m *model) lose(i int32, where place) {
	j := &m.jobs.All[i]
	j.place = where
	j.timer = m.Sim.Schedule(max(m.Sim.Now(), j.arrived+m.timeout), m, expire, i)
}

// done brings an answer back. What was cut off in the meantime is lost, which its
// client learns in time.
func (m *model) done(i int32) {
	j, now := m.jobs.All[i], m.Sim.Now()
	s := m.servers[j.connection.Server]
	m.inFlight.Add(now, -1)
	s.inFlight.Add(-1)
	s.requests.Inc()
	if j.fails {
		s.failures.Inc()
	} else {
		m.observe(s, now-j.arrived, m.Rec.Measures(j.arrived))
	}
	switch {
	case s.Cut:
		m.lose(i, lost)
	case j.fails:
		m.leave(i)
		m.fail(i)
	default:
		m.Served(j.arrived)
		m.leave(i)
		m.forget(i)
	}
}

// observe lets a server's instruments record an answer, and the simulation too.
func (m *model) observe(s *server, latency time.Duration, measured bool) {
	if measured {
		s.truth.Record(latency)
	}
	if m.sample < 1 && m.streams.sampling.Float64() >= m.sample {
		return
	}
	s.latency.Observe(latency.Seconds())
	m.scraper.recorded++
}

// expire ends the patience of a client whose server does not answer.
func (m *model) expire(i int32) {
	m.TimedOut(m.jobs.All[i].arrived)
	m.leave(i)
	m.forget(i)
}

// fail ends a request with an error.
func (m *model) fail(i int32) {
	m.Failed(m.jobs.All[i].arrived)
	m.forget(i)
}

// leave closes the connection of a job.
func (m *model) leave(i int32) { m.pool.Done(m.jobs.All[i].connection, m.Sim.Now(), 0) }

func (m *model) forget(i int32) {
	m.jobs.All[i].place = nowhere
	m.jobs.Drop(i)
}
