package cache

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// A Sharded cache is for many goroutines. Keys are spread over parts by their
// hashes; each part is a [Cache] with a lock and its share of the capacity, and
// evicts by itself.
type Sharded[K comparable, V any] struct {
	hash  func(K) uint64
	parts []part[K, V]
}

type part[K comparable, V any] struct {
	mu    sync.Mutex
	cache *Cache[K, V]
}

// NewSharded returns a cache in so many parts, of which the capacity has at least
// one for each. Config.Hash and Config.Cost must be safe for concurrent use;
// Config.Evicted is called under the lock of a part and must not use the cache.
func NewSharded[K comparable, V any](c Config[K, V], parts int) (*Sharded[K, V], error) {
	if parts < 1 || c.Capacity < int64(parts) {
		return nil, fmt.Errorf("make a cache: %d parts of a capacity of %d; each part needs 1", parts, c.Capacity)
	}
	s := &Sharded[K, V]{hash: c.Hash, parts: make([]part[K, V], parts)}
	for i := range s.parts {
		own := c
		own.Capacity = (c.Capacity + int64(i)) / int64(parts)
		own.History = (c.History + i) / parts
		if c.Rand != nil {
			own.Rand = rand.New(rand.NewPCG(c.Rand.Uint64(), c.Rand.Uint64()))
		}
		cache, err := New(own)
		if err != nil {
			return nil, err
		}
		s.parts[i].cache = cache
	}
	return s, nil
}

// at locks the part of a key. It uses the lower half of the hash, the index of
// the part the upper.
func (s *Sharded[K, V]) at(key K) *part[K, V] {
	p := &s.parts[uint32(s.hash(key))%uint32(len(s.parts))]
	p.mu.Lock()
	return p
}

// Get is [Cache.Get].
func (s *Sharded[K, V]) Get(key K, now time.Duration) (V, bool) {
	p := s.at(key)
	defer p.mu.Unlock()
	return p.cache.Get(key, now)
}

// Set is [Cache.Set]. What does not fit into one part is refused.
func (s *Sharded[K, V]) Set(key K, value V, expires time.Duration) bool {
	p := s.at(key)
	defer p.mu.Unlock()
	return p.cache.Set(key, value, expires)
}

// Delete is [Cache.Delete].
func (s *Sharded[K, V]) Delete(key K) bool {
	p := s.at(key)
	defer p.mu.Unlock()
	return p.cache.Delete(key)
}

// Len returns the number of entries in all parts.
func (s *Sharded[K, V]) Len() int {
	n := 0
	for i := range s.parts {
		s.parts[i].mu.Lock()
		n += s.parts[i].cache.Len()
		s.parts[i].mu.Unlock()
	}
	return n
}

// Stats returns the sums over all parts.
func (s *Sharded[K, V]) Stats() Stats {
	var sum Stats
	for i := range s.parts {
		s.parts[i].mu.Lock()
		one := s.parts[i].cache.Stats()
		s.parts[i].mu.Unlock()
		sum.Hits += one.Hits
		sum.Misses += one.Misses
		sum.Evictions += one.Evictions
		sum.Expirations += one.Expirations
	}
	return sum
}
