package balance

import (
	"slices"
	"time"
)

// RoundRobin gives every server its turn.
type RoundRobin struct {
	live  []int
	place int // in live, of the next server
	from  int // the next server is this or, if it is not up, one above
}

// Reset goes on where the turns had come to.
func (r *RoundRobin) Reset(p *Pool) {
	r.live = p.Live()
	r.place, _ = slices.BinarySearch(r.live, r.from)
}

// Pick returns the next server.
func (r *RoundRobin) Pick(Request) (int, error) {
	if r.place >= len(r.live) {
		r.place = 0
	}
	server := r.live[r.place]
	r.place++
	r.from = server + 1
	return server, nil
}

// Done does nothing.
func (*RoundRobin) Done(int, time.Duration, time.Duration) {}

// SmoothWeighted gives every server turns in proportion to its weight, spread out
// evenly: for weights 5, 1, 1 the order is a a b a c a a. It is the algorithm of
// NGINX (Maxim Dounin, "Upstream: smooth weighted round-robin balancing", 2012),
// which besides lowers the weight of servers that fail; here that is the caller's.
// A pick looks at every server.
type SmoothWeighted struct {
	pool   *Pool
	credit []int // by server
}

// Reset keeps the credit of servers that stay.
func (s *SmoothWeighted) Reset(p *Pool) {
	s.pool = p
	s.credit = append(s.credit, make([]int, p.Len()-len(s.credit))...)
	for i := range s.credit {
		if p.Weight(i) == 0 {
			s.credit[i] = 0
		}
	}
}

// Pick credits every server with its weight and returns the one with the most,
// which pays for all. Of two alike it returns the first.
func (s *SmoothWeighted) Pick(Request) (int, error) {
	best, total := -1, 0
	for _, i := range s.pool.live {
		weight := s.pool.servers[i].weight
		s.credit[i] += weight
		total += weight
		if best < 0 || s.credit[i] > s.credit[best] {
			best = i
		}
	}
	s.credit[best] -= total
	return best, nil
}

// Done does nothing.
func (*SmoothWeighted) Done(int, time.Duration, time.Duration) {}
