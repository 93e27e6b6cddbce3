package delivery

import "time"

// BudgetWindow is how long a [RetryBudget] remembers.
const BudgetWindow = 10 * time.Second

// A RetryBudget bounds the retries of all callers together: in the latest ten
// seconds no more than Ratio for each call. What is saved in healthy times is
// forgotten just as fast, so that an outage meets no more retries after an hour than
// after a minute. That is the RetryBudget of Finagle (ttl of ten seconds,
// percentCanRetry), which like those of Envoy and gRPC looks at the present only.
//
// On purpose there is no reserve beside it, as Finagle's of ten retries a second and
// Envoy's of three at a time: it would hide the ratio at the rates of small systems.
// Callers that make less than 1/Ratio calls in ten seconds therefore never try again.
//
// No budget, a nil one, lets every call be tried again.
type RetryBudget struct {
	Ratio float64 // retries for each call, from zero up

	tally tally
}

// Call counts a call, its retries not included. Times may not go back.
func (b *RetryBudget) Call(now time.Duration) {
	if b != nil {
		b.tally.add(now, BudgetWindow, 1, 0)
	}
}

// Retry reports whether a call may be tried again now, and if so counts that.
func (b *RetryBudget) Retry(now time.Duration) bool {
	if b == nil {
		return true
	}
	b.tally.add(now, BudgetWindow, 0, 0)
	if float64(b.tally.granted+1) > float64(b.Ratio*float64(b.tally.asked)) {
		return false
	}
	b.tally.add(now, BudgetWindow, 0, 1)
	return true
}
