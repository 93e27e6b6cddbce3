package cache

import (
	"math"
	"math/rand/v2"

	"spar/internal/sim"
)

// A Life is how long the entry of one key stays, from the fill on, in a cache of the
// policy "lru" whose requests are independent of each other: until it expires, or until
// the key has not been asked for during a stay, in which the cache sees as many other
// keys as it holds (Che's approximation). Times are in seconds; infinity stands for
// ever.
type Life struct{ TTL, Stay float64 }

// HitRatio returns how often a key is found that is asked for at random, so many times a
// second: a cycle is a life and the time until the next request, which is a miss. (Jung,
// Berger and Balakrishnan, "Modeling TTL-based internet caches", 2003, where nothing is
// evicted.)
func (l Life) HitRatio(rate float64) float64 {
	requests := meanLife(float64(rate*l.TTL), float64(rate*l.Stay))
	if math.IsInf(requests, 1) {
		return 1
	}
	return requests / (1 + requests)
}

// rarely is a stay, in requests that are expected during it, in which next to never
// none comes.
const rarely = 30

// meanLife returns the mean of a life, in requests that are expected during it. The
// part S of the lives that last longer than a is 1 up to the stay, falls there by
// p = exp(-stay), the probability that no further request came, and from then on
// by S'(a) = -p S(a-stay): a request came a stay ago, and none since.
func meanLife(ttl, stay float64) float64 {
	if ttl <= stay || stay > rarely {
		return ttl
	}
	const (
		steps = 64 // in a stay
		stays = 12 // after which S falls exponentially
	)
	p := sim.Exp(-stay)
	width := float64(stay / steps)
	longer := make([]float64, steps+1, (stays+1)*steps+1)
	for i := range longer {
		longer[i] = 1
	}
	longer[steps] -= p
	sum, at := stay, stay
	for len(longer) < cap(longer) {
		i := len(longer)
		now, late := longer[i-1], longer[i-steps]
		if i == 2*steps {
			late = 1 // not yet fallen
		}
		next := max(0, now-float64(p*width*(longer[i-1-steps]+late)/2))
		if part := (ttl - at) / width; part < 1 {
			return sum + float64(float64(part*width)*(now+float64(float64(part*(next-now))/2)))
		}
		sum += float64(width * (now + next) / 2)
		at += width
		longer = append(longer, next)
	}
	last := longer[len(longer)-1]
	fall := last / longer[len(longer)-1-steps] // in a stay
	if last < 1e-9 || fall <= 0 {
		return sum
	}
	decay := -sim.Log(fall) / stay
	return sum + float64(last/decay*-sim.Expm1(float64(-decay*(ttl-at))))
}

// Age draws how long ago, in seconds, the entry was filled that a request for a key
// finds in a cache which has been in use for long: zero if it finds none and is the
// one that fills it.
func (l Life) Age(rate float64, r *rand.Rand) float64 {
	ttl, stay := float64(rate*l.TTL), float64(rate*l.Stay)
	if stay < ttl && stay < often {
		return l.ageBefore(ttl, stay, r) / rate
	}
	// Nothing is evicted while it lives, or as rarely as by a Poisson process.
	evicted := 0.
	if stay < ttl && stay < rarely {
		evicted = 1 / sim.Expm1(stay)
	}
	mean := ttl
	if evicted > 0 {
		mean = -sim.Expm1(float64(-evicted*ttl)) / evicted
	}
	if float64(r.Float64()*(1+mean)) >= mean {
		return 0
	}
	u := r.Float64()
	if evicted == 0 {
		return float64(u*ttl) / rate
	}
	return -sim.Log(1-float64(u*float64(mean*evicted))) / evicted / rate
}

// often is a stay, in requests that are expected during it, in which none comes so
// often that requests are drawn one by one until it happens.
const often = 5

// ageBefore draws requests back in time to the first after the key was evicted, which
// filled the entry, and follows from there which others did.
func (l Life) ageBefore(ttl, stay float64, r *rand.Rand) float64 {
	var gaps []float64
	for {
		gap := sim.Exponential{Mean: 1}.Sample(r)
		if gap > stay {
			break
		}
		gaps = append(gaps, gap)
	}
	age := 0.
	for i := len(gaps) - 1; i >= 0; i-- {
		if age += gaps[i]; age >= ttl {
			age = 0
		}
	}
	return age
}
