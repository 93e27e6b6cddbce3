package balance

import (
	"math/rand/v2"
	"time"
)

// LeastConnections picks a server with fewest open connections, one of several at
// random: join the shortest queue, where a server works on one request at a time.
type LeastConnections struct {
	Rand    *rand.Rand
	ranking ranking
}

// Reset ranks the servers anew.
func (l *LeastConnections) Reset(p *Pool) { l.ranking.reset(p) }

// Pick returns a server with fewest connections.
func (l *LeastConnections) Pick(Request) (int, error) {
	server := int(l.ranking.order[l.Rand.IntN(l.ranking.ties())])
	l.ranking.rise(server)
	return server, nil
}

// Done counts a connection less.
func (l *LeastConnections) Done(server int, _, _ time.Duration) { l.ranking.fall(server) }

// SharedQueue gives every server as many requests as it works on at a time, and
// lets the others wait in one queue for all: the best that any policy can do
// which does not know how long requests take. The queue is the caller's: Pick
// fails with ErrBusy, and the caller picks for the oldest waiting request whenever
// one is done.
type SharedQueue struct {
	Rand  *rand.Rand
	Bound int // connections to a server at a time; zero means 1

	ranking ranking
}

// Reset ranks the servers anew.
func (s *SharedQueue) Reset(p *Pool) { s.ranking.reset(p) }

// Pick returns a server with fewest connections, or ErrBusy.
func (s *SharedQueue) Pick(Request) (int, error) {
	if int(s.ranking.least) >= max(1, s.Bound) {
		return 0, ErrBusy
	}
	server := int(s.ranking.order[s.Rand.IntN(s.ranking.ties())])
	s.ranking.rise(server)
	return server, nil
}

// Done counts a connection less.
func (s *SharedQueue) Done(server int, _, _ time.Duration) { s.ranking.fall(server) }
