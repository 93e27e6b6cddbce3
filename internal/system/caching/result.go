package caching

import "spar/internal/system"

// measure takes down what the origin did, at the end of the run.
func (m *model) measure(r *system.Result) {
	r.Set("best_hit_ratio", m.popularity.Top(m.levels.within()))
	m.origin.fill(r)
	m.levels.fate.TellWhat(r, "cache", map[system.Verb]string{system.Kill: "reads found it gone", system.Flush: entriesLost})
	m.origin.fate.TellWhat(r, "origin", map[system.Verb]string{system.Slow: "requests came to it then"})
	for _, c := range m.emptied {
		r.Because(c)
	}
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
