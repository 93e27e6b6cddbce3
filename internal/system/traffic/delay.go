package traffic

import (
	"time"

	"spar/internal/sim"
)

// A Delay lets things happen that all come after the same time, and so in their order:
// of any number of them only the first is an event that is pending, where an event for
// each would fill the simulation's queue.
type Delay struct {
	sim   *sim.Sim
	lasts time.Duration
	due   func(who int32)

	ring        []delayed // as long as a power of two
	first, size int
}

type delayed struct {
	at  time.Duration
	who int32
}

// NewDelay returns one that calls due for everything that was begun so long before.
func NewDelay(s *sim.Sim, lasts time.Duration, due func(who int32)) *Delay {
	return &Delay{sim: s, lasts: lasts, due: due}
}

// Begin lets something happen after the delay, and returns when.
func (d *Delay) Begin(who int32) time.Duration {
	if d.size == len(d.ring) {
		d.grow()
	}
	at := d.sim.Now() + d.lasts
	d.ring[(d.first+d.size)&(len(d.ring)-1)] = delayed{at, who}
	d.size++
	if d.size == 1 {
		d.sim.Schedule(at, d, 0, 0)
	}
	return at
}

// Handle lets the first happen. It is called by the simulation.
func (d *Delay) Handle(_, _ int32) {
	who := d.ring[d.first].who
	d.first = (d.first + 1) & (len(d.ring) - 1)
	d.size--
	if d.size > 0 {
		d.sim.Schedule(d.ring[d.first].at, d, 0, 0)
	}
	d.due(who)
}

func (d *Delay) grow() {
	larger := make([]delayed, max(16, 2*len(d.ring)))
	for i := range d.size {
		larger[i] = d.ring[(d.first+i)&(len(d.ring)-1)]
	}
	d.ring, d.first = larger, 0
}
