package caching

import "spar/internal/system"

// result takes down what the origin measured, at the end of the run.
func (m *model) result() *system.Result {
	r := m.NewResult()
	r.Set("best_hit_ratio", m.popularity.Top(m.levels.within()))
	m.origin.fill(r)
	return r
}

// fill adds what became of the requests.
func (m *model) fill(r *system.Result) {
	m.tallies.fill(r, m.Rec, m.levels.memories != nil)
	r.Set("stampede_max", float64(m.stampede))
	r.Set("lost_writes", float64(m.levels.lost))
	r.Set("unsaved_max", float64(m.levels.most.unsaved))
	r.Set("entries_max", float64(m.levels.most.entries))
	m.CompleteAnswers(r, "latency")
	r.SetTheory(formulas{m}.theory())
	m.warn(r)
}
