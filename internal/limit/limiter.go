package limit

import "time"

// A Limiter applies an algorithm to each key by itself, and forgets keys that are idle:
// with every request it looks at two of those that it knows, in turns, and drops what
// [Algorithm.Idle] says is as good as new. That changes no decision, and leaves no more
// than about twice the keys that are not idle.
//
// Where even these are more than MaxKeys, as in an attack from countless addresses, a
// new key takes the place of the one of eight that is idle the soonest. That key is
// then let through more than it should be; [Limiter.Forgotten] counts them.
//
// A Limiter belongs to one goroutine. A decision on a key that it knows allocates
// nothing, but for a log that grows.
type Limiter struct {
	algorithm Algorithm
	most      int

	keys      []keyed // in no order
	places    map[uint64]int32
	hand      int // the next of keys to look at
	forgotten int
}

// A keyed is the state of a key.
type keyed struct {
	key   uint64
	state State
}

// NewLimiter returns a limiter that keeps at most so many keys, of at least one.
func NewLimiter(a Algorithm, maxKeys int) *Limiter {
	return &Limiter{algorithm: a, most: max(1, maxKeys), places: map[uint64]int32{}}
}

// Allow decides on a request of a key that counts as n.
func (l *Limiter) Allow(key uint64, n int, now time.Duration) Decision {
	l.sweep(now)
	i, known := l.places[key]
	if !known {
		i = l.add(key)
	}
	k := &l.keys[i]
	var d Decision
	k.state, d = l.algorithm.Step(k.state, n, now)
	return d
}

// State returns what is known of a key; the zero State if nothing is. It is valid until
// the key's next request.
func (l *Limiter) State(key uint64) State {
	if i, known := l.places[key]; known {
		return l.keys[i].state
	}
	return State{}
}

// Set puts a state in the place of what is known of a key, as a store does that is
// written to.
func (l *Limiter) Set(key uint64, s State) {
	i, known := l.places[key]
	if !known {
		i = l.add(key)
	}
	l.keys[i].state = s
}

// Clear forgets all keys.
func (l *Limiter) Clear() {
	clear(l.keys)
	l.keys, l.hand = l.keys[:0], 0
	clear(l.places)
}

// Len returns how many keys it knows.
func (l *Limiter) Len() int { return len(l.keys) }

// Forgotten returns how many keys were forgotten for want of room that were not idle.
func (l *Limiter) Forgotten() int { return l.forgotten }

// sweep drops those of the next two keys that are idle.
func (l *Limiter) sweep(now time.Duration) {
	for range min(2, len(l.keys)) {
		if l.hand >= len(l.keys) {
			l.hand = 0
		}
		if l.algorithm.Idle(l.keys[l.hand].state) <= now {
			l.drop(l.hand)
		} else {
			l.hand++
		}
	}
}

// drop takes a key out; the last one takes its place.
func (l *Limiter) drop(i int) {
	delete(l.places, l.keys[i].key)
	last := len(l.keys) - 1
	if i < last {
		l.keys[i] = l.keys[last]
		l.places[l.keys[i].key] = int32(i)
	}
	l.keys[last] = keyed{}
	l.keys = l.keys[:last]
}

// add makes a place for a key, and returns it.
func (l *Limiter) add(key uint64) int32 {
	if len(l.keys) >= l.most {
		l.drop(l.soonest())
		l.forgotten++
	}
	l.keys = append(l.keys, keyed{key: key})
	i := int32(len(l.keys) - 1)
	l.places[key] = i
	return i
}

// soonest returns which of the next eight keys is idle the soonest.
func (l *Limiter) soonest() int {
	best := l.hand % len(l.keys)
	for n := range min(8, len(l.keys)) {
		i := (l.hand + n) % len(l.keys)
		if l.algorithm.Idle(l.keys[i].state) < l.algorithm.Idle(l.keys[best].state) {
			best = i
		}
	}
	l.hand = best + 1
	return best
}
