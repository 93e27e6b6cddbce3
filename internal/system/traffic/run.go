// Package traffic is what all systems do with requests: it lets them arrive, keeps
// the books on them, carries the clock on without filling the memory, waits at the end
// for those that count, and says whether a client tries again.
//
// A model embeds a [Run], which implements [system.Model] but for Strike and View, and
// for the latter does what all have in common. What a request is, and where it goes, is
// the model's: it keeps its requests in [Slots] and lets them wait in a [Line] or at a
// [sim.Station].
package traffic

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// A Run is the traffic of one run.
type Run struct {
	Sim  sim.Sim
	Plan *system.Plan
	Rec  *sim.Recorder // of requests
	// Counts are sums since the start of the run.
	Counts Counts
	Open   int // measured requests whose fate is not known yet

	// Begin is called before the first event, if it is not nil.
	Begin  func(context.Context) error
	Bound  Bound
	Ending Ending

	sources []source
	crowds  []*Crowd
	load    *sim.Ramp // on the usual rates; nil as long as there was none
	began   bool
}

// Counts are what became of requests.
type Counts struct{ Arrived, Served, Failed, TimedOut, Refused int64 }

// A source is an arrival process with its usual rate.
type source struct {
	in     *sim.Arrivals
	rate   float64
	shape  sim.Shape // its usual one, once ramped
	ramped bool
}

// Start makes a run of a plan of which a warm-up is not measured.
func Start(p *system.Plan, warmup time.Duration) Run {
	return Run{Sim: sim.Sim{Budget: p.Budget}, Plan: p, Rec: sim.NewRecorder(p.End, warmup, system.Steps)}
}

// Arrivals adds a source of requests, at random with a stream of that name, which
// starts with the run. The run must not move in memory from then on.
func (r *Run) Arrivals(stream string, rate float64, emit func()) *sim.Arrivals {
	in := &sim.Arrivals{Sim: &r.Sim, Stream: r.Stream(stream), Rate: rate, Emit: emit}
	r.sources = append(r.sources, source{in: in, rate: rate})
	return in
}

// Stream returns the random stream of a name.
func (r *Run) Stream(name string) *rand.Rand { return sim.Stream(r.Plan.Seed, name) }

// Rate returns the usual rate of all sources together, and of crowds how often their users
// would send if all were answered at once.
func (r *Run) Rate() float64 {
	sum := 0.
	for _, c := range r.crowds {
		sum += float64(c.usual) / c.mean
	}
	for _, s := range r.sources {
		sum += s.rate
	}
	return sum
}

// A Bound ends a run in which more is under way than memory is meant for; the zero
// Bound does not.
type Bound struct {
	Most     int
	UnderWay func() int
	// What it is that is under way, and what to do about it, for the message.
	What, Remedy string
	// Each is how much comes to be under way for a request, at the most; 0 means 1.
	Each float64
}

// RunUntil goes on to a time, in steps short enough to notice an overload before it
// fills the memory.
func (r *Run) RunUntil(ctx context.Context, t time.Duration) error {
	if err := r.start(ctx); err != nil {
		return err
	}
	step := r.step(t)
	for r.Sim.Now() < t {
		if err := r.Sim.RunUntil(ctx, min(t, r.Sim.Now()+step)); err != nil {
			return err
		}
		if b := &r.Bound; b.Most > 0 && b.UnderWay() > b.Most {
			return fmt.Errorf("more than %.2g million %s under way: %s: %w", float64(b.Most)/1e6, b.What, b.Remedy, sim.ErrMemory)
		}
	}
	return nil
}

func (r *Run) start(ctx context.Context) error {
	if r.began {
		return nil
	}
	if r.Begin != nil {
		if err := r.Begin(ctx); err != nil {
			return err
		}
	}
	r.began = true
	for _, s := range r.sources {
		s.in.Start()
	}
	for _, c := range r.crowds {
		c.join()
	}
	return nil
}

// step returns in how long an eighth of the bound arrives.
func (r *Run) step(t time.Duration) time.Duration {
	rate := float64(r.Rate() * max(1, r.Bound.Each))
	if r.Bound.Most == 0 || rate == 0 {
		return max(1, t)
	}
	return max(1, min(t, sim.Seconds(float64(r.Bound.Most)/8/rate)))
}
