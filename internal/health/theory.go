package health

import (
	"math"
	"time"
)

// ProbesUntilRun returns after how many probes, on average, so many in a row have a
// result that each has with a probability, independently of the others: with the
// probability of losing a probe and a judge's Fall, how long somebody healthy is
// left alone. See W. Feller, "An Introduction to Probability Theory and Its
// Applications", volume 1, XIII.7. It is infinite for a probability of zero.
func ProbesUntilRun(probability float64, row int) float64 {
	if !(probability > 0) {
		return math.Inf(1)
	}
	if probability >= 1 {
		return float64(row)
	}
	power := 1.
	for range row {
		power = float64(power * probability)
	}
	return (1 - power) / (float64(1-probability) * power)
}

// FalseEvictions returns how often, in a number of probes of somebody healthy, a
// judge takes them for down: once in the mean time that it takes to lose Fall
// probes in a row and then to have Rise answered.
func FalseEvictions(probes, loss float64, rise, fall int) float64 {
	return probes / (ProbesUntilRun(loss, fall) + ProbesUntilRun(1-loss, rise))
}

// DetectionTime returns the mean and the longest time from a death to the verdict,
// where a probe is sent every interval and each fails after so long: at once where
// the connection is refused, after the probe's time-out where nobody answers.
func DetectionTime(interval, failure time.Duration, fall int) (mean, longest time.Duration) {
	more := time.Duration(max(1, fall)-1) * interval
	return interval/2 + more + failure, interval + more + failure
}

// Series returns the availability of something that needs all of its independent
// parts.
func Series(parts ...float64) float64 {
	all := 1.
	for _, p := range parts {
		all = float64(all * p)
	}
	return all
}

// Parallel returns the availability of something that needs one of its independent
// parts.
func Parallel(parts ...float64) float64 {
	none := 1.
	for _, p := range parts {
		none = float64(none * (1 - p))
	}
	return 1 - none
}
