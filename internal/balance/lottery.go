package balance

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"
)

// A lottery draws servers that are up, with probabilities in proportion to their
// weights: in constant time where all weigh the same, else by binary search.
type lottery struct {
	live  []int
	upTo  []uint64 // sums of the weights so far; nil where all weigh the same
	drawn []int    // places of the latest draw of several, rising
}

func (l *lottery) reset(p *Pool) {
	l.live, l.upTo = p.Live(), nil
	sum, equal := uint64(0), true
	sums := make([]uint64, len(l.live))
	for place, i := range l.live {
		sum += uint64(p.Weight(i))
		sums[place] = sum
		equal = equal && p.Weight(i) == p.Weight(l.live[0])
	}
	if !equal {
		l.upTo = sums
	}
}

// draw draws a server.
func (l *lottery) draw(r *rand.Rand) int {
	l.drawn = l.drawn[:0]
	return l.another(r)
}

// another draws one that has not been drawn since draw, by turns in proportion to
// the weights of those that are left, of which there must be one.
func (l *lottery) another(r *rand.Rand) int {
	tickets := l.sum(len(l.live))
	for _, place := range l.drawn {
		tickets -= l.sum(place+1) - l.sum(place)
	}
	ticket := r.Uint64N(tickets)
	at := 0
	for ; at < len(l.drawn); at++ { // past the tickets of those that were drawn
		place := l.drawn[at]
		if ticket < l.sum(place) {
			break
		}
		ticket += l.sum(place+1) - l.sum(place)
	}
	place := int(ticket)
	if l.upTo != nil {
		place, _ = slices.BinarySearch(l.upTo, ticket+1)
	}
	l.drawn = slices.Insert(l.drawn, at, place)
	return l.live[place]
}

// sum returns how many tickets the servers before a place have.
func (l *lottery) sum(place int) uint64 {
	if l.upTo == nil {
		return uint64(place)
	}
	if place == 0 {
		return 0
	}
	return l.upTo[place-1]
}

// Random picks any server, more often those of more weight.
type Random struct {
	Rand    *rand.Rand
	lottery lottery
}

// Reset learns the servers and their weights.
func (r *Random) Reset(p *Pool) { r.lottery.reset(p) }

// Pick draws a server.
func (r *Random) Pick(Request) (int, error) { return r.lottery.draw(r.Rand), nil }

// Done does nothing.
func (*Random) Done(int, time.Duration, time.Duration) {}

// TwoChoices draws two different servers, each as [Random] does, and picks the one
// with fewer connections for its weight (Mitzenmacher, "The power of two choices in
// randomized load balancing", 2001). Of two alike it picks the first drawn. It avoids
// the worst of random without knowing all servers.
//
// The paper allows both to be the same, which is easier to analyse and makes no
// difference among many servers. Among few it does: of two servers one would get at
// least a quarter of the requests however slow it is. Load balancers that are in use,
// such as Finagle's, Envoy's and NGINX's, draw different ones.
type TwoChoices struct {
	Rand    *rand.Rand
	Choices int // number of servers drawn, all of them if there are fewer; zero means 2

	pool    *Pool
	lottery lottery
}

// Reset learns the servers and their weights.
func (t *TwoChoices) Reset(p *Pool) {
	t.pool = p
	t.lottery.reset(p)
}

// Pick returns the best of the servers that it draws.
func (t *TwoChoices) Pick(Request) (int, error) {
	choices := min(cmp.Or(t.Choices, 2), len(t.lottery.live))
	best := t.lottery.draw(t.Rand)
	for range choices - 1 {
		if other := t.lottery.another(t.Rand); t.pool.lighter(other, best) {
			best = other
		}
	}
	return best, nil
}

// Done does nothing.
func (*TwoChoices) Done(int, time.Duration, time.Duration) {}

// lighter reports whether a server would, with one connection more, have fewer
// for its weight than another.
func (p *Pool) lighter(i, than int) bool {
	a, b := &p.servers[i], &p.servers[than]
	return (a.connections+1)*b.weight < (b.connections+1)*a.weight
}
