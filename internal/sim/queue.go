package sim

import "time"

// arity is the number of children of a node in the event queue. Four beats two
// because the children share a cache line or two and the tree is half as deep.
const arity = 4

// An entry is one pending event: when it is due, its place in the order of
// scheduling, and the slot that says what it does.
type entry struct {
	at   time.Duration
	seq  uint64
	slot uint32
}

func (e entry) before(o entry) bool {
	return e.at < o.at || e.at == o.at && e.seq < o.seq
}

// An eventQueue is a heap of entries, the earliest first.
type eventQueue []entry

func (q *eventQueue) push(e entry) {
	*q = append(*q, e)
	q.up(len(*q) - 1)
}

func (q *eventQueue) pop() entry {
	old := *q
	first, last := old[0], len(old)-1
	old[0] = old[last]
	*q = old[:last]
	if last > 1 {
		q.down(0)
	}
	return first
}

// order makes a heap of entries in any order.
func (q *eventQueue) order() {
	for i := (len(*q) - 2) / arity; i >= 0 && len(*q) > 1; i-- {
		q.down(i)
	}
}

func (q *eventQueue) up(i int) {
	h := *q
	e := h[i]
	for i > 0 {
		parent := (i - 1) / arity
		if !e.before(h[parent]) {
			break
		}
		h[i] = h[parent]
		i = parent
	}
	h[i] = e
}

func (q *eventQueue) down(i int) {
	h := *q
	e := h[i]
	for {
		child := arity*i + 1
		if child >= len(h) {
			break
		}
		least := child
		for c := child + 1; c < min(child+arity, len(h)); c++ {
			if h[c].before(h[least]) {
				least = c
			}
		}
		if !h[least].before(e) {
			break
		}
		h[i] = h[least]
		i = least
	}
	h[i] = e
}
