package network

import (
	"slices"
	"strings"
	"time"

	"spar/internal/system"
	"spar/internal/topology"
)

// result takes down what the components measured, at the end of the run.
func (m *model) result() *system.Result {
	r := m.NewResult()
	requests := float64(m.measured())
	for _, c := range m.components {
		if c.kind == topology.Client {
			continue
		}
		sum := c.sumUp()
		r.Components = append(r.Components, sum)
		r.Set(c.name+"_utilization", sum.Utilization)
		r.Set(c.name+"_queue_max", float64(sum.QueueMax))
		r.SetRatio(c.name+"_visits_per_request", float64(c.visits), requests)
		c.measureLimit(r, &m.spec.Components[m.spec.Find(c.name)])
		c.measureLost(r, &m.spec.Components[m.spec.Find(c.name)])
		c.measureRows(r, &m.spec.Components[m.spec.Find(c.name)])
		if isTracked(&m.spec.Components[m.spec.Find(c.name)]) && c.store.versions != nil {
			r.SetRatio(c.name+"_stale_fraction", float64(c.store.versions.stale), float64(c.store.versions.reads))
		}
		if t := c.tier; t != nil {
			hits, lookups := t.lookedUp()
			r.SetRatio(c.name+"_hit_ratio", float64(hits), float64(lookups))
		}
	}
	calls, attempts := 0., 0.
	for _, e := range m.edges {
		calls += float64(e.calls)
		attempts += float64(e.attempts)
	}
	r.SetRatio("attempts_per_request", attempts, calls)
	m.measureDamage(r)
	m.measureBytes(r)
	m.measureMoney(r)
	if m.theatre != nil {
		m.theatre.measure(r)
	}
	if m.world != nil {
		m.world.measure(r)
	}
	m.measureOldest(r)
	m.measurePolite(r)
	m.warnOfCut(r)
	m.warnOfTails(r)
	m.warnOfParts(r)
	m.warnOfWaiting(r)
	m.findBottleneck(r)
	m.tell(r)
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
func (m *model) measured() int64 { return m.Counts.Arrived - m.before }

// sumUp returns how busy the instances of a component were.
func (c *component) sumUp() system.Component {
	sum := system.Component{Name: c.name, BackloggedSeconds: -1}
	now := c.net.Sim.Now()
	var busy, capacity float64
	for _, s := range c.instances {
		own, room := float64(s.busy.Area(now)), float64(s.up.Area(now))
		busy += own
		capacity += room
		sum.Hottest = max(sum.Hottest, ratio(own, room))
		sum.QueueMax = max(sum.QueueMax, int(s.queue.Waiting.Max()))
		sum.Refused += s.refused
		if at := s.backlogged.Seconds(); at >= 0 && (sum.BackloggedSeconds < 0 || at < sum.BackloggedSeconds) {
			sum.BackloggedSeconds = at
		}
	}
	sum.Utilization = ratio(busy, capacity)
	if c.queue != nil {
		longest, _ := c.queue.backlog()
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
	links := m.links()
	for _, l := range links {
		i := m.spec.Find(strings.TrimPrefix(l.Name, linksOf))
		hottest[i] = max(hottest[i], l.Hottest)
	}
	waits := m.waitForFull(hottest)
	only := system.Result{}
	for _, c := range r.Components {
		if c.Hottest < full || !waits[m.spec.Find(c.Name)] {
			only.Components = append(only.Components, c)
		}
	}
	only.Components = append(only.Components, links...)
	only.FindBottleneck()
	r.Bottleneck, r.BottleneckReason = strings.TrimPrefix(only.Bottleneck, linksOf), only.BottleneckReason
}

// waitForFull reports of each component whether it waits for one, directly or not,
// that has no time left.
func (m *model) waitForFull(hottest []float64) []bool {
	waits := make([]bool, len(m.components))
	callers := order(m.spec)
	for _, at := range slices.Backward(callers) {
		for _, group := range m.components[at].groups {
			for _, e := range group {
				waits[at] = waits[at] || !e.async && (hottest[e.to] >= full || waits[e.to])
			}
		}
	}
	return waits
}

// fillIn adds what became of the requests, once that is known of all of them.
func (m *model) fillIn(r *system.Result) {
	m.Complete(r, "latency")
	r.SetTheory(theory(m.whole, m.spec))
	if refuses(m.spec) {
		r.MeasureRefused(m.Rec)
	} else if n := m.Rec.Counts().Refused; n > 0 {
		r.Warn("%d requests were refused by policy, which is no failure", n)
	}
	m.measureClasses(r)
	if m.theatre != nil {
		m.theatre.measureStarts(r)
	}
	if m.world != nil {
		m.world.fillIn(r)
	}
	m.measureLater(r)
	m.measureUndone(r)
	m.measureFallbacks(r)
	r.Warnings = append(r.Warnings, m.warnings(r)...)
	m.standForAll(r)
}

// View returns what every instance is doing, and how often components call one
// another.
func (m *model) View() system.View {
	v := m.Look("latency")
	m.standLater(v.Metrics)
	for _, c := range m.components {
		if c.kind != topology.Client {
			v.Parts = append(v.Parts, c.part())
		}
	}
	since := m.Sim.Now()
	if warmup := m.Rec.Warmup(); since > warmup {
		since -= warmup
	}
	all := float64(oneIn(m.Plan))
	multiply(v.Series, all)
	if rate, ok := v.Metrics["throughput_per_second"]; ok {
		v.Metrics["throughput_per_second"] = rate * all
	}
	for _, e := range m.edges {
		v.Calls = append(v.Calls, system.CallRate{
			From: m.components[e.from].name, To: m.components[e.to].name,
			PerSecond: ratio(float64(e.attempts)*all, since.Seconds()), Failed: ratio(float64(e.failed), float64(e.attempts)),
		})
	}
	return v
}

// part returns what the instances of a component are doing.
func (c *component) part() system.Part {
	part := system.Part{Name: c.name}
	now := c.net.Sim.Now()
	for _, s := range c.instances {
		part.Members = append(part.Members, system.Member{
			Busy: float64(s.busy.Value()) / float64(s.workers), Queue: s.queue.Len(), Failed: s.refused,
			Worked: time.Duration(s.busy.Area(now) / int64(s.workers)), State: s.State(),
		})
	}
	if c.queue != nil {
		_, waiting := c.queue.backlog()
		part.Members[0].Queue = int(waiting)
	}
	return part
}
