package cache

import (
	"math/rand/v2"
	"time"

	"spar/internal/sim"
)

// When a popular entry expires, every reader until the new value is there asks
// the origin for it: a stampede. There are three cures: one request for all, by
// [Flights] or [Group]; a reader that renews the entry before it expires, by
// [RenewEarly]; and entries that do not expire together, by [Jitter].

// RenewEarly reports whether a reader should compute a value again although its
// entry has not expired (Vattani, Chierichetti and Lowenstein, "Optimal
// probabilistic cache stampede prevention", 2015, as XFetch). The longer the last
// computation took and the nearer the end, the likelier. A beta above 1, the
// usual value, renews earlier. The draw is exponential with mean 1, as of
// sim.Exponential or rand.ExpFloat64.
func RenewEarly(now, expires, took time.Duration, beta, draw float64) bool {
	return float64(expires-now) <= float64(took)*beta*draw
}

// Jitter shortens a time to live by a random part of it, up to the given one, so
// that entries which were filled together do not expire together.
func Jitter(ttl time.Duration, part float64, r *rand.Rand) time.Duration {
	return ttl - time.Duration(float64(ttl)*part*r.Float64())
}

// FixedTTLHitRatio returns how often a key is found that is asked for at random,
// so many times within its time to live on average, when that runs from the fill:
// each cycle has one miss.
func FixedTTLHitRatio(requests float64) float64 { return requests / (1 + requests) }

// SlidingTTLHitRatio returns the same for a time to live that begins anew with
// every request.
func SlidingTTLHitRatio(requests float64) float64 { return -sim.Expm1(-requests) }

// StampedeSize returns how many requests on average compute a value at once after
// it expired, when so many a second ask for it and computing takes so many seconds.
func StampedeSize(rate, took float64) float64 { return 1 + float64(rate*took) }

// EarlyProbability returns how likely [RenewEarly] says yes to one reader, so many
// seconds before the end.
func EarlyProbability(remaining, took, beta float64) float64 {
	return sim.Exp(-max(0, remaining) / float64(took*beta))
}

// EarlyStampedeSize returns what [StampedeSize] becomes when readers renew early,
// for a time to live much longer than the computing: less, but never one, because
// others may renew while the first computes. For high rates it is e^(1/beta).
func EarlyStampedeSize(rate, took, beta float64) float64 {
	const steps = 4000 // of Simpson's rule
	scale := float64(rate * took * beta)
	most := min(scale, 60)
	sum := 0.
	for i := range steps + 1 {
		weight := 2 + 2*(i%2)
		if i == 0 || i == steps {
			weight = 1
		}
		// The first reader renews when the expected number of those that would have
		// done so before has come to x, which is exponentially distributed.
		x := most * float64(i) / steps
		sum += float64(float64(weight) * float64(sim.Exp(-x)*followers(x/scale, rate, took, beta)))
	}
	before := sum * most / steps / 3
	after := float64(sim.Exp(-scale) * float64(rate*took)) // nobody renewed early
	return 1 + before + after
}

// followers returns how many more renew while the first reader computes, who began
// when a reader's probability to renew was p.
func followers(p, rate, took, beta float64) float64 {
	scale := float64(took * beta)
	atEnd := float64(p * sim.Exp(1/beta)) // the probability when the first is done
	if atEnd <= 1 {
		return rate * scale * (atEnd - p)
	}
	rising := float64(scale * (1 - p))
	certain := took + float64(scale*sim.Log(p)) // after the entry has expired
	return rate * (rising + certain)
}
