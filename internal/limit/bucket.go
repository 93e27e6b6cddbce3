package limit

import (
	"math"
	"time"
)

// A grain is a rate in the smallest whole numbers: in each nanosecond drop units of work
// are done, and a request is cost of them.
type grain struct {
	rate       Rate
	drop, cost int64
	room       int64 // units that a burst is
}

// newGrain returns the grain of a rate, unless sums of it would overflow.
func newGrain(r Rate) (grain, error) {
	divisor := gcd(int64(r.Limit), int64(r.Period))
	g := grain{rate: r, drop: int64(r.Limit) / divisor, cost: int64(r.Period) / divisor}
	if int64(r.burst()) > math.MaxInt64/4/g.cost {
		return grain{}, errFine
	}
	g.room = int64(r.burst()) * g.cost
	return g, nil
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// takes returns how long it takes to do so many units, in whole nanoseconds rounded up.
func (g grain) takes(units int64) time.Duration {
	return time.Duration((units + g.drop - 1) / g.drop)
}

// done returns how many of so many units are done in a time: all of them if it is long.
func (g grain) done(units int64, in time.Duration) int64 {
	if in >= g.takes(units) {
		return units
	}
	return int64(in) * g.drop
}

// drain returns a state at a later time, by which some of its units are done.
func (g grain) drain(s State, now time.Duration) State {
	now = max(s.at, now)
	s.a -= g.done(s.a, now-s.at)
	s.at = now
	return s
}

// Most returns one less than the limit and a burst together: a burst passes at once,
// and before the period is over all but the last of the limit.
func (g grain) Most() int { return g.rate.Limit + g.rate.burst() - 1 }

// A LeakyBucket is a meter: every request pours itself into a bucket that has room for
// a burst and leaks at the rate, and what would make it run over is refused (J. S.
// Turner, "New directions in communications (or which way to the information age?)",
// IEEE Communications Magazine 24(10), 1986). Nothing waits; for that see [Queue].
type LeakyBucket struct{ grain }

// Step lets the bucket leak, and pours.
func (l LeakyBucket) Step(s State, n int, now time.Duration) (State, Decision) {
	s = l.drain(s, now)
	d := l.decide(s.a, n)
	if d.Allowed {
		s.a += int64(max(0, n)) * l.cost
	}
	return s, d
}

// Idle returns when the bucket is empty.
func (l LeakyBucket) Idle(s State) time.Duration { return s.at + l.takes(s.a) }

// decide decides on a request beside so many units that are not done yet.
func (g grain) decide(undone int64, n int) Decision {
	left := (g.room - undone) / g.cost
	switch n := int64(max(0, n)); {
	case n <= left:
		return Decision{Allowed: true, Remaining: int(left - n)}
	case n > int64(g.rate.burst()):
		return Decision{Remaining: int(left), RetryAfter: Never}
	default:
		return Decision{Remaining: int(left), RetryAfter: g.takes(undone + n*g.cost - g.room)}
	}
}

// A TokenBucket holds tokens, a burst of them at the most, to which new ones are added
// at the rate; each request takes one. It is what Stripe limits its users with (P.
// Tarjan, "Scaling your API with rate limiters", 2017), and Amazon's API Gateway.
//
// It is a [LeakyBucket] seen from the other side: the tokens that are missing are what
// that holds, so the two decide alike.
type TokenBucket struct{ grain }

// Step adds the tokens that have become due, and takes those of the request. The zero
// State stands for a full bucket, so it keeps what is missing.
func (t TokenBucket) Step(s State, n int, now time.Duration) (State, Decision) {
	return LeakyBucket(t).Step(s, n, now)
}

// Idle returns when the bucket is full.
func (t TokenBucket) Idle(s State) time.Duration { return LeakyBucket(t).Idle(s) }

// GCRA is the generic cell rate algorithm of networks that carry cells: ITU-T
// Recommendation I.371, and the ATM Forum's "Traffic Management Specification" 4.0,
// 1996, in its form of virtual scheduling. A state is one time, at which the next
// request is due if all come evenly; one passes if it comes no earlier than that by
// more than a tolerance. So a store that can compare and set one number is enough, and
// what to tell a client is at hand. It decides as a [TokenBucket] does. Beside that
// time a State here has the latest one seen, for clocks that go back.
type GCRA struct{ grain }

// Step compares the time with the one at which the request is due. That is at, a
// whole number of nanoseconds, and b of drop parts of one more.
func (g GCRA) Step(s State, n int, now time.Duration) (State, Decision) {
	now = max(0, now, time.Duration(s.a))
	s.a = int64(now) // the latest time seen
	due, part := s.at, s.b
	if due < now {
		due, part = now, 0
	}
	early := int64(due-now)*g.drop + part // in units
	d := g.decide(early, n)
	if d.Allowed && n > 0 {
		units := part + int64(n)*g.cost
		s.at, s.b = due+time.Duration(units/g.drop), units%g.drop
	}
	return s, d
}

// Idle returns the time at which the next request is due, and no tolerance used up.
func (g GCRA) Idle(s State) time.Duration {
	if s.b > 0 {
		return s.at + 1
	}
	return s.at
}

// A Queue is the leaky bucket that shapes: requests wait in it and leave one after the
// other, evenly at the rate; those for whom a burst has no room are refused (A. S.
// Tanenbaum, "Computer Networks", and limit_req of NGINX, unless told not to delay).
// What leaves never comes faster than the rate, at the cost of the wait.
type Queue struct{ grain }

// Step puts a request at the end of the queue, and says how long it waits.
func (q Queue) Step(s State, n int, now time.Duration) (State, Decision) {
	s = q.drain(s, now)
	d := q.decide(s.a, n)
	if d.Allowed && n > 0 {
		d.Wait = q.takes(s.a)
		s.a += int64(n) * q.cost
	}
	return s, d
}

// Idle returns when the queue is empty.
func (q Queue) Idle(s State) time.Duration { return s.at + q.takes(s.a) }
