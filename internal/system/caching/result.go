package caching

import (
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
)

// result takes down what the origin measured, at the end of the run.
func (m *model) result() *system.Result {
	r := m.NewResult()
	r.Set("origin_concurrency_max", float64(m.most.working))
	r.Set("origin_concurrency_mean", 0)
	r.Set("origin_queue_max", 0)
	r.Set("best_hit_ratio", m.popularity.Top(m.within()))
	r.Bottleneck = "origin"
	if m.origin == nil {
		r.BottleneckReason = "nothing has a limit: the origin answers at once"
		return r
	}
	c := system.NewComponent("origin", []*sim.Station{m.origin})
	stats := m.origin.Stats()
	r.Components = []system.Component{c}
	r.Set("origin_concurrency_mean", float64(stats.BusyArea)/float64(max(1, stats.Elapsed)))
	r.Set("origin_queue_max", float64(c.QueueMax))
	if m.Plan.Int("origin_workers") == 0 {
		r.BottleneckReason = fmt.Sprintf("origin has no limit: it works on %s requests at a time", system.Jobs.Format(r.Metrics["origin_concurrency_mean"]))
		return r
	}
	r.FindBottleneck()
	return r
}

// within returns how many entries are in reach of a read.
func (m *model) within() int {
	if m.memories == nil {
		return m.Plan.Int("capacity")
	}
	return m.Plan.Int("capacity") + m.Plan.Int("l1_capacity")
}

// fill adds what became of the requests.
func (m *model) fill(r *system.Result) {
	m.ratios(r)
	r.Set("stampede_max", float64(m.most.stampede))
	r.Set("lost_writes", float64(m.lost))
	r.Set("unsaved_max", float64(m.most.unsaved))
	r.Set("entries_max", float64(m.most.entries))
	m.CompleteAnswers(r, "latency")
	r.SetTheory(formulas{m}.theory())
	m.warn(r)
}

// ratios sets what the slices of the run counted.
func (m *model) ratios(r *system.Result) {
	measured := m.slices[m.Rec.Warmup()/m.width:]
	each := func(metric string, part, whole func(tally) int64) {
		tallies := make([]sim.Tally, len(measured))
		for i, t := range measured {
			tallies[i] = sim.Tally{Part: float64(part(t)), Whole: float64(whole(t))}
		}
		r.Measure(metric, tallies)
	}
	reads := func(t tally) int64 { return t.reads }
	stampedes := func(t tally) int64 { return t.stampedes }
	each("hit_ratio", func(t tally) int64 { return t.first + t.second }, reads)
	each("l1_hit_ratio", func(t tally) int64 { return t.first }, reads)
	each("l2_hit_ratio", func(t tally) int64 { return t.second }, func(t tally) int64 {
		if m.memories == nil {
			return 0
		}
		return t.asked
	})
	each("waiting_fraction", func(t tally) int64 { return t.waiting }, reads)
	each("stale_fraction", func(t tally) int64 { return t.stale }, reads)
	each("stampede_mean", func(t tally) int64 { return t.stampeded }, stampedes)
	each("early_fraction", func(t tally) int64 { return t.early }, stampedes)
	origin := int64(0)
	for _, t := range measured {
		origin += t.origin
	}
	r.Set("origin_requests", float64(origin))
	r.Set("origin_requests_per_second", float64(origin)/m.Rec.Measured().Seconds())
}
