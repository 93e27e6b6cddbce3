package limit

import "time"

// SlidingLog keeps when each request passed, and counts those of the latest period: the
// sorted set of times that is often kept in Redis. It is exact: no window of one
// period holds more than the limit, and no request is refused that would have fitted.
// For that a state takes 16 bytes for each request of the limit.
//
// Requests that are refused leave no trace. Where they are logged too, as by those who
// add to the set before they count it, whoever goes on asking is never let in again.
type SlidingLog struct{ rate Rate }

// Step forgets what is a period old, and counts the rest.
func (l SlidingLog) Step(s State, n int, now time.Duration) (State, Decision) {
	n, now = max(0, n), max(s.at, now)
	s.at = now
	for s.log != nil && s.log.size > 0 && s.log.at(0).at+l.rate.Period <= now {
		s.a -= s.log.drop()
	}
	left := l.rate.Limit - int(s.a)
	switch {
	case n > l.rate.Limit:
		return s, Decision{Remaining: left, RetryAfter: Never}
	case n > left:
		return s, Decision{Remaining: left, RetryAfter: l.free(s, int64(n-left)) - now}
	case n > 0:
		if s.log == nil {
			s.log = &log{}
		}
		s.log.add(entry{now, int64(n)})
		s.a += int64(n)
	}
	return s, Decision{Allowed: true, Remaining: left - n}
}

// free returns when so many more of the log are a period old.
func (l SlidingLog) free(s State, n int64) time.Duration {
	i := 0
	for n -= s.log.at(0).n; n > 0; n -= s.log.at(i).n {
		i++
	}
	return s.log.at(i).at + l.rate.Period
}

// Idle returns when the latest request is a period old.
func (l SlidingLog) Idle(s State) time.Duration {
	if s.log == nil || s.log.size == 0 {
		return s.at
	}
	return s.log.at(s.log.size-1).at + l.rate.Period
}

// Most returns the limit.
func (l SlidingLog) Most() int { return l.rate.Limit }

// A log is a queue of what passed when, in a ring that allocates only while it grows.
type log struct {
	ring        []entry // as long as a power of two
	first, size int
}

// An entry is how many passed at one time.
type entry struct {
	at time.Duration
	n  int64
}

// at returns the entry before which so many others were added.
func (l *log) at(i int) *entry { return &l.ring[(l.first+i)&(len(l.ring)-1)] }

// add puts an entry at the end, or into the last one if that is of the same time.
func (l *log) add(e entry) {
	if l.size > 0 && l.at(l.size-1).at == e.at {
		l.at(l.size - 1).n += e.n
		return
	}
	if l.size == len(l.ring) {
		l.grow()
	}
	l.size++
	*l.at(l.size - 1) = e
}

// drop takes out the first entry, and returns how many it holds.
func (l *log) drop() int64 {
	n := l.at(0).n
	l.first = (l.first + 1) & (len(l.ring) - 1)
	l.size--
	return n
}

func (l *log) grow() {
	larger := make([]entry, max(4, 2*len(l.ring)))
	for i := range l.size {
		larger[i] = *l.at(i)
	}
	l.ring, l.first = larger, 0
}

func (l *log) clone() *log {
	c := &log{ring: make([]entry, len(l.ring)), size: l.size}
	for i := range l.size {
		c.ring[i] = *l.at(i)
	}
	return c
}
