package cache

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// Never is the time at which an entry expires that never does.
const Never time.Duration = math.MaxInt64

// A Config says what a cache is like.
type Config[K comparable, V any] struct {
	Policy   string // one of Policies(); empty means "lru"
	Capacity int64  // the largest total cost; at least 1

	// Hash spreads a key over all 64 bits, as shard.Hash does.
	Hash func(K) uint64
	// Cost returns what an entry takes of the capacity, such as its bytes; nil
	// means that each takes 1, so that the capacity is a number of entries.
	Cost func(K, V) int64
	// Evicted, if not nil, is told of every entry that made room for another.
	Evicted func(key K, value V, expires time.Duration)

	Rand    *rand.Rand // of the policy "random"
	History int        // of the policy "lfu": keys whose counts are kept after they left
}

// A Cache keeps values by key up to a bound, and evicts what its policy chooses
// when there is no room. It allocates nothing once it is full. It belongs to one
// goroutine; [Sharded] is for many.
type Cache[K comparable, V any] struct {
	config  Config[K, V]
	make    func() policy
	policy  policy
	index   index
	entries []entry[K, V] // by slot
	free    []int32
	used    int64
	stats   Stats
	leaves  func(slot int32, key K, value V) // of a Backed cache, before Evicted
}

type entry[K comparable, V any] struct {
	key     K
	value   V
	expires time.Duration
	cost    int64
}

// Stats counts what happened to a cache.
type Stats struct {
	Hits, Misses int64 // of Get and Lookup
	Evictions    int64 // entries that made room for others
	Expirations  int64 // entries found expired; they count as misses too
}

// HitRatio returns the part of the lookups that found something, 0 to 1.
func (s Stats) HitRatio() float64 { return float64(s.Hits) / float64(max(1, s.Hits+s.Misses)) }

// New returns an empty cache.
func New[K comparable, V any](c Config[K, V]) (*Cache[K, V], error) {
	if c.Capacity < 1 {
		return nil, fmt.Errorf("make a cache: capacity %d is below 1", c.Capacity)
	}
	if c.Hash == nil {
		return nil, errors.New("make a cache: no hash function given")
	}
	make, err := maker(c.Policy, c.Capacity, c.History, c.Rand)
	if err != nil {
		return nil, fmt.Errorf("make a cache: %w", err)
	}
	cache := &Cache[K, V]{config: c, make: make}
	cache.Clear()
	return cache, nil
}

// Get returns the value of a key, if it is there and has not expired.
func (c *Cache[K, V]) Get(key K, now time.Duration) (V, bool) {
	value, _, ok := c.Lookup(key, now)
	return value, ok
}

// Lookup is [Cache.Get], and returns as well when the entry expires.
func (c *Cache[K, V]) Lookup(key K, now time.Duration) (value V, expires time.Duration, ok bool) {
	slot := c.find(key, c.config.Hash(key))
	if slot == nothing {
		c.stats.Misses++
		return value, 0, false
	}
	e := &c.entries[slot]
	if e.expires <= now {
		c.stats.Misses++
		c.stats.Expirations++
		c.policy.removed(slot)
		c.drop(slot)
		return value, 0, false
	}
	c.stats.Hits++
	c.policy.hit(slot)
	return e.value, e.expires, true
}

// Set puts an entry in, in place of one with the same key, until it expires. It
// reports false, and removes an entry with that key, if its cost is more than the
// capacity.
func (c *Cache[K, V]) Set(key K, value V, expires time.Duration) bool {
	cost := int64(1)
	if c.config.Cost != nil {
		cost = max(0, c.config.Cost(key, value))
	}
	hash := c.config.Hash(key)
	if slot := c.find(key, hash); slot != nothing {
		e := &c.entries[slot]
		if e.cost == cost {
			e.value, e.expires = value, expires
			c.policy.hit(slot)
			return true
		}
		c.policy.removed(slot)
		c.drop(slot)
	}
	if !c.makeRoom(cost) {
		return false
	}
	slot := c.take()
	c.entries[slot] = entry[K, V]{key, value, expires, cost}
	c.used += cost
	c.index.insert(tagOf(hash), slot)
	c.policy.added(slot, hash, cost)
	return true
}

