package shortener

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// clicks count what is followed, beside the way of the redirect: a queue, and
// consumers that take each click from it in their own time.
type clicks struct {
	station   *sim.Station
	sim       *sim.Sim
	consumers int
	work      traffic.Work
	rec       *sim.Recorder                // of the lag
	followed  traffic.Slots[time.Duration] // when, by the number of a click on its way

	sent, counted, lost int64
}

func newClicks(m *model) *clicks {
	p := m.Plan
	c := &clicks{
		sim: &m.Sim, consumers: p.Int("click_workers"), work: service(m, "click_service_mean", "click_service_mean"),
		rec: sim.NewRecorder(p.End, p.Warmup(tenth), system.Steps),
	}
	c.station = sim.NewStation(&m.Sim, c.consumers, p.Int("click_queue_limit"), c.count)
	return c
}

// send puts a click into the queue, or loses it where that is full: the redirect
// does not wait.
func (c *clicks) send() {
	c.sent++
	now := c.sim.Now()
	i := c.followed.Put(now)
	if !c.station.Arrive(i, c.work.Draw()) {
		c.lost++
		c.rec.Failed(now)
		c.followed.Drop(i)
	}
}

func (c *clicks) count(i int32) {
	c.counted++
	c.rec.Served(c.followed.All[i], c.sim.Now())
	c.followed.Drop(i)
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
