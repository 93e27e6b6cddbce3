package shortener

import (
	"fmt"
	"math"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

// maxCached bounds the links that the caches of a run hold, and with them its
// memory and the time that warming takes.
const maxCached = 500_000

// A size is how many links a run simulates, how many of them the cache holds, and how
// long it keeps one.
type size struct {
	urls, cached         int
	realURLs, realCached int
	ttl                  float64 // in seconds
}

// sizeOf returns the size of a run: the real one or, where the cache would not
// fit, a smaller one with as many links less as leaves the hit ratio alike, and with
// lives as much shorter.
func sizeOf(p *system.Plan) size {
	s := size{realURLs: p.Int("urls"), realCached: cacheEntries(p), ttl: p.Number("cache_ttl")}
	s.urls, s.cached = s.realURLs, s.realCached
	if s.realCached <= maxCached {
		return s
	}
	s.cached = maxCached
	s.urls = cache.LRUKeysAlike(s.realURLs, p.Number("zipf"), s.realCached, s.cached)
	s.ttl = s.ttlAlike(p)
	return s
}

// ttlAlike returns how long the smaller cache keeps a link for the hit ratio of the
// larger one: links stay there for a shorter time before they are evicted.
func (s size) ttlAlike(p *system.Plan) float64 {
	const near = 1e-5
	hits := func(ttl float64) float64 {
		return cache.LRUHitRatioTTL(s.urls, p.Number("zipf"), s.cached, p.Number("redirects"), ttl)
	}
	want, most := hitRatio(p), p.Number("cache_ttl")
	if hits(most) <= want+near {
		return most
	}
	least := most
	for hits(least) > want && least > 1e-6 {
		least /= 4
	}
	for range 40 {
		middle := math.Sqrt(least * most)
		if got := hits(middle); math.Abs(got-want) < near {
			return middle
		} else if got < want {
			least = middle
		} else {
			most = middle
		}
	}
	return least
}

func (s size) scaled() bool { return s.cached != s.realCached }

// warning says what is smaller than life, and what that changes.
func (s size) warning(p *system.Plan) string {
	count := func(n int) string { return system.Jobs.Format(float64(n)) }
	hottest := func(urls int) string { return system.Ratio.Format(hottestShare(urls, p.Number("zipf"))) }
	return fmt.Sprintf("the cache holds %s links of %s; %s of %s are simulated, which gives the same hit ratio, but the hottest link gets %s of redirects instead of %s",
		count(s.realCached), count(s.realURLs), count(s.cached), count(s.urls), hottest(s.urls), hottest(s.realURLs))
}

// hottestShare returns the part of the redirects that the most popular link gets:
// one over the sum of all weights, of which the tail is taken as an integral.
func hottestShare(urls int, exponent float64) float64 {
	const head = 1000
	sum := 0.
	for rank := 1; rank <= min(urls, head); rank++ {
		sum += sim.Pow(float64(rank), -exponent)
	}
	if urls > head {
		from, to := sim.Log(head+.5), sim.Log(float64(urls)+.5)
		if rest := 1 - exponent; rest == 0 {
			sum += to - from
		} else {
			sum += (sim.Exp(float64(rest*to)) - sim.Exp(float64(rest*from))) / rest
		}
	}
	return 1 / sum
}
