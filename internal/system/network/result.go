package network

import (
	"slices"
	"time"

	"spar/internal/system"
	"spar/internal/topology"
)

// result takes down what the components measured, at the end of the run.
func (m *model) result() *system.Result {
	r := &system.Result{VirtualSeconds: m.sim.Now().Seconds()}
	requests := float64(m.measured())
	for i, c := range m.components {
		if c.kind == topology.Client {
			continue
		}
		sum := m.sumUp(c)
		r.Components = append(r.Components, sum)
		r.Set(c.name+"_utilization", sum.Utilization)
		r.Set(c.name+"_queue_max", float64(sum.QueueMax))
		r.Set(c.name+"_visits_per_request", ratio(float64(m.components[i].visits), requests))
		if isCache(c.kind) {
			r.Set(c.name+"_hit_ratio", ratio(float64(c.hits), float64(c.lookups)))
		}
	}
	calls, attempts := 0., 0.
	for _, e := range m.edges {
		calls += float64(e.calls)
		attempts += float64(e.attempts)
	}
	r.Set("attempts_per_request", ratio(attempts, calls))
	m.measureDamage(r)
	m.findBottleneck(r)
	return r
}

// ratio returns a quotient, zero where there is nothing to divide by.
func ratio(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// measured returns how many requests have arrived since measuring began.
func (m *model) measured() int64 { return m.counts.arrived - m.before }

// sumUp returns how busy the instances of a component were.
func (m *model) sumUp(c *component) system.Component {
	sum := system.Component{Name: c.name, BackloggedSeconds: -1}
	now := m.sim.Now()
	var busy, capacity float64
	for _, s := range c.instances {
		own, room := float64(s.busy.Area(now)), float64(s.up.Area(now))
		busy += own
		capacity += room
		sum.Hottest = max(sum.Hottest, ratio(own, room))
		sum.QueueMax = max(sum.QueueMax, int(s.waiting.Max()))
		sum.Refused += s.refused
		if at := s.backlogged.Seconds(); at >= 0 && (sum.BackloggedSeconds < 0 || at < sum.BackloggedSeconds) {
			sum.BackloggedSeconds = at
		}
	}
	sum.Utilization = ratio(busy, capacity)
	longest, _ := m.backlog(c)
	if c.kind == topology.Queue {
		sum.QueueMax = int(longest)
	}
	return sum
}

// full is the utilization from which a component counts as having no time left.
const full = .97

// findBottleneck names the component that limits the system. One whose workers are
// all taken may only be waiting for another that has no time left either; then it is
// that one.
func (m *model) findBottleneck(r *system.Result) {
	hottest := make([]float64, len(m.components))
	for _, c := range r.Components {
		hottest[m.spec.Find(c.Name)] = c.Hottest
	}
	waits := m.waitForFull(hottest)
	only := system.Result{}
	for _, c := range r.Components {
		if c.Hottest < full || !waits[m.spec.Find(c.Name)] {
			only.Components = append(only.Components, c)
		}
	}
	only.FindBottleneck()
	r.Bottleneck, r.BottleneckReason = only.Bottleneck, only.BottleneckReason
}

// waitForFull reports of each component whether it waits for one, directly or not,
// that has no time left.
func (m *model) waitForFull(hottest []float64) []bool {
	waits := make([]bool, len(m.components))
	callers := order(m.spec)
	for _, at := range slices.Backward(callers) {
		for _, group := range m.components[at].groups {
			for _, index := range group {
				e := m.edges[index]
				waits[at] = waits[at] || !e.async && (hottest[e.to] >= full || waits[e.to])
			}
		}
	}
	return waits
}

// fillIn adds what became of the requests, once that is known of all of them.
func (m *model) fillIn(r *system.Result) {
	r.Events = m.sim.Events()
	r.MeasureTimes("latency", m.rec, 5000, 9000, 9500, 9900, 9990)
	r.MeasureOutcomes(m.rec)
	r.Series = system.Series(m.rec)
	r.Theory, r.TheorySource = theory(m.plan, m.spec)
	m.measureFallbacks(r)
	r.Warnings = append(r.Warnings, m.warnings(r)...)
}

// View returns what every instance is doing, and how often components call one
// another.
func (m *model) View() system.View {
	now := m.sim.Now()
	v := system.View{
		At: now, Events: m.sim.Events(), Series: system.Series(m.rec),
		Metrics: m.plan.Standing("latency", m.rec, now),
	}
	for _, c := range m.components {
		if c.kind != topology.Client {
			v.Parts = append(v.Parts, m.part(c))
		}
	}
	since := now
	if warmup := m.rec.Warmup(); now > warmup {
		since -= warmup
	}
	for _, e := range m.edges {
		v.Calls = append(v.Calls, system.CallRate{
			From: m.components[e.from].name, To: m.components[e.to].name,
			PerSecond: ratio(float64(e.attempts), since.Seconds()), Failed: ratio(float64(e.failed), float64(e.attempts)),
		})
	}
	return v
}

// part returns what the instances of a component are doing.
func (m *model) part(c *component) system.Part {
	part := system.Part{Name: c.name}
	now := m.sim.Now()
	for _, s := range c.instances {
		part.Members = append(part.Members, system.Member{
			Busy: float64(s.busy.Value()) / float64(s.workers), Queue: int(s.waiting.Value()), Failed: s.refused,
			Worked: time.Duration(s.busy.Area(now) / int64(s.workers)), State: s.State(),
		})
	}
	if c.kind == topology.Queue {
		_, waiting := m.backlog(c)
		part.Members[0].Queue = int(waiting)
	}
	return part
}
