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

// Which keys a figure is of.
const (
	polite = 1 << iota
	abusive
	everybody = polite | abusive
)

// sum returns the decisions of a slice on some of the keys.
func (t *tally) sum(slice, of int) decisions {
	var d decisions
	for i, s := range t.slices[slice] {
		if of>>i&1 == 0 {
			continue
		}
		d.asked += s.asked
		d.allowed += s.allowed
		d.refused += s.refused
		d.exact += s.exact
		d.over += s.over
		d.short += s.short
		d.unchecked += s.unchecked
	}
	return d
}

// measure sets all metrics of decisions.
func (t *tally) measure(r *system.Result) {
	width := ((t.rec.Warmup() + t.rec.Measured()) / system.Steps).Seconds()
	set := func(metric string, of int, quotient func(d decisions) (part int64, whole float64)) {
		var tallies []sim.Tally
		for i := t.slice(t.rec.Warmup()); i < system.Steps; i++ {
			part, whole := quotient(t.sum(i, of))
			tallies = append(tallies, sim.Tally{Part: float64(part), Whole: whole})
		}
		r.Measure(metric, tallies)
	}
	refused := func(d decisions) (int64, float64) { return d.refused, float64(d.asked) }
	set("refused_fraction", everybody, refused)
	set("polite_refused_fraction", polite, refused)
	set("abusive_refused_fraction", abusive, refused)
	allowed := func(d decisions) (int64, float64) { return d.allowed, width }
	set("allowed_per_second", everybody, allowed)
	set("abusive_allowed_per_second", abusive, allowed)
	over := func(d decisions) (int64, float64) { return d.over, float64(d.exact) }
	set("over_admission_ratio", everybody, over)
	set("abusive_over_admission_ratio", abusive, over)
	short := func(d decisions) (int64, float64) { return d.short, float64(d.asked) }
	set("wrongly_refused_fraction", everybody, short)
	set("polite_wrongly_refused_fraction", polite, short)
	set("unchecked_fraction", everybody, func(d decisions) (int64, float64) { return d.unchecked, float64(d.asked) })
	r.Set("window_max_ratio", float64(t.highest)/t.limit)
}
