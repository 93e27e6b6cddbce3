package shortener

import (
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
)

// warm fills the caches with what a long history of the same requests would have
// left in them.
func (m *model) warm() {
	history := sim.Stream(m.Plan.Seed, "history")
	popularity := m.draws.popularity
	room := make([]int, len(m.caches))
	for i, node := range m.caches {
		room[i] = node.capacity
	}
	cache.History{
		Keys: m.size.urls, Rate: m.Plan.Number("redirects"), TTL: m.ttl, Lives: sim.Stream(m.Plan.Seed, "lives"), Room: room,
		Draw:  func() uint64 { return uint64(popularity.Sample(history)) },
		Share: func(code uint64) float64 { return popularity.Of(int(code)) },
		Node:  func(code uint64) int { return int(m.place.node(code)) },
	}.Fill(func(node int, code uint64, expires time.Duration) { m.caches[node].put(code, expires) })
}
