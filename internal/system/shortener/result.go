package shortener

import (
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
)

// result takes down what the stations measured, at the end of the run.
func (m *model) result() *system.Result {
	r := m.NewResult()
	for _, part := range m.parts() {
		c := system.NewComponent(part.name, part.stations)
		r.Components = append(r.Components, c)
		if c.Name == "balancer" {
			continue // its queue is a component's, not a metric
		}
		r.Set(c.Name+"_utilization", c.Utilization)
		r.Set(c.Name+"_queue_max", float64(c.QueueMax))
	}
	r.Set("cache_hit_ratio", m.tier.hitRatio())
	for i, node := range m.tier.nodes {
		node.tell(r, fmt.Sprintf("cache %d", i+1))
	}
	m.servers.apps.Tell(r, "app")
	m.database.shards.Tell(r, "database")
	r.FindBottleneck() // of the way of a redirect, which clicks are not on
	m.clicks.measure(r)
	m.codes.measure(r)
	r.Set("limited", float64(m.writer.limited))
	return r
}

func ratio(part, whole int64) float64 { return float64(part) / float64(max(1, whole)) }

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	m.Complete(r, "redirect_latency")
	r.MeasureTimes("shorten_latency", m.clients.recs[shorten], 5000, 9500, 9900)
	r.Measure("shorten_availability", system.Tallies(m.clients.recs[shorten], func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(p.Served), Whole: float64(p.All())}
	}))
	r.MeasureTimes("clicks_lag", m.clicks.rec, 9900)
	r.Set("attempts_per_request", m.clients.attempts())
	r.SetTheory(theory(m.Plan))
	m.warn(r)
}
