package chat

import (
	"math/rand/v2"
	"time"
)

// presence is who comes and goes, and who is told of it.
type presence struct {
	m                             *model
	churning, vanishing, watching *rand.Rand
	here, away                    float64 // seconds that users are there and away, on average
	vanishes                      float64 // part of the sessions
	watchers                      int
}

func newPresence(m *model) presence {
	p := m.Plan
	here, online := p.Number("session_mean"), p.Number("online_fraction")
	return presence{
		m: m, churning: m.Stream("sessions"), vanishing: m.Stream("vanishing"), watching: m.Stream("watchers"),
		here: here, away: float64(here * (1 - online) / online),
		vanishes: p.Number("vanish_fraction"), watchers: p.Int("watchers"),
	}
}

// connectAll connects those who are there, as a long history would have left them.
func (pr *presence) connectAll() {
	links := &pr.m.links
	for u := range int32(pr.m.people.present) {
		i, ok := links.claim(u)
		if !ok {
			continue
		}
		links.register(i)
		links.connections.All[i].since = -time.Duration(pr.churning.Float64() * float64(links.heartbeat))
	}
}

// rates returns how many users go and come, a second.
func (pr *presence) rates() (going, coming float64) {
	p := &pr.m.people
	going = float64(p.present) / pr.here
	if pr.away > 0 {
		coming = float64(len(p.all)-p.present) / pr.away
	}
	return going, coming
}

// await schedules the next who comes or goes. Sessions and absences have no memory, so
// that is one of all alike.
func (pr *presence) await() {
	going, coming := pr.rates()
	pr.m.after(exponential(1/(going+coming), pr.churning), pr, 0, 0)
}

// Handle lets a user come or go. It is called by the simulation.
func (pr *presence) Handle(_, _ int32) {
	p := &pr.m.people
	going, coming := pr.rates()
	if float64(pr.churning.Float64()*(going+coming)) < going {
		pr.leave(p.order[pr.churning.IntN(p.present)])
	} else {
		pr.enter(p.order[p.present+pr.churning.IntN(len(p.all)-p.present)])
	}
	pr.await()
}

// leave ends a user's session. Who has none at the moment goes on trying.
func (pr *presence) leave(u int32) {
	m := pr.m
	if _, ok := m.people.reach(u); !ok {
		return
	}
	i := m.people.all[u].connection
	comesBack := pr.away == 0
	if !comesBack {
		m.people.goAway(u)
	}
	if pr.vanishes > 0 && pr.vanishing.Float64() < pr.vanishes {
		m.links.vanish(i)
	} else {
		m.links.unregister(i)
		m.links.close(i)
	}
	if comesBack {
		m.links.redial(u, 0)
	}
}

// enter lets a user return and connect.
func (pr *presence) enter(u int32) {
	m := pr.m
	m.people.come(u)
	for k := m.people.all[u].oldest; k != nobody; k = m.copies.All[k].newer {
		m.copies.unwatch(k) // it was sent to somebody who was away
	}
	m.history.recall(u)
	m.people.all[u].lost = false
	m.links.dial(u)
}

// announce tells those who watch a user that they came or went.
func (pr *presence) announce() {
	for range pr.watchers {
		u := pr.watching.Int32N(int32(len(pr.m.people.all)))
		pr.m.gateways.notify(u, change.job(u))
	}
}
