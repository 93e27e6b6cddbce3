package chat

import (
	"math"
	"time"
)

// A user is there or away. One who is there wants to be connected.
type user struct {
	connection     int32 // that the registry knows; it may be broken or its client gone
	gateway        int32 // of that connection, as long as both ends are there
	oldest, newest int32 // copies that the store keeps for the user
	firstHeld      int32 // of the messages in its client, to send when it is connected
	lastHeld       int32
	place          int32 // in the order of users
	parked         int32 // of those copies, the ones that wait for it to ask
	pages          int32 // of history, that it is waiting for
	pulled         int32 // copies on the pages that it has got, still on their way
	failures       int16 // to connect, in a row
	lost           bool  // its connection, or failed to get one, so that it connects again
}

// A population knows who is there.
type population struct {
	all     []user
	order   []int32 // of users, with those who are there first
	present int
}

// here reports whether a user is there.
func (p *population) here(u int32) bool { return int(p.all[u].place) < p.present }

// move brings a user to a place in the order.
func (p *population) move(u int32, to int) {
	from := p.all[u].place
	other := p.order[to]
	p.order[from], p.order[to] = other, u
	p.all[other].place, p.all[u].place = from, int32(to)
}

func (p *population) come(u int32) {
	p.move(u, p.present)
	p.present++
}

func (p *population) goAway(u int32) {
	p.present--
	p.move(u, p.present)
}

// reach returns the gateway through which a user can send and be told something now.
func (p *population) reach(u int32) (gateway int32, ok bool) {
	gateway = p.all[u].gateway
	return gateway, gateway != nobody
}

// keep adds a copy to what the store keeps for a user.
func (p *population) keep(m *model, u, k int32) {
	to, cp := &p.all[u], &m.copies.All[k]
	cp.older, cp.newer = to.newest, nobody
	if to.newest == nobody {
		to.oldest = k
	} else {
		m.copies.All[to.newest].newer = k
	}
	to.newest = k
}

// leave takes a copy out again.
func (p *population) leave(m *model, u, k int32) {
	to, cp := &p.all[u], &m.copies.All[k]
	if cp.older == nobody {
		to.oldest = cp.newer
	} else {
		m.copies.All[cp.older].newer = cp.newer
	}
	if cp.newer == nobody {
		to.newest = cp.older
	} else {
		m.copies.All[cp.newer].older = cp.older
	}
}

// populate makes the users. Those who are there are connected already, as a long
// history would have left them.
func (m *model) populate() {
	p := &m.people
	p.all, p.order = make([]user, m.size.users), make([]int32, m.size.users)
	for u := range p.all {
		p.all[u] = user{connection: nobody, gateway: nobody, oldest: nobody, newest: nobody, firstHeld: nobody, place: int32(u)}
		p.order[u] = int32(u)
	}
	p.present = int(math.Round(m.size.present(m.plan)))
	for u := range int32(p.present) {
		i, ok := m.claim(u)
		if !ok {
			continue
		}
		m.register(i)
		m.connections.All[i].since = -time.Duration(m.draws.churn.Float64() * float64(m.heartbeat))
	}
}

// stay returns how long users are there and away, on average, in seconds.
func (m *model) stay() (here, away float64) {
	here, online := m.plan.Number("session_mean"), m.plan.Number("online_fraction")
	return here, float64(here * (1 - online) / online)
}

// awaitChurn schedules the next who comes or goes. Sessions and absences have no
// memory, so that is one of all alike.
func (m *model) awaitChurn() {
	here, away := m.stay()
	rate := float64(m.people.present) / here
	if away > 0 {
		rate += float64(len(m.people.all)-m.people.present) / away
	}
	m.after(exponential(1/rate, m.draws.churn), churned, 0)
}

// churn lets a user come or go.
func (m *model) churn() {
	here, away := m.stay()
	going, coming := float64(m.people.present)/here, 0.
	if away > 0 {
		coming = float64(len(m.people.all)-m.people.present) / away
	}
	if float64(m.draws.churn.Float64()*(going+coming)) < going {
		m.goAway(m.people.order[m.draws.churn.IntN(m.people.present)], away == 0)
	} else {
		absent := len(m.people.all) - m.people.present
		m.come(m.people.order[m.people.present+m.draws.churn.IntN(absent)])
	}
	m.awaitChurn()
}

// goAway ends a user's session. Who has none at the moment goes on trying.
func (m *model) goAway(u int32, comesBack bool) {
	if _, ok := m.people.reach(u); !ok {
		return
	}
	i := m.people.all[u].connection
	if !comesBack {
		m.people.goAway(u)
	}
	if share := m.plan.Number("vanish_fraction"); share > 0 && m.draws.vanish.Float64() < share {
		m.vanish(i)
	} else {
		m.unregister(i)
		m.close(i)
	}
	if comesBack {
		m.redial(u, 0)
	}
}

// come lets a user return and connect.
func (m *model) come(u int32) {
	m.people.come(u)
	for k := m.people.all[u].oldest; k != nobody; k = m.copies.All[k].newer {
		m.unwatch(k) // it was sent to somebody who was away
	}
	m.people.all[u].lost = false
	m.dial(u)
}

// announce tells those who watch a user that they came or went.
func (m *model) announce() {
	for range m.plan.Int("watchers") {
		u := m.draws.watch.Int32N(int32(len(m.people.all)))
		m.notify(u, presence.job(u))
	}
}
