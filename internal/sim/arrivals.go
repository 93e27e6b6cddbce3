package sim

import (
	"math/rand/v2"
	"time"
)

// Arrivals is an open-loop source: it calls Emit on average Rate times a second,
// whatever becomes of what it emits. That is how users who do not know of each
// other arrive; a loop that waits for answers before it sends more, as [Users]
// do, would hide every overload from the measurement.
type Arrivals struct {
	Sim    *Sim
	Stream *rand.Rand
	Rate   float64 // a second; change it by SetRate once started
	Emit   func()

	// Regular makes arrivals come at equal distances instead of at random (a
	// Poisson process).
	Regular bool
	// Shape varies the rate over time; nil leaves it constant.
	Shape Shape

	next Timer
	rest float64 // of a nanosecond, by which the latest regular arrival came early
}

// Start schedules the first arrival, in place of one that [Arrivals.SetRate] may
// have scheduled before.
func (a *Arrivals) Start() {
	a.Stop()
	a.schedule()
}

func (a *Arrivals) schedule() {
	if at, ok := a.following(a.Sim.Now()); ok {
		a.next = a.Sim.Schedule(at, a, 0, 0)
	}
}

// Stop ends the arrivals.
func (a *Arrivals) Stop() { a.Sim.Cancel(a.next) }

// SetRate changes the rate from now on. What comes next is drawn anew; random
// arrivals have no memory, so nothing is lost of their law.
func (a *Arrivals) SetRate(rate float64) {
	a.Rate = rate
	a.Start()
}

// Handle emits an arrival and schedules the next. It is called by the [Sim].
func (a *Arrivals) Handle(_, _ int32) {
	a.schedule()
	a.Emit()
}

// following returns when the arrival after time t comes, if ever.
func (a *Arrivals) following(t time.Duration) (time.Duration, bool) {
	switch {
	case !(a.Rate > 0):
		return 0, false
	case a.Shape == nil && !a.Regular:
		return t + Seconds(Exponential{1 / a.Rate}.Sample(a.Stream)), true
	case a.Regular:
		return a.regular(t)
	}
	return a.thinned(t)
}

// regular returns the end of the distance that the rate at time t makes.
func (a *Arrivals) regular(t time.Duration) (time.Duration, bool) {
	rate := a.Rate
	if a.Shape != nil {
		factor, _, until := a.Shape.At(t)
		for ; factor <= 0; factor, _, until = a.Shape.At(t) {
			if until == Forever {
				return 0, false
			}
			t = until
		}
		rate = float64(rate * factor)
	}
	exact := 1e9/rate + a.rest
	gap := time.Duration(min(exact, float64(Forever/2)))
	a.rest = exact - float64(gap)
	return t + gap, true
}

// thinned draws arrivals at a rate that is never exceeded and keeps each with
// the probability that makes up for it (Lewis and Shedler, "Simulation of
// nonhomogeneous Poisson processes by thinning", 1979).
func (a *Arrivals) thinned(t time.Duration) (time.Duration, bool) {
	for {
		_, bound, until := a.Shape.At(t)
		candidate := Forever
		if bound > 0 {
			candidate = t + Seconds(Exponential{1 / float64(a.Rate*bound)}.Sample(a.Stream))
		}
		switch factor, _, _ := a.Shape.At(candidate); {
		case candidate >= until && until == Forever:
			return 0, false
		case candidate >= until:
			t = until
		case factor >= bound || float64(a.Stream.Float64()*bound) < factor:
			return candidate, true
		default:
			t = candidate
		}
	}
}
