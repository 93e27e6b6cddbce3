package balancing

import (
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
)

// This file is the way of a request, from its arrival to its server and back.

// What a model schedules.
const (
	expire  int32 = iota // the time-out of a job
	resend               // a retry after its pause
	counted              // a balancer learns that a job is done
	again                // a user has got over a failure
)

// Handle carries out an event. It is called by the simulation.
func (m *model) Handle(what, i int32) {
	switch what {
	case expire:
		m.expire(i)
	case resend:
		m.send(i)
	case counted:
		m.disconnect(i)
	case again:
		m.users.answered(i)
	}
}

// admit takes in a new request.
func (m *model) admit(user int32) {
	now := m.sim.Now()
	j := job{arrived: now, service: sim.Seconds(m.service.Sample(m.streams.work)), user: user}
	if m.policy == "bounded-hash" {
		j.key = uint64(m.keys.Sample(m.streams.keys))
	}
	m.counts.requests++
	m.budget.Call(now)
	if m.rec.Measures(now) {
		m.open++
	}
	m.send(m.take(j))
}

// send sends an attempt to a balancer.
func (m *model) send(i int32) {
	j := &m.jobs[i]
	j.sent = m.sim.Now()
	m.counts.attempts++
	if len(m.balancers) > 1 {
		j.balancer = uint16(m.streams.balancer.IntN(len(m.balancers)))
	}
	if m.timeout > 0 {
		j.timer = m.sim.Schedule(j.sent+m.timeout, m, expire, i)
	}
	b := m.balancers[j.balancer]
	connection, err := b.pool.Pick(balance.Request{Key: j.key, Now: j.sent})
	m.picked(i, connection, err)
}

// picked goes on with what a balancer has picked for a job.
func (m *model) picked(i int32, connection balance.Connection, err error) {
	j := &m.jobs[i]
	switch {
	case err == nil:
		j.connection, j.server = connection, m.numbers[connection.Server]
		m.deliver(i)
	case err == balance.ErrBusy && m.queue(i):
	default:
		failed := *j
		m.forget(i)
		m.fail(failed)
	}
}

// queue lets a job wait at its balancer, if there is room.
func (m *model) queue(i int32) bool {
	b := m.balancers[m.jobs[i].balancer]
	if m.limit != sim.Unlimited && int(b.waiting.Value()) >= m.limit {
		return false
	}
	m.jobs[i].state = queued
	b.push(m.jobs, i, m.sim.Now())
	return true
}

// next sends on what waits at a balancer, as far as its policy finds servers.
func (m *model) next(b *balancer) {
	if b.first == nobody || b.sending {
		return
	}
	b.sending = true
	for b.first != nobody {
		i, now := b.first, m.sim.Now()
		if m.jobs[i].state == withdrawn {
			b.pop(m.jobs, now)
			m.forget(i)
			continue
		}
		connection, err := b.pool.Pick(balance.Request{Key: m.jobs[i].key, Now: now})
		if err == balance.ErrBusy {
			break
		}
		b.pop(m.jobs, now)
		m.picked(i, connection, err)
	}
	b.sending = false
}

// deliver brings a job to its server.
func (m *model) deliver(i int32) {
	j := &m.jobs[i]
	s := m.servers[j.server]
	s.sent++
	switch {
	case s.cut:
		j.state = lost
	case s.errors > 0 && m.streams.errors.Float64() < s.errors:
		m.reject(i)
	default:
		j.state = atServer
		if !s.station.Arrive(i, j.service) {
			m.reject(i)
		}
	}
}

// begun measures how long a job waited, now that its service begins.
func (m *model) begun(i int32) {
	sent, now := m.jobs[i].sent, m.sim.Now()
	m.counts.begun++
	if now > sent {
		m.counts.waited++
	}
	m.waits.Served(sent, now)
}

// done brings an answer back to the client, who may have gone.
func (m *model) done(i int32) {
	j := &m.jobs[i]
	if m.servers[j.server].cut {
		j.state = lost
		if j.abandoned {
			m.release(i)
		}
		return
	}
	if !j.abandoned {
		m.sim.Cancel(j.timer)
		m.rec.Served(j.arrived, m.sim.Now())
		m.conclude(j)
	}
	m.release(i)
}

// reject answers a job with an error.
func (m *model) reject(i int32) {
	j := m.jobs[i]
	m.release(i)
	m.fail(j)
}

// release forgets a job that has a connection, and closes that.
func (m *model) release(i int32) {
	if m.staleness > 0 {
		m.jobs[i].state = closing
		m.sim.Schedule(m.sim.Now()+m.staleness, m, counted, i)
		return
	}
	m.disconnect(i)
}

func (m *model) disconnect(i int32) {
	j := &m.jobs[i]
	b, now := m.balancers[j.balancer], m.sim.Now()
	b.pool.Done(j.connection, now, now-j.sent-m.staleness)
	m.forget(i)
	m.next(b)
}

// fail ends an attempt with an error, if its client is still there; j is a copy of
// it.
func (m *model) fail(j job) {
	if j.abandoned {
		return
	}
	m.sim.Cancel(j.timer)
	if m.retry(&j) {
		return
	}
	m.rec.Failed(j.arrived)
	m.conclude(&j)
}

// expire ends the patience of a job's client.
func (m *model) expire(i int32) {
	j := m.jobs[i]
	m.abandon(i)
	if m.retry(&j) {
		return
	}
	now := m.sim.Now()
	m.rec.TimedOut(j.arrived, now-j.arrived)
	m.conclude(&j)
}

// abandon leaves a job to itself.
func (m *model) abandon(i int32) {
	j := &m.jobs[i]
	switch {
	case j.state == lost:
		m.release(i)
	case m.withdraw && j.state == queued:
		j.state = withdrawn
		m.balancers[j.balancer].waiting.Add(m.sim.Now(), -1)
	case m.withdraw && j.state == atServer && m.servers[j.server].station.Remove(i):
		m.release(i)
	default:
		j.abandoned = true
	}
}

// retry tries again after an attempt, if the client still may.
func (m *model) retry(after *job) bool {
	if after.tries >= m.retries || !m.budget.Retry(m.sim.Now()) {
		return false
	}
	i := m.take(job{
		arrived: after.arrived, key: after.key, user: after.user, tries: after.tries + 1, state: paused,
		service: sim.Seconds(m.service.Sample(m.streams.again)),
	})
	if m.backoff == 0 {
		m.send(i)
		return true
	}
	longest := float64(m.backoff) * float64(uint64(1)<<min(after.tries, 40))
	pause := time.Duration(min(longest, float64(24*time.Hour)) * m.streams.backoff.Float64())
	m.sim.Schedule(m.sim.Now()+pause, m, resend, i)
	return true
}

// conclude ends a request.
func (m *model) conclude(j *job) {
	if m.rec.Measures(j.arrived) {
		m.open--
	}
	switch {
	case m.users == nil:
	case m.eager && m.sim.Now() == j.arrived:
		m.sim.Schedule(j.arrived+m.plan.Duration("service_mean"), m, again, j.user)
	default:
		m.users.answered(j.user)
	}
}
