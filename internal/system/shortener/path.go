package shortener

import (
	"time"

	"spar/internal/balance"
)

// This file is the way of a request: each step is called when the one before is
// over, and sends the request to the next part.

func (m *model) arrive() { m.admit(m.draw()) }

// draw makes a redirect: everything about it that chance decides.
func (m *model) draw() request {
	return request{
		intended:  m.sim.Now(),
		arrived:   m.sim.Now(),
		code:      uint64(m.draws.popularity.Pick()),
		appTime:   m.draws.app.sample(),
		cacheTime: m.draws.cache.sample(),
		queryTime: m.draws.query.sample(),
	}
}

// admit takes in a new request.
func (m *model) admit(r request) {
	i := m.take()
	m.requests[i] = r
	if m.rec.Measures(r.arrived) {
		m.count.arrived[r.kind]++
		m.open++
	}
	m.enter(i)
}

// enter brings an attempt to the balancer.
func (m *model) enter(i int32) {
	if m.retries > 0 {
		m.requests[i].timer = m.sim.Schedule(m.requests[i].arrived+m.timeout, m, int32(impatient), i)
	}
	m.requests[i].stage = atBalancer
	if m.balancer == nil {
		m.balanced(i)
		return
	}
	m.balancer.Arrive(i, m.draws.balancer.sample())
}

// balanced sends a request to the server that the policy picks.
func (m *model) balanced(i int32) {
	r := &m.requests[i]
	connection, err := m.pool.Pick(balance.Request{Key: r.code, Now: m.sim.Now()})
	if err != nil {
		m.refuse(i)
		return
	}
	r.connection, r.server = connection, int32(connection.Server)
	m.travel(i, toApp, m.half)
}

// Handle ends a way through the network, or a wait. It is called by the simulation.
func (m *model) Handle(to, i int32) {
	switch stage(to) {
	case backingOff:
		m.enter(i)
	case toApp:
		m.enterApp(i)
	case toCode:
		m.code(i)
	case toCache:
		m.enterCache(i)
	case toDatabase:
		m.enterDatabase(i)
	case toClient:
		m.finish(i)
	case impatient:
		m.requests[i].timer = 0
		m.settle(&m.requests[i])
	}
}

// travel sends a request through the network.
func (m *model) travel(i int32, to stage, d time.Duration) {
	m.requests[i].stage = to
	if d == 0 {
		m.Handle(int32(to), i)
		return
	}
	m.sim.Schedule(m.sim.Now()+d, m, int32(to), i)
}

func (m *model) enterApp(i int32) {
	r := &m.requests[i]
	app := m.apps[r.server]
	if app.Down() {
		m.settle(r)
		m.forget(i) // the balancer's connection to it stays open
		return
	}
	r.stage = atApp
	if !app.Arrive(i, r.appTime) {
		m.refuse(i)
	}
}

func (m *model) appDone(i int32) {
	if m.requests[i].kind != redirect {
		m.code(i)
		return
	}
	m.travel(i, toCache, m.half)
}

func (m *model) enterDatabase(i int32) {
	r := &m.requests[i]
	if r.orphan {
		m.forget(i)
		return
	}
	shard := m.place.shard(r.code)
	if r.kind == redirect {
		r.shard = m.reader(shard)
	} else {
		r.shard = int32(m.primary[shard])
	}
	station := m.shards[r.shard]
	if station.Down() {
		m.settle(r)
		m.release(i)
		return
	}
	r.stage = atDatabase
	if !station.Arrive(i, r.queryTime) {
		m.refuse(i)
	}
}

func (m *model) queryDone(i int32) {
	switch {
	case i == copied:
	case m.requests[i].orphan:
		m.forget(i)
	case m.requests[i].kind == redirect:
		m.found(i)
	default:
		m.inserted(i)
	}
}

// finish brings the answer to the client, who may have gone.
func (m *model) finish(i int32) {
	r := &m.requests[i]
	switch {
	case r.orphan:
		m.forget(i)
		return
	case r.settled:
	case m.sim.Now()-r.arrived > m.timeout:
		m.settle(r)
	default:
		m.served(r)
	}
	m.release(i)
}

// served counts an answer in time.
func (m *model) served(r *request) {
	m.closed(r)
	m.recs[r.kind].Served(r.intended, m.sim.Now())
	if r.kind == redirect && !r.gone {
		m.clicks.send()
	}
}

// refuse answers a request with an error.
func (m *model) refuse(i int32) {
	r := &m.requests[i]
	if !r.settled && !m.again(*r, m.sim.Now()) {
		m.closed(r)
		m.recs[r.kind].Failed(r.intended)
	}
	m.release(i)
}

// settle counts a request as timed out, now that no answer in time is possible,
// unless its client tries again when it notices.
func (m *model) settle(r *request) {
	if r.settled {
		return
	}
	r.settled = true
	m.calm(r)
	if !m.again(*r, r.arrived+m.timeout) {
		m.giveUp(r)
	}
}

// giveUp counts a request as timed out.
func (m *model) giveUp(r *request) {
	m.closed(r)
	m.recs[r.kind].TimedOut(r.intended, r.arrived+m.timeout-r.intended)
}

func (m *model) closed(r *request) {
	if m.rec.Measures(r.intended) {
		m.open--
	}
}

// calm takes back the event that the client's patience ends.
func (m *model) calm(r *request) {
	if r.timer != 0 {
		m.sim.Cancel(r.timer)
		r.timer = 0
	}
}

// release closes a request's connection and forgets the request.
func (m *model) release(i int32) {
	r := &m.requests[i]
	if r.stage > atBalancer {
		m.pool.Done(r.connection, m.sim.Now(), m.sim.Now()-r.arrived)
	}
	m.forget(i)
}

func (m *model) forget(i int32) {
	m.calm(&m.requests[i])
	m.requests[i].stage = idle
	m.free = append(m.free, i)
}

func (m *model) take() int32 {
	if n := len(m.free); n > 0 {
		i := m.free[n-1]
		m.free = m.free[:n-1]
		return i
	}
	m.requests = append(m.requests, request{})
	return int32(len(m.requests) - 1)
}
