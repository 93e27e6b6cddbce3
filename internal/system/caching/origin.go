package caching

import (
	"errors"
	"fmt"
	"math"
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// maxInFlight bounds the requests at an origin without a limit.
const maxInFlight = 2_000_000

// An origin has every value, and takes its time for each job. It is what the shared
// cache stores to.
type origin struct {
	run     *traffic.Run
	tallies *tallies
	jobs    *jobs
	done    func(job int32)
	station *sim.Station // nil if it answers at once
	fate    fleet.Condition
	work    traffic.Work
	back    bool            // it gets what is written from the cache, later
	stored  []time.Duration // when each key was written last, of what it has; nil if nothing writes
	most    int             // jobs that it worked on at a time
}

func newOrigin(run *traffic.Run, t *tallies, j *jobs, done func(job int32)) *origin {
	p := run.Plan
	o := &origin{run: run, tallies: t, jobs: j, done: done, back: p.Text("write") == string(cache.Back)}
	o.work = run.Work("origin", p.Text("origin_service"), p.Number("origin_service_mean"))
	if p.Number("writes") > 0 {
		o.stored = make([]time.Duration, p.Int("keys")+1)
	}
	if p.Number("origin_service_mean") > 0 {
		workers := p.Int("origin_workers")
		if workers == 0 {
			workers = maxInFlight
		}
		o.station = sim.NewStation(&run.Sim, workers, p.Int("origin_queue"), done)
		o.station.Begun = o.begun
	}
	return o
}

// ask gives the origin a job, unless its queue is full.
func (o *origin) ask(i int32) bool {
	o.tallies.at(o.run.Sim.Now()).origin++
	if o.station != nil {
		if o.fate.Slowness() != 1 {
			o.fate.Count(system.Slow)
		}
		return o.station.Arrive(i, o.work.Draw())
	}
	o.begun(i)
	o.done(i)
	return true
}

// begun notes which version the origin reads: the one it has when it begins.
func (o *origin) begun(i int32) {
	if o.station != nil {
		o.most = max(o.most, o.station.Busy())
	}
	if o.stored != nil {
		o.jobs.All[i].version = o.stored[o.jobs.All[i].key]
	}
}

var errFull = errors.New("the origin's queue is full")

// Load is not asked for anything: loads take their time, and fill the cache then.
func (o *origin) Load(key uint64) (value, error) { return value{written: o.stored[key]}, nil }

// Save gives the origin a value that the cache had. With other ways of writing
// than write-back the origin has it already.
func (o *origin) Save(key uint64, v value) error {
	if !o.back {
		return nil
	}
	i := o.jobs.Put(job{key: key, kind: save})
	if !o.ask(i) {
		o.jobs.forget(i)
		return errFull
	}
	o.stored[key] = v.written
	return nil
}

func (o *origin) resetStats() {
	if o.station != nil {
		o.station.ResetStats()
		o.most = o.station.Busy()
	}
}

// fill takes down what the origin measured.
func (o *origin) fill(r *system.Result) {
	r.Set("origin_concurrency_max", float64(o.most))
	r.Set("origin_concurrency_mean", 0)
	r.Set("origin_queue_max", 0)
	r.Bottleneck = "origin"
	if o.station == nil {
		r.BottleneckReason = "nothing has a limit: the origin answers at once"
		return
	}
	c := system.NewComponent("origin", []*sim.Station{o.station})
	stats := o.station.Stats()
	r.Components = []system.Component{c}
	r.Set("origin_concurrency_mean", float64(stats.BusyArea)/float64(max(1, stats.Elapsed)))
	r.Set("origin_queue_max", float64(c.QueueMax))
	if o.run.Plan.Int("origin_workers") == 0 {
		r.BottleneckReason = fmt.Sprintf("origin has no limit: it works on %s requests at a time", system.Jobs.Format(r.Metrics["origin_concurrency_mean"]))
		return
	}
	r.FindBottleneck()
}

// saturated reports whether the origin is offered more than it can do, and how
// much either is.
func (o *origin) saturated(asks float64) (capacity float64, ok bool) {
	capacity = math.Inf(1)
	if n := o.run.Plan.Number("origin_workers"); n > 0 && o.station != nil {
		capacity = n / o.run.Plan.Number("origin_service_mean")
	}
	return capacity, asks >= capacity
}
