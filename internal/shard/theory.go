package shard

import (
	"math"

	"spar/internal/sim"
)

// RingDeviation returns the relative standard deviation of the shares of n equal
// shards with v points each on a ring. A share has the distribution
// Beta(v, (n-1)v). With n large it is about 1/sqrt(v), the table of Lamping and
// Veach, 2014.
func RingDeviation(n, v int) float64 {
	return math.Sqrt(float64(n-1) / float64(n*v+1))
}

// SampleDeviation returns the relative standard deviation of the numbers of keys
// on n shards of equal shares, which is that of the multinomial distribution.
func SampleDeviation(n, keys int) float64 {
	return math.Sqrt(float64(n-1) / float64(keys))
}

// MinimumMoved returns the part of the keys that must move for all shares to be
// equal, when the number of shards changes.
func MinimumMoved(from, to int) float64 {
	return math.Abs(float64(to-from)) / float64(max(from, to))
}

// ModuloMoved returns the part of the keys that move when their hashes are taken
// modulo another number of shards.
func ModuloMoved(from, to int) float64 {
	a, b := from, to
	for b != 0 {
		a, b = b, a%b
	}
	return 1 - float64(min(from, to))/float64(from/a*to)
}

// RingMovedDeviation returns the standard deviation, over rings, of the part of
// the keys that move when a shard joins n others with v points each. The part has
// the distribution Beta(v, nv), whose mean is [MinimumMoved](n, n+1).
func RingMovedDeviation(n, v int) float64 {
	return math.Sqrt(float64(n)/float64((n+1)*v+1)) / float64(n+1)
}

// RingMost returns the expected largest share on such a ring, over the mean share.
// Shares are as independent gamma variables of shape v, divided by their sum, so
// it is the mean of the largest of n of those, over v. With one point it is the
// sum of 1/k for k from 1 to n.
func RingMost(n, v int) float64 {
	logGamma := 0.
	for k := 2; k < v; k++ {
		logGamma += sim.Log(float64(k))
	}
	density := func(x float64) float64 {
		return sim.Exp(float64(float64(v-1)*sim.Log(x)) - x - logGamma)
	}
	// Simpson's rule gives the distribution, the trapezoidal rule the mean, which
	// is the integral of 1 - distribution^n. The tail beyond does not count.
	const steps = 5000
	step := (float64(v) + float64(12*math.Sqrt(float64(v))) + 40) / steps
	half := float64(step / 2)
	before := float64(max(0, 2-v)) // the density at zero
	below, mean := 0., .5
	for i := range steps {
		x := float64(step * float64(i))
		after := density(x + step)
		below += float64(step / 6 * (before + float64(4*density(x+half)) + after))
		mean += 1 - sim.Pow(max(below, 0x1p-1000), float64(n))
		before = after
	}
	return float64(mean*step) / float64(v)
}
