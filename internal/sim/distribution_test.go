package sim

import (
	"math"
	"slices"
	"testing"
	"time"
)

func TestDistributions(t *testing.T) {
	// Means, variances and medians by their closed forms.
	tests := []struct {
		name                   string
		d                      Distribution
		mean, variance, median float64
	}{
		{"exponential", Exponential{2}, 2, 4, 2 * math.Ln2},
		{"deterministic", Deterministic{3}, 3, 0, 3},
		{"log-normal", LogNormal{2, .5}, 2 * math.Exp(.125), 4 * (math.Exp(.25) - 1) * math.Exp(.25), 2},
		{"log-normal by mean", LogNormalMean(2, .5), 2, 4 * (math.Exp(.25) - 1), 2 * math.Exp(-.125)},
		{"Pareto", Pareto{1, 5}, 1.25, 5. / 48, math.Pow(2, .2)},
		{"Erlang", Erlang{3, 6}, 6, 12, 5.348121},
		{"gamma", Gamma{3, 2}, 6, 12, 5.348121},
		{"gamma of shape below 1", Gamma{.5, 2}, 1, 2, .454936},
		{"hyperexponential", Hyperexponential{.5, 1, 3}, 2, 6, 1.148643},
	}
	const n = 400_000
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Stream(7, tt.name)
			values := make([]float64, n)
			sum, squares := 0., 0.
			for i := range values {
				values[i] = tt.d.Sample(r)
				sum += values[i]
				squares += (values[i] - tt.mean) * (values[i] - tt.mean)
			}
			slices.Sort(values)
			check(t, "mean", sum/n, tt.mean, .006)
			check(t, "variance", squares/n, tt.variance, .04)
			check(t, "median", values[n/2], tt.median, .01)
		})
	}
}

func TestTails(t *testing.T) {
	tests := []struct {
		name string
		d    Distribution
		p99  float64
	}{
		{"exponential", Exponential{1}, math.Log(100)},
		{"Pareto with infinite variance", Pareto{1, 1.5}, math.Pow(100, 2./3)},
		{"log-normal", LogNormal{1, 1}, math.Exp(2.326348)},
	}
	const n = 400_000
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, above := Stream(3, tt.name), 0
			for range n {
				if tt.d.Sample(r) > tt.p99 {
					above++
				}
			}
			check(t, "share above the 99th percentile", float64(above)/n, .01, .06)
		})
	}
}

func TestSeconds(t *testing.T) {
	tests := []struct {
		seconds float64
		want    time.Duration
	}{
		{0, 0},
		{1.5, 1500 * time.Millisecond},
		{1.4e-9, 1},
		{1.6e-9, 2},
		{1e300, math.MaxInt64 / 2},
		{math.Inf(1), math.MaxInt64 / 2},
	}
	for _, tt := range tests {
		if got := Seconds(tt.seconds); got != tt.want {
			t.Errorf("Seconds(%v) = %d, want %d", tt.seconds, got, tt.want)
		}
	}
}

func TestStreamsAreIndependent(t *testing.T) {
	a, b := Stream(1, "arrivals"), Stream(1, "service")
	again, neighbour := Stream(1, "arrivals"), Stream(2, "arrivals")
	const n = 100_000
	var withOther, withNeighbour float64
	for range n {
		x := a.Float64()
		if x != again.Float64() {
			t.Fatal("the same seed and name gave different draws")
		}
		withOther += (x - .5) * (b.Float64() - .5)
		withNeighbour += (x - .5) * (neighbour.Float64() - .5)
	}
	// The standard deviation of a product of two is 1/12.
	limit := 4 / 12. / math.Sqrt(n)
	if math.Abs(withOther/n) > limit || math.Abs(withNeighbour/n) > limit {
		t.Errorf("covariances %v and %v exceed %v", withOther/n, withNeighbour/n, limit)
	}
}

// check fails unless got is within a relative tolerance of want.
func check(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if !near(got, want, relative) {
		t.Errorf("%s is %.6g, want %.6g within %g%%", what, got, want, relative*100)
	}
}
