package shard

import (
	"cmp"
	"fmt"
	"iter"
	"math/bits"
	"slices"
)

// DefaultVirtualNodes is how many points a shard has on a ring, unless told
// otherwise: its share then deviates by about a tenth.
const DefaultVirtualNodes = 100

// maxPoints bounds the memory of a ring, at twenty bytes a point.
const maxPoints = 1 << 26

// A Ring is consistent hashing (Karger et al., "Consistent hashing and random
// trees", 1997): shards have points on a circle of hashes, and a key belongs to
// the first point at or after its own hash. A shard that comes or goes moves
// only the keys that it takes or leaves. The zero Ring is ready to use.
type Ring struct {
	// VirtualNodes is the number of points of a shard of weight 1; zero means
	// DefaultVirtualNodes. It must not change once there are shards.
	VirtualNodes int

	roster
	hashes []uint64 // of the points, rising
	owners []int32  // the shard of each point
	// starts says for each of equal stretches of the circle which point is the
	// first at or after its beginning. Points are spread evenly, so that a search
	// from there takes a step or two.
	starts []int32
	shift  int // leaves of a hash the number of its stretch
}

// A point is a place on the circle that belongs to a shard.
type point struct {
	hash  uint64
	owner int32
}

// Find returns the shard of a key.
func (r *Ring) Find(key uint64) (int, error) {
	if len(r.hashes) == 0 {
		return 0, ErrNoShards
	}
	return int(r.owners[r.Position(key)]), nil
}

// Position returns which point of the ring a key belongs to, 0 to Len()-1. The
// ring must not be empty.
func (r *Ring) Position(key uint64) int {
	h := Hash(key)
	i := int(r.starts[h>>r.shift])
	for i < len(r.hashes) && r.hashes[i] < h {
		i++
	}
	if i == len(r.hashes) {
		return 0
	}
	return i
}

// At returns the shard of the point at a position, for positions from zero to
// below twice Len(): the ring goes round once.
func (r *Ring) At(position int) int {
	if position >= len(r.owners) {
		position -= len(r.owners)
	}
	return int(r.owners[position])
}

// Len returns the number of points.
func (r *Ring) Len() int { return len(r.hashes) }

// Order yields the shards of the points from a key's own onwards.
func (r *Ring) Order(key uint64) iter.Seq[int] {
	return func(yield func(int) bool) {
		if r.Len() == 0 {
			return
		}
		first := r.Position(key)
		for i := range r.Len() {
			if !yield(r.At(first + i)) {
				return
			}
		}
	}
}

// Add gives each shard its points.
func (r *Ring) Add(shards ...Shard) error {
	all, err := r.with(shards)
	if err != nil {
		return err
	}
	each := cmp.Or(r.VirtualNodes, DefaultVirtualNodes)
	if each < 1 || each > maxPoints {
		return fmt.Errorf("add shards: %d virtual nodes are not between 1 and %d", each, maxPoints)
	}
	var added []point
	for _, s := range all[len(r.shards):] {
		if each*s.Weight > maxPoints-len(added)-len(r.hashes) {
			return fmt.Errorf("add shard %d: the ring would have more than %d points", s.ID, maxPoints)
		}
		seed := Hash(uint64(s.ID))
		for i := range each * s.Weight {
			added = append(added, point{Hash(seed + uint64(i)), int32(s.ID)})
		}
	}
	r.shards = all
	slices.SortFunc(added, comparePoints)
	r.merge(added)
	return nil
}

func comparePoints(a, b point) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.owner, b.owner))
}

// merge adds sorted points.
func (r *Ring) merge(added []point) {
	n := len(r.hashes) + len(added)
	hashes, owners := make([]uint64, 0, n), make([]int32, 0, n)
	next := 0
	for i, h := range r.hashes {
		for next < len(added) && comparePoints(added[next], point{h, r.owners[i]}) < 0 {
			hashes, owners = append(hashes, added[next].hash), append(owners, added[next].owner)
			next++
		}
		hashes, owners = append(hashes, h), append(owners, r.owners[i])
	}
	for _, p := range added[next:] {
		hashes, owners = append(hashes, p.hash), append(owners, p.owner)
	}
	r.hashes, r.owners = hashes, owners
	r.index()
}

// Remove takes the points of shards off the ring.
func (r *Ring) Remove(ids ...int) error {
	if err := r.dismiss(ids); err != nil {
		return err
	}
	gone := make(map[int32]bool, len(ids))
	for _, id := range ids {
		gone[int32(id)] = true
	}
	kept := 0
	for i, owner := range r.owners {
		if !gone[owner] {
			r.hashes[kept], r.owners[kept] = r.hashes[i], owner
			kept++
		}
	}
	r.hashes, r.owners = r.hashes[:kept], r.owners[:kept]
	r.index()
	return nil
}

// index finds where the search for the hashes of each stretch begins.
func (r *Ring) index() {
	exponent := bits.Len(uint(len(r.hashes)))
	r.shift = 64 - exponent
	r.starts = make([]int32, 1<<exponent)
	next := 0
	for i := range r.starts {
		for next < len(r.hashes) && r.hashes[next] < uint64(i)<<r.shift {
			next++
		}
		r.starts[i] = int32(next)
	}
}

// Spans returns the stretches of hashes that belong to one shard, rising. They
// cover all hashes, those of keys by [Hash].
func (r *Ring) Spans() []Span {
	if len(r.hashes) == 0 {
		return nil
	}
	var spans spanList
	first := uint64(0)
	for i, h := range r.hashes {
		if h < first { // a point that another hides
			continue
		}
		spans.add(first, h, int(r.owners[i]))
		if h == maxKey {
			return spans
		}
		first = h + 1
	}
	spans.add(first, maxKey, int(r.owners[0]))
	return spans
}
