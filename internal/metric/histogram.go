package metric

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// A Bucket is how many observations were at or below a bound. Counts of buckets
// are cumulative: each includes those of all lower bounds.
type Bucket struct {
	UpperBound float64
	Count      float64
}

// A Histogram counts observations in buckets, with their number and their sum.
type Histogram struct {
	bounds []float64
	counts []uint64 // of each bucket alone; the last is above every bound
	count  uint64
	sum    float64
}

// NewHistogram returns a histogram whose buckets end at these bounds, and one more
// that ends nowhere. The bounds are finite and rise.
func NewHistogram(bounds []float64) (*Histogram, error) {
	if err := checkBounds(bounds); err != nil {
		return nil, fmt.Errorf("histogram: %w", err)
	}
	return &Histogram{bounds: slices.Clone(bounds), counts: make([]uint64, len(bounds)+1)}, nil
}

func checkBounds(bounds []float64) error {
	if len(bounds) == 0 {
		return errors.New("no bounds; give at least one")
	}
	for i, b := range bounds {
		switch {
		case math.IsNaN(b) || math.IsInf(b, 0):
			return fmt.Errorf("bound %d is %v; bounds are finite, and the bucket above them comes by itself", i+1, b)
		case i > 0 && b <= bounds[i-1]:
			return fmt.Errorf("bound %d, %v, is not above the one before, %v", i+1, b, bounds[i-1])
		}
	}
	return nil
}

// Observe counts a value, which a bucket with just that bound includes.
func (h *Histogram) Observe(value float64) {
	i, _ := slices.BinarySearch(h.bounds, value)
	h.counts[i]++
	h.count++
	h.sum += value
}

// Count returns how many values were observed.
func (h *Histogram) Count() uint64 { return h.count }

// Sum returns the sum of the values.
func (h *Histogram) Sum() float64 { return h.sum }

// Reset forgets everything, as a process does that restarts.
func (h *Histogram) Reset() {
	clear(h.counts)
	h.count, h.sum = 0, 0
}

// AppendBuckets appends the buckets, the one without a bound last, whose count is
// [Histogram.Count].
func (h *Histogram) AppendBuckets(buckets []Bucket) []Bucket {
	sum := uint64(0)
	for i, n := range h.counts {
		sum += n
		buckets = append(buckets, Bucket{h.bound(i), float64(sum)})
	}
	return buckets
}

// AppendNaiveBuckets appends buckets that are not cumulative, each with what fell
// into it alone. That is a mistake, to be seen failing: who reads quantiles from
// them takes them for cumulative.
func (h *Histogram) AppendNaiveBuckets(buckets []Bucket) []Bucket {
	for i, n := range h.counts {
		buckets = append(buckets, Bucket{h.bound(i), float64(n)})
	}
	return buckets
}

func (h *Histogram) bound(i int) float64 {
	if i == len(h.bounds) {
		return math.Inf(1)
	}
	return h.bounds[i]
}

// Quantile returns the value that a share q of the observations does not exceed,
// as histogram_quantile of Prometheus does. It looks for the bucket that holds the
// observation of that rank and interpolates between the bucket's bounds, as if
// observations were spread evenly over it. The lowest bucket begins at zero, unless
// it ends at or below zero: then its bound is the answer. In the bucket without a
// bound the answer is the highest bound there is.
//
// Bounds rise, and the last is infinite. Where a count is below that of a lower
// bound, as when buckets were not read at one moment, the higher one is taken. The
// answer is not a number if there are no observations, fewer than two buckets, none
// without a bound, or for q = 0 if the lowest bucket is empty and does not end at
// zero; for q below 0 it is minus infinity, above 1 infinity.
//
// See "histogram_quantile()" in Prometheus' documentation of query functions.
func Quantile(q float64, buckets []Bucket) float64 {
	switch {
	case q < 0:
		return math.Inf(-1)
	case q > 1:
		return math.Inf(1)
	case len(buckets) < 2 || !math.IsInf(buckets[len(buckets)-1].UpperBound, 1):
		return math.NaN()
	}
	all := 0.
	for _, b := range buckets {
		all = max(all, b.Count)
	}
	if all == 0 || math.IsNaN(q) {
		return math.NaN()
	}
	rank, below, from := float64(q*all), 0., 0.
	finite := buckets[:len(buckets)-1]
	for i, b := range finite {
		switch {
		case b.Count < rank:
			below, from = max(below, b.Count), b.UpperBound
		case i == 0 && b.UpperBound <= 0:
			return b.UpperBound
		default:
			return from + float64((b.UpperBound-from)*((rank-below)/(b.Count-below)))
		}
	}
	return finite[len(finite)-1].UpperBound
}
