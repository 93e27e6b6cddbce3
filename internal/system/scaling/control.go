package scaling

import (
	"time"

	"spar/internal/autoscale"
	"spar/internal/sim"
)

// watchEvery is how often somebody looks whether there is enough capacity.
const watchEvery = time.Second

// flapWindow is how soon after the decision before one in the opposite direction
// counts as flapping.
const flapWindow = 10 * time.Minute

// A history is what happened since measuring began.
type history struct {
	refused    int           // requests, because the queue was full
	backlogged time.Duration // when the first was; negative before

	ups, downs, flaps int
	direction         int // of the latest decision: 1, -1, or 0 if there is none
	decided           time.Duration

	short      sim.Gauge // 1 while more is asked than ready instances can do
	shortSince time.Duration
	longest    time.Duration // that lasted
}

// decide takes the metrics and lets the autoscaler act on those that it has.
func (m *model) decide() {
	m.sample()
	now := m.Sim.Now()
	observation := autoscale.Observation{Now: now, Instances: m.observe()}
	if n := m.bounds.Clamp(m.policy.Desired(observation)); n != observation.Current() {
		m.scale(observation.Current(), n)
	}
	m.Sim.Schedule(now+m.Plan.Duration("interval"), m, decide, 0)
}

// observe returns what the autoscaler knows of the instances. A machine of so many
// times the size counts as so many.
func (m *model) observe() []autoscale.Instance {
	m.observed = m.observed[:0]
	for _, i := range m.instances {
		if !i.ordered() {
			continue
		}
		for range i.size {
			m.observed = append(m.observed, autoscale.Instance{Level: i.level, Ready: i.state == ready, Known: i.known})
		}
	}
	return m.observed
}

// scale orders instances or takes back those that were ordered last.
func (m *model) scale(current, desired int) {
	m.history.decide(m.Sim.Now(), desired-current)
	if m.vertical {
		m.resize(max(1, desired))
		return
	}
	for ; current < desired; current++ {
		m.order(1)
	}
	for ; current > desired; current-- {
		m.takeBack(m.latest())
	}
}

// latest returns the instance to take back: one that boots before one that serves,
// and of those the last place.
func (m *model) latest() int32 {
	best := -1
	for place, i := range m.instances {
		if i.ordered() && (best < 0 || i.state <= m.instances[best].state) {
			best = place
		}
	}
	return int32(best)
}

// decide counts a decision.
func (h *history) decide(now time.Duration, change int) {
	direction := 1
	if change < 0 {
		direction = -1
		h.downs++
	} else {
		h.ups++
	}
	if h.direction == -direction && now-h.decided <= flapWindow {
		h.flaps++
	}
	h.direction, h.decided = direction, now
}

// sample takes how busy instances were since it last did, and sends that to the
// autoscaler.
func (m *model) sample() {
	var s snapshot
	if n := len(m.spare); n > 0 {
		s, m.spare = m.spare[n-1][:0], m.spare[:n-1]
	}
	for _, i := range m.instances {
		stats := i.station.Stats()
		busy, capacity := stats.BusyArea-i.busy, stats.CapacityArea-i.capacity
		i.busy, i.capacity = stats.BusyArea, stats.CapacityArea
		r := reading{order: i.order, known: i.state == ready && capacity > 0}
		if r.known {
			r.level = float64(busy) / float64(capacity)
		}
		s = append(s, r)
	}
	m.coming = append(m.coming, s)
	if lag := m.Plan.Duration("metric_lag"); lag > 0 {
		m.Sim.Schedule(m.Sim.Now()+lag, m, deliver, 0)
		return
	}
	m.deliver()
}

// deliver gives the autoscaler the oldest metrics on their way.
func (m *model) deliver() {
	s := m.coming[0]
	m.coming = m.coming[:copy(m.coming, m.coming[1:])]
	for place, r := range s {
		if i := m.instances[place]; r.known && r.order == i.order {
			i.level, i.known = r.level, true
		}
	}
	m.spare = append(m.spare, s)
}

// watch notes whether ready instances can do what is asked.
func (m *model) watch() {
	now, h := m.Sim.Now(), &m.history
	short := int64(0)
	if m.demand(now) > float64(m.workers()) {
		short = 1
	}
	switch before := h.short.Value(); {
	case short > before:
		h.shortSince = now
	case short < before:
		h.longest = max(h.longest, now-h.shortSince)
	}
	h.short.Add(now, short-h.short.Value())
}
