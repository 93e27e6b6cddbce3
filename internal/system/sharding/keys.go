package sharding

import (
	"math"
	"math/rand/v2"

	"spar/internal/shard"
	"spar/internal/system"
)

// A keySet says which numbers the keys of the store are. Keys are known by their
// rank, from zero: the lower, the more popular.
type keySet struct {
	n          int
	sequential bool
	salt       uint64 // of random keys
	limit      uint64 // ranges were laid out for numbers below this; zero means all
}

func newKeySet(p *system.Plan, chance *rand.Rand) keySet {
	k := keySet{n: p.Int("keys"), sequential: p.Text("key_distribution") == sequential, salt: chance.Uint64()}
	planned := 1 - p.Number("unplanned")
	switch {
	case k.sequential:
		k.limit = uint64(max(1, math.Round(float64(k.n)*planned)))
	case planned < 1:
		k.limit = uint64(planned * 0x1p64)
	}
	return k
}

// number returns the key of a rank. No two ranks have the same.
func (k keySet) number(rank int) uint64 {
	if k.sequential {
		return uint64(k.n - 1 - rank)
	}
	return shard.Hash(k.salt + uint64(rank))
}

func (k keySet) inRange(number uint64) bool { return k.limit == 0 || number < k.limit }

// beyond counts the keys that ranges were not laid out for.
func (k keySet) beyond() int {
	n := 0
	for rank := range k.n {
		if !k.inRange(k.number(rank)) {
			n++
		}
	}
	return n
}

// all returns the numbers of all keys by rank.
func (k keySet) all() []uint64 {
	numbers := make([]uint64, k.n)
	for rank := range numbers {
		numbers[rank] = k.number(rank)
	}
	return numbers
}

// exponent returns that of the popularity of keys.
func exponent(p *system.Plan) float64 {
	if p.Text("key_distribution") == uniform {
		return 0
	}
	return p.Number("zipf")
}
