package shortid

import (
	"math"

	"spar/internal/sim"
)

// CollisionProbability returns the probability that among n codes drawn from a
// space at least two are alike: 1 - (1-1/N)(1-2/N)...(1-(n-1)/N), the birthday
// problem (R. von Mises, 1939). It is precise for small probabilities too: about
// n(n-1)/2N. Of fewer than two none are alike.
func CollisionProbability(n, space float64) float64 {
	switch {
	case n < 2:
		return 0
	case n > space || float64(n*(n-1))/2/space > 800:
		return 1
	}
	return -sim.Expm1(logAllDifferent(n, space))
}

// logAllDifferent returns the sum of log(1-i/N) for i below n. Where n is large, but a
// small part of N, the logarithms are expanded, and each power of i summed (J. Faulhaber,
// 1631); what is left out is below 10^-10 of the sum.
func logAllDifferent(n, space float64) float64 {
	if n < 10_000 || n > space/100 {
		sum := 0.
		for i := 1.; i < n; i++ {
			sum += sim.Log1p(-i / space)
		}
		return sum
	}
	m := n - 1
	first := float64(m*n) / 2
	square := float64(float64(first*(float64(2*m)+1)) / 3)
	cube := float64(first * first)
	fourth := float64(m * m * m * m * (m/5 + .5))
	return -(first/space + square/2/space/space + cube/3/space/space/space + fourth/4/space/space/space/space)
}

// CodesUntilCollision returns the fewest codes drawn from a space among which two
// are alike with at least the probability p, 0 to 1: 280,611 for even odds at six
// characters, 2,209,524 at seven. Above 2^53, where not every number is one of a
// float64, it is a neighbour of that.
func CodesUntilCollision(p, space float64) float64 {
	low, high := 1., space+1 // of which the first is too few and the second enough
	for high-low > 1 {
		middle := math.Floor(low + float64((high-low)/2))
		if middle == low || middle == high {
			break
		}
		if CollisionProbability(middle, space) < p {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// ExpectedCollisions returns how many of n codes drawn from a space are, on
// average, like an earlier one: n - N(1-(1-1/N)^n), where N codes are boxes and n
// are balls (W. Feller, An Introduction to Probability Theory, IV.2).
func ExpectedCollisions(n, space float64) float64 {
	if n <= 1 {
		return 0
	}
	if space < 10_000 {
		return n - float64(space*(1-sim.Exp(float64(n*sim.Log(1-1/space)))))
	}
	// With t = -n log(1-1/N) that is N(e^-t - 1 + t) - (Nt - n), without the
	// difference of large numbers.
	inverse := 1 / space
	beyond := float64(n * (float64(inverse/2) + float64(inverse*inverse)/3)) // Nt - n
	t := (n + beyond) / space
	return float64(space*excess(t)) - beyond
}

// excess returns e^-t - 1 + t.
func excess(t float64) float64 {
	if t > .5 {
		return sim.Exp(-t) - 1 + t
	}
	sum, term := 0., t
	for k := 2.; k < 16; k++ {
		term = float64(-term * t / k)
		sum -= term
	}
	return sum
}

// ExpectedAttempts returns how many draws it takes, on average, to find a code that
// is not taken where that part of the space is, 0 to 1: a geometric distribution.
func ExpectedAttempts(taken float64) float64 { return 1 / (1 - taken) }

// ExpectedRetries returns how many draws find their code taken, on average, while
// n links are added to a space of which some is taken, each drawing until its code
// is free: the sum of i/(N-i) for i from taken to taken+n-1, as an integral.
func ExpectedRetries(n, taken, space float64) float64 {
	free := space - taken
	if n >= free {
		return math.Inf(1)
	}
	x := n / free
	return float64(n*taken/free) + float64(space*logExcess(x))
}

// logExcess returns -log(1-x) - x.
func logExcess(x float64) float64 {
	if x > .1 {
		return -sim.Log(1-x) - x
	}
	sum, power := 0., x
	for k := 2.; k < 18; k++ {
		power = float64(power * x)
		sum += power / k
	}
	return sum
}

// DaysUntilExhausted returns how many days a space lasts: 568.002 for six
// characters and a hundred million codes a day.
func DaysUntilExhausted(perDay, space float64) float64 { return space / perDay }
