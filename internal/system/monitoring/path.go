package monitoring

import (
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
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
		m.sim.Schedule(m.sim.Now()+m.plan.Duration("scrape_interval"), m, scrape, 0)
	}
}

// admit takes in a new request.
func (m *model) admit() {
	now := m.sim.Now()
	m.counts.arrived++
	if m.rec.Measures(now) {
		m.open++
	}
	// Everything is drawn whatever becomes of it, so that others stay as they are.
	work, fails := m.draw()
	connection, err := m.pool.Pick(balance.Request{Now: now})
	i := m.take(job{arrived: now, connection: connection, fails: fails})
	if err != nil { // nobody is in rotation
		m.fail(i)
		return
	}
	m.deliver(i, work)
}

// draw returns how long a request will hold a worker, and whether it fails for a
// reason that is not its server's.
func (m *model) draw() (work time.Duration, fails bool) {
	work = sim.Seconds(m.service.Sample(m.streams.work))
	needs := m.streams.needs.Float64() < m.plan.Number("dependency_share")
	own := m.streams.errors.Float64() < m.plan.Number("error_rate")
	if !needs {
		return work, own
	}
	longer, failed := m.dependency.call(work, m.timeout, m.streams.calls.Float64())
	return longer, own || failed
}

// call returns how long a request takes that would take so long without trouble at
// the dependency, and whether it fails. The last number is drawn from 0 to 1.
func (d *dependency) call(work, timeout time.Duration, random float64) (time.Duration, bool) {
	switch {
	case d.cut:
		return timeout, true
	case d.down:
		return work, true
	}
	if d.slow != 1 {
		slower := float64(work) * d.slow
		if slower > float64(timeout) {
			return timeout, true
		}
		work = time.Duration(slower)
	}
	return work, random < d.errors
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

// deliver brings a job to its server.
func (m *model) deliver(i int32, work time.Duration) {
	j := &m.jobs[i]
	s := m.servers[j.connection.Server]
	random := 0.
	if s.errors > 0 {
		random = m.streams.servers.Float64()
	}
	switch {
	case s.cut:
		j.place = lost
		m.sim.Schedule(m.sim.Now()+m.timeout, m, expire, i)
		return
	case s.station.Down():
		m.leave(i)
		m.fail(i)
		return
	case random < s.errors || !s.station.Arrive(i, work):
		s.requests.Inc()
		s.failures.Inc()
		m.leave(i)
		m.fail(i)
		return
	}
	j.place = atServer
	s.inFlight.Add(1)
	m.inFlight.Add(m.sim.Now(), 1)
}

// done brings an answer back. What was cut off in the meantime is lost, which its
// client learns in time.
func (m *model) done(i int32) {
	j, now := m.jobs[i], m.sim.Now()
	s := m.servers[j.connection.Server]
	m.inFlight.Add(now, -1)
	s.inFlight.Add(-1)
	s.requests.Inc()
	if j.fails {
		s.failures.Inc()
	} else {
		m.observe(s, now-j.arrived, m.rec.Measures(j.arrived))
	}
	switch {
	case s.cut:
		m.jobs[i].place = lost
		m.sim.Schedule(max(now, j.arrived+m.timeout), m, expire, i)
	case j.fails:
		m.leave(i)
		m.fail(i)
	default:
		m.rec.Served(j.arrived, now)
		m.counts.served++
		m.leave(i)
		m.conclude(i)
	}
}

// observe lets a server's instruments record an answer, and the simulation too.
func (m *model) observe(s *server, latency time.Duration, measured bool) {
	if measured {
		s.truth.Record(latency)
	}
	if share := m.plan.Number("sample"); share < 1 && m.streams.sampling.Float64() >= share {
		return
	}
	s.latency.Observe(latency.Seconds())
	m.scraper.recorded++
}

// expire ends the patience of a client whose server cannot be reached.
func (m *model) expire(i int32) {
	arrived := m.jobs[i].arrived
	m.rec.TimedOut(arrived, m.sim.Now()-arrived)
	m.counts.timedOut++
	m.leave(i)
	m.conclude(i)
}

// fail ends a request with an error.
func (m *model) fail(i int32) {
	m.rec.Failed(m.jobs[i].arrived)
	m.counts.failed++
	m.conclude(i)
}

// leave closes the connection of a job.
func (m *model) leave(i int32) { m.pool.Done(m.jobs[i].connection, m.sim.Now(), 0) }

// conclude ends a request.
func (m *model) conclude(i int32) {
	if m.rec.Measures(m.jobs[i].arrived) {
		m.open--
	}
	m.jobs[i].place = nowhere
	m.free = append(m.free, i)
}
