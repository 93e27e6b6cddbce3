package cache_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/cache"
	"spar/internal/shard"
)

// A model is a plain cache of few keys: a list of entries, and what a policy says
// of them. The first to go is worked out anew for each eviction.
type model struct {
	policy  string
	list    []*modelled    // by time of filling
	counts  map[uint64]int // of the keys that were ever there, for lfu
	clock   int            // of uses
	size    int64          // of the cache
	ghosts  []modelled     // of s3-fifo, the newest last
	queues  [2][]*modelled // of s3-fifo, the newest last
	evicted []uint64       // by the cache beside the model, since it was last set
}

type modelled struct {
	key, value uint64
	expires    time.Duration
	cost       int64
	used       int // when it was last used
	uses       int
}

// find returns the entry of a key, or nil.
func (m *model) find(key uint64) *modelled {
	for _, e := range m.list {
		if e.key == key {
			return e
		}
	}
	return nil
}

func (m *model) use(e *modelled) {
	m.clock++
	e.used = m.clock
	e.uses++
	m.counts[e.key]++
}

func (m *model) add(e *modelled) {
	m.list = append(m.list, e)
	m.use(e)
	e.uses = 0
	queue := 0
	if i := slices.IndexFunc(m.ghosts, func(g modelled) bool { return g.key == e.key }); i >= 0 {
		m.ghosts = slices.Delete(m.ghosts, i, i+1)
		queue = 1
	}
	m.queues[queue] = append(m.queues[queue], e)
}

func (m *model) remove(e *modelled) {
	same := func(o *modelled) bool { return o == e }
	m.list = slices.DeleteFunc(m.list, same)
	for i := range m.queues {
		m.queues[i] = slices.DeleteFunc(m.queues[i], same)
	}
}

// evict returns the key of the entry that goes.
func (m *model) evict() uint64 {
	out := m.list[0]
	switch m.policy {
	case "lru":
		out = slices.MinFunc(m.list, func(a, b *modelled) int { return a.used - b.used })
	case "lfu":
		out = slices.MinFunc(m.list, func(a, b *modelled) int {
			if d := m.counts[a.key] - m.counts[b.key]; d != 0 {
				return d
			}
			return a.used - b.used
		})
	case "s3-fifo":
		out = m.evictS3()
	}
	m.remove(out)
	return out.key
}

// evictS3 follows the pseudocode of the paper: a tenth of the cache is the small
// queue's, and there are ghosts for as much as the rest.
func (m *model) evictS3() *modelled {
	tenth := m.size / 10
	for {
		if len(m.queues[1]) == 0 || len(m.queues[0]) > 0 && costOf(m.queues[0]) >= tenth {
			e := m.queues[0][0]
			if e.uses <= 1 {
				m.ghosts = append(m.ghosts, *e)
				for len(m.ghosts) > 1 && ghostly(m.ghosts) > m.size-max(1, tenth) {
					m.ghosts = m.ghosts[1:]
				}
				return e
			}
			e.uses = 0
			m.queues[0], m.queues[1] = m.queues[0][1:], append(m.queues[1], e)
			continue
		}
		e := m.queues[1][0]
		if e.uses == 0 {
			return e
		}
		e.uses = min(e.uses, 3) - 1
		m.queues[1] = append(m.queues[1][1:], e)
	}
}

func (m *model) cost() int64 { return costOf(m.list) }

func costOf(list []*modelled) int64 {
	sum := int64(0)
	for _, e := range list {
		sum += e.cost
	}
	return sum
}

// ghostly returns what ghosts take, of which none takes nothing.
func ghostly(ghosts []modelled) int64 {
	sum := int64(0)
	for _, g := range ghosts {
		sum += max(1, g.cost)
	}
	return sum
}

// Every policy hits, misses, expires and evicts as its model does.
func TestAgainstModels(t *testing.T) {
	for _, policy := range []string{"lru", "lfu", "fifo", "s3-fifo"} {
		t.Run(policy, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { againstModel(t, policy) })
		})
	}
}

// An operation is one call of a cache.
type operation struct {
	what       string
	key, value uint64
	after, ttl time.Duration // since the last operation; zero means that it never expires
}

