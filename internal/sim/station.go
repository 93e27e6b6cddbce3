package sim

import (
	"math"
	"time"
)

// Unlimited as the limit of a [Station] lets its queue grow without bound.
const Unlimited = -1

// A Station is parallel servers before one queue, first come first served: a
// process with its workers, a database with its connections.
type Station struct {
	// Begun, if not nil, is told of every job whose service begins, be it at once
	// or after a wait.
	Begun func(job int32)

	sim     *Sim
	servers int
	limit   int
	done    func(job int32)

	queue fifo
	busy  int
	idle  int // servers that could begin; none while the station is down
	down  bool
	slow  float64
	epoch int32 // of services begun; those of an earlier epoch were lost
	// quiet are the ends of services that are no events, see Occupy; as many servers
	// count as busy until somebody asks.
	quiet []time.Duration

	sums  areas
	since time.Duration // of the measurement
	base  areas         // then
	stats StationStats
}

// areas are integrals over time of the numbers of busy and of all servers and of
// waiting jobs. What begins at a time counts with minus that time and what ends
// with plus that time, so that nothing is to do in between. Sums that overflow
// on the way come out right in the end.
type areas struct{ busy, capacity, waiting int64 }

// StationStats is what a station measured since [Station.ResetStats]. The areas
// are integrals over time, in nanoseconds times servers or jobs.
type StationStats struct {
	BusyArea, CapacityArea, WaitingArea int64
	Elapsed                             time.Duration

	Arrived    int // jobs that came, refused ones included
	Refused    int
	Waited     int // jobs that found every server busy and queued
	Removed    int // of those, the ones that were taken out of the queue
	Served     int
	MaxWaiting int
	// Backlogged is when the queue first held ten jobs for every server or
	// refused one for want of room; negative if it never did.
	Backlogged time.Duration
}

// NewStation returns a station whose queue holds up to limit jobs beside those
// in service, or [Unlimited]. It calls done when it has served a job.
func NewStation(s *Sim, servers, limit int, done func(job int32)) *Station {
	st := &Station{sim: s, servers: servers, limit: limit, done: done, idle: servers, slow: 1}
	st.sums.capacity = -int64(s.Now()) * int64(servers)
	st.ResetStats()
	return st
}

// Arrive brings a job that needs so much service. It reports false if the job
// was refused, because the queue is full or the station is down.
func (st *Station) Arrive(job int32, service time.Duration) bool {
	st.stats.Arrived++
	if st.idle <= 0 && len(st.quiet) > 0 {
		st.hear()
	}
	if st.idle > 0 {
		st.engage()
		st.serve(job, service)
		return true
	}
	return st.enqueue(job, service)
}

// Occupy brings a job of whose end nobody needs to be told, which saves an event: done
// is called as soon as its service begins, if that is at once. All else is as by
// [Station.Arrive].
func (st *Station) Occupy(job int32, service time.Duration) bool {
	if st.idle <= 0 && len(st.quiet) > 0 {
		st.hear()
	}
	st.stats.Arrived++
	if st.idle <= 0 {
		return st.enqueue(job, service)
	}
	st.engage()
	st.quiet = append(st.quiet, st.sim.now+st.slowed(service))
	if st.Begun != nil {
		st.Begun(job)
	}
	st.done(job)
	return true
}

// unheard is the job at whose end done is not called.
const unheard = math.MinInt32

// hear makes room: services that are no events end if they are over, and else become
// events, for somebody may come to wait for them.
func (st *Station) hear() {
	st.endQuiet()
	if st.idle > 0 {
		return
	}
	st.tellAll()
}

// tellAll makes the services that are no events such.
func (st *Station) tellAll() {
	for _, end := range st.quiet {
		st.sim.Schedule(end, st, st.epoch, unheard)
	}
	st.quiet = st.quiet[:0]
}

// endQuiet ends the services that are over and were no events.
func (st *Station) endQuiet() {
	rest := st.quiet[:0]
	for _, end := range st.quiet {
		if end > st.sim.now {
			rest = append(rest, end)
			continue
		}
		st.stats.Served++
		st.busy--
		st.idle++
		st.sums.busy += int64(end)
	}
	st.quiet = rest
}

// engage makes an idle server busy.
func (st *Station) engage() {
	st.idle--
	st.busy++
	st.sums.busy -= int64(st.sim.now)
}

func (st *Station) enqueue(job int32, service time.Duration) bool {
	if st.down {
		st.stats.Refused++
		return false
	}
	if st.limit != Unlimited && st.queue.size >= st.limit {
		st.stats.Refused++
		st.backlogged()
		return false
	}
	st.sums.waiting -= int64(st.sim.now)
	st.queue.push(waiting{job, service})
	st.stats.Waited++
	st.stats.MaxWaiting = max(st.stats.MaxWaiting, st.queue.size)
	if st.queue.size >= 10*st.servers {
		st.backlogged()
	}
	return true
}

func (st *Station) backlogged() {
	if st.stats.Backlogged < 0 {
		st.stats.Backlogged = st.sim.Now()
	}
}

// serve begins the service of a job.
func (st *Station) serve(job int32, service time.Duration) {
	st.sim.Schedule(st.sim.now+st.slowed(service), st, st.epoch, job)
	if st.Begun != nil {
		st.Begun(job)
	}
}

