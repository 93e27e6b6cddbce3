package delivery

import (
	"math/rand/v2"
	"time"
)

// ThrottleWindow is how long a [Throttle] remembers.
const ThrottleWindow = 30 * time.Second

// ThrottleFloor is the part of the calls that a [Throttle] sends in any case.
const ThrottleFloor = .02

// A Throttle makes a caller refuse by itself part of what an overloaded callee would
// refuse anyway: the client-side throttling of B. Beyer et al., "Site Reliability
// Engineering", 2016, chapter "Handling Overload". It refuses a call with the
// probability
//
//	max(0, (requests - Multiplier*accepts) / (requests + 1))
//
// over what it was asked for lately, its own refusals included. So about Multiplier
// calls reach the callee for each that it accepts.
//
// Two things differ from the book on purpose. It remembers 30 seconds, as the
// throttle of gRPC does, where the book has two minutes, and it sends at least
// [ThrottleFloor]. Without those an outage of two minutes leaves hardly anything to
// notice its end by: at a multiplier of 2 and hundreds of calls a second the book's
// formula refuses most for a quarter of an hour more. With them nine calls in ten
// get through again after a minute and a half, whatever the rate; a smaller
// multiplier takes longer, the floor growing by little more than its multiple in
// each window.
type Throttle struct {
	Multiplier float64    // calls sent for each accepted, above 1
	Random     *rand.Rand // decides which calls are refused

	tally   tally
	refused int
}

// Allows counts a call and reports whether it may be sent. Times may not go back.
func (t *Throttle) Allows(now time.Duration) bool {
	t.tally.add(now, ThrottleWindow, 1, 0)
	requests, accepts := float64(t.tally.asked-1), float64(t.tally.granted)
	refusal := (requests - float64(t.Multiplier*accepts)) / (requests + 1)
	if t.Random.Float64() >= min(refusal, 1-ThrottleFloor) {
		return true
	}
	t.refused++
	return false
}

// Accepted counts a call that the callee did not refuse.
func (t *Throttle) Accepted(now time.Duration) { t.tally.add(now, ThrottleWindow, 0, 1) }

// Refused returns how many calls it has refused, since counting began.
func (t *Throttle) Refused() int { return t.refused }

// ResetStats begins to count refusals.
func (t *Throttle) ResetStats() { t.refused = 0 }
