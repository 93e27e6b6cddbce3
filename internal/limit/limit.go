// Package limit decides whether a request may pass, of so many in a period for each
// key: by windows, logs, buckets or the cell rate of GCRA. [New] makes an algorithm
// by name; each is also a type of its own. A [Limiter] keeps the states of keys.
//
// Nothing here reads a clock: the time is told, as a duration since any fixed moment,
// from zero to a hundred years. Times may go back, as those of several servers do; a state then takes
// the latest that it has seen. All sums are of whole numbers, so decisions are exact:
// no request is let through or held back by a rounding.
//
// What an algorithm guarantees is said by [Algorithm.Most], over windows that hold
// their beginning and not their end. A polite client, who never sends more than the
// limit within any such window, is never refused by one whose Burst is the limit, nor
// by windows and logs; the estimate of [SlidingWindow] is the exception.
//
// An algorithm is a pure step from one [State] to the next, so whoever keeps states in
// a store that others share can do what a [Limiter] does, and can do it wrong: to read
// a state, decide, and write the next one is a race, in which two who read the same
// both let their request through and one of them is not counted. A store must take the
// step itself.
package limit

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// A Rate says how much may pass.
type Rate struct {
	Limit  int           // requests in a period, from 1 up
	Period time.Duration // above zero
	// Burst is how many may pass at once after a pause, of buckets and GCRA, or wait,
	// of [Queue]; zero stands for the limit. Windows and logs do not use it.
	Burst int
}

// burst returns the burst that the rate has, given or not.
func (r Rate) burst() int {
	if r.Burst == 0 {
		return r.Limit
	}
	return r.Burst
}

// Never is the RetryAfter of what asks for more than may ever pass at once.
const Never = time.Duration(math.MaxInt64)

// A Decision is what an algorithm makes of a request.
type Decision struct {
	Allowed bool
	// Remaining is how many more single requests would pass right now.
	Remaining int
	// RetryAfter is how long it takes until the same request passes if nothing else
	// comes: zero if it did, [Never] if it asks for too much.
	RetryAfter time.Duration
	// Wait is how long a request that passed is held before it goes on; only [Queue]
	// holds any.
	Wait time.Duration
}

// A State is what an algorithm knows of a key. The zero State is a key that has not
// been seen. What the numbers mean is the algorithm's; a state is of use only to the
// one that made it.
type State struct {
	at   time.Duration
	a, b int64
	log  *log // of a sliding log
}

// Clone returns a copy that later steps from the state leave alone.
func (s State) Clone() State {
	if s.log != nil {
		s.log = s.log.clone()
	}
	return s
}

// An Algorithm decides by what it knows of a key. It keeps nothing itself and is safe
// for concurrent use.
type Algorithm interface {
	// Step decides on a request that counts as n, and returns the state of the key
	// behind it. As append does it may take over the memory of the state that it is
	// given: who goes on with that, too, hands in a clone. A request of nothing, n
	// zero or below, passes and tells what remains.
	Step(s State, n int, now time.Duration) (State, Decision)
	// Idle returns the time from which a state says no more than the zero State does,
	// if nothing else comes: the key may then be forgotten.
	Idle(s State) time.Duration
	// Most returns the most single requests that pass in any window of one period.
	Most() int
}

// Names returns the names of all algorithms. Those that begin with "naive-" are
// mistakes, to be seen failing.
func Names() []string {
	return []string{"fixed-window", "sliding-log", "sliding-window", "token-bucket", "leaky-bucket", "leaky-queue", "gcra", "naive-window"}
}

// New returns an algorithm by its name. The error says what is wrong with the name or
// the rate.
func New(name string, r Rate) (Algorithm, error) {
	if !slices.Contains(Names(), name) {
		return nil, fmt.Errorf("no limit %q; there are %s", name, strings.Join(Names(), ", "))
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("make a limit: %w", err)
	}
	switch name {
	case "fixed-window":
		return FixedWindow{r}, nil
	case "sliding-log":
		return SlidingLog{r}, nil
	case "sliding-window":
		return SlidingWindow{r}, nil
	case "naive-window":
		return NaiveWindow{r}, nil
	}
	g, err := newGrain(r)
	if err != nil {
		return nil, fmt.Errorf("make a limit: %w", err)
	}
	switch name {
	case "token-bucket":
		return TokenBucket{g}, nil
	case "leaky-bucket":
		return LeakyBucket{g}, nil
	case "leaky-queue":
		return Queue{g}, nil
	default:
		return GCRA{g}, nil
	}
}

// mostLimit and mostPeriod bound rates, so that no sum of a state overflows.
const (
	mostLimit  = 1 << 30
	mostPeriod = 10 * 365 * 24 * time.Hour
)

func (r Rate) check() error {
	switch {
	case r.Limit < 1 || r.Limit > mostLimit:
		return fmt.Errorf("a limit of %d; it must be from 1 to %d", r.Limit, mostLimit)
	case r.Period <= 0 || r.Period > mostPeriod:
		return fmt.Errorf("a period of %v; it must be above zero and at most %v", r.Period, mostPeriod)
	case r.Burst < 0 || r.Burst > mostLimit:
		return fmt.Errorf("a burst of %d; it must be from 1 to %d, or 0 for the limit", r.Burst, mostLimit)
	}
	return nil
}

var errFine = errors.New("the rate is too fine to be counted exactly: choose a burst or a period that is smaller, or a limit that divides the period more evenly")
