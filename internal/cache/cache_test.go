package cache_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"pgregory.net/rapid"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
)

// The policies without a model keep their promises too: the bound, and that what is
// found is what was put in last and neither evicted nor expired since.
func TestPromises(t *testing.T) {
	for _, policy := range cache.Policies() {
		t.Run(policy, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				held := make(map[uint64]uint64)
				capacity := rapid.Int64Range(1, 20).Draw(t, "capacity")
				c, err := cache.New(cache.Config[uint64, uint64]{
					Policy: policy, Capacity: capacity, Hash: shard.Hash, Rand: sim.Stream(1, "random"),
					Evicted: func(key, value uint64, _ time.Duration) {
						if held[key] != value {
							t.Fatalf("evicted %d with %d, want %d", key, value, held[key])
						}
						delete(held, key)
					},
				})
				if err != nil {
					t.Fatal(err)
				}
				for i, op := range rapid.SliceOfN(rapid.Uint64Range(0, 119), 100, 400).Draw(t, "operations") {
					key := op / 3
					switch op % 3 {
					case 0:
						c.Set(key, uint64(i), cache.Never)
						held[key] = uint64(i)
					case 1:
						value, ok := c.Get(key, 0)
						want, there := held[key]
						if ok != there || value != want {
							t.Fatalf("key %d: %d, %v, want %d, %v", key, value, ok, want, there)
						}
					case 2:
						if _, there := held[key]; c.Delete(key) != there {
							t.Fatalf("delete %d: want %v", key, there)
						}
						delete(held, key)
					}
					if c.Len() != len(held) {
						t.Fatalf("%d entries, want %d", c.Len(), len(held))
					}
					if c.Len() > int(capacity) && policy != "naive-unbounded" {
						t.Fatalf("%d entries exceed the capacity %d", c.Len(), capacity)
					}
				}
			})
		})
	}
}

func TestAgainstReference(t *testing.T) {
	const size, requests = 500, 50_000
	var ours, theirs []uint64
	c, err := cache.New(cache.Config[uint64, uint64]{Capacity: size, Hash: shard.Hash, Evicted: func(key, _ uint64, _ time.Duration) { ours = append(ours, key) }})
	if err != nil {
		t.Fatal(err)
	}
	reference, err := simplelru.NewLRU(size, func(key, _ uint64) { theirs = append(theirs, key) })
	if err != nil {
		t.Fatal(err)
	}
	next := ranks(t, 5000, .8)
	for range requests {
		key := next()
		_, got := c.Get(key, 0)
		_, want := reference.Get(key)
		if got != want {
			t.Fatalf("key %d: found %v, want %v", key, got, want)
		}
		if !got {
			c.Set(key, key, cache.Never)
			reference.Add(key, key)
		}
	}
	if len(ours) == 0 || !slices.Equal(ours, theirs) {
		t.Errorf("%d evictions differ from %d of the reference", len(ours), len(theirs))
	}
}

func TestConfigErrors(t *testing.T) {
	for _, tt := range []struct {
		config cache.Config[uint64, int]
		want   string
	}{
		{cache.Config[uint64, int]{Hash: shard.Hash}, "make a cache: capacity 0 is below 1"},
		{cache.Config[uint64, int]{Capacity: 1}, "make a cache: no hash function given"},
		{cache.Config[uint64, int]{Capacity: 1, Hash: shard.Hash, Policy: "random"}, "make a cache: the policy random needs random numbers"},
		{cache.Config[uint64, int]{Capacity: 1, Hash: shard.Hash, Policy: "lur"}, `make a cache: no policy "lur"; there are lru, lfu, `},
	} {
		if _, err := cache.New(tt.config); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("error %v, want %q", err, tt.want)
		}
	}
	if _, err := cache.NewSharded(cache.Config[uint64, int]{Capacity: 3, Hash: shard.Hash}, 4); err == nil {
		t.Error("four parts of a capacity of three succeeded")
	}
	if _, err := cache.NewSharded(cache.Config[uint64, int]{Capacity: 3}, 2); err == nil {
		t.Error("parts without a hash succeeded")
	}
}

// The capacity of the naive cache means nothing.
func TestNaiveUnboundedGrows(t *testing.T) {
	c := build(t, cache.Config[uint64, uint64]{Policy: "naive-unbounded", Capacity: 100})
	for key := range uint64(10_000) {
		c.Set(key, key, time.Second) // which has passed when it is next looked at
	}
	if c.Len() != 10_000 {
		t.Errorf("%d entries, want all 10,000", c.Len())
	}
	if s := c.Stats(); s.Evictions != 0 {
		t.Errorf("%d evictions", s.Evictions)
	}
}

// A full cache allocates nothing, whatever comes and goes.
func TestFullCacheAllocatesNothing(t *testing.T) {
	for _, policy := range cache.Policies() {
		if policy == "naive-unbounded" {
			continue
		}
		c := ours{build(t, cache.Config[uint64, uint64]{Policy: policy, Capacity: 1000, History: 2000})}
		next := ranks(t, 10_000, .8)
		work := func() {
			for range 20_000 {
				c.read(next())
			}
			c.Delete(next())
		}
		work()
		work()
		if n := testing.AllocsPerRun(10, work); n > 0 {
			t.Errorf("%s: %v allocations in 20,000 requests", policy, n)
		}
	}
}

func TestStats(t *testing.T) {
	c := build(t, cache.Config[uint64, uint64]{Capacity: 2})
	c.Set(1, 1, 10)
	c.Get(1, 9)  // hit
	c.Get(1, 10) // expired
	c.Get(1, 10) // gone
	for key := range uint64(4) {
		c.Set(key, key, cache.Never) // two evictions
	}
	c.Get(3, 0) // hit
	c.Clear()
	c.Get(3, 0) // gone
	want := cache.Stats{Hits: 2, Misses: 3, Evictions: 2, Expirations: 1}
	if got := c.Stats(); got != want || got.HitRatio() != .4 {
		t.Errorf("%+v with hit ratio %v, want %+v", got, got.HitRatio(), want)
	}
	if c.Len() != 0 || c.Cost() != 0 {
		t.Errorf("%d entries at cost %d after Clear", c.Len(), c.Cost())
	}
}

// An entry goes on with the count that was recalled, also if that was told in parts,
// and only lfu goes by it.
func TestRecall(t *testing.T) {
	for policy, evicted := range map[string]uint64{"lfu": 2, "lru": 1} {
		var gone []uint64
		c, err := cache.New(cache.Config[uint64, int]{
			Policy: policy, Capacity: 2, Hash: shard.Hash, History: 10,
			Evicted: func(key uint64, _ int, _ time.Duration) { gone = append(gone, key) },
		})
		if err != nil {
			t.Fatal(err)
		}
		c.Recall(1, 3)
		c.Recall(1, 2)
		c.Set(1, 0, cache.Never)
		c.Set(2, 0, cache.Never)
		c.Get(2, 0)
		c.Get(2, 0)
		c.Recall(3, 9)
		c.Set(3, 0, cache.Never)
		if !slices.Equal(gone, []uint64{evicted}) {
			t.Errorf("%s evicted %v, want %d", policy, gone, evicted)
		}
	}
}
