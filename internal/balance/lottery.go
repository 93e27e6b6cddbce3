package balance

import (
	"cmp"
	"iter"
	"math/rand/v2"
	"slices"
	"time"
)

// A lottery draws servers that are up, with probabilities in proportion to their
// weights: in constant time where all weigh the same, else by binary search.
type lottery struct {
	live []int
	upTo []uint64 // sums of the weights so far; nil where all weigh the same
	// drawn are the places in live of the latest draw of several, rising.
	drawn []int
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
func (l *lottery) draw(r *rand.Rand) int { return l.live[l.place(r)] }

// pair draws two different servers, the second in proportion to the weights of those
// that are left. There must be two.
func (l *lottery) pair(r *rand.Rand) (first, second int) {
	a := l.place(r)
	var b int
	if l.upTo == nil {
		if b = r.IntN(len(l.live) - 1); b >= a {
			b++
		}
	} else {
		b = l.another(r, a)
	}
	return l.live[a], l.live[b]
}

// several draws so many different servers in this way, of at least as many. What it
// returns is valid until the next draw.
func (l *lottery) several(n int, r *rand.Rand) iter.Seq[int] {
	return func(yield func(int) bool) {
		l.drawn = l.drawn[:0]
		for range n {
			place := l.another(r, l.drawn...)
			at, _ := slices.BinarySearch(l.drawn, place)
			l.drawn = slices.Insert(l.drawn, at, place)
			if !yield(l.live[place]) {
				return
			}
		}
	}
}

// another draws a place that is not among those that were drawn, rising.
func (l *lottery) another(r *rand.Rand, drawn ...int) int {
	left := l.tickets(len(l.live))
	for _, place := range drawn {
		left -= l.tickets(place+1) - l.tickets(place)
	}
	ticket := r.Uint64N(left)
	for _, place := range drawn { // past the tickets of those
		if ticket < l.tickets(place) {
			break
		}
		ticket += l.tickets(place+1) - l.tickets(place)
	}
	return l.holder(ticket)
}

// place draws a place.
func (l *lottery) place(r *rand.Rand) int {
	if l.upTo == nil {
		return r.IntN(len(l.live))
	}
	return l.holder(r.Uint64N(l.upTo[len(l.upTo)-1]))
}

// holder returns the place of the server that has a ticket.
func (l *lottery) holder(ticket uint64) int {
	if l.upTo == nil {
		return int(ticket)
	}
	place, _ := slices.BinarySearch(l.upTo, ticket+1)
	return place
}

// tickets returns how many of them the servers before a place have.
func (l *lottery) tickets(place int) uint64 {
	switch {
	case l.upTo == nil:
		return uint64(place)
	case place == 0:
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
	if choices == 2 {
		first, second := t.lottery.pair(t.Rand)
		if t.pool.lighter(second, first) {
			return second, nil
		}
		return first, nil
	}
	best := -1
	for server := range t.lottery.several(choices, t.Rand) {
		if best < 0 || t.pool.lighter(server, best) {
			best = server
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
