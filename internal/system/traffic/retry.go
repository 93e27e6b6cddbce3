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
	Budget  float64 // retries for each request so far; negative for no limit
	Random  *rand.Rand

	requests, made int64
}

// mostPause is the longest pause before a retry.
const mostPause = 24 * time.Hour

// RetriesOf returns the retries that the parameters retries, backoff and retry_budget
// of a plan say, behind a prefix; see [terms.Retries].
func RetriesOf(p *system.Plan, prefix string, random *rand.Rand) Retries {
	r := Retries{Most: int32(p.Int(prefix + "retries")), Budget: -1, Random: random}
	r.Backoff = delivery.Backoff{First: p.Duration(prefix + "backoff"), Most: mostPause, Full: true}
	if p.Has(prefix + "retry_budget") {
		r.Budget = p.Number(prefix + "retry_budget")
	}
	return r
}

// Ask counts a request that may be tried again.
func (r *Retries) Ask() { r.requests++ }

// Again reports whether a request is tried again that was so often before, and after
// how long a pause. It counts it.
func (r *Retries) Again(tries int32) (pause time.Duration, ok bool) {
	if tries >= r.Most || r.Budget >= 0 && float64(r.made+1) > r.Budget*float64(r.requests) {
		return 0, false
	}
	r.made++
	if r.Backoff.First == 0 {
		return 0, true
	}
	return r.Backoff.Wait(int(tries), r.Random), true
}

// Made returns how many retries there were.
func (r *Retries) Made() int64 { return r.made }
