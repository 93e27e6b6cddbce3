package network

import (
	"time"

	"spar/internal/cache"
)

// The draws that warm a cache are bounded, in all and for each place in it. Where
// that is not enough, the rest is filled in the order of popularity.
const (
	maxHistory      = 5_000_000
	historyPerPlace = 100
)

// warm fills a cache with what a long history of reads would have left in it. It draws
// backwards in time until the nodes are full: what an LRU cache holds is the distinct
// keys of the latest requests. Of their time to live a random part has passed.
func (t *tier) warm(m *model) {
	nodes := t.of.instances
	history := m.Stream("history " + t.of.name)
	room := min(m.size.cached[t.of.name], m.size.keys)
	latest := make([][]uint64, len(nodes)) // keys by node
	seen := make(map[uint64]struct{}, room)
	see := func(key uint64) {
		node := find(t.ring, key)
		if _, ok := seen[key]; ok || len(latest[node]) == nodes[node].capacity {
			return
		}
		seen[key] = struct{}{}
		latest[node] = append(latest[node], key)
	}
	for n := 0; n < min(maxHistory, historyPerPlace*room) && len(seen) < room; n++ {
		see(uint64(m.popularity.Sample(history)))
	}
	for key := 1; key <= m.size.keys && len(seen) < room; key++ {
		see(uint64(key))
	}
	for node, keys := range latest {
		for i := len(keys) - 1; i >= 0; i-- {
			expires := cache.Never
			if t.ttl > 0 {
				expires = time.Duration(float64(t.ttl) * history.Float64())
			}
			nodes[node].entries.Set(keys[i], struct{}{}, expires)
		}
	}
}
