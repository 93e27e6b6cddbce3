package shortener

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// clicks count what is followed, beside the way of the redirect: a queue, and
// consumers that take each click from it in their own time.
type clicks struct {
	station   *sim.Station
	sim       *sim.Sim
	consumers int
	work      service
	rec       *sim.Recorder   // of the lag
	followed  []time.Duration // when, by the number of a click on its way
	free      []int32

	sent, counted, lost int64
}

func (m *model) newClicks(p *system.Plan) *clicks {
	c := &clicks{
		sim: m.sim, consumers: p.Int("click_consumers"), work: newService(p, "click_service_mean"),
		rec: sim.NewRecorder(p.Duration("duration"), p.Duration("warmup"), system.Steps),
	}
	c.station = sim.NewStation(m.sim, c.consumers, p.Int("click_queue_limit"), c.count)
	return c
}

// send puts a click into the queue, or loses it where that is full: the redirect
// does not wait.
func (c *clicks) send() {
	c.sent++
	i := int32(len(c.followed))
	if n := len(c.free); n > 0 {
		i = c.free[n-1]
		c.free = c.free[:n-1]
	} else {
		c.followed = append(c.followed, 0)
	}
	c.followed[i] = c.sim.Now()
	if !c.station.Arrive(i, c.work.sample()) {
		c.lost++
		c.rec.Failed(c.followed[i])
		c.free = append(c.free, i)
	}
}

func (c *clicks) count(i int32) {
	c.counted++
	c.rec.Served(c.followed[i], c.sim.Now())
	c.free = append(c.free, i)
}

// waiting returns how many clicks are sent and not counted yet.
func (c *clicks) waiting() int64 { return int64(c.station.Waiting() + c.station.Busy()) }

// strike carries out a fault. The queue is durable: while no consumer works, clicks
// wait in it.
func (c *clicks) strike(f system.Fault) {
	switch f.Verb {
	case system.Kill:
		c.station.Resize(0)
	case system.Restart:
		c.station.Resize(c.consumers)
	case system.Slow:
		c.station.Slow(f.Factor)
	}
}