// operations draws calls that ask for some keys much more often than for others.
func operations() *rapid.Generator[[]operation] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) operation {
		return operation{
			what:  rapid.SampledFrom([]string{"get", "get", "set", "set", "set", "hammer", "hammer", "delete", "expire"}).Draw(t, "what"),
			key:   rapid.OneOf(rapid.Uint64Range(0, 4), rapid.Uint64Range(0, modelKeys-1)).Draw(t, "key"),
			value: rapid.Uint64Range(0, 99).Draw(t, "value"),
			after: time.Duration(rapid.IntRange(0, 2).Draw(t, "after")),
			ttl:   time.Duration(max(0, rapid.IntRange(-60, 60).Draw(t, "ttl"))),
		}
	}), 100, 400)
}

const modelKeys = 40

func againstModel(t *rapid.T, policy string) {
	m := &model{policy: policy, counts: make(map[uint64]int)}
	capacity := rapid.Int64Range(1, 25).Draw(t, "capacity")
	m.size = capacity
	config := cache.Config[uint64, uint64]{
		Policy: policy, Capacity: capacity, Hash: shard.Hash, History: modelKeys,
		Evicted: func(key, _ uint64, _ time.Duration) { m.evicted = append(m.evicted, key) },
	}
	if rapid.Bool().Draw(t, "costs") {
		config.Cost = func(_, value uint64) int64 { return int64(value % 4) }
	}
	c, err := cache.New(config)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Duration(0)
	for _, o := range operations().Draw(t, "operations") {
		now += o.after
		expires := now + o.ttl
		if o.ttl == 0 {
			expires = cache.Never
		}
		switch e := m.find(o.key); o.what {
		case "get":
			m.get(t, c, o.key, now)
		case "hammer":
			for range 5 {
				m.get(t, c, o.key, now)
			}
		case "set":
			added := &modelled{key: o.key, value: o.value, expires: expires, cost: 1}
			if config.Cost != nil {
				added.cost = config.Cost(o.key, o.value)
			}
			m.set(t, c, added, capacity)
		case "delete":
			if got := c.Delete(o.key); got != (e != nil) {
				t.Fatalf("delete %d: %v, want %v", o.key, got, e != nil)
			}
			m.remove(e)
		case "expire":
			if got := c.Expire(o.key, expires); got != (e != nil) {
				t.Fatalf("expire %d: %v, want %v", o.key, got, e != nil)
			}
			if e != nil {
				e.expires = expires
			}
		}
		if c.Len() != len(m.list) || c.Cost() != m.cost() || c.Cost() > capacity {
			t.Fatalf("%d entries at cost %d of %d, want %d at %d", c.Len(), c.Cost(), capacity, len(m.list), m.cost())
		}
	}
}

func (m *model) get(t *rapid.T, c *cache.Cache[uint64, uint64], key uint64, now time.Duration) {
	value, expires, ok := c.Lookup(key, now)
	e := m.find(key)
	if e != nil && e.expires <= now {
		m.remove(e)
		e = nil
	}
	switch {
	case ok != (e != nil):
		t.Fatalf("key %d: found %v, want %v", key, ok, e != nil)
	case ok && (value != e.value || expires != e.expires):
		t.Fatalf("key %d: value %d until %v, want %d until %v", key, value, expires, e.value, e.expires)
	case ok:
		m.use(e)
	}
}

func (m *model) set(t *rapid.T, c *cache.Cache[uint64, uint64], e *modelled, capacity int64) {
	m.evicted = nil
	if fits := c.Set(e.key, e.value, e.expires); fits != (e.cost <= capacity) {
		t.Fatalf("set at cost %d: %v", e.cost, fits)
	}
	old := m.find(e.key)
	if old != nil && old.cost == e.cost {
		old.value, old.expires = e.value, e.expires
		m.use(old)
		return
	}
	m.remove(old)
	var want []uint64
	if e.cost <= capacity {
		for m.cost()+e.cost > capacity {
			want = append(want, m.evict())
		}
		m.add(e)
	}
	if !slices.Equal(m.evicted, want) {
		t.Fatalf("set of %d evicts %v, want %v", e.key, m.evicted, want)
	}
}
