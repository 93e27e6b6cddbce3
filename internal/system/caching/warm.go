package caching

import (
	"math"

	"spar/internal/sim"
	"spar/internal/system"
)

// A history is bounded, and so many times as long as there are places to fill.
const (
	maxHistory      = 5_000_000
	historyPerPlace = 20
)

// history returns how many reads came before the run.
func history(p *system.Plan) int { return min(maxHistory, historyPerPlace*places(p)) }

// warmUp lets requests go by that came before the run, at their times if these matter,
// and whose values came at once.
func (m *model) warmUp() {
	past := m.newPast()
	if recalls(m.Plan) {
		m.recall(past)
		return
	}
	n := history(m.Plan)
	if m.ttl == 0 {
		for range n {
			past.request(0)
		}
		return
	}
	gaps, gap := m.Stream("times of the history"), sim.Exponential{Mean: 1 / m.Plan.Number("rate")}
	for now := -sim.Seconds(float64(n) * gap.Mean); now < 0; now += sim.Seconds(gap.Sample(gaps)) {
		past.request(now)
	}
}

// recalls reports whether the caches begin with counts of uses instead of reads. A
// cache that goes by such counts alone needs many times as many reads as other
// policies until the counts of its least popular entries tell them apart. Behind
// another level the counts would be of what that level lacks.
func recalls(p *system.Plan) bool { return p.Text("policy") == "lfu" && p.Int("levels") == 1 }

// recalledPerPlace is how many reads there are for each place where the caches
// begin with counts.
const recalledPerPlace = 1000

// recall gives every key the count that it has on average after so many reads, and
// lets the cache hold those with the highest.
func (m *model) recall(past *past) {
	reads := float64(recalledPerPlace * places(m.Plan))
	for rank := 1; rank <= m.Plan.Int("keys"); rank++ {
		key := uint64(rank)
		m.shared.Recall(key, int64(math.Round(reads*m.popularity.Of(rank))))
		if rank > m.Plan.Int("capacity") {
			continue
		}
		left, ok := past.left(key)
		if ok || m.writeRatio == 0 { // what has expired is there until somebody asks for it
			m.keep(m.shared.Fill(key, m.old(), left))
		}
	}
}

// old returns a value from before the run.
func (m *model) old() value { return value{took: m.Plan.Duration("origin_service_mean")} }

// places returns how many entries all levels hold.
func places(p *system.Plan) int {
	places, most := p.Int("capacity"), p.Int("keys")
	if p.Int("levels") == 2 {
		places = max(places, p.Int("l1_capacity")*p.Int("servers"))
		most *= p.Int("servers")
	}
	return min(places, most)
}

// fillUp puts the most popular keys into all levels, at once, the most popular
// last.
func (m *model) fillUp() {
	for rank := min(m.Plan.Int("keys"), m.Plan.Int("capacity")); rank >= 1; rank-- {
		m.keep(m.shared.Fill(uint64(rank), m.old(), m.end()))
	}
	for _, memory := range m.memories {
		for rank := min(m.Plan.Int("keys"), m.Plan.Int("l1_capacity")); rank >= 1; rank-- {
			memory.Set(uint64(rank), m.old(), m.end())
		}
	}
}
