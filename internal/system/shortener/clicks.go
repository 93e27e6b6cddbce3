package shortener

import (
	"fmt"
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
		rec: sim.NewRecorder(p.End, p.Warmup(system.Tenth), system.Steps),
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

// measure sets what became of the clicks up to now.
func (c *clicks) measure(r *system.Result) {
	of := system.NewComponent("clicks", []*sim.Station{c.station})
	r.Components = append(r.Components, of)
	r.Set("clicks_utilization", of.Utilization)
	r.Set("clicks_queue_max", float64(of.QueueMax))
	r.Set("clicks_sent", float64(c.sent))
	r.Set("clicks_counted", float64(c.counted))
	r.Set("clicks_lost", float64(c.lost))
	r.Set("clicks_waiting", float64(c.waiting()))
}

// member returns what the consumers look like now.
func (c *clicks) member() system.Member {
	consumers := system.NewMember(c.station)
	if c.station.Servers() == 0 {
		consumers.State = "down"
	}
	return consumers
}

// balance reports an error unless every click is counted, lost or waiting.
func (c *clicks) balance() error {
	if c.sent != c.counted+c.lost+c.waiting() {
		return fmt.Errorf("clicks do not add up: %d sent, but %d counted, %d lost and %d waiting", c.sent, c.counted, c.lost, c.waiting())
	}
	return nil
}
