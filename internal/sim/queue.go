package sim

import (
	"cmp"
	"math"
	"math/bits"
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

// before returns 1 if e is due before o, else 0: the borrow of a subtraction of
// 128 bits. Which of several events comes first is as good as random, so a
// comparison without a branch saves what mispredicting it would cost.
func (e *entry) before(o *entry) uint64 {
	_, borrow := bits.Sub64(e.key, o.key, 0)
	_, borrow = bits.Sub64(uint64(e.at), uint64(o.at), borrow)
	return borrow
}

// sooner is before with a branch, for where the answer is mostly the same.
func (e *entry) sooner(o *entry) bool {
	return e.at < o.at || e.at == o.at && e.key < o.key
}

// arity is the number of children of a node in the event queue. Four entries fit
// a cache line, and the tree is half as deep as a binary one.
const arity = 4

// root is the index of the first node. Starting there puts the children of a
// node, which are 4i-8 to 4i-5, into one cache line.
const root = 3

// An eventQueue is a heap of entries, the earliest first. Behind the last lie
// some that never come, so that every node has all or none of its children.
type eventQueue struct {
	nodes []entry
	size  int
}

// pending returns the entries in the order of the heap.
func (q *eventQueue) pending() []entry {
	if q.size == 0 {
		return nil
	}
	return q.nodes[root : root+q.size]
}

func (q *eventQueue) push(e entry) {
	i := root + q.size
	if i+arity > len(q.nodes) {
		q.grow()
	}
	q.size++
	h := q.nodes
	for i > root {
		parent := i/arity + 2
		if e.before(&h[parent]) == 0 {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = e
}

func (q *eventQueue) grow() {
	larger := make([]entry, max(16, 2*len(q.nodes)))
	for i := copy(larger, q.nodes); i < len(larger); i++ {
		larger[i] = never
	}
	q.nodes = larger
}

// dropFirst removes the earliest entry.
func (q *eventQueue) dropFirst() {
	q.size--
	last := &q.nodes[root+q.size]
	e := *last
	*last = never
	if q.size > 0 {
		q.place(root, e)
	}
}

// replaceOfTwo puts e in the place of the first of one or two entries. Single
// queues hardly ever have more.
func (q *eventQueue) replaceOfTwo(e entry) {
	h := (*[root + 2]entry)(q.nodes)
	if h[root+1].sooner(&e) {
		h[root], h[root+1] = h[root+1], e
	} else {
		h[root] = e
	}
}

// place puts e at node i or below it, where it belongs. What was at i is lost.
func (q *eventQueue) place(i int, e entry) {
	h := q.nodes
	for child := arity * (i - 2); child < root+q.size; child = arity * (i - 2) {
		// Which of four comes first is decided as a knockout.
		c := (*[arity]entry)(h[child:])
		a := c[1].before(&c[0])
		b := 2 + c[3].before(&c[2])
		a ^= (a ^ b) & -c[b&3].before(&c[a&3])
		least := &c[a&3]
		if e.sooner(least) {
			break
		}
		h[i] = *least
		i = child + int(a)
	}
	h[i] = e
}

// keep drops the entries that live refuses.
func (q *eventQueue) keep(live func(e *entry) bool) {
	all := q.pending()
	q.size = 0
	for i := range all {
		if live(&all[i]) {
			all[q.size] = all[i]
			q.size++
		}
	}
	for i := q.size; i < len(all); i++ {
		all[i] = never
	}
	for i := root + q.size - 1; i >= root; i-- {
		q.place(i, q.nodes[i])
	}
}

// renumber gives the entries the smallest places in the order of scheduling that
// keep it, and returns the next one.
func (q *eventQueue) renumber() uint64 {
	all := q.pending()
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.key, b.key))
	})
	for i := range all {
		all[i].key = uint64(i)<<slotBits | all[i].key&slotMask
	}
	return uint64(len(all))
}
