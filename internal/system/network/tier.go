package network

import (
	"math/bits"
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
)

// A tier is what the nodes of a cache have in common.
type tier struct {
	of            *component
	ring          *shard.Ring
	ttl           time.Duration // zero for none
	onWrite       string
	lookups, hits int64 // since measuring began
}

// newTier gives each instance of a cache its part of the entries.
func newTier(c *component) (*tier, error) {
	all, n := c.net.size.cached[c.name], len(c.instances)
	for i, s := range c.instances {
		// What does not divide goes to the first nodes.
		capacity := (all + n - 1 - i) / n
		if capacity == 0 {
			continue
		}
		var err error
		s.entries, err = cache.New(cache.Config[uint64, struct{}]{Capacity: int64(capacity), Hash: spread})
		if err != nil {
			return nil, err
		}
		s.capacity = capacity
	}
	t := &tier{of: c, onWrite: c.net.Plan.Text(c.name + ".on_write")}
	if c.net.Plan.Has(c.name + ".ttl") {
		t.ttl = c.net.Plan.Duration(c.name + ".ttl")
	}
	var err error
	t.ring, err = newRing(n)
	return t, err
}

// spread is a hash for a cache's table. It must not be the one that chose the node,
// or each node would use a part of its table only.
func spread(key uint64) uint64 { return shard.Hash(bits.ReverseBytes64(key)) }

// node returns the instance where a key belongs: its own or, while callers know that
// this cannot be reached, the next one.
func (t *tier) node(key uint64) int32 {
	home, nodes := find(t.ring, key), t.of.instances
	for offset := range nodes {
		if i := (home + offset) % len(nodes); !nodes[i].Avoided {
			return int32(i)
		}
	}
	return int32(home)
}

// lookUp looks for the key of a visit at a node, which learns of a write.
func (t *tier) lookUp(v *visit, s *instance, now time.Duration) {
	if v.write {
		t.note(v.key, s, now)
		return
	}
	t.lookups++
	if s.entries == nil {
		return
	}
	if _, ok := s.entries.Get(v.key, now); ok {
		t.hits++
		v.hit = true
	}
}

// note lets a node learn of a write.
func (t *tier) note(key uint64, s *instance, now time.Duration) {
	switch {
	case s.entries == nil:
	case t.onWrite == "invalidate":
		s.entries.Delete(key)
	case t.onWrite == "fill":
		s.entries.Set(key, struct{}{}, t.expiry(now))
	default:
		s.entries.Expire(key, t.expiry(now))
	}
}

// expiry returns until when an entry is valid that is put in now.
func (t *tier) expiry(now time.Duration) time.Duration {
	if t.ttl == 0 {
		return cache.Never
	}
	return now + t.ttl
}

// fill puts in what a read has brought.
func (t *tier) fill(key uint64, now time.Duration) {
	s := t.of.instances[t.node(key)]
	if s.entries == nil || !s.reachable() {
		return
	}
	s.entries.Set(key, struct{}{}, t.expiry(now))
}
