package network

import (
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system/fleet"
)

// An instance is one machine: workers before one queue, first come first served. A
// worker may be held after its work is done, which a [sim.Station] does not know.
type instance struct {
	fleet.Member
	workers, limit int
	busy, waiting  sim.Gauge
	first, last    int32 // of the queue, linked through the visits

	entries  *cache.Cache[uint64, struct{}] // of a cache; nil if it is off
	capacity int                            // in entries

	// Since measuring began.
	up         sim.Gauge // workers while it is up
	refused    int
	backlogged time.Duration // as of a station; negative if never
}

func newInstance(workers, limit int) *instance {
	s := &instance{workers: workers, limit: limit, first: nobody, last: nobody, backlogged: -1}
	s.up.Add(0, int64(workers))
	return s
}

func (s *instance) resetStats(now time.Duration) {
	s.busy.Reset(now)
	s.waiting.Reset(now)
	s.up.Reset(now)
	s.refused, s.backlogged = 0, -1
}

// reachable reports whether requests get to it.
func (s *instance) reachable() bool { return s.Answers() && !s.Removed }

func (s *instance) idle() bool { return s.busy.Value() < int64(s.workers) }

// load is how much it has to do, for choosing among replicas.
func (s *instance) load() int64 { return s.busy.Value() + s.waiting.Value() }

// backlog notes that its queue has grown to ten for each worker, or over.
func (s *instance) backlog(now time.Duration) {
	if s.backlogged < 0 {
		s.backlogged = now
	}
}

// admit gives a visit a worker, or a place in the queue; false if there is none.
func (m *model) admit(i int32) bool {
	v, now := &m.visits[i], m.sim.Now()
	s := m.instanceOf(v)
	switch {
	case s.idle():
		s.busy.Add(now, 1)
		m.work(i)
		return true
	case s.limit != sim.Unlimited && s.waiting.Value() >= int64(s.limit):
		s.refused++
		s.backlog(now)
		return false
	}
	v.state, v.next = waiting, nobody
	if s.first == nobody {
		s.first = i
	} else {
		m.visits[s.last].next = i
	}
	s.last = i
	s.waiting.Add(now, 1)
	if s.waiting.Value() >= 10*int64(s.workers) {
		s.backlog(now)
	}
	return true
}

// work begins the work of a visit that has a worker.
func (m *model) work(i int32) {
	v := &m.visits[i]
	c := m.components[v.component]
	waited := v.state == waiting
	v.state, v.worker = working, true
	took := sim.Seconds(c.work.Sample(c.streams.work) * m.instanceOf(v).Slowness())
	if took == 0 && !waited { // else a long queue would be a deep recursion
		m.worked(i)
		return
	}
	v.work = m.sim.Schedule(m.sim.Now()+took, m, workDone, i)
}

// dismiss frees the worker of a visit for the next that waits.
func (m *model) dismiss(i int32) {
	v, now := &m.visits[i], m.sim.Now()
	if !v.worker {
		return
	}
	v.worker = false
	s, at := m.instanceOf(v), v.component
	if s.first == nobody {
		s.busy.Add(now, -1)
		m.pull(at)
		return
	}
	next := s.first
	s.first = m.visits[next].next
	s.waiting.Add(now, -1)
	m.work(next)
}
