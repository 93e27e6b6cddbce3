package metric

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCounterAndGauge(t *testing.T) {
	var c Counter
	c.Inc()
	c.Add(2)
	c.Add(-5)
	if c.Value() != 3 {
		t.Errorf("the counter stands at %v, want 3", c.Value())
	}
	c.Reset()
	if c.Value() != 0 {
		t.Errorf("after a restart the counter stands at %v", c.Value())
	}
	var g Gauge
	g.Set(5)
	g.Add(-7)
	if g.Value() != -2 {
		t.Errorf("the gauge stands at %v, want -2", g.Value())
	}
}

func TestIncreaseSeesRestarts(t *testing.T) {
	var i Increase
	var grown []float64
	for _, v := range []float64{3, 7, 7, 2, 5} {
		grown = append(grown, i.Sample(v))
	}
	if want := []float64{3, 4, 0, 2, 3}; !slices.Equal(grown, want) || i.Sum() != 12 {
		t.Errorf("grew by %v, %v in all; want %v, 12", grown, i.Sum(), want)
	}
}

func TestBadBounds(t *testing.T) {
	for _, bounds := range [][]float64{nil, {1, 1}, {2, 1}, {math.Inf(1)}, {math.NaN()}} {
		if h, err := NewHistogram(bounds); err == nil {
			t.Errorf("NewHistogram(%v) = %v, want an error", bounds, h)
		}
	}
}

func TestLayouts(t *testing.T) {
	if got, want := ExponentialBounds(1, 2, 4), []float64{1, 2, 4, 8}; !slices.Equal(got, want) {
		t.Errorf("exponential: %v, want %v", got, want)
	}
	if got, want := LogLinearBounds(1, 5, 4), []float64{1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 5}; !slices.Equal(got, want) {
		t.Errorf("log-linear: %v, want %v", got, want)
	}
	for _, bounds := range [][]float64{GuideBounds(), DefaultBounds()} {
		if _, err := NewHistogram(bounds); err != nil {
			t.Error(err)
		}
	}
}

// Buckets are cumulative, and a quantile is in the bucket that holds the
// observation of its rank.
func TestQuantileIsInTheRightBucket(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bounds := LogLinearBounds(.001, 100, 8)
		h, err := NewHistogram(bounds)
		if err != nil {
			t.Fatal(err)
		}
		values := rapid.SliceOfN(rapid.Float64Range(.0011, 100), 1, 200).Draw(t, "values")
		for _, v := range values {
			h.Observe(v)
		}
		slices.Sort(values)
		q := rapid.Float64Range(.01, 1).Draw(t, "q")
		buckets := h.AppendBuckets(nil)
		rank := max(1, int(math.Ceil(q*float64(len(values))-1e-9)))
		truth, got := values[rank-1], Quantile(q, buckets)
		if !(math.Abs(got/truth-1) <= 1./8+1e-9) {
			t.Errorf("Quantile(%v) = %v, the observation of rank %d is %v", q, got, rank, truth)
		}
		if !slices.IsSortedFunc(buckets, func(a, b Bucket) int { return int(a.Count - b.Count) }) {
			t.Errorf("buckets are not cumulative: %v", buckets)
		}
		if last := buckets[len(buckets)-1]; last.Count != float64(len(values)) || h.Count() != uint64(len(values)) {
			t.Errorf("%d values were counted as %v and %d", len(values), last.Count, h.Count())
		}
	})
}

func TestNaiveBucketsTellNoQuantile(t *testing.T) {
	h, err := NewHistogram(GuideBounds())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range append(slices.Repeat([]float64{.05}, 90), slices.Repeat([]float64{.3}, 10)...) {
		h.Observe(v)
	}
	right, wrong := Quantile(.99, h.AppendBuckets(nil)), Quantile(.99, h.AppendNaiveBuckets(nil))
	if right < .3 || right > .5 || wrong > .1 {
		t.Errorf("p99 is %v, from buckets that are not cumulative %v", right, wrong)
	}
	h.Reset()
	if h.Count() != 0 || h.Sum() != 0 || !math.IsNaN(Quantile(.5, h.AppendBuckets(nil))) {
		t.Error("a restarted histogram remembers")
	}
}

