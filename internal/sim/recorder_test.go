package sim

import (
	"testing"
	"time"

	"spar/internal/truth"
)

func TestRecorderLeavesTheWarmupOut(t *testing.T) {
	r := NewRecorder(10*time.Second, 1500*time.Millisecond, 10)
	if r.Warmup() != 2*time.Second || r.Measured() != 8*time.Second {
		t.Fatalf("warm-up %v and measured %v, want 2s and 8s", r.Warmup(), r.Measured())
	}
	r.Served(1*time.Second, 9*time.Second) // arrived in the warm-up, answered after it
	r.Served(2*time.Second, 2*time.Second+10*time.Millisecond)
	r.TimedOut(3*time.Second, 30*time.Millisecond)
	r.Failed(4 * time.Second)
	r.Served(9*time.Second, 11*time.Second) // answered after the end
	r.Served(10*time.Second, 10*time.Second)
	want := Counts{Served: 2, Failed: 1, TimedOut: 1, Completed: 2}
	if got := r.Counts(); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	if got, want := r.Mean(), 680*time.Millisecond; got != want {
		t.Errorf("mean %v, want %v", got, want)
	}
	truth.Check(t, "median", r.Quantile(5000).Seconds(), .03, .001)
	truth.Check(t, "p99", r.Quantile(9900).Seconds(), 2, .001)
	series := r.Series()
	if len(series) != 10 || !series[1].Warmup || series[2].Warmup || series[1].Served != 1 {
		t.Errorf("series %+v", series)
	}
}

// A server that freezes for 100 s in a run of 200 s: requests that were meant to
// be sent meanwhile count with their full wait, so the mean is 25 s and not the
// 11 ms that a client sees who waits for each answer before the next request.
func TestLatencyRunsFromTheIntendedArrival(t *testing.T) {
	r := NewRecorder(200*time.Second, 0, 20)
	const freeze, thaw = 100 * time.Second, 200 * time.Second
	for at := time.Duration(0); at < thaw; at += 10 * time.Millisecond {
		answered := at + time.Millisecond
		if at >= freeze {
			answered = thaw
		}
		r.Served(at, answered)
	}
	truth.Check(t, "mean", r.Mean().Seconds(), 25.003, .001)
	truth.Check(t, "p75", r.Quantile(7500).Seconds(), 50, .002)
	truth.Check(t, "p99", r.Quantile(9900).Seconds(), 98, .002)
}

func TestEmptyRecorder(t *testing.T) {
	r := NewRecorder(time.Second, 0, 4)
	if r.Mean() != 0 || r.Quantile(9900) != 0 || r.Counts().All() != 0 {
		t.Error("an empty recorder has figures")
	}
	if _, ok := r.MeanInterval(); ok {
		t.Error("an empty recorder has an interval")
	}
}

// Intervals must hold the truth about 95 times in 100, also where neighbours
// depend on each other: here each latency keeps .9 of what the one before had
// above or below 100 ms.
func TestIntervalsCoverTheTruth(t *testing.T) {
	const (
		runs, length = 400, 10_000
		truth        = 100e6
	)
	stream := Stream(1, "coverage")
	covered, naive := 0, 0
	for range runs {
		r := NewRecorder(length*time.Second, 0, 20)
		x := 0.
		for i := range length {
			x = .9*x + normal(stream)
			at := time.Duration(i) * time.Second
			r.Served(at, at+time.Duration(truth+x*1e6))
		}
		interval, ok := r.MeanInterval()
		if !ok {
			t.Fatal("no interval")
		}
		if interval.Contains(truth) {
			covered++
		}
		// As if the latencies, whose standard deviation is 2.294 ms, were independent.
		half := 1.96 * 2.294e6 / 100
		if (Interval{truth - half, truth + half}).Contains(float64(r.Mean())) {
			naive++
		}
	}
	if covered < 365 || covered > 395 {
		t.Errorf("%d of %d intervals hold the truth, want about 380", covered, runs)
	}
	if naive > 250 {
		t.Errorf("%d of %d naive intervals hold the truth; the test's series is too easy", naive, runs)
	}
}

func TestStudent(t *testing.T) {
	for degrees, want := range map[float64]float64{4: 2.776, 10: 2.228, 19: 2.093, 30: 2.042, 1000: 1.962} {
		truth.Check(t, "quantile", student95(degrees), want, .003)
	}
}

// Histograms answer with the top of a bucket; that must not exceed what was seen.
func TestQuantilesStayBelowTheMaximum(t *testing.T) {
	r := NewRecorder(time.Second, 0, 4)
	r.TimedOut(0, time.Second)
	if got := r.Quantile(9990); got != time.Second {
		t.Errorf("p99.9 of one second is %v", got)
	}
	if got := r.Series()[0].P99; got != time.Second {
		t.Errorf("the series' p99 of one second is %v", got)
	}
}
