package cache

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
)

// A policy chooses the entry that makes room for another. It knows entries by
// their slots, small numbers that are used again.
type policy interface {
	// added tells of a new entry.
	added(slot int32, hash uint64, cost int64)
	// hit tells that an entry was read or written again.
	hit(slot int32)
	// removed tells that an entry is gone for another reason than evict.
	removed(slot int32)
	// evict forgets an entry and returns it. There is at least one.
	evict() int32
}

// naiveUnbounded never evicts: a cache with a capacity that it does not look at.
const naiveUnbounded = "naive-unbounded"

// Policies returns the names of all policies. The one that begins with "naive-"
// is a mistake, to be seen failing.
func Policies() []string {
	return []string{"lru", "lfu", "fifo", "random", "s3-fifo", "tinylfu", naiveUnbounded}
}

// maker returns what makes empty policies of a name.
func maker(name string, capacity int64, history int, r *rand.Rand) (func() policy, error) {
	switch name {
	case "lru", "":
		return func() policy { return &lru{newChain(1)} }, nil
	case "lfu":
		return func() policy { return newLFU(history) }, nil
	case "s3-fifo":
		return func() policy { return newS3FIFO(capacity) }, nil
	case "tinylfu":
		return func() policy { return newTinyLFU() }, nil
	case "fifo", naiveUnbounded:
		return func() policy { return &fifo{newChain(1)} }, nil
	case "random":
		if r == nil {
			return nil, errors.New("the policy random needs random numbers")
		}
		return func() policy { return &random{rand: r} }, nil
	}
	return nil, fmt.Errorf("no policy %q; there are %s", name, strings.Join(Policies(), ", "))
}

// lru evicts the entry that was not used for longest.
type lru struct{ chain }

func (l *lru) added(slot int32, _ uint64, _ int64) { l.push(0, slot) }

func (l *lru) removed(slot int32) { l.remove(0, slot) }

func (l *lru) hit(slot int32) {
	l.remove(0, slot)
	l.push(0, slot)
}

func (l *lru) evict() int32 {
	slot := l.oldest(0)
	l.remove(0, slot)
	return slot
}

// fifo evicts the entry that was added first.
type fifo struct{ chain }

func (f *fifo) added(slot int32, _ uint64, _ int64) { f.push(0, slot) }

func (*fifo) hit(int32) {}

func (f *fifo) removed(slot int32) { f.remove(0, slot) }

func (f *fifo) evict() int32 {
	slot := f.oldest(0)
	f.remove(0, slot)
	return slot
}

// random evicts any entry.
type random struct {
	rand   *rand.Rand
	slots  []int32 // in use, in any order
	places []int32 // of the slots among them
}

func (r *random) added(slot int32, _ uint64, _ int64) {
	for int(slot) >= len(r.places) {
		r.places = append(r.places, 0)
	}
	r.places[slot] = int32(len(r.slots))
	r.slots = append(r.slots, slot)
}

func (*random) hit(int32) {}

// removed lets the last slot take the place of the one that goes.
func (r *random) removed(slot int32) {
	last := r.slots[len(r.slots)-1]
	r.slots[r.places[slot]], r.places[last] = last, r.places[slot]
	r.slots = r.slots[:len(r.slots)-1]
}

func (r *random) evict() int32 {
	slot := r.slots[r.rand.IntN(len(r.slots))]
	r.removed(slot)
	return slot
}
