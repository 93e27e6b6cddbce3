package caching

import "spar/internal/system"

// result takes down what the origin measured, at the end of the run.
func (m *model) result() *system.Result {
	r := m.NewResult()
	r.Set("best_hit_ratio", m.popularity.Top(m.within()))
	m.origin.fill(r)
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
