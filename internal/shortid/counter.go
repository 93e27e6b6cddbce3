package shortid

import "sync/atomic"

// A Counter gives out every code once, in order, so that anyone can guess the
// next.
type Counter struct {
	space uint64
	next  atomic.Uint64
}

// NewCounter returns a counter over so many codes that has given out some before.
func NewCounter(space, issued uint64) *Counter {
	c := &Counter{space: space}
	c.next.Store(issued)
	return c
}

// Next returns the next number.
func (c *Counter) Next(Request) (uint64, error) { return c.take(1) }

// take returns the first of so many numbers, fewer at the end of the space.
func (c *Counter) take(n uint64) (uint64, error) {
	for {
		first := c.next.Load()
		if first >= c.space {
			return 0, ErrExhausted
		}
		if c.next.CompareAndSwap(first, min(first+n, c.space)) {
			return first, nil
		}
	}
}

// Issued returns how many numbers have been given out.
func (c *Counter) Issued() uint64 { return c.next.Load() }

// A NaiveCounter is a counter that begins again at zero when the codes are used
// up: an encoder of fixed width drops the digits in front. New links then take the
// codes of old ones.
type NaiveCounter struct {
	space uint64
	next  atomic.Uint64
}

// NewNaiveCounter returns a naive counter over so many codes that has given out
// some before, which may be more than there are.
func NewNaiveCounter(space, issued uint64) *NaiveCounter {
	c := &NaiveCounter{space: space}
	c.next.Store(issued)
	return c
}

// Next returns the next number. It never fails, which is the mistake.
func (c *NaiveCounter) Next(Request) (uint64, error) { return (c.next.Add(1) - 1) % c.space, nil }

// Issued returns how many numbers have been given out, those given out again
// included.
func (c *NaiveCounter) Issued() uint64 { return c.next.Load() }
