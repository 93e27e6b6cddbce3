package shortener

import (
	"time"

	"spar/internal/balance"
)

// This file is the way of a request: each step is called when the one before is
// over, and sends the request to the next part.

func (m *model) arrive() { m.admit(m.draw()) }

// draw makes a request: everything about it that chance decides.
func (m *model) draw() request {
	return request{
		arrived:   m.sim.Now(),
		code:      uint64(m.draws.popularity.Sample(m.draws.code)),
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
		m.open++
	}
	if m.balancer == nil {
		m.balanced(i)
		return
	}
	m.requests[i].stage = atBalancer
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

// Handle ends a way through the network. It is called by the simulation.
func (m *model) Handle(to, i int32) {
	switch stage(to) {
	case toApp:
		m.enterApp(i)
	case toCache:
		m.enterCache(i)
	case toDatabase:
		m.enterDatabase(i)
	case toClient:
		m.finish(i)
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
	m.travel(i, toCache, m.half)
}

func (m *model) enterCache(i int32) {
	r := &m.requests[i]
	if r.settled {
		m.forget(i)
		return
	}
	r.node = m.place.node(r.code)
	node := m.caches[r.node]
	if node.off() {
		m.travel(i, toDatabase, m.half)
		return
	}
	r.stage = atCache
	if !node.station.Arrive(i, r.cacheTime) {
		m.refuse(i)
	}
}

func (m *model) cacheDone(i int32) {
	r := &m.requests[i]
	if r.settled {
		m.forget(i)
		return
	}
	m.lookups++
	if m.caches[r.node].get(r.code) {
		m.hits++
		m.travel(i, toClient, 2*m.half)
		return
	}
	m.travel(i, toDatabase, 2*m.half)
}

func (m *model) enterDatabase(i int32) {
	r := &m.requests[i]
	if r.settled {
		m.forget(i)
		return
	}
	r.shard = m.place.shard(r.code)
	shard := m.shards[r.shard]
	if shard.Down() {
		m.settle(r)
		m.release(i)
		return
	}
	r.stage = atDatabase
	if !shard.Arrive(i, r.queryTime) {
		m.refuse(i)
	}
}

func (m *model) queryDone(i int32) {
	r := &m.requests[i]
	if r.settled {
		m.forget(i)
		return
	}
	if node := m.caches[m.place.node(r.code)]; !node.off() {
		node.put(r.code)
	}
	m.travel(i, toClient, 2*m.half)
}

// finish brings the answer to the client, who may have gone.
func (m *model) finish(i int32) {
	r := &m.requests[i]
	switch {
	case r.settled:
		m.forget(i)
		return
	case m.sim.Now()-r.arrived > m.timeout:
		m.settle(r)
	default:
		m.closed(r)
		m.rec.Served(r.arrived, m.sim.Now())
	}
	m.release(i)
}

// refuse answers a request with an error.
func (m *model) refuse(i int32) {
	r := &m.requests[i]
	m.closed(r)
	m.rec.Failed(r.arrived)
	m.release(i)
}

// settle counts a request as timed out, now that no answer in time is possible.
func (m *model) settle(r *request) {
	m.closed(r)
	r.settled = true
	m.rec.TimedOut(r.arrived, m.timeout)
}

func (m *model) closed(r *request) {
	if m.rec.Measures(r.arrived) {
		m.open--
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
