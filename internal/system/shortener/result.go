package shortener

import (
	"spar/internal/system"
)

// result takes down what the stations measured, at the end of the run.
func (m *model) result() *system.Result {
	r := &system.Result{VirtualSeconds: m.sim.Now().Seconds()}
	for _, part := range m.parts() {
		c := system.NewComponent(part.name, part.stations)
		r.Components = append(r.Components, c)
		if c.Name == "balancer" {
			continue // its queue is a component's, not a metric
		}
		r.Set(c.Name+"_utilization", c.Utilization)
		r.Set(c.Name+"_queue_max", float64(c.QueueMax))
	}
	r.Set("cache_hit_ratio", 0)
	if m.lookups > 0 {
		r.Set("cache_hit_ratio", float64(m.hits)/float64(m.lookups))
	}
	r.FindBottleneck()
	return r
}

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	r.Events = m.sim.Events()
	r.MeasureTimes("redirect_latency", m.rec, 5000, 9000, 9500, 9900, 9990)
	r.MeasureOutcomes(m.rec)
	r.Theory = theory(m.plan)
	r.Series = system.Series(m.rec)
	r.Warnings = m.warnings(r)
}
