package network

import "time"

// The breaker looks at so many latest outcomes, and at no fewer.
const (
	breakerWindow  = 100
	breakerMinimum = 20
)

// A breaker stops calls that fail too often (M. Nygard, "Release It!", 2007). Once
// it has rested it lets a trial through, whose outcome closes it or opens it again.
type breaker struct {
	threshold float64 // share of failures
	rest      time.Duration

	outcomes       [breakerWindow]bool // failed
	next, n, fails int
	open, trial    bool
	until, trialAt time.Duration
}

// allows reports whether a call may be attempted now.
func (b *breaker) allows(now time.Duration) bool {
	switch {
	case !b.open:
		return true
	case now < b.until, b.trial && now < b.trialAt+b.rest: // a trial may be lost with its caller
		return false
	}
	b.trial, b.trialAt = true, now
	return true
}

// note takes in the outcome of an attempt that was sent at a time.
func (b *breaker) note(now, sent time.Duration, failed bool) {
	if b.open {
		if b.trial && sent >= b.trialAt {
			*b = breaker{threshold: b.threshold, rest: b.rest, open: failed, until: now + b.rest}
		}
		return
	}
	if b.n == breakerWindow {
		if b.outcomes[b.next] {
			b.fails--
		}
	} else {
		b.n++
	}
	b.outcomes[b.next] = failed
	b.next = (b.next + 1) % breakerWindow
	if failed {
		b.fails++
	}
	if b.n >= breakerMinimum && float64(b.fails) >= b.threshold*float64(b.n) {
		b.open, b.until = true, now+b.rest
	}
}
