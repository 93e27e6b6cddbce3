package balance

import (
	"math/rand/v2"
	"slices"
	"time"
)

// A lottery draws servers that are up, with probabilities in proportion to their
// weights: in constant time where all weigh the same, else by binary search.
type lottery struct {
	live []int
	upTo []uint64 // sums of the weights so far; nil where all weigh the same
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

func (l *lottery) draw(r *rand.Rand) int {
	if l.upTo == nil {
		return l.live[r.IntN(len(l.live))]
	}
	ticket := 1 + r.Uint64N(l.upTo[len(l.upTo)-1])
	place, _ := slices.BinarySearch(l.upTo, ticket)
	return l.live[place]
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

// TwoChoices draws two servers as [Random] does, perhaps the same one twice, and
// picks the one with fewer connections for its weight (Mitzenmacher, "The power of
// two choices in randomized load balancing", 2001). Of two alike it picks the
// first drawn. It avoids the worst of random without knowing all servers.
type TwoChoices struct {
	Rand    *rand.Rand
	Choices int // number of servers drawn; zero means 2

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
	choices := t.Choices
	if choices == 0 {
		choices = 2
	}
	best := t.lottery.draw(t.Rand)
	for range choices - 1 {
		if other := t.lottery.draw(t.Rand); t.pool.lighter(other, best) {
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
