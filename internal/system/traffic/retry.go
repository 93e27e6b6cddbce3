package traffic

import (
	"math/rand/v2"
	"time"

	"spar/internal/delivery"
	"spar/internal/system"
)

// Retries say whether and when clients try again, all of those who have them together.
type Retries struct {
	Most    int32 // for each request
	Backoff delivery.Backoff
	Budget  *delivery.RetryBudget // nil for no limit
	Random  *rand.Rand            // of the pauses
}

// mostPause is the longest pause before a retry.
const mostPause = 24 * time.Hour

// RetriesOf returns the retries that the parameters retries, backoff and retry_budget
// of a plan say, behind a prefix.
func RetriesOf(p *system.Plan, prefix string, random *rand.Rand) Retries {
	r := Retries{Most: int32(p.Int(prefix + "retries")), Random: random}
	r.Backoff = delivery.Backoff{First: p.Duration(prefix + "backoff"), Most: mostPause, Full: true}
	if p.Has(prefix + "retry_budget") {
		r.Budget = &delivery.RetryBudget{Ratio: p.Number(prefix + "retry_budget")}
	}
	return r
}

// Again reports whether a request is tried again now that was so often before, and
// after how long a pause.
func (r *Retries) Again(now time.Duration, tries int32) (pause time.Duration, ok bool) {
	if tries >= r.Most || !r.Budget.Retry(now) {
		return 0, false
	}
	if r.Backoff.First == 0 {
		return 0, true
	}
	return r.Backoff.Wait(int(tries), r.Random), true
}
