package sim

import (
	"math/bits"
	"time"
)

// bucketsPerOctave makes a bucket at most .1% wide.
const bucketsPerOctave = 1024

// octaves is how many a duration of 63 bits can lie in: all below the second
// count as one.
const octaves = 54

// A Histogram counts durations in buckets that are one nanosecond wide up to
// 2 µs, and from there on 1/1024 of their octave, so that a quantile is at most
// .1% too large. Those are the buckets of Gil Tene's HdrHistogram with three
// digits, without its upper bound. The zero Histogram is empty; it takes 4 kB
// for each octave in which something falls.
type Histogram struct {
	counts [octaves]*[bucketsPerOctave]uint32 // nil where all are zero
	n      int64
	max    time.Duration
	// The exact sum has 128 bits: in an overload a billion requests wait longer
	// together than 64 bits of nanoseconds can say.
	sumHigh, sumLow uint64
}

// bucketOf returns the octave of a duration, not negative, and the bucket in it.
func bucketOf(d time.Duration) (octave, bucket uint64) {
	ns := uint64(d)
	shift := bits.Len64(ns|bucketsPerOctave) - bits.Len64(bucketsPerOctave)
	i := uint64(shift)*bucketsPerOctave + ns>>(shift&63)
	return i / bucketsPerOctave, i % bucketsPerOctave
}

// topOf returns the longest duration of a bucket.
func topOf(octave, bucket uint64) time.Duration {
	if octave == 0 {
		return time.Duration(bucket)
	}
	return time.Duration(bucketsPerOctave+bucket+1)<<(octave-1) - 1
}

// Record counts a duration. One below zero counts as zero.
func (h *Histogram) Record(d time.Duration) {
	d = max(d, 0)
	octave, bucket := bucketOf(d)
	if h.counts[octave] == nil {
		h.counts[octave] = new([bucketsPerOctave]uint32)
	}
	h.counts[octave][bucket]++
	h.n++
	h.max = max(h.max, d)
	var carry uint64
	h.sumLow, carry = bits.Add64(h.sumLow, uint64(d), 0)
	h.sumHigh += carry
}

// Merge adds what another histogram has counted. It is how percentiles of
// several servers are put together: their mean would be wrong.
func (h *Histogram) Merge(o *Histogram) {
	for octave, counts := range o.counts {
		if counts == nil {
			continue
		}
		if h.counts[octave] == nil {
			h.counts[octave] = new([bucketsPerOctave]uint32)
		}
		for i, n := range counts {
			h.counts[octave][i] += n
		}
	}
	h.n += o.n
	h.max = max(h.max, o.max)
	var carry uint64
	h.sumLow, carry = bits.Add64(h.sumLow, o.sumLow, 0)
	h.sumHigh += o.sumHigh + carry
}

// Count returns how many durations were counted.
func (h *Histogram) Count() int64 { return h.n }

// Max returns the longest duration, exactly.
func (h *Histogram) Max() time.Duration { return h.max }

// Mean returns the mean duration to the nearest nanosecond, zero if there is none.
func (h *Histogram) Mean() time.Duration {
	if h.n == 0 {
		return 0
	}
	low, carry := bits.Add64(h.sumLow, uint64(h.n)/2, 0)
	mean, _ := bits.Div64(h.sumHigh+carry, low, uint64(h.n))
	return time.Duration(mean)
}

// sum returns the sum of the durations in nanoseconds.
func (h *Histogram) sum() float64 {
	return float64(float64(h.sumHigh)*0x1p64) + float64(h.sumLow)
}

// Quantile returns the duration that so many hundredths of a percent of those
// counted do not exceed: 9900 is the 99th percentile. It is the top of a bucket,
// though never above the longest, and zero if nothing was counted.
func (h *Histogram) Quantile(basisPoints int) time.Duration {
	return h.ranked((h.n*int64(basisPoints) + 9999) / 10000)
}

// ranked returns the duration of that place in the order of their lengths, from
// one.
func (h *Histogram) ranked(rank int64) time.Duration {
	for octave, counts := range h.counts {
		if counts == nil {
			continue
		}
		for i, n := range counts {
			if rank -= int64(n); rank <= 0 && n > 0 {
				return min(topOf(uint64(octave), uint64(i)), h.max)
			}
		}
	}
	return h.max
}

// exceededBy returns the duration that such a share of those counted exceeds.
func (h *Histogram) exceededBy(share float64) time.Duration {
	return h.ranked(h.n - int64(float64(max(share, 0)*float64(h.n))))
}

// upTo returns how many durations lie in the bucket of d or below it.
func (h *Histogram) upTo(d time.Duration) (n int64) {
	last, bucket := bucketOf(d)
	for octave, counts := range h.counts[:last+1] {
		if counts == nil {
			continue
		}
		for i, count := range counts {
			if uint64(octave) < last || uint64(i) <= bucket {
				n += int64(count)
			}
		}
	}
	return n
}
