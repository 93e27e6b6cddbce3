package sim

import (
	"math"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
	"pgregory.net/rapid"

	"spar/internal/truth"
)

// The buckets are those of HdrHistogram with three digits, so the quantiles are
// the same, except that ours stay below the maximum.
func TestHistogramAgreesWithHdrHistogram(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		latencies := rapid.SliceOfN(rapid.Int64Range(1, int64(time.Hour)), 1, 300).Draw(t, "latencies")
		shift := rapid.IntRange(0, 40).Draw(t, "shift")
		var ours, half, other Histogram
		theirs := hdrhistogram.New(1, int64(time.Hour), 3)
		longest, sum := time.Duration(0), 0.
		for i, l := range latencies {
			d := time.Duration(max(1, l>>shift))
			longest, sum = max(longest, d), sum+float64(d)
			ours.Record(d)
			if i%2 == 0 {
				half.Record(d)
			} else {
				other.Record(d)
			}
			if err := theirs.RecordValue(int64(d)); err != nil {
				t.Fatal(err)
			}
		}
		half.Merge(&other)
		n := int64(len(latencies))
		if ours.Count() != n || ours.Max() != longest || math.Abs(float64(ours.Mean())-sum/float64(n)) > .6 {
			t.Fatalf("count %d, max %v, mean %v; want %d, %v, %v", ours.Count(), ours.Max(), ours.Mean(), n, longest, sum/float64(n))
		}
		for _, basisPoints := range []int{1, 5000, 9000, 9900, 9990, 9999, 10000} {
			rank := (n*int64(basisPoints) + 9999) / 10000
			want := min(longest, time.Duration(theirs.ValueAtPercentile(float64(rank)/float64(n)*100)))
			if got := ours.Quantile(basisPoints); got != want {
				t.Fatalf("Quantile(%d) = %d, want %d", basisPoints, got, want)
			}
			if got := half.Quantile(basisPoints); got != want {
				t.Fatalf("Quantile(%d) of two merged = %d, want %d", basisPoints, got, want)
			}
		}
	})
}

func TestHistogramIsExactToATenthOfAPercent(t *testing.T) {
	for _, d := range []time.Duration{0, 1, 1023, 1024, 2047, 2048, 2049, 4095, 123_456, time.Second, time.Hour, math.MaxInt64 / 3, math.MaxInt64} {
		octave, bucket := bucketOf(d)
		top := topOf(octave, bucket)
		if top < d || float64(top-d) > float64(d)/1024 {
			t.Errorf("%d falls into the bucket that ends at %d", d, top)
		}
		if o, b := bucketOf(top); o != octave || b != bucket {
			t.Errorf("the top %d of the bucket of %d lies in another", top, d)
		}
		if top == math.MaxInt64 {
			continue
		}
		if o, b := bucketOf(top + 1); o == octave && b == bucket {
			t.Errorf("%d lies in the bucket that ends before it", top+1)
		}
	}
}

func TestHistogramOfNothingAndOfTheNegative(t *testing.T) {
	var h Histogram
	if h.Mean() != 0 || h.Quantile(9900) != 0 || h.Max() != 0 {
		t.Error("an empty histogram has figures")
	}
	h.Record(-time.Second)
	if h.Count() != 1 || h.Mean() != 0 || h.Max() != 0 {
		t.Error("a negative duration does not count as zero")
	}
}

// Nine servers that answer in 10 ms on average and one that takes 100 ms, with
// the same traffic: the p99 of all is far above the mean of their ten p99.
func TestPercentilesAreMergedNotAveraged(t *testing.T) {
	r := Stream(1, "fleet")
	var fleet Histogram
	averaged := 0.
	for server := range 10 {
		law := Exponential{.01}
		if server == 9 {
			law = Exponential{.1}
		}
		var own Histogram
		for range 200_000 {
			own.Record(Seconds(law.Sample(r)))
		}
		averaged += own.Quantile(9900).Seconds() / 10
		fleet.Merge(&own)
	}
	truth.Check(t, "p99 of the fleet", fleet.Quantile(9900).Seconds(), .2302585, .01)
	truth.Check(t, "mean of the p99s", averaged, .0874982, .01)
}

// The sum of these has more than 64 bits.
func TestMeanOfVeryLongDurations(t *testing.T) {
	var h Histogram
	for range 5 {
		h.Record(math.MaxInt64)
	}
	truth.Check(t, "mean", float64(h.Mean()), math.MaxInt64, 1e-12)
}

// Memory depends on how far latencies spread, not on how many there are.
func TestRecorderDoesNotGrow(t *testing.T) {
	rec := NewRecorder(time.Second, 0, 1)
	draws := Stream(1, "latencies")
	record := func() {
		for range 10_000 {
			rec.Served(0, Seconds(min(Exponential{.01}.Sample(draws), 1)))
		}
	}
	rec.Served(0, time.Second)
	record()
	if allocs := testing.AllocsPerRun(20, record); allocs > 1 {
		t.Errorf("%v allocations in 10,000 requests, want none", allocs)
	}
}

func BenchmarkRecord(b *testing.B) {
	r := Stream(1, "latencies")
	latencies := make([]time.Duration, 1<<16)
	for i := range latencies {
		latencies[i] = Seconds(Exponential{10}.Sample(r))
	}
	b.Run("Histogram", func(b *testing.B) {
		var h Histogram
		for i := 0; b.Loop(); i++ {
			h.Record(latencies[i%len(latencies)])
		}
	})
	b.Run("HdrHistogram", func(b *testing.B) {
		h := hdrhistogram.New(1, int64(time.Hour), 3)
		for i := 0; b.Loop(); i++ {
			_ = h.RecordValue(int64(latencies[i%len(latencies)]))
		}
	})
	b.Run("Recorder", func(b *testing.B) {
		rec := NewRecorder(Forever/2, 0, 60)
		for i := 0; b.Loop(); i++ {
			at := time.Duration(i)
			rec.Served(at, at+latencies[i%len(latencies)])
		}
	})
}
