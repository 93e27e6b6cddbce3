package network

import (
	"time"

	"spar/internal/cache"
)

// warm fills a cache that is asked so many times a second with what a long history of
// reads would have left in it.
func (t *tier) warm(m *model, rate float64) {
	nodes, draws := t.of.instances, m.Stream("history "+t.of.name)
	room := make([]int, len(nodes))
	for i := range nodes {
		room[i] = nodes[i].capacity
	}
	cache.History{
		Keys: m.size.keys, Rate: rate, TTL: t.ttl, Lives: draws, Room: room,
		Draw:  func() uint64 { return uint64(m.popularity.Sample(draws)) },
		Share: func(key uint64) float64 { return m.popularity.Of(int(key)) },
		Node:  func(key uint64) int { return find(t.ring, key) },
	}.Fill(func(node int, key uint64, expires time.Duration) {
		nodes[node].entries.Set(key, struct{}{}, expires)
	})
}
