package traffic

import (
	"slices"
	"time"

	"spar/internal/sim"
)

// SetLoad lets requests arrive at so many times the usual rates, and so many times the
// usual users send them, from now on.
func (r *Run) SetLoad(factor float64) { r.RampLoad(factor, 0) }

// RampLoad lets the load rise or fall evenly to so many times the usual rates, over a
// time from now on, except for some sources. Rates that vary by themselves do so all along.
func (r *Run) RampLoad(factor float64, over time.Duration, except ...*sim.Arrivals) {
	now, from := r.Sim.Now(), 1.
	if r.load != nil {
		from, _, _ = r.load.At(now)
	}
	r.load = &sim.Ramp{From: from, To: factor, Start: now, End: now + over}
	for _, c := range r.crowds {
		c.follow()
	}
	for i := range r.sources {
		s := &r.sources[i]
		if slices.Contains(except, s.in) {
			continue
		}
		if !s.ramped {
			s.shape = s.in.Shape
		}
		if s.ramped = over > 0; !s.ramped {
			s.in.Shape = s.shape
			s.in.SetRate(s.rate * factor)
			continue
		}
		s.in.Shape = sim.Shape(r.load)
		if s.shape != nil {
			s.in.Shape = sim.Both{First: s.shape, Second: r.load}
		}
		s.in.SetRate(s.rate)
	}
}
