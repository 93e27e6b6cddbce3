package sim

import (
	"math"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Counts says what became of requests, after the warm-up.
type Counts struct {
	Served, Failed, TimedOut int64
	Completed                int64 // served within the measured time, whenever they arrived
}

// All returns how many requests there were.
func (c Counts) All() int64 { return c.Served + c.Failed + c.TimedOut }

// A Point is one slice of a run's series.
type Point struct {
	At, Width time.Duration // its beginning and its length
	Warmup    bool          // left out of the figures of the whole
	Counts
	P50, P99 time.Duration // zero where nothing was answered
}

// Counts returns what became of the measured requests.
func (r *Recorder) Counts() Counts {
	var c Counts
	for _, s := range r.slices[r.cut:] {
		c.Served += s.served
		c.Failed += s.failed
		c.TimedOut += s.timedOut
		c.Completed += s.completed
	}
	return c
}

// Mean returns the mean latency of the measured requests, zero if there were none.
func (r *Recorder) Mean() time.Duration {
	sum, n := sumOf(r.slices[r.cut:])
	if n == 0 {
		return 0
	}
	return time.Duration(math.Round(sum / float64(n)))
}

// Quantile returns the latency that so many hundredths of a percent of the
// measured requests did not exceed: 9900 is the 99th percentile.
func (r *Recorder) Quantile(basisPoints int) time.Duration {
	return min(quantile(r.total, basisPoints), r.max)
}

// MeanInterval returns the 95% confidence interval of the mean latency.
func (r *Recorder) MeanInterval() (Interval, bool) {
	var means []float64
	for _, batch := range r.batches() {
		if sum, n := sumOf(batch); n > 0 {
			means = append(means, sum/float64(n))
		}
	}
	return intervalAround(float64(r.Mean()), means)
}

// QuantileInterval returns the 95% confidence interval of a quantile, from the
// scatter of the batches' own quantiles around that of the whole (sectioning:
// Asmussen and Glynn, "Stochastic Simulation", 2007, chapter III.5).
func (r *Recorder) QuantileInterval(basisPoints int) (Interval, bool) {
	var values []float64
	for _, batch := range r.batches() {
		merged := hdrhistogram.New(int64(time.Microsecond), int64(longest), 2)
		for _, s := range batch {
			merged.Merge(s.latency)
		}
		if merged.TotalCount() > 0 {
			values = append(values, float64(quantile(merged, basisPoints)))
		}
	}
	return intervalAround(float64(r.Quantile(basisPoints)), values)
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
		Counts: Counts{s.served, s.failed, s.timedOut, s.completed},
		P50:    min(quantile(s.latency, 5000), s.max), P99: min(quantile(s.latency, 9900), s.max),
	}
}

// batches splits the measured slices into about twenty of equal length, long
// enough that neighbours hardly depend on each other. What does not divide is
// left out at the beginning.
func (r *Recorder) batches() [][]slice {
	const wanted = 20
	measured := r.slices[r.cut:]
	size := max(1, len(measured)/wanted)
	var batches [][]slice
	for rest := measured[len(measured)%size:]; len(rest) > 0; rest = rest[size:] {
		batches = append(batches, rest[:size])
	}
	return batches
}

func sumOf(slices []slice) (sum float64, n int64) {
	for i := range slices {
		sum += float64(slices[i].sum)
		n += slices[i].served + slices[i].timedOut
	}
	return sum, n
}

// quantile returns the top of the histogram's bucket that holds a quantile, which
// may lie a little above the largest value recorded. It works out the rank in
// integers: the library's own product of floating-point numbers may round
// differently on another processor.
func quantile(h *hdrhistogram.Histogram, basisPoints int) time.Duration {
	n := h.TotalCount()
	if n == 0 {
		return 0
	}
	rank := (n*int64(basisPoints) + 9999) / 10000
	return time.Duration(h.ValueAtPercentile(float64(rank) / float64(n) * 100))
}
