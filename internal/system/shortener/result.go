package shortener

import (
	"fmt"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// result takes down what the stations measured, at the end of the run.
func (m *model) result() *system.Result {
	r := &system.Result{
		Metrics:        map[string]float64{},
		Intervals:      map[string]system.Interval{},
		Components:     m.components(),
		VirtualSeconds: m.sim.Now().Seconds(),
	}
	for _, c := range r.Components {
		if c.Name == "balancer" {
			continue // its queue is a component's, not a metric
		}
		r.Metrics[c.Name+"_utilization"] = c.Utilization
		r.Metrics[c.Name+"_queue_max"] = float64(c.QueueMax)
	}
	r.Metrics["cache_hit_ratio"] = ratio(m.hits, m.lookups)
	r.Bottleneck, r.BottleneckReason = bottleneck(r.Components)
	return r
}

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	counts := m.rec.Counts()
	r.Events = m.sim.Events()
	r.Metrics["availability"] = ratio(counts.Served, counts.All())
	r.Metrics["dropped_fraction"] = ratio(counts.Failed, counts.All())
	r.Metrics["timed_out_fraction"] = ratio(counts.TimedOut, counts.All())
	r.Metrics["throughput_per_second"] = float64(counts.Completed) / m.rec.Measured().Seconds()
	r.Metrics["redirect_latency_mean_seconds"] = m.rec.Mean().Seconds()
	if i, ok := m.rec.MeanInterval(); ok {
		r.Intervals["redirect_latency_mean_seconds"] = seconds(i)
	}
	for name, basisPoints := range map[string]int{"p50": 5000, "p90": 9000, "p95": 9500, "p99": 9900, "p999": 9990} {
		name = "redirect_latency_" + name + "_seconds"
		r.Metrics[name] = m.rec.Quantile(basisPoints).Seconds()
		if i, ok := m.rec.QuantileInterval(basisPoints); ok {
			r.Intervals[name] = seconds(i)
		}
	}
	r.Theory = theory(m.plan)
	r.Series = series(m.rec.Series())
	r.Warnings = m.warnings(r)
}

func seconds(i sim.Interval) system.Interval {
	return system.Interval{Low: max(0, i.Low/1e9), High: i.High / 1e9}
}

func ratio(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func series(points []sim.Point) []system.Point {
	series := make([]system.Point, len(points))
	for i, p := range points {
		series[i] = point(p)
	}
	return series
}

func point(p sim.Point) system.Point {
	width := p.Width.Seconds()
	return system.Point{
		AtSeconds:  p.At.Seconds(),
		Throughput: float64(p.Completed) / width,
		Failed:     float64(p.Failed+p.TimedOut) / width,
		Mean:       p.Mean.Seconds(),
		P50:        p.P50.Seconds(),
		P99:        p.P99.Seconds(),
		Warmup:     p.Warmup,
	}
}

// components sums up the stations of each part.
func (m *model) components() []system.Component {
	var components []system.Component
	for _, part := range m.parts() {
		c := system.Component{Name: part.name, BackloggedSeconds: -1}
		var busy, capacity int64
		backlogged := time.Duration(-1)
		for _, st := range part.stations {
			stats := st.Stats()
			busy += stats.BusyArea
			capacity += stats.CapacityArea
			c.Hottest = max(c.Hottest, stats.Utilization())
			c.QueueMax = max(c.QueueMax, stats.MaxWaiting)
			c.Refused += stats.Refused
			if b := stats.Backlogged; b >= 0 && (backlogged < 0 || b < backlogged) {
				backlogged = b
			}
		}
		c.Utilization = ratio(busy, capacity)
		if backlogged >= 0 {
			c.BackloggedSeconds = backlogged.Seconds()
		}
		components = append(components, c)
	}
	return components
}

// saturated is the utilization from which a part counts as having no time left;
// a run never measures quite 1.
const saturated = .97

// bottleneck names the part that limits the system: the busiest, judged by its
// busiest member, or among several that are saturated the one whose queue grew
// first, for the others may only suffer from it.
func bottleneck(components []system.Component) (name, reason string) {
	busiest := components[0]
	for _, c := range components[1:] {
		bothFull := c.Hottest >= saturated && busiest.Hottest >= saturated
		switch {
		case bothFull && before(c, busiest), !bothFull && c.Hottest > busiest.Hottest:
			busiest = c
		}
	}
	full := 0
	others := ""
	for _, c := range components {
		if c.Hottest >= saturated {
			full++
		}
		if c.Name != busiest.Name {
			others += fmt.Sprintf(", %s %.0f%%", c.Name, c.Hottest*100)
		}
	}
	switch {
	case full > 1 && busiest.BackloggedSeconds >= 0:
		return busiest.Name, fmt.Sprintf("%s has no time left and its queue grew first, at %.3g s; busy:%s", busiest.Name, busiest.BackloggedSeconds, others[1:])
	case full > 0:
		return busiest.Name, fmt.Sprintf("%s has no time left: its busiest member works %.0f%% of the time%s", busiest.Name, busiest.Hottest*100, others)
	}
	return busiest.Name, fmt.Sprintf("%s would saturate first: its busiest member works %.0f%% of the time%s", busiest.Name, busiest.Hottest*100, others)
}

// before reports whether the queue of a grew before that of b.
func before(a, b system.Component) bool {
	return a.BackloggedSeconds >= 0 && (b.BackloggedSeconds < 0 || a.BackloggedSeconds < b.BackloggedSeconds)
}
