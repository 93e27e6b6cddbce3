package sim

import "time"

// A Point is one slice of a run's series.
type Point struct {
	At, Width time.Duration // its beginning and its length
	Warmup    bool          // left out of the figures of the whole
	Counts
	Mean, P50, P99 time.Duration // zero where nothing was answered
}

// Counts returns what became of the measured requests.
func (r *Recorder) Counts() Counts {
	var c Counts
	for _, s := range r.slices[r.cut:] {
		c.Served += s.Served
		c.Failed += s.Failed
		c.TimedOut += s.TimedOut
		c.Refused += s.Refused
		c.Completed += s.Completed
	}
	return c
}

// Latency returns a histogram of the measured latencies.
func (r *Recorder) Latency() *Histogram {
	all := &Histogram{}
	for i := range r.slices[r.cut:] {
		all.Merge(&r.slices[r.cut+i].latency)
	}
	return all
}

// Mean returns the mean latency of the measured requests, zero if there were none.
func (r *Recorder) Mean() time.Duration { return r.Latency().Mean() }

// Quantile returns the latency that so many hundredths of a percent of the
// measured requests did not exceed: 9900 is the 99th percentile.
func (r *Recorder) Quantile(basisPoints int) time.Duration {
	return r.Latency().Quantile(basisPoints)
}

// Series returns every slice of the run, the warm-up's first.
func (r *Recorder) Series() []Point {
	points := make([]Point, len(r.slices))
	for i := range points {
		points[i] = r.Point(i)
	}
	return points
}

// Point returns one slice of the series as it stands now.
func (r *Recorder) Point(i int) Point {
	s := &r.slices[i]
	return Point{
		At: time.Duration(i) * r.width, Width: r.width, Warmup: i < r.cut,
		Counts: s.Counts,
		Mean:   s.latency.Mean(), P50: s.latency.Quantile(5000), P99: s.latency.Quantile(9900),
	}
}

// MeanInterval returns the 95% confidence interval of the mean latency, in
// nanoseconds.
func (r *Recorder) MeanInterval() (Interval, bool) {
	return RatioInterval(r.tallies(func(s *slice) Tally {
		return Tally{s.latency.sum(), float64(s.latency.n)}
	}))
}

// RatioInterval returns the 95% confidence interval of a quotient of two figures
// of the slices, such as those that failed over all.
func (r *Recorder) RatioInterval(of func(Point) Tally) (Interval, bool) {
	var tallies []Tally
	for _, p := range r.Series()[r.cut:] {
		tallies = append(tallies, of(p))
	}
	return RatioInterval(tallies)
}

// QuantileInterval returns the 95% confidence interval of a quantile, in
// nanoseconds. What scatters between batches is the share of the latencies that
// exceed the quantile of the whole. The interval reaches to the quantiles at
// either end of that range (R. S. Woodruff, "Confidence intervals for medians and
// other position measures", 1952), and at least as far as an exponential tail
// would, which is known where nothing longer has been seen.
func (r *Recorder) QuantileInterval(basisPoints int) (Interval, bool) {
	all := r.Latency()
	quantile := all.Quantile(basisPoints)
	above, ok := RatioInterval(r.Exceeding(quantile))
	if !ok {
		return Interval{}, false
	}
	beyond := 1 - float64(basisPoints)/10000
	half := float64((above.High - above.Low) / 2)
	const step = 1.5 // between the shares by which the slope of the tail is taken
	slope := float64(all.exceededBy(beyond/step)-all.exceededBy(beyond*step)) / (2 * Log(step))
	reach := slope * half / beyond
	return Interval{
		Low:  max(0, min(float64(quantile)-reach, float64(all.exceededBy(beyond+half)))),
		High: max(float64(quantile)+reach, float64(all.exceededBy(beyond-half))),
	}, true
}

// Exceeding returns how many latencies of each measured slice exceed a duration,
// of all in it.
func (r *Recorder) Exceeding(d time.Duration) []Tally {
	return r.tallies(func(s *slice) Tally {
		return Tally{float64(s.latency.n - s.latency.upTo(d)), float64(s.latency.n)}
	})
}

func (r *Recorder) tallies(of func(*slice) Tally) []Tally {
	measured := r.slices[r.cut:]
	tallies := make([]Tally, len(measured))
	for i := range measured {
		tallies[i] = of(&measured[i])
	}
	return tallies
}
