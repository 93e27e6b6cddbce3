package network

import (
	"fmt"

	"spar/internal/cache"
	"spar/internal/system"
	"spar/internal/topology"
)

// maxCached bounds the entries that the caches of a run hold, and with them its
// memory and the time that warming takes.
const maxCached = 500_000

// A size is how many keys a run simulates, and how many of them each cache holds,
// by its name: the real numbers or, where the caches would not fit, smaller ones of
// which the largest cache has the same hit ratio.
type size struct {
	keys, realKeys int
	cached         map[string]int     // in all regions together
	edges          map[string]float64 // regions in which each has nodes of its own
	factor         float64            // simulated entries over real ones
}

func sizeOf(p *system.Plan, spec *topology.Spec) size {
	s := size{keys: p.Int("keys"), realKeys: p.Int("keys"), cached: map[string]int{}, edges: map[string]float64{}, factor: 1}
	all, largest := 0, 0
	for i := range spec.Components {
		if c := &spec.Components[i]; isCache(c.Kind) {
			n, edges := p.Number(c.Name+".capacity"), edges(spec, c)
			n = min(n, p.Number("keys")*edges)
			s.cached[c.Name], s.edges[c.Name] = int(n), edges
			all += int(n)
			largest = max(largest, int(n/edges))
		}
	}
	if all <= maxCached {
		return s
	}
	s.factor = float64(maxCached) / float64(all)
	for name, n := range s.cached {
		s.cached[name] = int(float64(n) * s.factor)
	}
	s.keys = cache.LRUKeysAlike(s.realKeys, p.Number("zipf"), largest, int(float64(largest)*s.factor))
	return s
}

// hits returns what says how often each cache, by name, has what it is asked for, as long
// as nothing expires and no other cache stands before it.
func (s size) hits(p *system.Plan) func(string) float64 {
	return func(name string) float64 {
		return cache.LRUHitRatio(s.keys, p.Number("zipf"), int(float64(s.cached[name])/s.edges[name]))
	}
}

// warning says what is smaller than life; empty if nothing is.
func (s size) warning() string {
	if s.factor == 1 {
		return ""
	}
	return fmt.Sprintf("caches hold more entries than are simulated: %s times as many, of %s keys in place of %s, which gives the largest cache the same hit ratio; the hottest key gets more than its true share",
		system.Jobs.Format(s.factor), system.Jobs.Format(float64(s.keys)), system.Jobs.Format(float64(s.realKeys)))
}

// edges returns in how many regions a cache has nodes, each of which answers for itself.
func edges(spec *topology.Spec, c *topology.Component) float64 {
	return float64(max(1, len(spec.StandsIn(c))))
}
