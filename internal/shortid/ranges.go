package shortid

import (
	"errors"
	"sync"
)

// Ranges hands stretches of a count to servers, which then need not ask for every
// code. What a server holds when it dies is lost.
type Ranges struct {
	counter *Counter
	lease   uint64
	servers []lease
}

// A lease is the numbers that a server may still give out.
type lease struct {
	mu         sync.Mutex
	next, last uint64 // last is the first number after it
	lost       uint64
}

// NewRanges returns ranges of a size over so many codes, of which some have been
// handed out before, for so many servers.
func NewRanges(space, issued uint64, servers int, size uint64) (*Ranges, error) {
	if servers < 1 || size < 1 {
		return nil, errors.New("mint from ranges: there must be a server and a number in each range")
	}
	return &Ranges{NewCounter(space, issued), size, make([]lease, servers)}, nil
}

// Next returns the next number of the request's server, with a new range if it has
// none.
func (r *Ranges) Next(q Request) (uint64, error) {
	l := &r.servers[q.Server]
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == l.last {
		first, err := r.counter.take(r.lease)
		if err != nil {
			return 0, err
		}
		l.next, l.last = first, min(first+r.lease, r.counter.space)
	}
	l.next++
	return l.next - 1, nil
}

// Held returns how many numbers a server can give out without a new range.
func (r *Ranges) Held(server int) uint64 {
	l := &r.servers[server]
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last - l.next
}

// Crash takes from a server what it holds, which nobody gives out any more.
func (r *Ranges) Crash(server int) {
	l := &r.servers[server]
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost += l.last - l.next
	l.next = l.last
}

// Lost returns how many numbers crashes have taken out of use.
func (r *Ranges) Lost() uint64 {
	sum := uint64(0)
	for i := range r.servers {
		l := &r.servers[i]
		l.mu.Lock()
		sum += l.lost
		l.mu.Unlock()
	}
	return sum
}

// Issued returns how many numbers have been handed to servers.
func (r *Ranges) Issued() uint64 { return r.counter.Issued() }
