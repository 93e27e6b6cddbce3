package shard

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
)

// ErrOutside reports a key that no range holds.
var ErrOutside = errors.New("outside of all ranges")

// A Range gives each shard stretches of consecutive keys, so that those between
// two keys are found on few shards; but the next keys all go to one. The zero
// Range is ready to use.
type Range struct {
	// Limit is the number above the largest key; zero means that all numbers are
	// keys. It must not change once there are shards.
	Limit uint64

	roster
	spans []Span // rising, without gaps from zero to the limit
}

// Find returns the shard of a key, or an error that is ErrOutside.
func (r *Range) Find(key uint64) (int, error) {
	if len(r.spans) == 0 {
		return 0, ErrNoShards
	}
	if key > r.last() {
		return 0, fmt.Errorf("find the shard of key %d: %w; they end at %d", key, ErrOutside, r.last())
	}
	return r.spans[r.index(key)].Shard, nil
}

// last returns the largest key: with a limit of zero this wraps to the largest
// number.
func (r *Range) last() uint64 { return r.Limit - 1 }

// index returns the span that holds a key.
func (r *Range) index(key uint64) int {
	low, high := 0, len(r.spans)
	for high-low > 1 {
		if middle := int(uint(low+high) / 2); r.spans[middle].First <= key {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// Order yields the shards of the ranges from a key's own onwards, going round. A
// key outside of all ranges has no shards.
func (r *Range) Order(key uint64) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(r.spans) == 0 || key > r.last() {
			return
		}
		first := r.index(key)
		for i := range r.spans {
			if !yield(r.spans[(first+i)%len(r.spans)].Shard) {
				return
			}
		}
	}
}

// Add divides the keys equally among the first shards. Every later one takes the
// upper half of the widest range.
func (r *Range) Add(shards ...Shard) error {
	if n := len(r.shards) + len(shards); n > 0 && uint64(n-1) > r.last() {
		return fmt.Errorf("add shards: %d shards for %d keys", n, r.Limit)
	}
	first := len(r.shards) == 0
	if err := r.enlist("range", shards); err != nil {
		return err
	}
	if first {
		r.divide()
		return nil
	}
	for _, s := range shards {
		widest := slices.MaxFunc(r.spans, func(a, b Span) int {
			return cmp.Compare(a.Last-a.First, b.Last-b.First)
		})
		r.cut(widest.First+(widest.Last-widest.First)/2+1, s.ID)
	}
	return nil
}

// divide gives every shard a range of the same width, within one key.
func (r *Range) divide() {
	n := uint64(len(r.shards))
	for i, s := range r.shards {
		high, low := bits.Mul64(uint64(i), r.Limit)
		if r.Limit == 0 { // which stands for 2^64
			high = uint64(i)
		}
		first, _ := bits.Div64(high, low, n)
		r.spans = append(r.spans, Span{first, r.last(), s.ID})
		if i > 0 {
			r.spans[i-1].Last = first - 1
		}
	}
}

// Split adds a shard that takes the keys of a range from the given one upwards.
func (r *Range) Split(key uint64, s Shard) error {
	switch {
	case len(r.spans) == 0:
		return fmt.Errorf("split at key %d: %w", key, ErrNoShards)
	case key > r.last():
		return fmt.Errorf("split at key %d: %w; they end at %d", key, ErrOutside, r.last())
	case r.spans[r.index(key)].First == key:
		return fmt.Errorf("split at key %d: it is the first of its range, which would be left empty", key)
	}
	if err := r.enlist("range", []Shard{s}); err != nil {
		return err
	}
	r.cut(key, s.ID)
	return nil
}

// cut gives a shard what a range holds from key upwards.
func (r *Range) cut(key uint64, id int) {
	i := r.index(key)
	r.spans = slices.Insert(r.spans, i+1, Span{key, r.spans[i].Last, id})
	r.spans[i].Last = key - 1
}

// Remove removes shards. The range of each goes to the one below it, that of the
// lowest to the one above.
func (r *Range) Remove(ids ...int) error {
	if err := r.dismiss(ids); err != nil {
		return err
	}
	for _, id := range ids {
		i := slices.IndexFunc(r.spans, func(s Span) bool { return s.Shard == id })
		switch {
		case i > 0:
			r.spans[i-1].Last = r.spans[i].Last
		case len(r.spans) > 1:
			r.spans[1].First = 0
		}
		r.spans = slices.Delete(r.spans, i, i+1)
	}
	return nil
}

// Spans returns the ranges, rising. Each shard has one.
func (r *Range) Spans() []Span { return slices.Clone(r.spans) }

// NaiveRange is a [Range] that answers for keys which no range holds: with the
// first shard. So nobody notices that keys have grown past the limit, and the
// first shard fills up with keys that are not its own.
type NaiveRange struct{ Range }

// Find returns the shard of a key, the first shard where there is none.
func (n *NaiveRange) Find(key uint64) (int, error) {
	if len(n.spans) > 0 && key > n.last() {
		return n.spans[0].Shard, nil
	}
	return n.Range.Find(key)
}

// Order yields the shards from that of the key onwards.
func (n *NaiveRange) Order(key uint64) iter.Seq[int] {
	if len(n.spans) > 0 && key > n.last() {
		key = 0
	}
	return n.Range.Order(key)
}