// makeRoom evicts until so much fits, and reports whether it ever can.
func (c *Cache[K, V]) makeRoom(cost int64) bool {
	if c.config.Policy == naiveUnbounded {
		return true
	}
	if cost > c.config.Capacity {
		return false
	}
	for c.used > c.config.Capacity-cost {
		slot := c.policy.evict()
		e := c.entries[slot]
		c.drop(slot)
		c.stats.Evictions++
		if c.leaves != nil {
			c.leaves(slot, e.key, e.value)
		}
		if c.config.Evicted != nil {
			c.config.Evicted(e.key, e.value, e.expires)
		}
	}
	return true
}

// Expire changes when an entry expires, and reports whether it is there. It does
// not count as use.
func (c *Cache[K, V]) Expire(key K, expires time.Duration) bool {
	slot := c.find(key, c.config.Hash(key))
	if slot == nothing {
		return false
	}
	c.entries[slot].expires = expires
	return true
}

// Peek is [Cache.Lookup], but does not count as use, and finds what has expired.
func (c *Cache[K, V]) Peek(key K) (value V, expires time.Duration, ok bool) {
	slot := c.find(key, c.config.Hash(key))
	if slot == nothing {
		return value, 0, false
	}
	e := &c.entries[slot]
	return e.value, e.expires, true
}

// Renew changes the value of an entry and when it expires, and reports whether it
// is there. It does not count as use, unless the new value has another cost: then
// the entry is set anew.
func (c *Cache[K, V]) Renew(key K, value V, expires time.Duration) bool {
	slot := c.find(key, c.config.Hash(key))
	if slot == nothing {
		return false
	}
	if e := &c.entries[slot]; c.config.Cost != nil && max(0, c.config.Cost(key, value)) != e.cost {
		return c.Set(key, value, expires)
	}
	c.entries[slot].value, c.entries[slot].expires = value, expires
	return true
}

// Recall tells the policy "lfu" of uses of a key from before the cache was made, if
// it keeps a history and the key is not in the cache. Other policies ignore it.
func (c *Cache[K, V]) Recall(key K, uses int64) {
	l, counts := c.policy.(*lfu)
	hash := c.config.Hash(key)
	if counts && l.history > 0 && c.find(key, hash) == nothing {
		earlier, _ := l.ghosts.take(hash)
		l.remember(hash, earlier+uses)
	}
}

// Delete removes an entry, and reports whether it was there.
func (c *Cache[K, V]) Delete(key K) bool {
	slot := c.find(key, c.config.Hash(key))
	if slot == nothing {
		return false
	}
	c.policy.removed(slot)
	c.drop(slot)
	return true
}

// Clear removes all entries. The counts of Stats go on.
func (c *Cache[K, V]) Clear() {
	c.policy, c.index = c.make(), newIndex()
	c.entries, c.free, c.used = nil, nil, 0
}

// Len returns the number of entries, expired ones that nobody looked up included.
func (c *Cache[K, V]) Len() int { return c.index.used }

// Cost returns the total cost of the entries.
func (c *Cache[K, V]) Cost() int64 { return c.used }

// Stats returns what happened so far.
func (c *Cache[K, V]) Stats() Stats { return c.stats }

// find returns the slot of a key.
func (c *Cache[K, V]) find(key K, hash uint64) int32 {
	tag := tagOf(hash)
	for i := c.index.home(tag); ; i = c.index.after(i) {
		cell := c.index.cells[i]
		if cell.next == 0 {
			return nothing
		}
		if slot := cell.next - 1; cell.tag == tag && c.entries[slot].key == key {
			return slot
		}
	}
}

// take returns a free slot.
func (c *Cache[K, V]) take() int32 {
	if n := len(c.free); n > 0 {
		slot := c.free[n-1]
		c.free = c.free[:n-1]
		return slot
	}
	c.entries = append(c.entries, entry[K, V]{})
	return int32(len(c.entries) - 1)
}

// drop frees a slot that the policy has forgotten.
func (c *Cache[K, V]) drop(slot int32) {
	e := &c.entries[slot]
	c.used -= e.cost
	c.index.remove(tagOf(c.config.Hash(e.key)), slot)
	*e = entry[K, V]{}
	c.free = append(c.free, slot)
}
