package shortener

import (
	"time"

	"spar/internal/system/fleet"
)

// This file is the way of a request: each step is called when the one before is
// over, and sends the request to the next part.

func (m *model) arrive() { m.admit(m.draw()) }

// draw makes a redirect: everything about it that chance decides.
func (m *model) draw() request {
	return request{
		intended:  m.Sim.Now(),
		arrived:   m.Sim.Now(),
		code:      uint64(m.draws.popularity.Pick()),
		appTime:   m.draws.app.Draw(),
		cacheTime: m.draws.cache.Draw(),
		queryTime: m.draws.query.Draw(),
	}
}

// admit takes in a new request.
func (m *model) admit(r request) {
	m.clients.send(&r)
	m.enter(m.requests.Put(r))
}

// enter lets an attempt of a client begin.
func (m *model) enter(i int32) {
	m.clients.wait(i)
	m.servers.arrive(i)
}

// Handle ends a way through the network, or a wait. It is called by the simulation.
func (m *model) Handle(to, i int32) {
	switch stage(to) {
	case backingOff:
		m.enter(i)
	case toApp:
		m.servers.enter(i)
	case toCode:
		m.codes.enter(i)
	case toCache:
		m.tier.enter(i)
	case toDatabase:
		m.database.enter(i)
	case toClient:
		m.finish(i)
	case impatient:
		m.requests.All[i].timer = 0
		stage := m.requests.All[i].stage
		m.clients.settle(&m.requests.All[i])
		if stage == lost || stage == held {
			m.release(i)
		}
	}
}

// travel sends a request through the network.
func (m *model) travel(i int32, to stage, d time.Duration) {
	m.requests.All[i].stage = to
	if d == 0 {
		m.Handle(int32(to), i)
		return
	}
	m.Sim.Schedule(m.Sim.Now()+d, m, int32(to), i)
}

// reach brings a request to a member that works on it, or not as faults say.
func (m *model) reach(i int32, to *fleet.Stations, member int32, work time.Duration) {
	switch to.Members[member].Meet(m.draws.errors) {
	case fleet.Lost:
		m.lose(i, lost)
	case fleet.Held:
		m.lose(i, held)
	case fleet.Failed:
		m.refuse(i)
	default: // a station that is down refuses by itself
		if !to.Stations[member].Arrive(i, work) {
			m.refuse(i)
		}
	}
}

// lose lets the client of a request wait in vain.
func (m *model) lose(i int32, where stage) {
	m.requests.All[i].stage = where
	m.clients.waitInVain(i)
}

// finish brings the answer to the client, who may have gone.
func (m *model) finish(i int32) {
	r := &m.requests.All[i]
	switch {
	case r.orphan:
		m.forget(i)
	case m.servers.apps.Members[r.server].Cut:
		m.lose(i, lost)
	default:
		m.clients.take(r)
		m.release(i)
	}
}

// refuse answers a request with an error.
func (m *model) refuse(i int32) {
	m.clients.refused(&m.requests.All[i])
	m.release(i) // which may have moved
}

// release closes a request's connection and forgets the request.
func (m *model) release(i int32) {
	m.servers.leave(&m.requests.All[i])
	m.forget(i)
}

func (m *model) forget(i int32) {
	m.clients.calm(&m.requests.All[i])
	m.requests.All[i].stage = idle
	m.requests.Drop(i)
}
