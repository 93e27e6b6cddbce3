package cache_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/maypok86/otter/v2"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
)

// build returns a cache with a good hash.
func build(t testing.TB, c cache.Config[uint64, uint64]) *cache.Cache[uint64, uint64] {
	t.Helper()
	c.Hash, c.Rand = shard.Hash, sim.Stream(1, "random")
	made, err := cache.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// ranks returns what draws keys by Zipf's law.
func ranks(t testing.TB, keys int, exponent float64) func() uint64 {
	t.Helper()
	z, err := sim.NewZipf(keys, exponent)
	if err != nil {
		t.Fatal(err)
	}
	r := sim.Stream(3, "popularity")
	return func() uint64 { return uint64(z.Sample(r)) }
}

// A readThrough is a cache that is filled on every miss.
type readThrough interface{ read(key uint64) (hit bool) }

type ours struct{ *cache.Cache[uint64, uint64] }

func (o ours) read(key uint64) bool {
	_, hit := o.Get(key, 0)
	if !hit {
		o.Set(key, key, cache.Never)
	}
	return hit
}

// measure returns the hit ratio over so many requests, after half as many.
func measure(c readThrough, next func() uint64, requests int) float64 {
	for range requests / 2 {
		c.read(next())
	}
	hits := 0
	for range requests {
		if c.read(next()) {
			hits++
		}
	}
	return float64(hits) / float64(requests)
}

// Hit ratios of independent simulations of 10^8 requests; exact values for tiny
// caches; the theoretical optimum for lfu, which has to learn for long.
func TestHitRatios(t *testing.T) {
	for _, tt := range append(longRatios(), []ratio{
		{"lru", 1, 10, 3, .4706641900147701, 400_000},
		{"lru", 1, 50, 10, .5066356566854857, 400_000},
		{"fifo", 1, 10, 3, .44510446058051756, 400_000},
		{"random", 1, 10, 3, .44510446058051756, 400_000},
		{"fifo", 1, 50, 10, .4530328799743152, 400_000},
		{"random", 1, 50, 10, .4530328799743152, 400_000},
		{"lru", .8, 20, 5, .3929751909, 400_000},
		{"lru", .99, 100_000, 100, .274805, 400_000},
		{"lru", .8, 100_000, 1000, .204407, 400_000},
		{"lru", 1.1, 100_000, 1000, .666343, 400_000},
		{"fifo", .8, 100_000, 1000, .179302, 400_000},
		{"random", .99, 100_000, 1000, .4482506132002548, 400_000},
		{"lfu", 1.1, 100_000, 100, .5763843522786952, 800_000},
	}...) {
		t.Run(fmt.Sprintf("%s/%v,%d,%d", tt.policy, tt.exponent, tt.keys, tt.capacity), func(t *testing.T) {
			c := ours{build(t, cache.Config[uint64, uint64]{Policy: tt.policy, Capacity: int64(tt.capacity), History: tt.keys})}
			got := measure(c, ranks(t, tt.keys, tt.exponent), tt.requests*ratioScale)
			if math.Abs(got-tt.want) > ratioTolerance {
				t.Errorf("hit ratio %.4f, want %.4f within %v", got, tt.want, ratioTolerance)
			}
			if c.Len() != tt.capacity {
				t.Errorf("%d entries, want %d", c.Len(), tt.capacity)
			}
		})
	}
}

type ratio struct {
	policy         string
	exponent       float64
	keys, capacity int
	want           float64
	requests       int
}

// The newer policies lie between lru and the optimum, where a library's does or
// above.
func TestModernPolicies(t *testing.T) {
	const keys, requests = 100_000, 250_000
	for _, capacity := range []int{1000, 10_000} {
		reference := otter.Must(&otter.Options[uint64, uint64]{MaximumSize: capacity, Executor: func(f func()) { f() }})
		want := measure(theirs{reference}, ranks(t, keys, .99), requests)
		lru, best := cache.LRUHitRatio(keys, .99, capacity), cache.LFUHitRatio(keys, .99, capacity)
		for _, policy := range []string{"s3-fifo", "tinylfu"} {
			c := ours{build(t, cache.Config[uint64, uint64]{Policy: policy, Capacity: int64(capacity)})}
			got := measure(c, ranks(t, keys, .99), requests)
			t.Logf("%s, %d entries: %.4f; lru %.4f, otter %.4f, optimum %.4f", policy, capacity, got, lru, want, best)
			if got < lru+.5*(best-lru) || got > best || got < want-.02 {
				t.Errorf("%s, %d entries: hit ratio %.4f, lru has %.4f, otter %.4f, the optimum %.4f", policy, capacity, got, lru, want, best)
			}
		}
	}
}

type theirs struct{ *otter.Cache[uint64, uint64] }

func (o theirs) read(key uint64) bool {
	_, hit := o.GetIfPresent(key)
	if !hit {
		o.Set(key, key)
	}
	return hit
}

// A scan of keys that are read once pushes everything out of lru, and little out
// of the policies that are made to resist it.
func TestScan(t *testing.T) {
	const capacity, hot = 1000, 500
	survivors := func(policy string) int {
		c := ours{build(t, cache.Config[uint64, uint64]{Policy: policy, Capacity: capacity})}
		next := ranks(t, hot, .5)
		for range 50 * hot {
			c.read(next())
		}
		for key := range uint64(20 * capacity) {
			c.read(1_000_000 + key)
		}
		n := 0
		for key := range uint64(hot) {
			if _, ok := c.Get(key+1, 0); ok {
				n++
			}
		}
		return n
	}
	for policy, least := range map[string]int{"lfu": hot, "s3-fifo": hot * 7 / 10, "tinylfu": hot * 7 / 10} {
		if n := survivors(policy); n < least {
			t.Errorf("%s: %d of %d hot entries survive a scan, want %d", policy, n, hot, least)
		}
	}
	for _, policy := range []string{"lru", "fifo"} {
		if n := survivors(policy); n > 0 {
			t.Errorf("%s: %d hot entries survive a scan", policy, n)
		}
	}
}

// What falls out of the window must have been used more often than what it would
// push out: ties keep what is there.
func TestTinyLFUAdmission(t *testing.T) {
	const capacity = 100
	for _, uses := range []int{0, 5} {
		c := ours{build(t, cache.Config[uint64, uint64]{Policy: "tinylfu", Capacity: capacity})}
		for key := range uint64(capacity) {
			c.read(key)
			for range uses { // while it is in the window, which protects nothing
				c.read(key)
			}
		}
		for key := range uint64(capacity) {
			c.read(1000 + key)
		}
		n := 0
		for key := range uint64(capacity) {
			if c.Delete(key) {
				n++
			}
		}
		if n < capacity*85/100 {
			t.Errorf("%d of %d entries, used %d times more, are left after as many new ones", n, capacity, uses)
		}
	}
}

// The same keys hit on every platform and in every version.
func TestHitsNeverChange(t *testing.T) {
	for _, tt := range []struct {
		policy string
		want   int64
	}{
		{"lru", 5747}, {"lfu", 6591}, {"fifo", 5479}, {"random", 5505}, {"s3-fifo", 6726}, {"tinylfu", 7216}, {"naive-unbounded", 19498},
	} {
		c := ours{build(t, cache.Config[uint64, uint64]{Policy: tt.policy, Capacity: 100})}
		for i := range uint64(20_000) {
			// The product of two even choices makes small keys likelier.
			a, b := shard.Hash(i)%40, shard.Hash(^i)%40
			c.read(a * b)
		}
		if got := c.Stats().Hits; got != tt.want {
			t.Errorf("%s: %d hits, want %d", tt.policy, got, tt.want)
		}
	}
}

// In-cache lfu keeps what was popular once; a history of counts does not help
// there, but a window and forgetting do.
func TestShiftOfPopularity(t *testing.T) {
	const keys, capacity, requests = 10_000, 100, 200_000
	after := func(policy string) float64 {
		c := ours{build(t, cache.Config[uint64, uint64]{Policy: policy, Capacity: capacity, History: keys})}
		next := ranks(t, keys, 1)
		measure(c, next, requests)
		hits := 0
		for range requests / 10 {
			if c.read(keys + next()) {
				hits++
			}
		}
		return float64(hits) / (requests / 10)
	}
	lfu, tiny, lru := after("lfu"), after("tinylfu"), after("lru")
	if lfu > lru/2 || tiny < lru {
		t.Errorf("hit ratios after all keys were replaced: lfu %.3f, tinylfu %.3f, lru %.3f", lfu, tiny, lru)
	}
}

// The first level is an LRU cache of its own; the second sees only what it misses.
func TestLevels(t *testing.T) {
	const requests = 600_000
	l := cache.Levels[uint64, uint64]{
		First:  build(t, cache.Config[uint64, uint64]{Capacity: 100}),
		Second: build(t, cache.Config[uint64, uint64]{Capacity: 10_000}),
	}
	next := ranks(t, 100_000, .99)
	var found [3]int
	for i := range requests * 3 / 2 {
		key := next()
		value, level := l.Get(key, 0)
		if level == 0 {
			l.Set(key, key, cache.Never)
		} else if value != key {
			t.Fatalf("level %d has %d for %d", level, value, key)
		}
		if i >= requests/2 {
			found[level]++
		}
	}
	first, second := float64(found[1])/requests, float64(found[2])/float64(requests-found[1])
	if math.Abs(first-.274805) > .004 || math.Abs(second-.620963) > .004 {
		t.Errorf("hit ratios %.4f and %.4f, want .2748 and .6210", first, second)
	}
}

// An entry that the second level has expires in the first when it does there.
func TestLevelsExpireTogether(t *testing.T) {
	l := cache.Levels[uint64, uint64]{
		First:  build(t, cache.Config[uint64, uint64]{Capacity: 1}),
		Second: build(t, cache.Config[uint64, uint64]{Capacity: 10}),
	}
	l.Set(1, 10, 5*time.Second)
	l.Set(2, 20, cache.Never) // pushes 1 out of the first level
	for _, step := range []struct {
		key       uint64
		now       time.Duration
		wantLevel int
	}{{1, 0, 2}, {1, 4 * time.Second, 1}, {1, 5 * time.Second, 0}, {2, time.Hour, 2}, {2, time.Hour, 1}} {
		if _, level := l.Get(step.key, step.now); level != step.wantLevel {
			t.Errorf("key %d at %v is found at level %d, want %d", step.key, step.now, level, step.wantLevel)
		}
	}
	l.Delete(2)
	if _, level := l.Get(2, 0); level != 0 {
		t.Errorf("a deleted key is found at level %d", level)
	}
}
