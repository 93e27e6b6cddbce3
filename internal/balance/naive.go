package balance

import (
	"errors"
	"time"
)

// ErrPastEnd reports that [NaiveRoundRobin] looked for a server past the end of
// the list, where a program would crash.
var ErrPastEnd = errors.New("index past the end of the server list")

// NaiveWeighted gives each server all its turns at once: for weights 5, 1, 1 the
// order is a a a a a b c. While one server takes a burst as long as its weight,
// the others starve.
type NaiveWeighted struct {
	pool  *Pool
	place int
	taken int // turns of the server at that place
}

// Reset begins with the first server again.
func (n *NaiveWeighted) Reset(p *Pool) {
	n.pool, n.place, n.taken = p, 0, 0
}

// Pick returns the same server as before until its turns are used up.
func (n *NaiveWeighted) Pick(Request) (int, error) {
	server := n.pool.live[n.place]
	n.taken++
	if n.taken == n.pool.Weight(server) {
		n.place, n.taken = (n.place+1)%len(n.pool.live), 0
	}
	return server, nil
}

// Done does nothing.
func (*NaiveWeighted) Done(int, time.Duration, time.Duration) {}

// NaiveRoundRobin keeps an index into a list that may have become shorter since.
// Then it fails, and goes on failing until there are as many servers again.
type NaiveRoundRobin struct {
	pool  *Pool
	index int
}

// Reset does not look at the index, which is the mistake.
func (n *NaiveRoundRobin) Reset(p *Pool) { n.pool = p }

// Pick returns the server at the index, or ErrPastEnd.
func (n *NaiveRoundRobin) Pick(Request) (int, error) {
	if n.index >= len(n.pool.live) {
		return 0, ErrPastEnd
	}
	server := n.pool.live[n.index]
	n.index = (n.index + 1) % len(n.pool.live)
	return server, nil
}

// Done does nothing.
func (*NaiveRoundRobin) Done(int, time.Duration, time.Duration) {}
