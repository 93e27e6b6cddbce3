// Package delivery holds what makes messages arrive once and in order over ways
// that lose, repeat and overtake: a [Window] over their numbers, and a [Backoff]
// for those that try again. And it holds what keeps those who try again from making
// an overload worse: a [RetryBudget], a [Breaker] and a [Throttle].
//
// The same window serves at both ends. A store keeps one for each sender, whose
// client numbers its messages: what comes a second time is the retry of what was
// stored. A receiver keeps one for each conversation, whose messages the store has
// numbered: what comes a second time is dropped, and what comes early waits until
// the window has reached it.
package delivery

import "math/bits"

// Ahead is how far ahead of the lowest number that is missing a [Window] accepts.
const Ahead = 64

// A Window remembers which numbers have come, counted from zero: all below the
// lowest that is missing, and some of the next [Ahead]. That is the anti-replay
// window of RFC 4303, turned round: it moves when a gap is filled, not when
// something newer comes, so nothing that is missing is ever given up. The zero
// Window has seen nothing.
type Window struct {
	next uint32 // the lowest number that has not been taken
	seen uint64 // bit i says that next+i has come
}

// A Verdict is what a [Window] makes of a number.
type Verdict uint8

// The verdicts.
const (
	New       Verdict = iota // comes for the first time
	Duplicate                // has come before
	TooFar                   // not remembered, so it must come again
)

// Accept notes that a number has come.
func (w *Window) Accept(n uint32) Verdict {
	switch {
	case w.Has(n):
		return Duplicate
	case !w.Within(n):
		return TooFar
	}
	w.seen |= 1 << (n - w.next)
	return New
}

// Within reports whether Accept would not say [TooFar].
func (w *Window) Within(n uint32) bool { return n < w.next || n-w.next < Ahead }

// Has reports whether a number has come.
func (w *Window) Has(n uint32) bool {
	return n < w.next || n-w.next < Ahead && w.seen>>(n-w.next)&1 == 1
}

// Take returns the lowest number that has not been taken, if it has come, and moves
// the window past it. So numbers are taken in order, without a gap.
func (w *Window) Take() (n uint32, ok bool) {
	if w.seen&1 == 0 {
		return 0, false
	}
	n = w.next
	w.next++
	w.seen >>= 1
	return n, true
}

// Settle moves the window past everything without a gap.
func (w *Window) Settle() {
	n := bits.TrailingZeros64(^w.seen)
	w.next += uint32(n)
	w.seen >>= n
}

// Resume returns a window as it was, of its Next and its Seen, for those that keep many
// of which most have nothing apart.
func Resume(next uint32, seen uint64) Window { return Window{next, seen} }

// Seen says what has come and was not taken: bit i stands for the number i above Next.
func (w *Window) Seen() uint64 { return w.seen }

// Next returns the lowest number that has not been taken.
func (w *Window) Next() uint32 { return w.next }
