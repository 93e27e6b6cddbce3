package sim

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// The key of an entry holds its place in the order of scheduling above the
// number of its slot, so that an entry takes 16 bytes without a pointer.
const (
	slotBits = 28
	slotMask = 1<<slotBits - 1
	// From this place on the order is given anew: what is scheduled until the next
	// look still fits.
	maxSeq = 1<<(64-slotBits) - 1<<28
)

// An entry is one pending event: when it is due, its place in the order of
// scheduling, and the slot that says what it does.
type entry struct {
	at  time.Duration // not below zero
	key uint64
}

// never comes after every event.
var never = entry{at: math.MaxInt64, key: math.MaxUint64}

func (e *entry) slot() uint32 { return uint32(e.key & slotMask) }

// earlier returns the one of two entries that is due first. Which that is is as good as
// random, and what mispredicting a branch would cost is saved: the compiler makes
// conditional moves of assignments to plain variables.
func earlier(a, b entry) entry {
	at, key := a.at, a.key
	if b.at == at && b.key < key { // which hardly ever happens
		key = b.key
	}
	if b.at < at {
		at = b.at
		key = b.key
	}
	return entry{at, key}
}

// root is the node with the earliest entry of all.
const root = 1

// An eventQueue is a tournament of the entries of slots, the earliest of which wins: the
// second half of the nodes are the slots, and each other node is the earlier of those at
// twice its number and one above. Slots without an entry have one that never comes. A
// change plays one match a level, against opponents that are known beforehand; a heap
// knows where to go on only after each.
type eventQueue struct{ nodes []entry }

func (q *eventQueue) slots() int { return len(q.nodes) / 2 }

// first returns the earliest entry.
func (q *eventQueue) first() entry {
	if len(q.nodes) == 0 {
		return never
	}
	return q.nodes[root]
}

// put gives a slot an entry that had none.
func (q *eventQueue) put(slot uint32, e entry) {
	if int(slot) >= q.slots() {
		q.grow(int(slot) + 1)
	}
	i := q.slots() + int(slot)
	q.nodes[i] = e
	for i > root && earlier(e, q.nodes[i^1]) == e {
		i /= 2
		q.nodes[i] = e
	}
}

// replace gives the slot of the earliest entry another.
func (q *eventQueue) replace(slot uint32, e entry) {
	h := q.nodes
	i := len(h)/2 + int(slot)
	h[i] = e
	for i > root {
		e = earlier(e, h[i^1])
		i /= 2
		h[i] = e
	}
}

// take leaves a slot without an entry.
func (q *eventQueue) take(slot uint32) {
	i := q.slots() + int(slot)
	key := q.nodes[i].key
	q.nodes[i] = never
	for i /= 2; i >= root && q.nodes[i].key == key; i /= 2 {
		q.nodes[i] = earlier(q.nodes[2*i], q.nodes[2*i+1])
	}
}

// grow makes room for so many slots.
func (q *eventQueue) grow(slots int) {
	size := max(4, 2*q.slots())
	for size < slots {
		size *= 2
	}
	larger := make([]entry, 2*size)
	for i := size + copy(larger[size:], q.nodes[q.slots():]); i < len(larger); i++ {
		larger[i] = never
	}
	q.nodes = larger
	q.play()
}

// play holds the tournament of all slots anew.
func (q *eventQueue) play() {
	for i := q.slots() - 1; i >= root; i-- {
		q.nodes[i] = earlier(q.nodes[2*i], q.nodes[2*i+1])
	}
}

// renumber gives the entries the smallest places in the order of scheduling that
// keep it, and returns the next one.
func (q *eventQueue) renumber() uint64 {
	var all []*entry
	for i := q.slots(); i < len(q.nodes); i++ {
		if q.nodes[i] != never {
			all = append(all, &q.nodes[i])
		}
	}
	slices.SortFunc(all, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.key, b.key))
	})
	for i, e := range all {
		e.key = uint64(i)<<slotBits | e.key&slotMask
	}
	q.play()
	return uint64(len(all))
}
