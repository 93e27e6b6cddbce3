package network

import (
	"math/bits"
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/topology"
)

// newNodes gives each instance of a cache its part of the entries.
func (m *model) newNodes(c *component, spec *topology.Component) error {
	all, n := m.size.cached[spec.Name], len(c.instances)
	for i, s := range c.instances {
		// What does not divide goes to the first nodes.
		capacity := (all + n - 1 - i) / n
		if capacity == 0 {
			continue
		}
		var err error
		s.entries, err = cache.New(cache.Config[uint64, struct{}]{Capacity: int64(capacity), Hash: spread})
		if err != nil {
			return err
		}
		s.capacity = capacity
	}
	return nil
}

// spread is a hash for a cache's table. It must not be the one that chose the node,
// or each node would use a part of its table only.
func spread(key uint64) uint64 { return shard.Hash(bits.ReverseBytes64(key)) }

// node returns the instance of a cache where a key belongs: its own or, while callers
// know that this cannot be reached, the next one.
func (c *component) node(key uint64) int32 {
	home := c.home(key)
	for offset := range c.instances {
		if i := (home + offset) % len(c.instances); !c.instances[i].Avoided {
			return int32(i)
		}
	}
	return int32(home)
}

// The draws that warm a cache are bounded, in all and for each place in it. Where
// that is not enough, the rest is filled in the order of popularity.
const (
	maxHistory      = 5_000_000
	historyPerPlace = 100
)

// warm fills every cache with what a long history of reads would have left in it.
func (m *model) warm() {
	for _, c := range m.components {
		if isCache(c.kind) {
			m.warmCache(c)
		}
	}
}

// warmCache draws backwards in time until the nodes are full: what an LRU cache holds
// is the distinct keys of the latest requests. Of their time to live a random part
// has passed.
func (m *model) warmCache(c *component) {
	history := sim.Stream(m.plan.Seed, "history "+c.name)
	room := min(m.size.cached[c.name], m.size.keys)
	latest := make([][]uint64, len(c.instances)) // keys by node
	seen := make(map[uint64]struct{}, room)
	see := func(key uint64) {
		node := c.home(key)
		if _, ok := seen[key]; ok || len(latest[node]) == c.instances[node].capacity {
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
			if c.ttl > 0 {
				expires = time.Duration(float64(c.ttl) * history.Float64())
			}
			c.instances[node].entries.Set(keys[i], struct{}{}, expires)
		}
	}
}
