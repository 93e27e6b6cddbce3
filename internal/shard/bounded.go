package shard

import (
	"cmp"
	"fmt"
	"iter"
	"math"
)

// DefaultLoadFactor is how many times the mean load a shard of a [BoundedRing]
// takes at most, unless told otherwise.
const DefaultLoadFactor = 1.25

// A BoundedRing is a [Ring] on which a key that finds its shard full goes on to
// the next with room (Mirrokni, Thorup and Zadimoghaddam, "Consistent hashing
// with bounded loads", 2016). No shard holds more than LoadFactor times the mean,
// rounded up. For that it must know the keys, by [BoundedRing.Place]. The zero
// BoundedRing is ready to use.
type BoundedRing struct {
	VirtualNodes int     // as of a Ring
	LoadFactor   float64 // at least 1; zero means DefaultLoadFactor

	ring   Ring
	bins   map[int]*bin // by shard
	weight int          // of all shards

	keys       []uint64         // in the order in which they were placed
	homes      []int32          // their shards
	places     map[uint64]int32 // of keys in the lists
	overflowed int
	probes     int
}

// A bin is a shard with its number of keys.
type bin struct{ weight, load int }

// Find returns the shard of a key: where it was placed, or else would be.
func (b *BoundedRing) Find(key uint64) (int, error) {
	if b.ring.Len() == 0 {
		return 0, ErrNoShards
	}
	if i, ok := b.places[key]; ok {
		return int(b.homes[i]), nil
	}
	id, _ := b.room(key, b.mean(1))
	return id, nil
}

// Order yields a key's shard, and then those of the points from its hash onwards.
func (b *BoundedRing) Order(key uint64) iter.Seq[int] {
	return func(yield func(int) bool) {
		if own, err := b.Find(key); err == nil && yield(own) {
			b.ring.Order(key)(yield)
		}
	}
}

// Place puts keys on shards, in order. Those that are placed already stay.
func (b *BoundedRing) Place(keys ...uint64) error {
	if b.ring.Len() == 0 {
		return ErrNoShards
	}
	if b.places == nil {
		b.places = make(map[uint64]int32, len(keys))
	}
	known := len(b.keys)
	for _, key := range keys {
		if _, ok := b.places[key]; !ok {
			b.places[key] = int32(len(b.keys))
			b.keys = append(b.keys, key)
		}
	}
	b.homes = append(b.homes, make([]int32, len(b.keys)-known)...)
	b.settle(known)
	return nil
}

// settle finds shards for the keys from a place in the list onwards, which are
// already counted as placed.
func (b *BoundedRing) settle(from int) {
	mean := b.mean(0)
	for i := from; i < len(b.keys); i++ {
		id, probes := b.room(b.keys[i], mean)
		b.homes[i] = int32(id)
		b.bins[id].load++
		if probes > 0 {
			b.overflowed++
			b.probes += probes
		}
	}
}

// mean returns how many keys a shard of weight 1 may hold, before rounding, when
// so many more come.
func (b *BoundedRing) mean(more int) float64 {
	return cmp.Or(b.LoadFactor, DefaultLoadFactor) * float64(len(b.keys)+more) / float64(b.weight)
}

// room returns the first shard with room from a key's own onwards, and how many
// points were passed over.
func (b *BoundedRing) room(key uint64, mean float64) (id, probes int) {
	first := b.ring.Position(key)
	for probes = range b.ring.Len() {
		id = b.ring.At(first + probes)
		if bin := b.bins[id]; float64(bin.load) < math.Ceil(mean*float64(bin.weight)) {
			break
		}
	}
	return id, probes
}

// Overflow returns how many keys found their shard full, and how many points of
// the ring they passed over in all.
func (b *BoundedRing) Overflow() (keys, probes int) { return b.overflowed, b.probes }

// Add adds shards, and places all keys again in the old order.
func (b *BoundedRing) Add(shards ...Shard) error {
	if c := cmp.Or(b.LoadFactor, DefaultLoadFactor); !(c >= 1) {
		return fmt.Errorf("add shards: load factor %v is below 1, so that not all keys would fit", c)
	}
	b.ring.VirtualNodes = b.VirtualNodes
	if err := b.ring.Add(shards...); err != nil {
		return err
	}
	b.rearrange()
	return nil
}

// Remove removes shards, and places all keys again in the old order. It refuses
// to remove the last one while there are keys.
func (b *BoundedRing) Remove(ids ...int) error {
	if len(ids) >= len(b.ring.shards) && len(b.keys) > 0 {
		return fmt.Errorf("remove shards %v: %d keys would be left without a shard", ids, len(b.keys))
	}
	if err := b.ring.Remove(ids...); err != nil {
		return err
	}
	b.rearrange()
	return nil
}

// rearrange places all keys again. The result depends only on the shards that
// there are now, so that few keys move.
func (b *BoundedRing) rearrange() {
	b.bins, b.weight = make(map[int]*bin, len(b.ring.shards)), 0
	for _, s := range b.ring.shards {
		b.bins[s.ID] = &bin{weight: s.Weight}
		b.weight += s.Weight
	}
	b.overflowed, b.probes = 0, 0
	b.settle(0)
}

// Shards returns the shards in the order in which they were added.
func (b *BoundedRing) Shards() []Shard { return b.ring.Shards() }
