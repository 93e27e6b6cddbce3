package shard_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/shard"
	"spar/internal/truth"
)

// The figures are those of four other rings, so they agree roughly.
func TestBoundedRing(t *testing.T) {
	const keys = 100_000
	for _, tt := range []struct {
		n                     int
		factor                float64
		most, overflow, moved float64
	}{
		{100, 1.25, 1.2485, .00083, .0099475},
		{100, 1.5, 1.3245, 0, .0098225},
		{10, 1.25, 1.1446, 0, .095125},
	} {
		t.Run(fmt.Sprint(tt.n, tt.factor), func(t *testing.T) {
			c := shard.Config{LoadFactor: tt.factor}
			before, after := build(t, "bounded-ring", c, tt.n).(*shard.BoundedRing), build(t, "bounded-ring", c, tt.n+1).(*shard.BoundedRing)
			all := slices.Collect(upTo(keys))
			if err := errors.Join(before.Place(all...), after.Place(all...)); err != nil {
				t.Fatal(err)
			}
			most := float64(slices.Max(count(t, before, keys, tt.n))) * float64(tt.n) / keys
			if !truth.Near(most, tt.most, .08) || most > tt.factor+1e-9 {
				t.Errorf("most keys over mean %.4f, want %.4f and at most %v", most, tt.most, tt.factor)
			}
			overflowed, probes := before.Overflow()
			if got := float64(overflowed) / keys; math.Abs(got-tt.overflow) > .003 || probes < overflowed {
				t.Errorf("%.5f of the keys overflow, want %.5f; %d probes", got, tt.overflow, probes)
			}
			r, err := shard.Compare(before, after, upTo(keys))
			if err != nil {
				t.Fatal(err)
			}
			if !truth.Near(r.MovedFraction(), tt.moved, .25) {
				t.Errorf("%.4f of the keys move, want %.4f", r.MovedFraction(), tt.moved)
			}
		})
	}
}

// No shard ever exceeds the bound, however keys and shards come.
func TestBoundedRingNeverExceeds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		factor := rapid.Float64Range(1, 2).Draw(t, "factor")
		b := &shard.BoundedRing{VirtualNodes: 5, LoadFactor: factor}
		n := rapid.IntRange(1, 10).Draw(t, "shards")
		if err := b.Add(numbered(0, n)...); err != nil {
			t.Fatal(err)
		}
		keys := 0
		for range rapid.IntRange(1, 5).Draw(t, "batches") {
			for range rapid.IntRange(0, 50).Draw(t, "keys") {
				if err := b.Place(uint64(keys)); err != nil {
					t.Fatal(err)
				}
				keys++
			}
			if rapid.Bool().Draw(t, "add") {
				if err := b.Add(shard.Shard{ID: n}); err != nil {
					t.Fatal(err)
				}
				n++
			}
			bound := int(math.Ceil(factor * float64(keys) / float64(n)))
			counts := make([]int, n)
			for key := range upTo(keys) {
				id, err := b.Find(key)
				if err != nil {
					t.Fatal(err)
				}
				counts[id]++
			}
			if most := slices.Max(counts); most > bound {
				t.Fatalf("%d keys on a shard, the bound is %d", most, bound)
			}
		}
	})
}

func TestBoundedRingKeepsItsLastShard(t *testing.T) {
	b := &shard.BoundedRing{}
	if err := b.Place(1); !errors.Is(err, shard.ErrNoShards) {
		t.Errorf("Place without shards: %v", err)
	}
	if err := errors.Join(b.Add(shard.Shard{ID: 4}), b.Place(1, 2, 2, 3)); err != nil {
		t.Fatal(err)
	}
	if err := b.Remove(4); err == nil || err.Error() != "remove shards [4]: 3 keys would be left without a shard" {
		t.Errorf("Remove of the last shard: %v", err)
	}
}
