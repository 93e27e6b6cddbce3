package sim

import "time"

// Unlimited as the limit of a [Station] lets its queue grow without bound.
const Unlimited = -1

// A Station is parallel servers before one queue, first come first served: a
// process with its workers, a database with its connections.
type Station struct {
	sim     *Sim
	servers int
	limit   int
	done    func(job int32)

	queue fifo
	busy  int
	down  bool
	slow  float64
	epoch int32 // of services begun; those of an earlier epoch were lost

	since time.Duration // of the areas below
	stats StationStats
}

// StationStats is what a station measured since [Station.ResetStats]. The areas
// are integrals over time, in nanoseconds times servers or jobs.
type StationStats struct {
	BusyArea, CapacityArea, WaitingArea int64

	Arrived    int // jobs that came, refused ones included
	Refused    int
	Waited     int // jobs that found every server busy and queued
	Served     int
	MaxWaiting int
	// Backlogged is when the queue first held ten jobs for every server or
	// refused one; negative if it never did.
	Backlogged time.Duration
}

// NewStation returns a station whose queue holds up to limit jobs beside those
// in service, or [Unlimited]. It calls done when it has served a job.
func NewStation(s *Sim, servers, limit int, done func(job int32)) *Station {
	st := &Station{sim: s, servers: servers, limit: limit, done: done, slow: 1}
	st.ResetStats()
	return st
}

// Arrive brings a job that needs so much service. It reports false if the job
// was refused, because the queue is full or the station is down.
func (st *Station) Arrive(job int32, service time.Duration) bool {
	st.advance()
	st.stats.Arrived++
	switch {
	case st.down:
		st.refuse()
		return false
	case st.busy < st.servers:
		st.serve(job, service)
		return true
	case st.limit != Unlimited && st.queue.len() >= st.limit:
		st.refuse()
		return false
	}
	st.queue.push(waiting{job, service})
	st.stats.Waited++
	st.stats.MaxWaiting = max(st.stats.MaxWaiting, st.queue.len())
	if st.queue.len() >= 10*st.servers {
		st.backlogged()
	}
	return true
}

func (st *Station) refuse() {
	st.stats.Refused++
	st.backlogged()
}

func (st *Station) backlogged() {
	if st.stats.Backlogged < 0 {
		st.stats.Backlogged = st.sim.Now()
	}
}

func (st *Station) serve(job int32, service time.Duration) {
	st.busy++
	if st.slow != 1 {
		service = time.Duration(float64(service) * st.slow)
	}
	st.sim.Schedule(st.sim.Now()+service, st, st.epoch, job)
}

// Handle ends the service of a job and begins the next. It is called by the
// [Sim].
func (st *Station) Handle(epoch, job int32) {
	if epoch != st.epoch {
		return
	}
	st.advance()
	st.busy--
	st.stats.Served++
	if st.queue.len() > 0 {
		next := st.queue.pop()
		st.serve(next.job, next.service)
	}
	st.done(job)
}

// Fail takes the station down. Its jobs, waiting and in service, are lost: done
// is not called for them.
func (st *Station) Fail() {
	st.advance()
	st.down = true
	st.epoch++
	st.busy = 0
	st.queue.clear()
}

// Restore brings a failed station back, empty.
func (st *Station) Restore() {
	st.advance()
	st.down = false
}

// Down reports whether the station has failed.
func (st *Station) Down() bool { return st.down }

// Slow makes every service that begins from now on take so many times longer
// than it would at full speed; 1 restores the speed.
func (st *Station) Slow(factor float64) { st.slow = factor }

// Waiting returns the length of the queue, jobs in service left out.
func (st *Station) Waiting() int { return st.queue.len() }

// Busy returns how many servers are at work.
func (st *Station) Busy() int { return st.busy }

// ResetStats begins measuring anew, as at the end of a warm-up.
func (st *Station) ResetStats() {
	st.since = st.sim.Now()
	st.stats = StationStats{Backlogged: -1, MaxWaiting: st.queue.len()}
}

// Stats returns what the station measured up to now.
func (st *Station) Stats() StationStats {
	st.advance()
	return st.stats
}

// Utilization returns the part of the servers' time that was spent working,
// 0 to 1, while the station was up.
func (s StationStats) Utilization() float64 {
	if s.CapacityArea == 0 {
		return 0
	}
	return float64(s.BusyArea) / float64(s.CapacityArea)
}

// advance brings the areas up to now.
func (st *Station) advance() {
	elapsed := int64(st.sim.Now() - st.since)
	if elapsed == 0 {
		return
	}
	st.since = st.sim.Now()
	st.stats.BusyArea += elapsed * int64(st.busy)
	st.stats.WaitingArea += elapsed * int64(st.queue.len())
	if !st.down {
		st.stats.CapacityArea += elapsed * int64(st.servers)
	}
}
