package caching

import (
	"math"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

const theorySource = "hit ratios by Che's approximation (lru, with few keys King's formula), Fricker's (fifo, random) and the most popular keys (lfu), " +
	"or by renewal where entries only expire; stampedes as Poisson arrivals while the first load is under way"

// formulas say what to expect of a model's plan.
type formulas struct{ *model }

// theory returns what formulas say of a plan without its faults.
func (m formulas) theory() system.Theory {
	p := m.Plan
	t := system.Theory{Source: theorySource}
	hits, because := m.expectedHits(&t)
	if because == "" {
		because = m.delayed(p.Number("rate") * (1 - hits))
	}
	if because != "" {
		// What was said of levels needs the same.
		t.Figures = nil
		t.None("hit ratios and the origin", "%s", because)
	} else {
		t.Set("hit_ratio", hits)
		asks := p.Number("rate") * (1 - hits)
		t.Set("origin_requests_per_second", asks)
		t.Set("origin_requests", asks*m.Rec.Measured().Seconds())
		t.Set("origin_concurrency_mean", asks*p.Number("origin_service_mean"))
	}
	if p.Int("keys") == 1 && m.levels.ttl > 0 && !m.levels.slides && m.writeRatio == 0 {
		m.stampedes(&t)
	}
	return t
}

// delayed returns why it is not so that the origin answers as fast as alone, where so
// many requests a second come to it; empty if it is.
func (m formulas) delayed(asks float64) string {
	p := m.Plan
	took, workers := p.Number("origin_service_mean"), p.Int("origin_workers")
	if workers == 0 || took == 0 {
		return ""
	}
	load := float64(asks * took)
	if load >= float64(workers) {
		return "the origin is asked for more than it can do"
	}
	if wait := sim.MeanWait(workers, load, took); wait > float64(.05*took) {
		return "requests wait at the origin, and while they do others miss"
	}
	return ""
}

// expectedHits returns the hit ratio of reads, and adds those of two levels; or why there
// is no formula. The caches are full and the values come at once, or entries expire from
// the only level.
func (m formulas) expectedHits(t *system.Theory) (hits float64, because string) {
	p := m.Plan
	switch {
	case p.Text("start") != warm:
		return 0, "the caches do not begin as a long history leaves them"
	case m.writeRatio > 0:
		return 0, "requests write, which changes what is cached"
	case m.beta > 0:
		return 0, "reads renew entries early"
	case m.levels.ttl > 0:
		hits, because = m.expiringHits()
	case !m.coalesce && m.stay() < float64(50*p.Number("origin_service_mean")):
		return 0, "reads that miss together each ask the origin, and entries do not stay much longer than it takes"
	default:
		if hits, because = m.policyHits(p.Int("capacity")); m.levels.memories != nil && because == "" {
			return m.levelHits(t, hits)
		}
	}
	if because == "" {
		t.Set("l1_hit_ratio", hits)
	}
	return hits, because
}

// stay returns after how many seconds an entry is evicted that nobody asks for.
func (m formulas) stay() float64 {
	return cache.LRUStay(m.Plan.Int("keys"), m.Plan.Number("zipf"), m.Plan.Int("capacity")) / m.Plan.Number("rate")
}

// expiringHits returns the hit ratio where entries expire.
func (m formulas) expiringHits() (hits float64, because string) {
	p := m.Plan
	loading := p.Number("origin_service_mean")
	switch {
	case m.levels.memories != nil:
		return 0, "entries expire, on two levels"
	case p.Int("capacity") >= p.Int("keys"):
		return m.lifetimeHits()
	case p.Text("policy") != "lru" || m.levels.slides || m.levels.jitter > 0:
		return 0, "entries expire and are evicted; there is a formula for lru with lives that are all alike"
	case !m.coalesce && min(m.levels.ttl.Seconds(), m.stay()) < float64(50*loading):
		return 0, "reads that miss together each ask the origin, and entries do not stay much longer than it takes"
	}
	// An entry lives while it is on its way too.
	return cache.LRUHitRatioTTL(p.Int("keys"), p.Number("zipf"), p.Int("capacity"), p.Number("rate"), m.levels.ttl.Seconds()+loading), ""
}

// levelHits adds the hit ratios of two levels, of which both together have the given one.
func (m formulas) levelHits(t *system.Theory, hits float64) (all float64, because string) {
	p := m.Plan
	if p.Int("servers") > 1 {
		return 0, "the servers' memories share the requests, so that the shared cache sees what they lack"
	}
	if p.Int("l1_capacity") > p.Int("capacity") {
		return 0, "the first level holds more than the second"
	}
	first, because := m.policyHits(p.Int("l1_capacity"))
	if because == "" {
		t.Set("l1_hit_ratio", first)
		if first < 1 {
			t.Set("l2_hit_ratio", (hits-first)/(1-first))
		} else {
			t.None("l2_hit_ratio", "the first level holds every key, so that the second is asked for none")
		}
	}
	return hits, because
}

// policyHits returns the hit ratio of a full cache of so many entries.
func (m formulas) policyHits(capacity int) (hits float64, because string) {
	keys, exponent := m.Plan.Int("keys"), m.Plan.Number("zipf")
	switch m.Plan.Text("policy") {
	case "lru":
		return cache.LRUHitRatio(keys, exponent, capacity), ""
	case "fifo", "random":
		return cache.FIFOHitRatio(keys, exponent, capacity), ""
	case "lfu":
		return cache.LFUHitRatio(keys, exponent, capacity), ""
	}
	return 0, "no formula is known for " + m.Plan.Text("policy")
}

// lifetimeHits returns the hit ratio where nothing is evicted. A cycle of a key is
// a read that misses, the time until its value is there, and the life of the
// entry; the next miss is the next read after that. Keys of nearly the same
// popularity count together.
func (m formulas) lifetimeHits() (all float64, because string) {
	loading := m.Plan.Number("origin_service_mean")
	if m.levels.slides && (loading > 0 || m.levels.jitter > 0) {
		return 0, "lives begin anew with every read, and differ or take time to load"
	}
	life := m.levels.ttl.Seconds() * (1 - float64(m.levels.jitter/2))
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
	return hits, ""
}

func (m formulas) cycleHits(rate, life, loading float64) float64 {
	if m.levels.slides {
		return cache.SlidingTTLHitRatio(float64(rate * life))
	}
	misses := 1.
	if !m.coalesce {
		misses = cache.StampedeSize(rate, loading)
	}
	return 1 - misses/(1+float64(rate*(life+loading)))
}

// stampedes adds what theory says of a single key that expires again and again.
func (m formulas) stampedes(t *system.Theory) {
	rate, took, workers := m.Plan.Number("rate"), m.Plan.Number("origin_service_mean"), m.Plan.Int("origin_workers")
	many := 1. // requests of a stampede, which come at once
	if !m.coalesce {
		many = cache.StampedeSize(rate, took)
	}
	switch {
	case took == 0:
		t.None("stampedes", "the origin answers at once")
		return
	case workers > 0 && float64(workers) < many+float64(3*math.Sqrt(many)):
		t.None("stampedes", "the origin does not work on all of one at a time")
		return
	case m.coalesce:
		t.Set("stampede_mean", 1)
	case m.beta == 0:
		t.Set("stampede_mean", cache.StampedeSize(rate, took))
	case m.Plan.Text("origin_service") != exponential:
		t.Set("stampede_mean", cache.EarlyStampedeSize(rate, took, m.beta))
	default:
		t.None("stampedes", "reads renew early, by times of the origin that scatter")
	}
	if m.beta > 0 {
		t.Set("early_fraction", 1-sim.Exp(-min(700, float64(rate*took*m.beta))))
	}
}
