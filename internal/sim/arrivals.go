package sim

import "math/rand/v2"

// Arrivals is an open-loop Poisson source: it calls Emit at random, on average
// Rate times a second, whatever becomes of what it emits. That is how users who
// do not know of each other arrive; a loop that waits for answers before it
// sends more would hide every overload from the measurement.
type Arrivals struct {
	Sim    *Sim
	Stream *rand.Rand
	Rate   float64 // a second; may change during the run
	Emit   func()
}

// Start schedules the first arrival.
func (a *Arrivals) Start() {
	gap := Exponential{1 / a.Rate}.Sample(a.Stream)
	a.Sim.Schedule(a.Sim.Now()+Seconds(gap), a, 0, 0)
}

// Handle emits an arrival and schedules the next.
func (a *Arrivals) Handle(_, _ int32) {
	a.Start()
	a.Emit()
}
