package shortener

import (
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
	m.apps.Tell(r, "app")
	m.database.shards.Tell(r, "database")
	r.FindBottleneck() // of the way of a redirect, which clicks are not on
	c := system.NewComponent("clicks", []*sim.Station{m.clicks.station})
	r.Components = append(r.Components, c)
	r.Set("clicks_utilization", c.Utilization)
	r.Set("clicks_queue_max", float64(c.QueueMax))
	r.Set("clicks_sent", float64(m.clicks.sent))
	r.Set("clicks_counted", float64(m.clicks.counted))
	r.Set("clicks_lost", float64(m.clicks.lost))
	r.Set("clicks_waiting", float64(m.clicks.waiting()))
	m.measureCodes(r)
	return r
}

// measureCodes sets what became of the codes up to now.
func (m *model) measureCodes(r *system.Result) {
	c := &m.count
	r.Set("code_space_used_fraction", m.used())
	if last := m.mint.exhaustedOn(m.Plan); last > 0 {
		r.Set("exhausted_on_day", last)
	}
	r.Set("collisions", float64(c.collisions))
	r.Set("overwritten", float64(m.links.overwrites))
	r.Set("codes_lost", float64(m.mint.lost()))
	r.Set("links_created", float64(len(m.links.made)+len(m.links.aliases)))
	r.Set("reused_links", float64(c.reused))
	r.Set("aliases_taken", float64(c.aliasesTaken))
	r.Set("mint_failures", float64(c.unminted))
	r.Set("limited", float64(c.limited))
	r.Set("expired_fraction", ratio(c.expired, c.answered))
}

// used returns which part of the code space is used up.
func (m *model) used() float64 {
	return m.mint.used(m.Sim.Now(), m.links.held+float64(len(m.links.made)))
}

func ratio(part, whole int64) float64 { return float64(part) / float64(max(1, whole)) }

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	m.Complete(r, "redirect_latency")
	r.MeasureTimes("shorten_latency", m.recs[shorten], 5000, 9500, 9900)
	r.Measure("shorten_availability", system.Tallies(m.recs[shorten], func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(p.Served), Whole: float64(p.All())}
	}))
	r.MeasureTimes("clicks_lag", m.clicks.rec, 9900)
	r.Set("attempts_per_request", 1+ratio(m.count.retried, m.sent()))
	r.SetTheory(theory(m.Plan))
	m.warn(r)
}
