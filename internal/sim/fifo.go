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

func (f *fifo) push(w waiting) {
	if f.size == len(f.ring) {
		f.grow()
	}
	*f.at(f.size) = w
	f.size++
}

func (f *fifo) pop() waiting {
	w := *f.at(0)
	f.first++
	f.size--
	return w
}

// remove takes a job out from wherever it is, looking from the front.
func (f *fifo) remove(job int32) bool {
	for i := range f.size {
		if f.at(i).job != job {
			continue
		}
		for ; i > 0; i-- {
			*f.at(i) = *f.at(i - 1)
		}
		f.pop()
		return true
	}
	return false
}

// at returns the place of the job that i others are before.
func (f *fifo) at(i int) *waiting { return &f.ring[(f.first+i)&(len(f.ring)-1)] }

func (f *fifo) grow() {
	larger := make([]waiting, max(16, 2*len(f.ring)))
	for i := range f.size {
		larger[i] = *f.at(i)
	}
	f.ring, f.first = larger, 0
}
