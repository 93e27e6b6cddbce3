package caching

import (
	"math"
	"math/rand/v2"
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
func history(p *system.Plan) int { return min(maxHistory, historyPerPlace*places(p)) }

// warmUp lets reads go by that came before the run, whose values came at once.
// Their entries are of all ages.
func (m *model) warmUp() {
	stream := sim.Stream(m.Plan.Seed, "history")
	if recalls(m.Plan) {
		m.recall(stream)
		return
	}
	for range history(m.Plan) {
		key := uint64(m.popularity.Sample(stream))
		expires := m.someEnd(stream)
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
func (m *model) recall(stream *rand.Rand) {
	reads := float64(recalledPerPlace * places(m.Plan))
	for rank := 1; rank <= m.Plan.Int("keys"); rank++ {
		key := uint64(rank)
		m.shared.Recall(key, int64(math.Round(reads*m.popularity.Of(rank))))
		if rank <= m.Plan.Int("capacity") {
			m.keep(m.shared.Fill(key, m.old(), m.someEnd(stream)))
		}
	}
}

// someEnd returns when an entry from before the run expires, which may have been
// filled at any time.
func (m *model) someEnd(stream *rand.Rand) time.Duration {
	if m.ttl == 0 {
		return cache.Never
	}
	return 1 + time.Duration(float64(m.ttl)*stream.Float64())
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
