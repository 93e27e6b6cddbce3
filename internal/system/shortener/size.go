package shortener

import (
	"fmt"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

// maxCached bounds the links that the caches of a run hold, and with them its
// memory and the time that warming takes.
const maxCached = 500_000

// A size is how many links a run simulates, and how many of them the cache
// holds.
type size struct {
	urls, cached         int
	realURLs, realCached int
}

// sizeOf returns the size of a run: the real one or, where the cache would not
// fit, a smaller one with as many links less as leaves the hit ratio alike.
func sizeOf(p *system.Plan) size {
	s := size{realURLs: p.Int("urls"), realCached: cacheEntries(p)}
	s.urls, s.cached = s.realURLs, s.realCached
	if s.realCached <= maxCached {
		return s
	}
	exponent := p.Number("zipf")
	want := cache.LRUHitRatio(s.realURLs, exponent, s.realCached)
	s.cached = maxCached
	fewest, most := maxCached, s.realURLs // the hit ratio falls with the links
	for most-fewest > maxCached/1000 {
		s.urls = fewest + (most-fewest)/2
		if cache.LRUHitRatio(s.urls, exponent, s.cached) > want {
			fewest = s.urls
		} else {
			most = s.urls
		}
	}
	return s
}

func (s size) scaled() bool { return s.cached != s.realCached }

// warning says what is smaller than life, and what that changes.
func (s size) warning(p *system.Plan) string {
	hottest := func(urls int) float64 { return 100 * hottestShare(urls, p.Number("zipf")) }
	return fmt.Sprintf("the cache holds %.3g links of %.3g; %.3g of %.3g are simulated, which gives the same hit ratio, but the hottest link gets %.2g%% of redirects instead of %.2g%%",
		float64(s.realCached), float64(s.realURLs), float64(s.cached), float64(s.urls), hottest(s.urls), hottest(s.realURLs))
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
