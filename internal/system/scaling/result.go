package scaling

import (
	"fmt"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// resetStats begins measuring. Metrics on their way to the autoscaler stay right.
func (m *model) resetStats() {
	now := m.Sim.Now()
	for _, i := range m.instances {
		stats := i.station.Stats()
		i.busy -= stats.BusyArea
		i.capacity -= stats.CapacityArea
		i.station.ResetStats()
	}
	m.queue.Waiting.Reset(now)
	m.paid.Reset(now)
	h := &m.history
	h.short.Reset(now)
	h.shortSince, h.longest = now, 0
	h.ups, h.downs, h.flaps = 0, 0, 0
	h.refused, h.backlogged = 0, -1
}

// whatMet says what those met who were at an instance that a fault befell.
var whatMet = map[system.Verb]string{
	system.Kill: "requests failed in its hands", system.Errors: "requests failed", system.Slow: "requests came to it then",
}

// measure takes down what instances and autoscaler did, at the end of the run.
func (m *model) measure(r *system.Result) {
	now, h := m.Sim.Now(), &m.history
	var stations []*sim.Station
	for place, i := range m.instances {
		stations = append(stations, i.station)
		i.TellWhat(r, fmt.Sprintf("instance %d", place+1), whatMet)
	}
	c := system.NewComponent("instance", stations)
	c.QueueMax, c.Refused, c.BackloggedSeconds = int(m.queue.Waiting.Max()), h.refused, max(-1, h.backlogged.Seconds())
	r.Components = []system.Component{c}
	r.FindBottleneck()
	r.Set("utilization", c.Utilization)
	r.Set("queue_max", float64(c.QueueMax))
	r.Set("instances_mean", m.paid.Mean(now))
	r.Set("instances_max", float64(m.paid.Max()))
	r.Set("instance_hours", float64(m.paid.Area(now))/float64(time.Hour))
	r.Set("scale_ups", float64(h.ups))
	r.Set("scale_downs", float64(h.downs))
	r.Set("flaps", float64(h.flaps))
	r.Set("reaction_seconds", m.longestShortage(now).Seconds())
	r.Set("shortage_fraction", h.short.Mean(now))
}

// longestShortage returns how long the longest shortage lasted, up to now.
func (m *model) longestShortage(now time.Duration) time.Duration {
	if m.history.short.Value() == 0 {
		return m.history.longest
	}
	return max(m.history.longest, now-m.history.shortSince)
}

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	m.giveUp()
	m.CompleteAnswers(r, "latency")
	r.SetTheory(theory(m.Plan))
	m.warn(r)
	if m.Plan.Text("load_shape") != constant {
		r.Uncertain("the load changes in the same way whatever the seed, which the slices of one run would take for chance",
			"latency_*", "availability", "dropped_fraction", "timed_out_fraction", "throughput_per_second")
	}
}
