package caching

import (
	"math"

	"spar/internal/cache"
	"spar/internal/sim"
)

const theorySource = "hit ratios by Che's approximation (lru, with few keys King's formula), Fricker's (fifo, random) and the most popular keys (lfu), " +
	"or by renewal where entries only expire; stampedes as Poisson arrivals while the first load is under way"

// theory returns what formulas say of a plan without its faults.
func (m *model) theory() map[string]float64 {
	p := m.Plan
	figures := map[string]float64{}
	if hits, ok := m.expectedHits(figures); ok {
		figures["hit_ratio"] = hits
		asks := p.Number("rate") * (1 - hits)
		load := asks * p.Number("origin_service_mean")
		figures["origin_requests_per_second"] = asks
		figures["origin_requests"] = asks * m.Rec.Measured().Seconds()
		if p.Int("origin_workers") == 0 || load < p.Number("origin_workers") {
			figures["origin_concurrency_mean"] = load
		}
	}
	if p.Int("keys") == 1 && m.ttl > 0 && !m.slides && m.writeRatio == 0 {
		m.stampedes(figures)
	}
	return figures
}

// expectedHits returns the hit ratio of reads, and adds those of two levels. The
// caches are full and the values come at once, or entries only expire.
func (m *model) expectedHits(figures map[string]float64) (float64, bool) {
	p := m.Plan
	if m.writeRatio > 0 || m.beta > 0 {
		return 0, false
	}
	if m.ttl > 0 {
		if p.Int("capacity") < p.Int("keys") || m.memories != nil {
			return 0, false
		}
		hits, ok := m.lifetimeHits()
		if ok {
			figures["l1_hit_ratio"] = hits
		}
		return hits, ok
	}
	hits, ok := m.policyHits(p.Int("capacity"))
	if !ok {
		return 0, false
	}
	if m.memories == nil {
		figures["l1_hit_ratio"] = hits
		return hits, true
	}
	first, _ := m.policyHits(p.Int("l1_capacity"))
	figures["l1_hit_ratio"] = first
	if p.Int("servers") > 1 || p.Int("l1_capacity") > p.Int("capacity") {
		return 0, false
	}
	figures["l2_hit_ratio"] = (hits - first) / (1 - first)
	return hits, true
}

// policyHits returns the hit ratio of a full cache of so many entries.
func (m *model) policyHits(capacity int) (float64, bool) {
	keys, exponent := m.Plan.Int("keys"), m.Plan.Number("zipf")
	switch m.Plan.Text("policy") {
	case "lru":
		return cache.LRUHitRatio(keys, exponent, capacity), true
	case "fifo", "random":
		return cache.FIFOHitRatio(keys, exponent, capacity), true
	case "lfu":
		return cache.LFUHitRatio(keys, exponent, capacity), true
	}
	return 0, false
}

// lifetimeHits returns the hit ratio where nothing is evicted. A cycle of a key is
// a read that misses, the time until its value is there, and the life of the
// entry; the next miss is the next read after that. Keys of nearly the same
// popularity count together.
func (m *model) lifetimeHits() (float64, bool) {
	loading := m.Plan.Number("origin_service_mean")
	if m.slides && (loading > 0 || m.jitter > 0) {
		return 0, false
	}
	life := m.ttl.Seconds() * (1 - float64(m.jitter/2))
	hits := 0.
	for first := 1; first <= m.Plan.Int("keys"); {
		last := min(m.Plan.Int("keys"), first+first/100)
		share := m.popularity.Of(first)
		if last > first {
			share = (m.popularity.Top(last) - m.popularity.Top(first-1)) / float64(last-first+1)
		}
		rate := m.Plan.Number("rate") * share
		hits += float64(float64(float64(last-first+1)*share) * m.cycleHits(rate, life, loading))
		first = last + 1
	}
	return hits, true
}

func (m *model) cycleHits(rate, life, loading float64) float64 {
	if m.slides {
		return cache.SlidingTTLHitRatio(float64(rate * life))
	}
	misses := 1.
	if !m.coalesce {
		misses = cache.StampedeSize(rate, loading)
	}
	return 1 - misses/(1+float64(rate*(life+loading)))
}

// stampedes adds what theory says of a single key that expires again and again.
func (m *model) stampedes(figures map[string]float64) {
	rate, took := m.Plan.Number("rate"), m.Plan.Number("origin_service_mean")
	switch {
	case took == 0:
		return
	case m.coalesce:
		figures["stampede_mean"] = 1
	case m.beta == 0:
		figures["stampede_mean"] = cache.StampedeSize(rate, took)
	case m.Plan.Text("origin_service") != exponential:
		figures["stampede_mean"] = cache.EarlyStampedeSize(rate, took, m.beta)
	}
	if m.beta > 0 {
		figures["early_fraction"] = 1 - sim.Exp(-min(700, float64(rate*took*m.beta)))
	}
}

// saturated reports whether the origin is offered more than it can do, and how
// much either is.
func (m *model) saturated(asks float64) (capacity float64, ok bool) {
	capacity = math.Inf(1)
	if n := m.Plan.Number("origin_workers"); n > 0 && m.origin != nil {
		capacity = n / m.Plan.Number("origin_service_mean")
	}
	return capacity, asks >= capacity
}
