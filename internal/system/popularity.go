package system

import (
	"math/rand/v2"

	"spar/internal/cache"
	"spar/internal/sim"
)

// A Popularity picks the keys that requests ask for, by Zipf's law. Keys are known
// by their rank, from 1 for the most popular.
type Popularity struct {
	keys      int
	exponent  float64
	first     float64 // the share of rank 1
	law       *sim.Zipf
	stream    *rand.Rand
	hot       float64
	hotStream *rand.Rand
}

// NewPopularity returns the popularity of so many keys in the run with that seed.
// An exponent of zero makes all alike.
func NewPopularity(seed uint64, keys int, exponent float64) (*Popularity, error) {
	law, err := sim.NewZipf(keys, exponent)
	if err != nil {
		return nil, err
	}
	return &Popularity{
		keys: keys, exponent: exponent, law: law, first: cache.LFUHitRatio(keys, exponent, 1),
		stream: sim.Stream(seed, "popularity"), hotStream: sim.Stream(seed, "hot key"),
	}, nil
}

// Pick returns the rank of the key that the next request asks for.
func (p *Popularity) Pick() int {
	rank := p.law.Sample(p.stream)
	if p.hot > 0 && p.hotStream.Float64() < p.hot {
		return 1
	}
	return rank
}

// Sample draws a rank from another stream, as if nothing was hot.
func (p *Popularity) Sample(r *rand.Rand) int { return p.law.Sample(r) }

// Heat gives the most popular key a share of all requests, 0 to 1, on top of what
// it gets of the others.
func (p *Popularity) Heat(share float64) { p.hot = share }

// Top returns the part of the requests that ask for the k most popular keys, as
// long as nothing is hot.
func (p *Popularity) Top(k int) float64 { return cache.LFUHitRatio(p.keys, p.exponent, k) }

// Of returns the part of the requests that ask for the key of a rank, likewise.
func (p *Popularity) Of(rank int) float64 {
	return float64(p.first * sim.Pow(float64(rank), -p.exponent))
}
