package traffic

import (
	"time"

	"spar/internal/sim"
)

// A Line is a queue of indices, first come first served, in a ring that allocates only
// while it grows. The zero Line is empty.
type Line struct {
	ring        []int32 // as long as a power of two
	first, size int
	// Waiting is its length over time, without those that were withdrawn.
	Waiting sim.Gauge
}

// Len returns how many stand in the line, those that were withdrawn included.
func (l *Line) Len() int { return l.size }

// Push puts an index at the end.
func (l *Line) Push(now time.Duration, i int32) {
	if l.size == len(l.ring) {
		l.grow()
	}
	l.ring[(l.first+l.size)&(len(l.ring)-1)] = i
	l.size++
	l.Waiting.Add(now, 1)
}

// Front returns the index that was put in first, of a line that is not empty.
func (l *Line) Front() int32 { return l.ring[l.first&(len(l.ring)-1)] }

// At returns the index before which so many others stand.
func (l *Line) At(i int) int32 { return l.ring[(l.first+i)&(len(l.ring)-1)] }

// Pop takes the first index out.
func (l *Line) Pop(now time.Duration) int32 {
	i := l.Skip()
	l.Waiting.Add(now, -1)
	return i
}

// Skip takes out the first index, which was withdrawn before.
func (l *Line) Skip() int32 {
	i := l.Front()
	l.first++
	l.size--
	return i
}

// Withdraw notes that one that stands in the line does not wait any more.
func (l *Line) Withdraw(now time.Duration) { l.Waiting.Add(now, -1) }

// Clear takes all out.
func (l *Line) Clear(now time.Duration) {
	l.size = 0
	l.Waiting.Add(now, -l.Waiting.Value())
}

func (l *Line) grow() {
	larger := make([]int32, max(16, 2*len(l.ring)))
	for i := range l.size {
		larger[i] = l.At(i)
	}
	l.ring, l.first = larger, 0
}
