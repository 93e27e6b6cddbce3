package system

import (
	"fmt"
	"maps"
	"math"
	"strconv"
	"strings"

	"spar/internal/sim"
)

// Set gives a metric a value without an interval.
func (r *Result) Set(metric string, value float64) {
	if r.Metrics == nil {
		r.Metrics = map[string]float64{}
	}
	r.Metrics[metric] = value
}

// SetRatio gives a metric the value of a quotient without an interval; none if there is
// nothing to divide by.
func (r *Result) SetRatio(metric string, part, whole float64) {
	if whole != 0 {
		r.Set(metric, part/whole)
	}
}

// Measure gives a metric the quotient that the measured slices of a run add up to,
// with its interval; none if there is nothing to divide by. The slices are of
// equal length and follow one another.
func (r *Result) Measure(metric string, slices []sim.Tally) {
	all := sum(slices)
	if all.Whole == 0 {
		return
	}
	r.Set(metric, all.Part/all.Whole)
	// Slices that are all alike, such as those without a failure, say nothing of how
	// rare the other thing is.
	if i, ok := sim.RatioInterval(slices); ok && i.High > i.Low {
		r.interval(metric, i, 1)
	}
}

// MeasureTimes sets the mean, and percentiles given in hundredths of a percent, of
// what a recorder recorded: PREFIX_mean_seconds and, for 9990, PREFIX_p999_seconds. It
// sets none if that was nothing.
func (r *Result) MeasureTimes(prefix string, rec *sim.Recorder, basisPoints ...int) {
	if rec.Latency().Count() == 0 {
		return
	}
	mean := prefix + "_mean_seconds"
	r.Set(mean, rec.Mean().Seconds())
	if i, ok := rec.MeanInterval(); ok {
		r.interval(mean, i, 1e-9)
	}
	for _, p := range basisPoints {
		r.measureQuantile(PercentileName(prefix, p), rec, p)
	}
}

// Percentiles are those of latencies that every system measures, in hundredths of a
// percent.
var Percentiles = []int{5000, 9000, 9500, 9900, 9990}

// PercentileName returns what the metric of a percentile is called: for latency and
// 9990, latency_p999_seconds.
func PercentileName(prefix string, basisPoints int) string {
	return prefix + "_" + percentile(basisPoints) + "_seconds"
}

// Doubt returns warnings about a p99 in a run that measured so many requests: that
// its interval is wide, or that there were too few of them.
func (r *Result) Doubt(p99 string, measured int64) []string {
	var warnings []string
	if i, ok := r.Intervals[p99]; ok && i.High-i.Low > r.Metrics[p99]/2 {
		warnings = append(warnings, fmt.Sprintf("the p99 is uncertain: 95%% confidence from %s to %s; a longer run narrows it, unless a fault is what changes it",
			Seconds.Format(i.Low), Seconds.Format(i.High)))
	}
	if measured < 10_000 {
		warnings = append(warnings, fmt.Sprintf("only %d requests were measured; the higher percentiles need tens of thousands", measured))
	}
	return warnings
}

// percentile returns the name of a percentile: p50, p999.
func percentile(basisPoints int) string {
	digits := strings.TrimRight(strconv.Itoa(basisPoints), "0")
	return "p" + digits + strings.Repeat("0", max(0, 2-len(digits)))
}

func (r *Result) measureQuantile(metric string, rec *sim.Recorder, basisPoints int) {
	quantile := rec.Quantile(basisPoints)
	r.Set(metric, quantile.Seconds())
	i, ok := rec.QuantileInterval(basisPoints)
	if !ok {
		return
	}
	r.interval(metric, i, 1e-9)
}

// Uncertain takes back the intervals of metrics where the run
// cannot tell how another one would differ, and warns why. A name that ends in * is
// that of all metrics which begin so.
func (r *Result) Uncertain(why string, metrics ...string) {
	var found []string
	for _, metric := range metrics {
		begin, all := strings.CutSuffix(metric, "*")
		before := len(r.Intervals)
		maps.DeleteFunc(r.Intervals, func(name string, _ Interval) bool {
			return name == metric || all && strings.HasPrefix(name, begin)
		})
		if len(r.Intervals) < before {
			found = append(found, metric)
		}
	}
	if len(found) > 0 {
		r.Warn("no intervals of %s: %s", strings.Join(found, ", "), why)
	}
}

// MeasureOutcomes sets what became of a recorder's requests: availability,
// dropped_fraction, throughput_per_second and timed_out_fraction.
func (r *Result) MeasureOutcomes(rec *sim.Recorder) {
	r.MeasureAnswers(rec)
	r.measureShare("timed_out_fraction", rec, func(p sim.Point) int64 { return p.TimedOut })
}

// MeasureAnswers sets the same where nobody's patience ends: availability,
// dropped_fraction and throughput_per_second.
func (r *Result) MeasureAnswers(rec *sim.Recorder) {
	r.measureShare("availability", rec, func(p sim.Point) int64 { return p.Served })
	r.measureShare("dropped_fraction", rec, func(p sim.Point) int64 { return p.Failed })
	r.Measure("throughput_per_second", Tallies(rec, func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(p.Completed), Whole: p.Width.Seconds()}
	}))
}

// MeasureRefused sets refused_fraction: the part of a recorder's requests that were
// refused by policy, which the other outcomes leave out.
func (r *Result) MeasureRefused(rec *sim.Recorder) {
	r.Measure("refused_fraction", Tallies(rec, func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(p.Refused), Whole: float64(p.Refused + p.All())}
	}))
}

// measureShare sets a metric to a part of the requests.
func (r *Result) measureShare(metric string, rec *sim.Recorder, of func(sim.Point) int64) {
	r.Measure(metric, Tallies(rec, func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(of(p)), Whole: float64(p.All())}
	}))
	if i, ok := r.Intervals[metric]; ok {
		r.Intervals[metric] = Interval{i.Low, min(1, i.High)}
	}
}

// Tallies returns what the measured slices of a recorder contribute to a quotient.
func Tallies(rec *sim.Recorder, of func(sim.Point) sim.Tally) []sim.Tally {
	var slices []sim.Tally
	for _, p := range rec.Series() {
		if !p.Warmup {
			slices = append(slices, of(p))
		}
	}
	return slices
}

func (r *Result) interval(metric string, i sim.Interval, unit float64) {
	if r.Intervals == nil {
		r.Intervals = map[string]Interval{}
	}
	r.Intervals[metric] = Interval{max(0, float64(i.Low*unit)), float64(i.High * unit)}
}

func sum(slices []sim.Tally) sim.Tally {
	var all sim.Tally
	for _, t := range slices {
		all.Part += t.Part
		all.Whole += t.Whole
	}
	return all
}

// WarnOfFew warns of a recorder that measured too few requests for percentiles.
func (r *Result) WarnOfFew(rec *sim.Recorder) {
	if n := rec.Counts().All(); n < 10_000 {
		r.Warn("only %d requests were measured; the higher percentiles need tens of thousands", n)
	}
}

// WarnOfSettling warns of queues that need so many seconds to settle, where the
// warm-up of a recorder is shorter.
func (r *Result) WarnOfSettling(rec *sim.Recorder, seconds float64) {
	if warmup := rec.Warmup().Seconds(); seconds > warmup && !math.IsInf(seconds, 1) {
		r.Warn("at this load queues need about %s to settle, longer than the warm-up of %s; give a longer warmup or duration", Seconds.Format(seconds), Seconds.Format(warmup))
	}
}
