package network

import (
	"math/bits"
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
)

// A tier is what the nodes of a cache have in common.
type tier struct {
	of      *component
	parts   []zone        // by region; one where there are none
	ttl     time.Duration // zero for none
	onWrite string
}

// A zone is the nodes of a cache that stand in one region.
type zone struct {
	ring          *shard.Ring
	nodes         []int32 // instances
	lookups, hits int64   // since measuring began
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
	everywhere := make([]int32, n)
	for i := range everywhere {
		everywhere[i] = int32(i)
	}
	regions := [][]int32{everywhere}
	if c.places != nil {
		regions = c.places.there
	}
	for _, nodes := range regions {
		ring, err := newRing(len(nodes))
		if err != nil {
			return nil, err
		}
		t.parts = append(t.parts, zone{ring: ring, nodes: nodes})
	}
	return t, nil
}

// nearTo returns the region in which a caller asks a cache.
func (c *component) nearTo(region uint8) uint8 {
	if c.places == nil {
		return 0
	}
	return c.net.world.nearest(c, region, false)
}

func (t *tier) resetStats() {
	for i := range t.parts {
		t.parts[i].lookups, t.parts[i].hits = 0, 0
	}
}

// lookedUp returns how many reads looked, and how many found something.
func (t *tier) lookedUp() (hits, lookups int64) {
	for i := range t.parts {
		hits += t.parts[i].hits
		lookups += t.parts[i].lookups
	}
	return hits, lookups
}

// spread is a hash for a cache's table. It must not be the one that chose the node,
// or each node would use a part of its table only.
func spread(key uint64) uint64 { return shard.Hash(bits.ReverseBytes64(key)) }

// node returns the instance of a region where a key belongs: its own or, while callers
// know that this cannot be reached, the next one.
func (t *tier) node(key uint64, region uint8) int32 {
	p := &t.parts[region]
	home := find(p.ring, key)
	for offset := range p.nodes {
		if i := p.nodes[(home+offset)%len(p.nodes)]; !t.of.instances[i].Avoided {
			return i
		}
	}
	return p.nodes[home]
}

// lookUp looks for the key of a visit at a node, which learns of a write.
func (t *tier) lookUp(v *visit, s *instance, now time.Duration) {
	if v.write {
		t.note(v.key, s, now)
		return
	}
	p := &t.parts[v.at]
	p.lookups++
	if s.entries == nil {
		return
	}
	if _, ok := s.entries.Get(v.key, now); ok {
		p.hits++
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
func (t *tier) fill(key uint64, region uint8, now time.Duration) {
	s := t.of.instances[t.node(key, region)]
	if s.entries == nil || !s.reachable() {
		return
	}
	s.entries.Set(key, struct{}{}, t.expiry(now))
}
