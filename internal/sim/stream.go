package sim

import (
	"hash/fnv"
	"math/rand/v2"
)

// Stream returns the random stream of that name in the run with that seed.
// Streams of different names are independent of each other, so a component that
// draws from its own leaves the draws of all others unchanged, and two designs
// meet the same traffic.
func Stream(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	a := mix(seed)
	return rand.New(rand.NewPCG(a, mix(a^h.Sum64())))
}

// mix spreads every bit of x over the whole word, so that neighbouring seeds
// give unrelated streams (Steele, Lea and Flood, "Fast splittable pseudorandom
// number generators", 2014: the finalizer of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
