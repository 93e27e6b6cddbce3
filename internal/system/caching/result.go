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
	m.tallies.fill(r, m.Rec, m.memories != nil)
	r.Set("stampede_max", float64(m.most.stampede))
	r.Set("lost_writes", float64(m.lost))
	r.Set("unsaved_max", float64(m.most.unsaved))
	r.Set("entries_max", float64(m.most.entries))
	m.CompleteAnswers(r, "latency")
	r.SetTheory(formulas{m}.theory())
	m.warn(r)
}