func TestWorkbookRules(t *testing.T) {
	rules := WorkbookRules(.999, 30*24*time.Hour)
	for i, want := range []struct {
		ratio       float64
		long, short time.Duration
	}{{.0144, time.Hour, 5 * time.Minute}, {.006, 6 * time.Hour, 30 * time.Minute}, {.001, 72 * time.Hour, 6 * time.Hour}} {
		r := rules[i]
		if math.Abs(r.Ratio-want.ratio) > 1e-12 || r.Long != want.long || r.Short != want.short {
			t.Errorf("rule %d is %+v, want %+v", i+1, r, want)
		}
	}
	// A total outage is noticed in .0144 of an hour.
	if d, ok := rules[0].DetectionTime(1); !ok || d.Round(time.Millisecond) != 51840*time.Millisecond {
		t.Errorf("an outage takes %v to notice, want 51.84 s", d)
	}
	if _, ok := rules[0].DetectionTime(.01); ok {
		t.Error("a burn rate of 10 set off the alert for 14.4")
	}
	if got := BurnRate(.0144, .999); math.Abs(got-14.4) > 1e-9 {
		t.Errorf("BurnRate(.0144, .999) = %v, want 14.4", got)
	}
}

// An alert fires when theory says, and no more once the short window is clean.
func TestAlertFollowsErrors(t *testing.T) {
	rule := AlertRule{Ratio: .1, Long: time.Hour, Short: 5 * time.Minute}
	h := History{Keep: time.Hour}
	var failed, total float64
	fired, ended := time.Duration(-1), time.Duration(-1)
	for at := time.Duration(0); at <= 4*time.Hour; at += time.Second {
		total++
		if at > 2*time.Hour && at <= 3*time.Hour {
			failed += .5
		}
		h.Add(at, total, failed)
		switch fires := rule.Fires(&h); {
		case fires && fired < 0:
			fired = at - 2*time.Hour
		case !fires && fired >= 0 && ended < 0:
			ended = at - 3*time.Hour
		}
	}
	want, _ := rule.DetectionTime(.5)
	if off := fired - want; off < 0 || off > 2*time.Second {
		t.Errorf("the alert fired after %v, want %v", fired, want)
	}
	if ended < 3*time.Minute || ended > 5*time.Minute {
		t.Errorf("the alert ended %v after the errors, want four minutes", ended)
	}
	if n := len(h.samples); n > 3*3600 {
		t.Errorf("an hour of samples takes %d", n)
	}
}

func TestHistoryWithoutRequests(t *testing.T) {
	var h History
	if got := h.ErrorRatio(time.Hour); got != 0 {
		t.Errorf("an empty history has an error ratio of %v", got)
	}
	h.Add(0, 5, 1)
	if got := h.ErrorRatio(time.Hour); got != 0 {
		t.Errorf("one sample has an error ratio of %v", got)
	}
}

func TestObservingAllocatesNothing(t *testing.T) {
	h, err := NewHistogram(DefaultBounds())
	if err != nil {
		t.Fatal(err)
	}
	buckets := h.AppendBuckets(nil)
	if n := testing.AllocsPerRun(100, func() {
		h.Observe(.3)
		buckets = h.AppendBuckets(buckets[:0])
		Quantile(.99, buckets)
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkObserve(b *testing.B) {
	h, err := NewHistogram(DefaultBounds())
	if err != nil {
		b.Fatal(err)
	}
	for i := range b.N {
		h.Observe(float64(i%1000) / 1000)
	}
}

func ExampleQuantile() {
	inf := math.Inf(1)
	buckets := []Bucket{{.1, 5}, {.2, 7}, {1, 11}, {inf, 12}}
	fmt.Printf("%.2f\n", Quantile(.8, buckets))
	// Output: 0.72
}
