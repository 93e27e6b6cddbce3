package network

import (
	"math/rand/v2"
	"time"
)

// A throttle remembers two minutes, in slices of five seconds.
const (
	throttleSlice  = 5 * time.Second
	throttleSlices = 24
)

// A throttle makes a caller refuse by itself part of what an overloaded callee would
// refuse anyway: adaptive throttling (B. Beyer et al., "Site Reliability Engineering",
// 2016, chapter "Handling Overload"). Of all it is asked for it refuses
// max(0, (requests - multiplier * accepts) / (requests + 1)), so that about multiplier
// attempts reach the callee for each that it accepts.
type throttle struct {
	multiplier float64
	random     *rand.Rand

	slices            [throttleSlices]throttled
	latest            int // slice, counted from the start of the run
	requests, accepts int // over the slices
}

type throttled struct{ requests, accepts int }

// allows counts a request and reports whether it may be sent.
func (t *throttle) allows(now time.Duration) bool {
	s := t.slice(now)
	requests, accepts := float64(t.requests), float64(t.accepts)
	s.requests++
	t.requests++
	return t.random.Float64() >= (requests-float64(t.multiplier*accepts))/(requests+1)
}

// accepted counts a request that succeeded.
func (t *throttle) accepted(now time.Duration) {
	t.slice(now).accepts++
	t.accepts++
}

// slice returns the slice of a time and forgets those that are too old.
func (t *throttle) slice(now time.Duration) *throttled {
	at := int(now / throttleSlice)
	for t.latest = max(t.latest, at-throttleSlices); t.latest < at; {
		t.latest++
		old := &t.slices[t.latest%throttleSlices]
		t.requests -= old.requests
		t.accepts -= old.accepts
		*old = throttled{}
	}
	return &t.slices[at%throttleSlices]
}
