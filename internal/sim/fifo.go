package sim

import "time"

// waiting is a job in a queue and the service that it needs.
type waiting struct {
	job     int32
	service time.Duration
}

// A fifo is a queue in a ring whose length is a power of two, so that it
// allocates only while it grows.
type fifo struct {
	ring        []waiting
	first, size int
}

func (f *fifo) len() int { return f.size }

func (f *fifo) push(w waiting) {
	if f.size == len(f.ring) {
		f.grow()
	}
	f.ring[(f.first+f.size)&(len(f.ring)-1)] = w
	f.size++
}

func (f *fifo) pop() waiting {
	w := f.ring[f.first]
	f.first = (f.first + 1) & (len(f.ring) - 1)
	f.size--
	return w
}

func (f *fifo) clear() { f.first, f.size = 0, 0 }

func (f *fifo) grow() {
	larger := make([]waiting, max(16, 2*len(f.ring)))
	n := copy(larger, f.ring[f.first:])
	copy(larger[n:], f.ring[:f.first])
	f.ring, f.first = larger, 0
}
