package limit

import (
	"math"

	"spar/internal/sim"
)

// Pass returns the part of the requests that an algorithm lets through where single
// ones arrive at random, so many in a period on average; false where no formula is
// known. Each is exact, by what the limit is as a queue:
//
//   - A fixed window lets min(X, limit) through, where X has Poisson's law.
//   - A request that a sliding log let through occupies one of limit servers for a period,
//     and one that finds none free is lost: A. K. Erlang's loss formula of 1917, which
//     holds for service times of any law.
//   - A bucket is the queue M/D/1 with room for a burst, whose service takes as long as
//     the rate leaves between two requests. The part that finds it full is that of the
//     embedded Markov chain at departures (L. Kleinrock, "Queueing Systems", 1975).
func Pass(a Algorithm, perPeriod float64) (part float64, ok bool) {
	switch a := a.(type) {
	case FixedWindow:
		return fixedPass(a.rate.Limit, perPeriod), true
	case SlidingLog:
		return 1 - sim.ErlangB(a.rate.Limit, perPeriod), true
	case TokenBucket:
		return a.pass(perPeriod), true
	case LeakyBucket:
		return a.pass(perPeriod), true
	case GCRA:
		return a.pass(perPeriod), true
	case Queue:
		return a.pass(perPeriod), true
	}
	return 0, false
}

// fixedPass returns the mean of min(X, limit) over that of X. The probabilities of X are
// taken relative to that of its most likely value, from there up and down until they
// do not count, for the first of them may be too small for a number.
func fixedPass(limit int, mean float64) float64 {
	mode := math.Floor(mean)
	sum, passed := 0., 0.
	add := func(k, weight float64) bool {
		sum += weight
		passed += float64(weight * min(k, float64(limit)))
		return weight > 1e-18
	}
	weight := 1.
	for k := mode; add(k, weight) && k > 0; k-- {
		weight *= k / mean
	}
	weight = mean / (mode + 1)
	for k := mode + 1; add(k, weight); k++ {
		weight *= mean / (k + 1)
	}
	return passed / float64(sum*mean)
}

// pass returns the part that finds room in a bucket.
func (g grain) pass(perPeriod float64) float64 {
	load := perPeriod / float64(g.rate.Limit)
	if load > 30 {
		return 1 / load // it is never empty: one passes for each that leaks
	}
	// The chain is the number left behind by a departure, relative to that of zero. What
	// goes up over a level comes down over it: all terms are positive.
	first := sim.Exp(-load) // the probability that nobody comes during a service
	above := tails(load)
	room := g.rate.burst()
	left := make([]float64, 1, room) // relative probabilities; scaled where they grow
	left[0] = 1
	sum := 1.
	for k := 0; k+1 < room; k++ {
		next := left[0] * at(above, k)
		for i := max(1, k+1-len(above)); i <= k; i++ {
			next += float64(left[i] * at(above, k-i+1))
		}
		next /= first
		left = append(left, next)
		sum += next
		if sum > 1e200 {
			for i := range left {
				left[i] *= 1e-200
			}
			sum *= 1e-200
		}
	}
	return 1 / (left[0]/sum + load)
}

// tails returns the probabilities that more than k come during a service, for k from
// zero until they do not count.
func tails(load float64) []float64 {
	probabilities := []float64{sim.Exp(-load)}
	for k := 1.; k < load || probabilities[len(probabilities)-1] > 1e-20; k++ {
		probabilities = append(probabilities, probabilities[len(probabilities)-1]*load/k)
	}
	sum := 0.
	for k := len(probabilities) - 1; k >= 0; k-- {
		sum, probabilities[k] = sum+probabilities[k], sum
	}
	return probabilities
}

func at(list []float64, i int) float64 {
	if i < len(list) {
		return list[i]
	}
	return 0
}
