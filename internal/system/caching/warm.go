package caching

import (
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

// A history is bounded, and so many times as long as there are places to fill.
const (
	maxHistory      = 5_000_000
	historyPerPlace = 20
)

// history returns how many reads came before the run.
func history(places int) int { return min(maxHistory, historyPerPlace*places) }

// warmUp lets reads go by that came before the run, whose values came at once.
// Their entries are of all ages.
func (m *model) warmUp() {
	stream := sim.Stream(m.plan.Seed, "history")
	for range history(places(m.plan)) {
		key := uint64(m.popularity.Sample(stream))
		expires := cache.Never
		if m.ttl > 0 {
			expires = 1 + time.Duration(float64(m.ttl)*stream.Float64())
		}
		server := int32(0)
		if m.memories != nil {
			server = int32(stream.IntN(len(m.memories)))
			if _, ok := m.memories[server].Get(key, 0); ok {
				continue
			}
		}
		v, until, ok := m.shared.Lookup(key, 0)
		if !ok {
			v, until = m.old(), expires
			m.keep(m.shared.Fill(key, v, until))
		}
		m.remember(server, key, v, until)
	}
}

// old returns a value from before the run.
func (m *model) old() value { return value{took: m.plan.Duration("origin_latency")} }

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
	for rank := min(m.plan.Int("keys"), m.plan.Int("capacity")); rank >= 1; rank-- {
		m.keep(m.shared.Fill(uint64(rank), m.old(), m.end()))
	}
	for _, memory := range m.memories {
		for rank := min(m.plan.Int("keys"), m.plan.Int("l1_capacity")); rank >= 1; rank-- {
			memory.Set(uint64(rank), m.old(), m.end())
		}
	}
}
