package caching

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// A tally counts what happened to requests that arrived in one slice of the run.
type tally struct {
	reads, first, asked, second int64 // hits of the first level, questions to the shared cache and its hits
	waiting, stale              int64
	origin                      int64 // requests to it
	stampedes, early            int64
	stampeded                   int64 // requests in them
}

// hit counts a read that a level answers.
func (t *tally) hit(level int) {
	if level == 1 {
		t.first++
	} else {
		t.second++
	}
}

// Tallies count what happened, by the slice of the run.
type tallies struct {
	slices []tally
	now    *tally        // the slice that counts what arrives; nil before the first
	until  time.Duration // the end of that
	width  time.Duration // of a slice
}

// turn finds the slice that counts what arrives now.
func (t *tallies) turn(now time.Duration) {
	if now < t.until {
		return
	}
	t.now = t.at(now)
	t.until = (now/t.width + 1) * t.width
}

// at returns the slice of a time; the last one counts what comes after the
// end.
func (t *tallies) at(when time.Duration) *tally {
	return &t.slices[min(int(when/t.width), len(t.slices)-1)]
}

// fill sets what the slices of the run counted. Without memories there is no second level.
func (t *tallies) fill(r *system.Result, rec *sim.Recorder, memories bool) {
	measured := t.slices[rec.Warmup()/t.width:]
	each := func(metric string, part, whole func(tally) int64) {
		tallies := make([]sim.Tally, len(measured))
		for i, t := range measured {
			tallies[i] = sim.Tally{Part: float64(part(t)), Whole: float64(whole(t))}
		}
		r.Measure(metric, tallies)
	}
	reads := func(t tally) int64 { return t.reads }
	stampedes := func(t tally) int64 { return t.stampedes }
	each("hit_ratio", func(t tally) int64 { return t.first + t.second }, reads)
	each("l1_hit_ratio", func(t tally) int64 { return t.first }, reads)
	each("l2_hit_ratio", func(t tally) int64 { return t.second }, func(t tally) int64 {
		if !memories {
			return 0
		}
		return t.asked
	})
	each("waiting_fraction", func(t tally) int64 { return t.waiting }, reads)
	each("stale_fraction", func(t tally) int64 { return t.stale }, reads)
	each("stampede_mean", func(t tally) int64 { return t.stampeded }, stampedes)
	each("early_fraction", func(t tally) int64 { return t.early }, stampedes)
	origin := int64(0)
	for _, t := range measured {
		origin += t.origin
	}
	r.Set("origin_requests", float64(origin))
	r.Set("origin_requests_per_second", float64(origin)/rec.Measured().Seconds())
}
