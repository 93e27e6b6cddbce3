package network

import (
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// An instance is one machine: workers before one queue, first come first served. A
// worker may be held after its work is done, which a [sim.Station] does not know.
type instance struct {
	fleet.Member
	of             *component
	workers, limit int
	busy           sim.Gauge
	queue          traffic.Line // of visits
	link           link

	wal      *wal                           // of a store that does not flush each write by itself; nil for others
	rows     *rows                          // of a store whose writes meet; nil for others
	entries  *cache.Cache[uint64, struct{}] // of a cache; nil if it is off
	capacity int                            // in entries

	// Since measuring began.
	up         sim.Gauge // workers while it is up
	refused    int
	backlogged time.Duration // as of a station; negative if never
}

// addInstance adds an instance that nothing sends to yet.
func (c *component) addInstance() *instance {
	p := c.net.Plan
	s := &instance{of: c, workers: p.Int(c.name + ".workers"), limit: p.Int(c.name + ".queue_limit"), backlogged: -1}
	if c.queue != nil {
		s.limit = sim.Unlimited // what it limits is the messages
	}
	s.up.Add(0, int64(s.workers))
	s.wal = newWAL(p, &c.net.spec.Components[c.net.spec.Find(c.name)])
	s.rows = newRows(p, &c.net.spec.Components[c.net.spec.Find(c.name)])
	c.instances = append(c.instances, s)
	if c.places != nil {
		replicas := 0
		if c.kind == topology.Store {
			replicas = p.Int(c.name + ".replicas")
		}
		c.places.put(len(c.instances)-1, replicas)
	}
	c.rented.Add(c.net.Sim.Now(), 1)
	return s
}

func (s *instance) resetStats(now time.Duration) {
	s.busy.Reset(now)
	s.queue.Waiting.Reset(now)
	s.up.Reset(now)
	s.link.resetStats(now)
	s.refused, s.backlogged = 0, -1
	if s.rows != nil {
		s.rows.counts.writes, s.rows.counts.conflicts = 0, 0
	}
}

// reachable reports whether requests get to it.
func (s *instance) reachable() bool { return s.Answers() && !s.Removed }

func (s *instance) idle() bool { return s.busy.Value() < int64(s.workers) }

// load is how much it has to do, for choosing among replicas.
func (s *instance) load() int64 { return s.busy.Value() + s.queue.Waiting.Value() }

// backlog notes that its queue has grown to ten for each worker, or over.
func (s *instance) backlog(now time.Duration) {
	if s.backlogged < 0 {
		s.backlogged = now
	}
}

// admit gives a visit a worker, or a place in the queue; false if there is none.
func (s *instance) admit(i int32) bool {
	v, now := &s.of.net.visits.All[i], s.of.net.Sim.Now()
	switch {
	case s.idle():
		s.busy.Add(now, 1)
		s.work(i)
		return true
	case s.limit != sim.Unlimited && s.queue.Len() >= s.limit:
		s.refused++
		s.backlog(now)
		return false
	}
	v.state = waiting
	s.queue.Push(now, i)
	if s.queue.Len() >= 10*s.workers {
		s.backlog(now)
	}
	return true
}

// work begins the work of a visit that has a worker.
func (s *instance) work(i int32) {
	c := s.of
	v := &c.net.visits.All[i]
	waited := v.state == waiting
	v.state, v.worker = working, true
	if s.rows != nil && v.write && !s.rows.enter(i, v) {
		return // it waits for its row, and keeps the worker
	}
	took := sim.Seconds(c.work.Law.Sample(c.work.Stream) * s.Slowness())
	if took == 0 && !waited { // else a long queue would be a deep recursion
		c.worked(i)
		return
	}
	v.work = c.net.Sim.Schedule(c.net.Sim.Now()+took, &c.net.visits, workDone, i)
}

// commit ends the work of a write on its row, which the next then has.
func (s *instance) commit(i int32) {
	vs := &s.of.net.visits
	next := s.rows.leave(&vs.All[i], vs.All)
	if next == nobody {
		return
	}
	took := sim.Seconds(s.of.work.Law.Sample(s.of.work.Stream) * s.Slowness())
	vs.All[next].work = s.of.net.Sim.Schedule(s.of.net.Sim.Now()+took, vs, workDone, next)
}

// dismiss frees the worker of a visit for the next that waits.
func (s *instance) dismiss(i int32) {
	v, now := &s.of.net.visits.All[i], s.of.net.Sim.Now()
	if !v.worker {
		return
	}
	v.worker = false
	if s.queue.Len() == 0 {
		s.busy.Add(now, -1)
		s.of.pull()
		return
	}
	s.work(s.queue.Pop(now))
}

// flush forgets what is in memory.
func (s *instance) flush() {
	if s.entries != nil {
		s.entries.Clear()
	}
}
