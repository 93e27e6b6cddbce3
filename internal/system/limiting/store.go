package limiting

import (
	"time"

	"spar/internal/limit"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// A store holds the counters that all servers share, in its memory.
type store struct {
	m *model
	fleet.Condition
	station *sim.Station
	limiter *limit.Limiter
	service time.Duration

	asks             traffic.Slots[ask]
	there, back, end *traffic.Delay // the ways to it and from it, and the patience of servers
}

// What a store is asked: to take a step by itself, for a state, or to keep one.
const (
	step = iota
	read
	write
)

// An ask is what a server asks the store for a request, until both the server has
// stopped waiting for it and the store has done with it.
type ask struct {
	request int32
	serial  uint32 // of the request, whose slot may be another's by now
	key     int32
	what    uint8
	at      atStore
	fails   bool // its answer is an error
	settled bool // the server has an answer, or waits no more
	loose   bool // the other of the two has come about
	state   limit.State
	says    limit.Decision
}

// atStore is where an ask is.
type atStore uint8

const (
	onWay   atStore = iota
	inStore         // it waits for the store's worker, or is worked on
	stuck           // the store hangs
)

func newStore(m *model) *store {
	p := m.Plan
	s := &store{m: m, limiter: limit.NewLimiter(m.algorithm, anyKeys), service: p.Duration("store_service_mean")}
	s.Unwatched = true
	s.station = sim.NewStation(&m.Sim, p.Int("store_workers"), sim.Unlimited, s.done)
	way := p.Duration("network") / 2
	s.there, s.back = traffic.NewDelay(&m.Sim, way, s.arrive), traffic.NewDelay(&m.Sim, way, s.answer)
	s.end = traffic.NewDelay(&m.Sim, p.Duration("store_timeout"), s.expire)
	return s
}

// send asks the store for a request.
func (s *store) send(i int32, what uint8) {
	s.put(ask{request: i, what: what})
}

// sendWrite asks it to keep a state, behind which a request has been decided on.
func (s *store) sendWrite(i int32, state limit.State, d limit.Decision) {
	s.put(ask{request: i, what: write, state: state, says: d})
}

func (s *store) put(a ask) {
	r := &s.m.requests.All[a.request]
	a.serial, a.key = r.serial, r.key
	k := s.asks.Put(a)
	s.end.Begin(k)
	s.there.Begin(k)
}

// arrive takes in what has reached the store.
func (s *store) arrive(k int32) {
	switch s.Meet(s.m.errors) {
	case fleet.Lost:
		s.release(k)
	case fleet.Held:
		s.hold(k)
	case fleet.Accepted:
		s.asks.All[k].at = inStore
		s.station.Arrive(k, s.service) // it takes whatever comes
	default:
		s.refuse(k)
	}
}

// hold keeps an ask that will not be answered until the store is back; one whose server
// waits no more is forgotten.
func (s *store) hold(k int32) {
	a := &s.asks.All[k]
	a.at = stuck
	if a.settled {
		s.release(k)
	}
}

// refuse answers with an error.
func (s *store) refuse(k int32) {
	a := &s.asks.All[k]
	a.at, a.fails = onWay, true
	s.back.Begin(k)
}

// done carries out what was asked, whatever has become of the request, and sends the
// answer.
func (s *store) done(k int32) {
	a := &s.asks.All[k]
	a.at = onWay
	switch a.what {
	case step:
		a.says = s.limiter.Allow(uint64(a.key), 1, s.m.Sim.Now())
	case read:
		a.state = s.limiter.State(uint64(a.key)).Clone()
	default:
		s.limiter.Set(uint64(a.key), a.state)
	}
	if s.Cut {
		s.release(k)
		return
	}
	s.back.Begin(k)
}

// answer brings an answer to the server that asked, unless that waits no more.
func (s *store) answer(k int32) {
	a := s.asks.All[k]
	s.asks.All[k].settled = true
	s.release(k)
	switch {
	case a.settled || !s.m.awaits(&a):
	case a.fails:
		s.m.unanswered(a.request)
	case a.what == read:
		s.m.act(a.request, a.state)
	default:
		s.m.decide(a.request, a.says)
	}
}

// expire ends the patience of the server that asked, if it has no answer yet.
func (s *store) expire(k int32) {
	a := s.asks.All[k]
	s.asks.All[k].settled = true
	if a.at == stuck {
		s.release(k)
	}
	s.release(k)
	if !a.settled && s.m.awaits(&a) {
		s.m.unanswered(a.request)
	}
}

// awaits reports whether the request for which something was asked still waits for that.
func (m *model) awaits(a *ask) bool {
	r := &m.requests.All[a.request]
	return r.serial == a.serial && r.place == checking
}

// release lets go of an ask once both of its ends have come about.
func (s *store) release(k int32) {
	a := &s.asks.All[k]
	if !a.loose {
		a.loose = true
		return
	}
	a.at, a.state = onWay, limit.State{}
	s.asks.Drop(k)
}

// strike carries out a fault that befalls the store.
func (s *store) strike(f system.Fault) {
	_, ended := s.Befall(f, s.station)
	switch {
	case ended:
		s.limiter.Clear()
		s.each(s.refuse)
	case f.Verb == system.Hang:
		s.each(s.hold)
	case f.Verb == system.Flush:
		s.limiter.Clear()
	}
}

// each calls do for everything that the store has in hand.
func (s *store) each(do func(k int32)) {
	for k := range s.asks.Where(func(a *ask) bool { return a.at != onWay }) {
		do(k)
	}
}
