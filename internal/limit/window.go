package limit

import (
	"math/bits"
	"time"
)

// later stands for a time that the caller of count knows better.
const later time.Duration = -1

// count counts so many requests in a window that has room for so many more. One that has
// to wait is to be told how long.
func (r Rate) count(s State, n, left int) (State, Decision) {
	switch {
	case n <= left:
		s.a += int64(n)
		return s, Decision{Allowed: true, Remaining: left - n}
	case n > r.Limit:
		return s, Decision{Remaining: left, RetryAfter: Never}
	}
	return s, Decision{Remaining: left, RetryAfter: later}
}

// FixedWindow counts the requests of each period, which all keys begin at the same
// times: the counter with an expiry that the documentation of Redis shows for INCR
// ("Pattern: Rate limiter 1"), and what the limits of many public interfaces are.
//
// Between the middles of two periods twice the limit can pass. In return a state is
// one number, and a client knows when it may go on.
type FixedWindow struct{ rate Rate }

// Step counts in the period of the time.
func (f FixedWindow) Step(s State, n int, now time.Duration) (State, Decision) {
	n, now = max(0, n), max(s.at, now)
	if start := now - now%f.rate.Period; start != s.at {
		s = State{at: start}
	}
	s, d := f.rate.count(s, n, f.rate.Limit-int(s.a))
	if d.RetryAfter == later {
		d.RetryAfter = s.at + f.rate.Period - now
	}
	return s, d
}

// Idle returns the end of the period.
func (f FixedWindow) Idle(s State) time.Duration { return s.at + f.rate.Period }

// Most returns twice the limit.
func (f FixedWindow) Most() int { return 2 * f.rate.Limit }

// SlidingWindow counts the requests of this period and of the one before, and takes
// for the latter that they came evenly: of those it counts the part that a window
// which ends now would still hold. That is how Cloudflare limits by key (J. Desgats,
// "How we built rate limiting capable of scaling to millions of domains", 2017).
//
// It is an estimate, and errs both ways. Requests that all came late in the period
// before are forgotten too early: nearly twice the limit can pass. Those that came
// early are held against a polite client for too long.
type SlidingWindow struct{ rate Rate }

// Step counts in the period of the time, beside what is left of the one before.
func (w SlidingWindow) Step(s State, n int, now time.Duration) (State, Decision) {
	n, now = max(0, n), max(s.at, now)
	switch start := now - now%w.rate.Period; start {
	case s.at:
	case s.at + w.rate.Period:
		s = State{at: start, b: s.a}
	default:
		s = State{at: start}
	}
	left := w.rate.Limit - int(s.a) - w.weighed(s.b, s.at+w.rate.Period-now)
	s, d := w.rate.count(s, n, left)
	if d.RetryAfter == later {
		d.RetryAfter = w.free(s, n) - now
	}
	return s, d
}

// weighed returns what so many requests of the period before count, rounded up, when
// so much of this one is left.
func (w SlidingWindow) weighed(before int64, left time.Duration) int {
	high, low := bits.Mul64(uint64(before), uint64(left))
	whole, rest := bits.Div64(high, low, uint64(w.rate.Period))
	if rest > 0 {
		whole++
	}
	return int(whole)
}

// free returns when a request that counts as n passes.
func (w SlidingWindow) free(s State, n int) time.Duration {
	if room := w.rate.Limit - int(s.a) - n; room >= 0 {
		return s.at + w.faded(s.b, room)
	}
	return s.at + w.rate.Period + w.faded(s.a, w.rate.Limit-n)
}

// faded returns how far into a period so many requests of the one before count no more
// than there is room for.
func (w SlidingWindow) faded(before int64, room int) time.Duration {
	if int64(room) >= before {
		return 0
	}
	high, low := bits.Mul64(uint64(room), uint64(w.rate.Period))
	whole, _ := bits.Div64(high, low, uint64(before))
	return w.rate.Period - time.Duration(whole)
}

// Idle returns the end of the period that follows, or of this one if it holds nothing.
func (w SlidingWindow) Idle(s State) time.Duration {
	if s.a == 0 {
		return s.at + w.rate.Period
	}
	return s.at + 2*w.rate.Period
}

// Most returns one less than twice the limit.
func (w SlidingWindow) Most() int { return 2*w.rate.Limit - 1 }

// NaiveWindow is a mistake, to be seen failing: a counter whose expiry every request
// sets anew, as INCR and EXPIRE sent one after the other do. The window never ends as
// long as requests come, so whoever sends them steadily, however slowly, is refused
// for good once so many have come.
type NaiveWindow struct{ rate Rate }

// Step counts, and begins the window anew.
func (w NaiveWindow) Step(s State, n int, now time.Duration) (State, Decision) {
	n, now = max(0, n), max(s.at, now)
	if now >= s.at+w.rate.Period {
		s = State{}
	}
	left := w.rate.Limit - int(s.a)
	if n > 0 {
		s.at = now
	}
	switch {
	case n <= left:
		s.a += int64(n)
		return s, Decision{Allowed: true, Remaining: left - n}
	case n > w.rate.Limit:
		return s, Decision{Remaining: left, RetryAfter: Never}
	}
	return s, Decision{Remaining: left, RetryAfter: w.rate.Period}
}

// Idle returns the end of a period from the latest request.
func (w NaiveWindow) Idle(s State) time.Duration { return s.at + w.rate.Period }

// Most returns the limit: what the next window lets through comes a period later.
func (w NaiveWindow) Most() int { return w.rate.Limit }
