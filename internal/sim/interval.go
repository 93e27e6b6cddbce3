package sim

import "math"

// An Interval is a range that holds the true value with 95% confidence.
type Interval struct{ Low, High float64 }

// Contains reports whether x lies in the interval.
func (i Interval) Contains(x float64) bool { return i.Low <= x && x <= i.High }

// A Tally is what one stretch of a run contributes to a ratio, neither below
// zero: hits and lookups, the sum of latencies and their number, the integral of
// a queue's length and the time.
type Tally struct{ Part, Whole float64 }

// Batches of a run are between these in number.
const (
	minBatches = 5
	maxBatches = 20
)

// maxCorrelation is how much neighbouring batches may depend on each other
// before longer ones are formed: less than what twenty show that do not.
const maxCorrelation = .1

// minEffective is how many batches must contribute at the least.
const minEffective = 3

// RatioInterval returns the 95% confidence interval of the sum of all parts over
// the sum of all wholes, by batch means: consecutive tallies, of stretches of
// equal length after the warm-up, are put together into batches long enough that
// neighbours hardly depend on each other. There is none for fewer than five
// tallies, nor if nearly all of what was tallied lies in one or two batches.
//
// No interval makes up for a run that is too short to have seen what is rare:
// it should cover some hundred relaxation times, a fifth of [Settling] each.
func RatioInterval(tallies []Tally) (Interval, bool) {
	for n := maxBatches; ; n /= 2 {
		b := newBatches(tallies, n)
		if n/2 < minBatches || b.correlation() <= maxCorrelation {
			return b.interval()
		}
	}
}

// batches are tallies that are taken as independent.
type batches struct {
	n          float64
	all        Tally
	ratio      float64
	deviations []float64 // of the parts from what the ratio of all makes of the wholes
	effective  float64   // of how many equal parts the sum would scatter like this one
}

// newBatches puts tallies together into so many batches at the most.
func newBatches(tallies []Tally, most int) batches {
	size := max(1, (len(tallies)+most-1)/most)
	var joined []Tally
	for i, t := range tallies {
		if i%size == 0 {
			joined = append(joined, Tally{})
		}
		last := &joined[len(joined)-1]
		last.Part += t.Part
		last.Whole += t.Whole
	}
	b := batches{n: float64(len(joined))}
	squares := 0.
	for _, t := range joined {
		b.all.Part += t.Part
		b.all.Whole += t.Whole
		squares += float64(t.Part * t.Part)
	}
	b.ratio = b.all.Part / b.all.Whole
	b.effective = float64(b.all.Part*b.all.Part) / squares
	for _, t := range joined {
		b.deviations = append(b.deviations, t.Part-float64(b.ratio*t.Whole))
	}
	return b
}

// correlation returns that of the deviations of neighbours.
func (b batches) correlation() float64 {
	products, squares, before := 0., 0., 0.
	for _, d := range b.deviations {
		products += float64(d * before)
		squares += float64(d * d)
		before = d
	}
	return products / squares
}

func (b batches) interval() (Interval, bool) {
	if b.n < minBatches || !(b.effective >= minEffective) || b.all.Whole == 0 {
		return Interval{}, false
	}
	squares := 0.
	for _, d := range b.deviations {
		squares += float64(d * d)
	}
	deviation := math.Sqrt(squares*b.n/(b.n-1)) / b.all.Whole
	half := float64(student95(b.effective-1) * deviation)
	return Interval{b.ratio - half, b.ratio + half}, true
}

// minValues is how many independent values tell how they scatter.
const minValues = 5

// MeanInterval returns the 95% confidence interval of the mean of independent values, by
// Student's t; false if there are fewer than five, or all are alike.
func MeanInterval(values []float64) (Interval, bool) {
	n := float64(len(values))
	if n < minValues {
		return Interval{}, false
	}
	mean, squares := 0., 0.
	for _, v := range values {
		mean += v / n
	}
	for _, v := range values {
		squares += float64((v - mean) * (v - mean))
	}
	half := float64(student95(n-1) * math.Sqrt(squares/(n-1)/n))
	return Interval{mean - half, mean + half}, half > 0
}

// student95 returns the 97.5% quantile of Student's t, within .3% from four
// degrees of freedom on and 3% from two on (Abramowitz and Stegun, 26.7.5).
func student95(degrees float64) float64 {
	const z = 1.959963984540054
	const (
		g1 = (z*z*z + z) / 4
		g2 = (5*z*z*z*z*z + 16*z*z*z + 3*z) / 96
		g3 = (3*z*z*z*z*z*z*z + 19*z*z*z*z*z + 17*z*z*z - 15*z) / 384
	)
	n := 1 / degrees
	return z + float64(n*(g1+float64(n*(g2+float64(n*g3)))))
}
