package cache

import "spar/internal/sim"

// maxExactWork is the largest product of keys and capacity for which the exact
// formula is used. It takes a few milliseconds then.
const maxExactWork = 2000

// exactLRU returns the hit ratio of the policy "lru" for a capacity from one up to
// less than the keys, each of which gets a share of the requests; the least comes
// last.
//
// A key is found if fewer others than the cache has places were asked for since its
// last request. If requests come at random with rate one, the last request of a
// key with share p was t ago with density p e^(-pt), and each other key was asked
// for since then independently of the rest. That gives the sum of W. F. King,
// "Analysis of demand paging algorithms", 1971, as an integral over t: Flajolet,
// Gardy and Thimonier, "Birthday paradox, coupon collectors, caching algorithms and
// self-organizing search", 1992.
//
// The integral is taken by equal steps in the logarithm of t, whose error falls
// exponentially with their number; it is within 1e-9.
func exactLRU(shares []float64, capacity int) float64 {
	const (
		step  = 1. / 16
		first = 1e-10 // what is earlier adds less than this
		last  = 40    // requests for the least popular key, after which all were seen
		least = 1e-14 // of the requests; keys that get less add nothing
	)
	from, to := sim.Log(first), sim.Log(last/max(least, shares[len(shares)-1]))
	ratio := 0.
	for x := from; x < to; x += step {
		t := sim.Exp(x)
		ratio += float64(float64(t*step) * hitDensity(shares, capacity, t))
	}
	return ratio
}

// hitDensity returns how likely a request hits an entry that was last used t ago,
// by unit of t.
func hitDensity(shares []float64, capacity int, t float64) float64 {
	// others[k] is the probability that k keys were asked for within t; hits[k] the
	// density of requests for a key last used t ago, with k others since then. Both
	// are of the keys so far.
	others, hits := make([]float64, capacity), make([]float64, capacity)
	others[0] = 1
	for _, share := range shares {
		unseen := sim.Exp(-float64(share * t))
		seen, request := 1-unseen, float64(float64(share*share)*unseen)
		for k := capacity - 1; k >= 0; k-- {
			hits[k] = float64(hits[k]*unseen) + float64(others[k]*request)
			others[k] *= unseen
			if k > 0 {
				hits[k] += float64(hits[k-1] * seen)
				others[k] += float64(others[k-1] * seen)
			}
		}
	}
	sum := 0.
	for _, h := range hits {
		sum += h
	}
	return sum
}
