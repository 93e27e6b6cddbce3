package cache

import "math/bits"

// An index finds the slots of keys by their hashes. It is a hash table with open
// addressing and linear probing, at most half full, from which a removal closes
// the gap that it leaves (Knuth, "The Art of Computer Programming", volume 3,
// algorithm 6.4 R). So it needs no new memory while keys come and go.
type index struct {
	cells []cell // a power of two
	shift int    // leaves of a tag the number of its home cell
	used  int
}

// A cell holds one slot and the upper half of the hash of its key.
type cell struct {
	tag  uint32
	next int32 // the slot plus one; zero if the cell is empty
}

const leastCells = 8

func tagOf(hash uint64) uint32 { return uint32(hash >> 32) }

func newIndex() index {
	return index{cells: make([]cell, leastCells), shift: 32 - bits.Len(leastCells-1)}
}

// home returns the cell where the search for a tag begins. It goes on with
// [index.after] up to an empty cell.
func (x *index) home(tag uint32) int { return int(tag >> x.shift) }

func (x *index) after(i int) int { return (i + 1) & (len(x.cells) - 1) }

// insert adds a slot whose key is not in the index.
func (x *index) insert(tag uint32, slot int32) {
	if 2*x.used >= len(x.cells) {
		x.grow()
	}
	x.used++
	x.place(cell{tag, slot + 1})
}

func (x *index) place(c cell) {
	i := x.home(c.tag)
	for x.cells[i].next != 0 {
		i = x.after(i)
	}
	x.cells[i] = c
}

func (x *index) grow() {
	old := x.cells
	x.cells = make([]cell, 2*len(old))
	x.shift--
	for _, c := range old {
		if c.next != 0 {
			x.place(c)
		}
	}
}

// remove takes out a slot that is in the index.
func (x *index) remove(tag uint32, slot int32) {
	gap := x.home(tag)
	for x.cells[gap].next != slot+1 {
		gap = x.after(gap)
	}
	mask := len(x.cells) - 1
	for i := x.after(gap); x.cells[i].next != 0; i = x.after(i) {
		// What may not stand before its home stays where it is.
		if (i-x.home(x.cells[i].tag))&mask >= (i-gap)&mask {
			x.cells[gap] = x.cells[i]
			gap = i
		}
	}
	x.cells[gap] = cell{}
	x.used--
}