// slowed returns how long a service takes that begins now.
func (st *Station) slowed(service time.Duration) time.Duration {
	if st.slow == 1 {
		return service
	}
	const longest = float64(Forever / 2) // what is longer has no place in virtual time
	return time.Duration(min(float64(float64(service)*st.slow), longest))
}

// serveNext begins the service of the job that waits longest.
func (st *Station) serveNext() {
	next := st.queue.pop()
	st.sums.waiting += int64(st.sim.now)
	st.serve(next.job, next.service)
}

// Handle ends the service of a job and begins the next. It is called by the
// [Sim].
func (st *Station) Handle(epoch, job int32) {
	if epoch != st.epoch {
		return
	}
	st.stats.Served++
	if st.queue.size > 0 && st.idle == 0 {
		st.serveNext()
	} else {
		st.busy--
		st.sums.busy += int64(st.sim.now)
		st.idle++
		if st.idle <= 0 {
			st.sums.capacity += int64(st.sim.now) // a server that was only to finish this
		}
	}
	if job != unheard {
		st.done(job)
	}
}

// Remove takes a job out of the queue, as when its client has given up, and
// reports whether it was there. That is fast for jobs near the front, which
// those with equal patience are when they lose it.
func (st *Station) Remove(job int32) bool {
	if !st.queue.remove(job) {
		return false
	}
	st.sums.waiting += int64(st.sim.now)
	st.stats.Removed++
	return true
}

// Resize changes the number of servers. New ones begin at once with jobs that
// wait; those to go finish the jobs that they have begun.
func (st *Station) Resize(servers int) {
	st.endQuiet()
	st.tellAll()
	if st.down {
		st.servers = servers
		return
	}
	all := max(st.servers, st.busy)
	st.idle += servers - st.servers
	st.servers = servers
	st.sums.capacity -= int64(max(servers, st.busy)-all) * int64(st.sim.now)
	for st.idle > 0 && st.queue.size > 0 {
		st.engage()
		st.serveNext()
	}
}

// Fail takes the station down. Its jobs, waiting and in service, are lost: done
// is not called for them.
func (st *Station) Fail() {
	if st.down {
		return
	}
	st.endQuiet()
	st.quiet = st.quiet[:0]
	now := int64(st.sim.now)
	st.sums.busy += int64(st.busy) * now
	st.sums.capacity += int64(max(st.servers, st.busy)) * now
	st.sums.waiting += int64(st.queue.size) * now
	st.down = true
	st.epoch++
	st.busy, st.idle = 0, 0
	st.queue.size = 0
}

// Restore brings a failed station back, empty.
func (st *Station) Restore() {
	if !st.down {
		return
	}
	st.down = false
	st.idle = st.servers
	st.sums.capacity -= int64(st.servers) * int64(st.sim.now)
}

// Down reports whether the station has failed.
func (st *Station) Down() bool { return st.down }

// Slow makes every service that begins from now on take so many times longer
// than it would at full speed; 1 restores the speed.
func (st *Station) Slow(factor float64) { st.slow = factor }

// Slowness returns the factor by which services take longer; 1 at full speed.
func (st *Station) Slowness() float64 { return st.slow }

// Servers returns how many jobs can be served at a time.
func (st *Station) Servers() int { return st.servers }

// Waiting returns the length of the queue, jobs in service left out.
func (st *Station) Waiting() int { return st.queue.size }

// Busy returns how many servers are at work.
func (st *Station) Busy() int {
	st.endQuiet()
	return st.busy
}

// ResetStats begins measuring anew, as at the end of a warm-up.
func (st *Station) ResetStats() {
	st.endQuiet()
	st.since, st.base = st.sim.Now(), st.areas()
	st.stats = StationStats{Backlogged: -1, MaxWaiting: st.queue.size}
}

// Stats returns what the station measured up to now.
func (st *Station) Stats() StationStats {
	st.endQuiet()
	now, stats := st.areas(), st.stats
	stats.BusyArea = now.busy - st.base.busy
	stats.CapacityArea = now.capacity - st.base.capacity
	stats.WaitingArea = now.waiting - st.base.waiting
	stats.Elapsed = st.sim.Now() - st.since
	return stats
}

// areas returns the integrals from the beginning up to now.
func (st *Station) areas() areas {
	now, all := int64(st.sim.Now()), max(st.servers, st.busy)
	if st.down {
		all = 0
	}
	return areas{
		st.sums.busy + now*int64(st.busy),
		st.sums.capacity + now*int64(all),
		st.sums.waiting + now*int64(st.queue.size),
	}
}

// Utilization returns the part of the servers' time that was spent working,
// 0 to 1, while the station was up.
func (s StationStats) Utilization() float64 {
	if s.CapacityArea == 0 {
		return 0
	}
	return float64(s.BusyArea) / float64(s.CapacityArea)
}

// MeanWaiting returns the mean length of the queue.
func (s StationStats) MeanWaiting() float64 {
	if s.Elapsed == 0 {
		return 0
	}
	return float64(s.WaitingArea) / float64(s.Elapsed)
}
