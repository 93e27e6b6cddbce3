package cache_test

import (
	"fmt"
	"strconv"
	"sync"
	"testing"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/truth"
)

// Many goroutines use a cache of each policy; all that they find is right, and
// the bound holds.
func TestSharded(t *testing.T) {
	const capacity, parts = 100, 8
	for _, policy := range cache.Policies() {
		s, err := cache.NewSharded(cache.Config[string, int]{
			Policy: policy, Capacity: capacity, Hash: shard.HashString, Rand: sim.Stream(1, "random"), History: 1000,
		}, parts)
		if err != nil {
			t.Fatal(err)
		}
		var users sync.WaitGroup
		for user := range 4 {
			users.Go(func() {
				for i := range 2000 {
					n := (i*i + user) % 300
					key := strconv.Itoa(n)
					switch value, ok := s.Get(key, 0); {
					case ok && value != n:
						t.Errorf("%s: %q holds %d", policy, key, value)
					case !ok:
						s.Set(key, n, cache.Never)
					case i%50 == 0:
						s.Delete(key)
					}
				}
			})
		}
		users.Wait()
		if n := s.Len(); n == 0 || n > capacity && policy != "naive-unbounded" {
			t.Errorf("%s: %d entries of a capacity of %d", policy, n, capacity)
		}
		if got := s.Stats(); got.Hits+got.Misses != 8000 {
			t.Errorf("%s: %+v, want 8000 lookups", policy, got)
		}
	}
}

// Cutting a cache into parts costs little of its hit ratio.
func TestShardedHitRatio(t *testing.T) {
	const keys, capacity, requests = 100_000, 1000, 400_000
	s, err := cache.NewSharded(cache.Config[uint64, uint64]{Capacity: capacity, Hash: shard.Hash}, 16)
	if err != nil {
		t.Fatal(err)
	}
	next := ranks(t, keys, .99)
	for range requests {
		key := next()
		if _, ok := s.Get(key, 0); !ok {
			s.Set(key, key, cache.Never)
		}
	}
	if got, want := s.Stats().HitRatio(), cache.LRUHitRatio(keys, .99, capacity); !truth.Near(got, want, .03) {
		t.Errorf("hit ratio %.4f in parts, want nearly %.4f", got, want)
	}
	if s.Len() != capacity {
		t.Errorf("%d entries, want %d", s.Len(), capacity)
	}
}

func BenchmarkSharded(b *testing.B) {
	s, err := cache.NewSharded(cache.Config[uint64, uint64]{Capacity: 100_000, Hash: shard.Hash}, 64)
	if err != nil {
		b.Fatal(err)
	}
	for key := range uint64(50_000) {
		s.Set(key, key, cache.Never)
	}
	b.RunParallel(func(pb *testing.PB) {
		for key := uint64(0); pb.Next(); key = (key + 617) % 50_000 {
			if _, ok := s.Get(key, 0); !ok {
				b.Error("miss")
			}
		}
	})
}

// A cache bounded by bytes: the two long values do not fit together.
func ExampleCache() {
	c, _ := cache.New(cache.Config[string, string]{
		Policy: "lru", Capacity: 10, Hash: shard.HashString,
		Cost: func(_, value string) int64 { return int64(len(value)) },
	})
	c.Set("a", "1234567", cache.Never)
	c.Set("b", "12", cache.Never)
	c.Set("c", "1234567", cache.Never)
	_, first := c.Get("a", 0)
	_, second := c.Get("b", 0)
	fmt.Println(first, second, c.Cost())
	// Output: false true 9
}
