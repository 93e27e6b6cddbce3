package cache

import (
	"math"

	"spar/internal/sim"
)

// The hit ratios below hold when requests are independent of each other and the
// key of rank k is asked for in proportion to k^-exponent (Zipf's law, exponent
// from zero up), once the cache is full. They are 0 to 1.

// LRUHitRatio returns the hit ratio of the policy "lru". It is exact if keys times
// capacity are at most 2000. Otherwise it is Che's approximation: a key is found if
// it was asked for within the time in which the cache sees as many distinct keys as
// it holds (Che, Tung and Wang, "Hierarchical web caching systems", 2002). That is
// within .003 for four entries, and ever nearer for more.
func LRUHitRatio(keys int, exponent float64, capacity int) float64 {
	if capacity > 0 && capacity < keys && keys <= maxExactWork/capacity {
		return exactLRU(zipfShares(keys, exponent), capacity)
	}
	return cheLRU(keys, exponent, capacity)
}

func cheLRU(keys int, exponent float64, capacity int) float64 {
	return hitRatio(keys, exponent, capacity, asked)
}

// LRUKeysAlike returns of how many keys a smaller cache has the hit ratio that a
// larger one has of so many, both of the policy "lru": a run may simulate the
// smaller one in place of the larger.
func LRUKeysAlike(keys int, exponent float64, larger, smaller int) int {
	want := LRUHitRatio(keys, exponent, larger)
	fewest, most := smaller, keys // the hit ratio falls with the keys
	between := most
	for most-fewest > max(1, smaller/1000) {
		between = fewest + (most-fewest)/2
		if LRUHitRatio(between, exponent, smaller) > want {
			fewest = between
		} else {
			most = between
		}
	}
	return max(1, between)
}

// FIFOHitRatio returns the hit ratio of the policies "fifo" and "random", which
// is the same, by the approximation of Fricker, Robert and Roberts, "A versatile
// and accurate approximation for LRU cache performance", 2012.
func FIFOHitRatio(keys int, exponent float64, capacity int) float64 {
	return hitRatio(keys, exponent, capacity, func(requests float64) float64 {
		return requests / (1 + requests)
	})
}

// LFUHitRatio returns the hit ratio of a cache that always holds the most popular
// keys: the limit of "lfu" with a history of all keys, and the best that any
// policy can reach without knowing the future.
func LFUHitRatio(keys int, exponent float64, capacity int) float64 {
	if capacity <= 0 || keys <= 0 {
		return 0
	}
	return mass(min(keys, capacity), exponent) / mass(keys, exponent)
}

// hitRatio finds the number of requests after which the cache is full, and sums
// over the keys how likely each is found then: held says how likely is a key that
// so many requests ask for on average.
func hitRatio(keys int, exponent float64, capacity int, held func(requests float64) float64) float64 {
	switch {
	case capacity <= 0 || keys <= 0:
		return 0
	case capacity >= keys:
		return 1
	}
	ranks := alike(keys, exponent)
	full := fullAfter(ranks, capacity, held)
	ratio := 0.
	for _, r := range ranks {
		ratio += float64(float64(r.keys*r.share) * held(float64(r.share*full)))
	}
	return ratio
}

// fullAfter returns the number of requests after which the cache is full.
func fullAfter(ranks []rankGroup, capacity int, held func(requests float64) float64) float64 {
	inside := func(requests float64) float64 {
		sum := 0.
		for _, r := range ranks {
			sum += float64(r.keys * held(float64(r.share*requests)))
		}
		return sum
	}
	low, high := 0., 1.
	for inside(high) < float64(capacity) {
		low, high = high, 2*high
	}
	for range 60 {
		if middle := (low + high) / 2; inside(middle) < float64(capacity) {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// LRUHitRatioTTL returns the hit ratio of the policy "lru" where entries live for so
// many seconds from their fill on, and so many requests come a second (see [Life]). An
// entry that has expired keeps its place until it is asked for or evicted.
func LRUHitRatioTTL(keys int, exponent float64, capacity int, rate, ttl float64) float64 {
	if capacity <= 0 || keys <= 0 {
		return 0
	}
	ranks, stay := alike(keys, exponent), LRUStay(keys, exponent, capacity)/rate
	ratio := 0.
	for _, r := range ranks {
		ratio += float64(float64(r.keys*r.share) * Life{ttl, stay}.HitRatio(float64(r.share*rate)))
	}
	const rounding = 1e-6
	if che := cheLRU(keys, exponent, capacity); ratio < float64(che*(1-rounding)) {
		return float64(ratio/che) * LRUHitRatio(keys, exponent, capacity)
	}
	return LRUHitRatio(keys, exponent, capacity)
}

// LRUStay returns after how many requests for others a key is evicted from a cache of
// the policy "lru"; infinity if the cache holds all keys.
func LRUStay(keys int, exponent float64, capacity int) float64 {
	if capacity >= keys {
		return math.Inf(1)
	}
	return fullAfter(alike(keys, exponent), capacity, asked)
}

// asked returns how likely a key is asked for at all, for which so many requests are
// expected.
func asked(requests float64) float64 { return 1 - sim.Exp(-requests) }

// zipfShares returns the shares of ranks 1 to keys.
func zipfShares(keys int, exponent float64) []float64 {
	shares, total := make([]float64, keys), mass(keys, exponent)
	for i := range shares {
		shares[i] = sim.Pow(float64(i+1), -exponent) / total
	}
	return shares
}

// A rankGroup is a number of keys of nearly the same share of the requests.
type rankGroup struct{ keys, share float64 }

// alike groups ranks 1 to keys: singly at first, then in steps of 1%.
func alike(keys int, exponent float64) []rankGroup {
	total := mass(keys, exponent)
	var groups []rankGroup
	for first := 1; first <= keys; {
		last := min(keys, first+first/100)
		share := sim.Pow(float64(first), -exponent)
		if last > first {
			share = stretch(float64(first)-.5, float64(last)+.5, exponent) / float64(last-first+1)
		}
		groups = append(groups, rankGroup{float64(last - first + 1), share / total})
		first = last + 1
	}
	return groups
}

// mass returns the sum of k^-exponent for k from 1 to n: term by term at first,
// the rest by the formula of Euler and Maclaurin.
func mass(n int, exponent float64) float64 {
	first := min(n, 1000)
	sum := 0.
	for k := first; k >= 1; k-- {
		sum += sim.Pow(float64(k), -exponent)
	}
	if n == first {
		return sum
	}
	a, b := float64(first), float64(n)
	ends := float64((sim.Pow(b, -exponent) - sim.Pow(a, -exponent)) / 2)
	slopes := float64(exponent * (sim.Pow(a, -exponent-1) - sim.Pow(b, -exponent-1)) / 12)
	return sum + stretch(a, b, exponent) + ends + slopes
}

// stretch returns the integral of x^-exponent from a to b.
func stretch(a, b, exponent float64) float64 {
	logarithm := sim.Log(b / a)
	power := float64((1 - exponent) * logarithm)
	growth := 1 + float64(power/2*(1+power/3)) // (e^power - 1)/power near zero
	if math.Abs(power) > 1e-5 {
		growth = (sim.Exp(power) - 1) / power
	}
	return float64(float64(sim.Pow(a, 1-exponent)*logarithm) * growth)
}
