package cache

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// king returns the hit ratio of "lru" as W. F. King gave it in 1971: the sum over
// all sequences of different keys that may fill the cache, the last used first, of
// how likely each is, times the part of the requests that it serves.
func king(shares []float64, capacity int) float64 {
	used := make([]bool, len(shares))
	var sum func(places int, likely, served float64) float64
	sum = func(places int, likely, served float64) float64 {
		if places == 0 {
			return likely * served
		}
		ratio := 0.
		for i, share := range shares {
			if !used[i] {
				used[i] = true
				ratio += sum(places-1, likely*share/(1-served), served+share)
				used[i] = false
			}
		}
		return ratio
	}
	return sum(capacity, 1, 0)
}

func TestExactLRUIsKings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.IntRange(2, 8).Draw(t, "keys")
		capacity := rapid.IntRange(1, keys-1).Draw(t, "capacity")
		shares := zipfShares(keys, rapid.Float64Range(0, 5).Draw(t, "exponent"))
		if got, want := exactLRU(shares, capacity), king(shares, capacity); math.Abs(got-want) > 1e-9 {
			t.Errorf("exactLRU = %v, want %v", got, want)
		}
	})
}

// The first is King's sum over 1.9 million sequences; the next two were computed
// independently.
func TestExactLRU(t *testing.T) {
	for _, tt := range []struct {
		keys     int
		exponent float64
		capacity int
		want     float64
	}{
		{20, .8, 5, king(zipfShares(20, .8), 5)},
		{10, 1, 3, .4706641900147701},
		{50, 1, 10, .5066356566854857},
		{50, 0, 40, .8},
		{2000, 100, 1, 1},
	} {
		if got := LRUHitRatio(tt.keys, tt.exponent, tt.capacity); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("LRUHitRatio(%d, %v, %d) = %v, want %v", tt.keys, tt.exponent, tt.capacity, got, tt.want)
		}
	}
}

// Where the exact formula gives way to Che's approximation they differ little.
func TestExactLRUMeetsChe(t *testing.T) {
	for _, exponent := range []float64{0, .8, 1, 1.5, 2, 5} {
		for _, capacity := range []int{4, 5, 6, 10, 20, 40} {
			keys := maxExactWork / capacity
			exact, che := LRUHitRatio(keys, exponent, capacity), cheLRU(keys, exponent, capacity)
			if math.Abs(exact-che) > .003 {
				t.Errorf("exponent %v, %d of %d keys: %v, by Che %v", exponent, capacity, keys, exact, che)
			}
		}
	}
}

func BenchmarkExactLRU(b *testing.B) {
	for b.Loop() {
		LRUHitRatio(maxExactWork/40, 1, 40)
	}
}
