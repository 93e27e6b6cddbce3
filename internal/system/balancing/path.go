package balancing

import (
	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system/fleet"
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
	now := m.Arrive()
	j := job{arrived: now, service: m.service.Draw(), user: user}
	if m.policy == "bounded-hash" {
		j.key = uint64(m.keys.Sample(m.streams.keys))
	}
	m.retries.Budget.Call(now)
	m.send(m.jobs.Put(j))
}

// send sends an attempt to a balancer.
func (m *model) send(i int32) {
	j := &m.jobs.All[i]
	j.sent = m.Sim.Now()
	m.counts.attempts++
	if len(m.balancers) > 1 {
		j.balancer = uint16(m.streams.balancer.IntN(len(m.balancers)))
	}
	if m.timeout > 0 {
		j.timer = m.Sim.Schedule(j.sent+m.timeout, m, expire, i)
	}
	b := m.balancers[j.balancer]
	connection, err := b.pool.Pick(balance.Request{Key: j.key, Now: j.sent})
	m.picked(i, connection, err)
}

// picked goes on with what a balancer has picked for a job.
func (m *model) picked(i int32, connection balance.Connection, err error) {
	j := &m.jobs.All[i]
	switch {
	case err == nil:
		j.connection, j.server = connection, m.fleet.At(connection.Server)
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
	b := m.balancers[m.jobs.All[i].balancer]
	if m.limit != sim.Unlimited && int(b.queue.Waiting.Value()) >= m.limit {
		return false
	}
	m.jobs.All[i].state = queued
	b.queue.Push(m.Sim.Now(), i)
	return true
}

// next sends on what waits at a balancer, as far as its policy finds servers.
func (m *model) next(b *balancer) {
	if b.queue.Len() == 0 || b.sending {
		return
	}
	b.sending = true
	for b.queue.Len() > 0 {
		i, now := b.queue.Front(), m.Sim.Now()
		if m.jobs.All[i].state == withdrawn {
			b.queue.Skip()
			m.forget(i)
			continue
		}
		connection, err := b.pool.Pick(balance.Request{Key: m.jobs.All[i].key, Now: now})
		if err == balance.ErrBusy {
			break
		}
		b.queue.Pop(now)
		m.picked(i, connection, err)
	}
	b.sending = false
}

// deliver brings a job to its server.
func (m *model) deliver(i int32) {
	j := &m.jobs.All[i]
	s := m.servers[j.server]
	s.sent++
	switch s.Meet(m.streams.errors) {
	case fleet.Lost:
		j.state = lost
	case fleet.Held:
		j.state = held
	case fleet.Failed:
		m.reject(i)
	default: // a station that is down refuses by itself
		j.state = atServer
		if !s.station.Arrive(i, j.service) {
			m.reject(i)
		}
	}
}

// begun measures how long a job waited, now that its service begins.
func (m *model) begun(i int32) {
	sent, now := m.jobs.All[i].sent, m.Sim.Now()
	m.counts.begun++
	if now > sent {
		m.counts.waited++
	}
	m.waits.Served(sent, now)
}

// done brings an answer back to the client, who may have gone.
func (m *model) done(i int32) {
	j := &m.jobs.All[i]
	if m.servers[j.server].Cut {
		m.lose(i, lost)
		return
	}
	if !j.abandoned {
		m.Sim.Cancel(j.timer)
		m.Served(j.arrived)
		m.conclude(j)
	}
	m.release(i)
}

// lose lets whoever waits for a job do so in vain.
func (m *model) lose(i int32, where state) {
	m.jobs.All[i].state = where
	if m.jobs.All[i].abandoned {
		m.release(i)
	}
}

// reject answers a job with an error.
func (m *model) reject(i int32) {
	j := m.jobs.All[i]
	m.release(i)
	m.fail(j)
}

// release forgets a job that has a connection, and closes that.
func (m *model) release(i int32) {
	if m.staleness > 0 {
		m.jobs.All[i].state = closing
		m.Sim.Schedule(m.Sim.Now()+m.staleness, m, counted, i)
		return
	}
	m.disconnect(i)
}

func (m *model) disconnect(i int32) {
	j := &m.jobs.All[i]
	b, now := m.balancers[j.balancer], m.Sim.Now()
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
	m.Sim.Cancel(j.timer)
	if m.retry(&j) {
		return
	}
	m.Failed(j.arrived)
	m.conclude(&j)
}

// expire ends the patience of a job's client.
func (m *model) expire(i int32) {
	j := m.jobs.All[i]
	m.abandon(i)
	if m.retry(&j) {
		return
	}
	m.TimedOut(j.arrived)
	m.conclude(&j)
}

// abandon leaves a job to itself.
func (m *model) abandon(i int32) {
	j := &m.jobs.All[i]
	switch {
	case j.state == lost || j.state == held:
		m.release(i)
	case m.withdraw && j.state == queued:
		j.state = withdrawn
		m.balancers[j.balancer].queue.Withdraw(m.Sim.Now())
	case m.withdraw && j.state == atServer && m.servers[j.server].station.Remove(i):
		m.release(i)
	default:
		j.abandoned = true
	}
}

// retry tries again after an attempt, if the client still may.
func (m *model) retry(after *job) bool {
	pause, again := m.retries.Again(m.Sim.Now(), after.tries)
	if !again {
		return false
	}
	i := m.jobs.Put(job{
		arrived: after.arrived, key: after.key, user: after.user, tries: after.tries + 1, state: paused,
		service: sim.Seconds(m.service.Law.Sample(m.streams.again)),
	})
	if m.retries.Backoff.First == 0 {
		m.send(i)
	} else {
		m.Sim.Schedule(m.Sim.Now()+pause, m, resend, i)
	}
	return true
}

// conclude ends a request for its user.
func (m *model) conclude(j *job) {
	switch {
	case m.users == nil:
	case m.eager && m.Sim.Now() == j.arrived:
		m.Sim.Schedule(j.arrived+m.Plan.Duration("service_mean"), m, again, j.user)
	default:
		m.users.answered(j.user)
	}
}
