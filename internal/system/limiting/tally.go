package limiting

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// A tally counts decisions of measured requests, by slices of the run and by whether a
// key is abusive, and holds them against those of an exact limiter.
type tally struct {
	rec      *sim.Recorder
	ordinary int32 // keys that are not abusive
	slices   [system.Steps][2]decisions
	keys     []drift // by key, from 1

	period  time.Duration
	recent  [][]time.Duration // when requests of abusive keys went on, in the latest period
	highest int               // most of those of one key
	limit   float64
}

// decisions are numbers of requests.
type decisions struct {
	asked, allowed, refused int64
	exact                   int64 // that an exact limiter lets through, of those decided on
	over, short             int64 // let through beyond that, and less than that
	unchecked               int64
}

// A drift is how many more requests of a key were let through than an exact limiter
// does, now and at the two ends. What comes in another order at a store than at the
// servers moves it up and down by one or two; what goes beyond its ends is over or short.
type drift struct{ now, most, least int32 }

func newTally(p *system.Plan, rec *sim.Recorder) tally {
	keys, abusers := p.Int("keys"), p.Int("abusers")
	return tally{
		rec: rec, ordinary: int32(keys), keys: make([]drift, 1+keys+abusers),
		period: p.Duration("period"), limit: p.Number("limit"), recent: make([][]time.Duration, abusers),
	}
}

// at returns the counts for a key and a time of arrival, nil if it is not measured.
func (t *tally) at(key int32, arrived time.Duration) *decisions {
	if !t.rec.Measures(arrived) {
		return nil
	}
	abusive := 0
	if key > t.ordinary {
		abusive = 1
	}
	return &t.slices[t.slice(arrived)][abusive]
}

func (t *tally) slice(at time.Duration) int {
	return int(at / ((t.rec.Warmup() + t.rec.Measured()) / system.Steps))
}

// asked counts a request that arrives.
func (t *tally) asked(key int32, now time.Duration) {
	if d := t.at(key, now); d != nil {
		d.asked++
	}
}

// unchecked counts a request that is let through without the store.
func (t *tally) unchecked(r *request) {
	if d := t.at(r.key, r.arrived); d != nil {
		d.unchecked++
	}
}

// decided counts a decision on a request.
func (t *tally) decided(r *request, allowed bool) {
	d := t.at(r.key, r.arrived)
	if d == nil {
		return
	}
	if allowed {
		d.allowed++
	} else {
		d.refused++
	}
	if r.exact {
		d.exact++
	}
	key := &t.keys[r.key]
	switch {
	case allowed && !r.exact:
		if key.now++; key.now > key.most {
			key.most = key.now
			d.over++
		}
	case !allowed && r.exact:
		if key.now--; key.now < key.least {
			key.least = key.now
			d.short++
		}
	}
}

// passed notes that a request goes on to be worked on.
func (t *tally) passed(key int32, now time.Duration) {
	if key <= t.ordinary {
		return
	}
	recent := &t.recent[key-t.ordinary-1]
	for len(*recent) > 0 && (*recent)[0] <= now-t.period {
		*recent = (*recent)[1:]
	}
	*recent = append(*recent, now)
	if now >= t.rec.Warmup() {
		t.highest = max(t.highest, len(*recent))
	}
}
