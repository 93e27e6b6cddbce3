package shortener

import (
	"time"

	"spar/internal/sim"
)

// The draws that warm the caches are bounded, in all and for each place in them.
// Where that is not enough, because the caches hold nearly every link that is
// ever asked for, the rest is filled in the order of popularity.
const (
	maxHistory      = 5_000_000
	historyPerPlace = 100
)

// warm fills the caches with what a long history of the same requests would have
// left in them. What an LRU cache holds is the distinct codes of the latest
// requests, so drawing backwards in time until the caches are full gives exactly
// that, the latest first. Each has been there for some part of its life.
func (m *model) warm() {
	history, lives := sim.Stream(m.Plan.Seed, "history"), sim.Stream(m.Plan.Seed, "lives")
	room := 0
	latest := make([][]uint64, len(m.caches)) // codes by node
	for _, node := range m.caches {
		room += node.capacity
	}
	room = min(room, m.size.urls)
	seen := make(map[uint64]struct{}, room)
	see := func(code uint64) {
		node := m.place.node(code)
		if _, ok := seen[code]; ok || len(latest[node]) == m.caches[node].capacity {
			return
		}
		seen[code] = struct{}{}
		latest[node] = append(latest[node], code)
	}
	for n := 0; n < min(maxHistory, historyPerPlace*room) && len(seen) < room; n++ {
		see(uint64(m.draws.popularity.Sample(history)))
	}
	for code := 1; code <= m.size.urls && len(seen) < room; code++ {
		see(uint64(code))
	}
	for node, codes := range latest {
		for i := len(codes) - 1; i >= 0; i-- {
			m.caches[node].put(codes[i], time.Duration(float64(lives.Float64()*float64(m.ttl))))
		}
	}
}
