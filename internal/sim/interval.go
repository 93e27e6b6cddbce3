package sim

import "math"

// An Interval is a range that holds the true value with 95% confidence.
type Interval struct{ Low, High float64 }

// Contains reports whether x lies in the interval.
func (i Interval) Contains(x float64) bool { return i.Low <= x && x <= i.High }

// minBatches is how many batches an interval needs at least: with fewer the
// quantile of Student's t is both large and poorly approximated here.
const minBatches = 5

// intervalAround returns the 95% confidence interval of a value that the
// batches, taken as independent, scatter around.
func intervalAround(center float64, batches []float64) (Interval, bool) {
	n := len(batches)
	if n < minBatches {
		return Interval{}, false
	}
	squares := 0.
	for _, b := range batches {
		squares += float64((b - center) * (b - center))
	}
	half := float64(student95(n-1) * math.Sqrt(squares/float64(n*(n-1))))
	return Interval{center - half, center + half}, true
}

// student95 returns the 97.5% quantile of Student's t, within .3% from four
// degrees of freedom on (Abramowitz and Stegun, 26.7.5).
func student95(degrees int) float64 {
	const z = 1.959963984540054
	const (
		g1 = (z*z*z + z) / 4
		g2 = (5*z*z*z*z*z + 16*z*z*z + 3*z) / 96
		g3 = (3*z*z*z*z*z*z*z + 19*z*z*z*z*z + 17*z*z*z - 15*z) / 384
	)
	n := 1 / float64(degrees)
	return z + float64(n*(g1+float64(n*(g2+float64(n*g3)))))
}
