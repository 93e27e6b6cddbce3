package network

import (
	"math/rand/v2"
	"time"

	"spar/internal/cache"
)

// warm fills a cache that is asked so many times a second with what a long history of
// reads would have left in it.
func (t *tier) warm(m *model, rate float64) {
	draws := m.Stream("history " + t.of.name)
	behind := t.behind(m)
	for _, st := range behind {
		if st.found == 0 { // and nothing is ever kept
			return
		}
	}
	for i := range t.parts {
		if p := &t.parts[i]; len(p.nodes) > 0 {
			t.warmPart(m, p, float64(rate*t.share(uint8(i))), draws, behind)
		}
	}
}

// share returns which part of what gets to a cache comes to a region, as far as clients
// go there themselves.
func (t *tier) share(region uint8) float64 {
	if t.of.places == nil {
		return 1
	}
	w, sum := t.of.net.world, 0.
	for from, share := range w.shares {
		if w.nearest(t.of, uint8(from), true) == region {
			sum += share
		}
	}
	return sum
}

// warmPart fills the nodes of one region.
func (t *tier) warmPart(m *model, p *zone, rate float64, draws *rand.Rand, behind []*store) {
	room := make([]int, len(p.nodes))
	for k, i := range p.nodes {
		room[k] = t.of.instances[i].capacity
	}
	cache.History{
		Keys: m.size.keys, Rate: rate, TTL: t.ttl, Lives: draws, Room: room,
		Draw: func() uint64 {
			for {
				if key := uint64(m.popularity.Sample(draws)); has(behind, key) {
					return key
				}
			}
		},
		Share: func(key uint64) float64 { return m.popularity.Of(int(key)) },
		Node:  func(key uint64) int { return find(p.ring, key) },
	}.Fill(func(node int, key uint64, expires time.Duration) {
		if has(behind, key) { // where all fit, every key is put in
			t.of.instances[p.nodes[node]].entries.Set(key, struct{}{}, expires)
		}
	})
}

// behind returns the stores that fill a cache and do not have every key.
func (t *tier) behind(m *model) []*store {
	var list []*store
	for _, e := range m.edges {
		st := m.components[e.to].store
		if st != nil && st.found < 1 && (e.aside == t || m.components[e.from] == t.of) {
			list = append(list, st)
		}
	}
	return list
}

// has reports whether each of some stores has a key.
func has(stores []*store, key uint64) bool {
	for _, st := range stores {
		if !st.holds(key) {
			return false
		}
	}
	return true
}
