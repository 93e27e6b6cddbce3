package delivery

import "time"

// A [Breaker] looks at so many latest outcomes, and at no fewer.
const (
	BreakerWindow  = 100
	BreakerMinimum = 20
)

// A Breaker stops calls that fail too often (M. Nygard, "Release It!", 2007). It
// opens when among the latest [BreakerWindow] outcomes the share of failures reaches
// Threshold. Once it has rested it lets one call through, the trial, whose outcome
// closes it or opens it for another rest. Where that does not come within a rest,
// because the trial was lost or takes long, another one follows.
//
// Only calls sent since the breaker last opened or closed count: what was sent
// before says how things were then. Libraries differ: resilience4j lets ten trials
// through, Hystrix looked at ten seconds instead of a number of outcomes.
type Breaker struct {
	Threshold float64       // share of failures, above 0 and at most 1
	Rest      time.Duration // how long it stays open before a trial

	outcomes       [BreakerWindow]bool // failed
	next, n, fails int
	open, trial    bool
	since          time.Duration // when it last opened or closed
	trialAt        time.Duration // when the latest trial was sent

	opened  time.Duration // when it last opened from closed, or counting began
	total   time.Duration // time open before that
	refused int
}

// Allows reports whether a call may be sent now, and counts it as refused if not. A
// call that is sent then must be told of by [Breaker.Sent]; one that is not, because
// something else refuses it, leaves the trial to another.
func (b *Breaker) Allows(now time.Duration) bool {
	if b.open && (now < b.since+b.Rest || b.trial && now < b.trialAt+b.Rest) {
		b.refused++
		return false
	}
	return true
}

// Sent tells that a call that was allowed is sent.
func (b *Breaker) Sent(now time.Duration) {
	if b.open {
		b.trial, b.trialAt = true, now
	}
}

// Ended takes in the outcome of a call that was sent at a time.
func (b *Breaker) Ended(now, sent time.Duration, failed bool) {
	switch {
	case b.open && sent >= b.since+b.Rest: // a trial
		b.trial = false
		b.since = now
		if !failed {
			b.total += now - b.opened
			b.open = false
			b.next, b.n, b.fails = 0, 0, 0
		}
	case b.open || sent < b.since:
	default:
		b.count(failed)
		if b.n >= BreakerMinimum && float64(b.fails) >= float64(b.Threshold*float64(b.n)) {
			b.open, b.since, b.opened = true, now, now
		}
	}
}

// count takes in an outcome in place of the oldest.
func (b *Breaker) count(failed bool) {
	if b.n < BreakerWindow {
		b.n++
	} else if b.outcomes[b.next] {
		b.fails--
	}
	b.outcomes[b.next] = failed
	b.next = (b.next + 1) % BreakerWindow
	if failed {
		b.fails++
	}
}

// Open reports whether it is open, which a breaker that waits for its trial is too.
func (b *Breaker) Open() bool { return b.open }

// OpenFor returns how long it has been open up to a time, since counting began.
func (b *Breaker) OpenFor(now time.Duration) time.Duration {
	if b.open {
		return b.total + now - b.opened
	}
	return b.total
}

// Refused returns how many calls it has refused, since counting began.
func (b *Breaker) Refused() int { return b.refused }

// ResetStats begins to count time open and refusals at a time.
func (b *Breaker) ResetStats(now time.Duration) { b.opened, b.total, b.refused = now, 0, 0 }
