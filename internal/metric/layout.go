package metric

import "math"

// GuideBounds returns four bounds, in seconds, that are often shown and tell little:
// whatever is faster than 100 ms falls into the first bucket.
func GuideBounds() []float64 { return []float64{.1, .5, 1, 5} }

// DefaultBounds returns the bounds, in seconds, that the clients of Prometheus use
// unless told otherwise.
func DefaultBounds() []float64 {
	return []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
}

// ExponentialBounds returns so many bounds, each a factor above the one before. A
// quantile is off by that factor at the most, as long as it is between them.
func ExponentialBounds(first, factor float64, count int) []float64 {
	bounds := make([]float64, 0, count)
	for b := first; len(bounds) < count; b = float64(b * factor) {
		bounds = append(bounds, b)
	}
	return bounds
}

// LogLinearBounds returns bounds from first on that cut each octave, from one value
// to twice that, into equal steps, until they have reached last. A quantile is off
// by a share of 1/steps at the most, as long as it is between them; that is how
// HdrHistogram keeps its counts.
func LogLinearBounds(first, last float64, steps int) []float64 {
	bounds := []float64{first}
	for octave := first; ; octave = float64(octave * 2) {
		for i := 1; i <= steps; i++ {
			bounds = append(bounds, octave+float64(octave*float64(i)/float64(steps)))
			if bounds[len(bounds)-1] >= last {
				return bounds
			}
		}
	}
}

// HDRSteps returns into how many steps HdrHistogram cuts an octave so that values
// are right to so many significant digits: half of the sub-buckets that it keeps, a
// power of two.
func HDRSteps(digits int) int {
	return 1 << int(math.Ceil(math.Log2(2*math.Pow10(digits)))-1)
}
