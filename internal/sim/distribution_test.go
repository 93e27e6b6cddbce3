package sim

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"spar/internal/truth"
)

// Means, squared coefficients of variation and quantiles by their closed forms.
// The quantiles are the 10th, 50th, 90th and 99th percentile.
func TestDistributions(t *testing.T) {
	exponential := func(p float64) float64 { return -math.Log(1 - p) }
	tests := []struct {
		name           string
		d              Distribution
		mean, variance float64 // the latter over the square of the former
		quantiles      [4]float64
	}{
		{"exponential", Exponential{2}, 2, 1, [4]float64{2 * exponential(.1), 2 * math.Ln2, 2 * exponential(.9), 2 * exponential(.99)}},
		{"deterministic", Deterministic{3}, 3, 0, [4]float64{3, 3, 3, 3}},
		{"log-normal", LogNormal{2, .5}, 2 * math.Exp(.125), math.Exp(.25) - 1, normalQuantiles(2, .5)},
		{"log-normal by mean", NewLogNormal(2, .5), 2, .25, normalQuantiles(2/math.Sqrt(1.25), math.Sqrt(math.Log(1.25)))},
		{"Pareto", Pareto{1, 5}, 1.25, 1. / 15, paretoQuantiles(1, 5)},
		{"Pareto by mean", NewPareto(2, .25), 2, .0625, paretoQuantiles(2*4.1231056/5.1231056, 5.1231056)},
		{"Erlang", Erlang{3, 6}, 6, 1. / 3, [4]float64{2.204131, 5.348121, 10.644641, 16.811894}},
		{"Erlang by mean", must(NewErlang(6, .58)), 6, 1. / 3, [4]float64{2.204131, 5.348121, 10.644641, 16.811894}},
		{"Erlang of many stages", Erlang{16, 1}, 1, 1. / 16, [4]float64{.6959561, .9792456, 1.3307733, 1.6714304}},
		{"gamma", Gamma{3, 2}, 6, 1. / 3, [4]float64{2.204131, 5.348121, 10.644641, 16.811894}},
		{"gamma by mean", NewGamma(6, math.Sqrt(1./3)), 6, 1. / 3, [4]float64{2.204131, 5.348121, 10.644641, 16.811894}},
		{"gamma of shape below 1", Gamma{.5, 2}, 1, 2, [4]float64{.0157908, .4549364, 2.7055435, 6.6348966}},
		{"hyperexponential", Hyperexponential{.5, 1, 3}, 2, 1.5, [4]float64{.1601778, 1.1467353, 4.9378400, 11.7372678}},
		{"hyperexponential by mean", must(NewHyperexponential(2, 2)), 2, 4, [4]float64{.1323754, .9029862, 3.9150333, 21.4917815}},
	}
	const n = 200_000
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
			truth.Check(t, "mean", sum/n, tt.mean, .015)
			truth.Check(t, "variance", squares/n, tt.variance*tt.mean*tt.mean, .08)
			for i, p := range []float64{.1, .5, .9, .99} {
				truth.Check(t, fmt.Sprintf("quantile %v", p), values[int(p*n)], tt.quantiles[i], .03)
			}
		})
	}
}

func normalQuantiles(median, sigma float64) (q [4]float64) {
	for i, z := range []float64{-1.2815516, 0, 1.2815516, 2.3263479} {
		q[i] = median * math.Exp(sigma*z)
	}
	return q
}

func paretoQuantiles(least, shape float64) (q [4]float64) {
	for i, p := range []float64{.1, .5, .9, .99} {
		q[i] = least * math.Pow(1-p, -1/shape)
	}
	return q
}

// The ziggurat must not show its seams: shares of two million draws between many
// bounds, in the tail beyond its lowest layer as well.
func TestExponentialEverywhere(t *testing.T) {
	const n, width = 2_000_000, .125
	r := Stream(1, "ziggurat")
	counts := make([]float64, 100)
	for range n {
		counts[min(int(exponential(r)/width), len(counts)-1)]++
	}
	squares := 0.
	for i, got := range counts {
		share := math.Exp(-float64(i)*width) - math.Exp(-float64(i+1)*width)
		if i == len(counts)-1 {
			share = math.Exp(-float64(i) * width)
		}
		squares += (got - n*share) * (got - n*share) / (n * share)
	}
	// Chi-squared with 99 degrees of freedom exceeds 149 once in 1,000 times.
	if squares > 149 {
		t.Errorf("chi-squared is %.1f, want about 99", squares)
	}
	if ziggurat[layers-1].inside != 0 || !truth.Near(heights[layers], 1, 1e-12) {
		t.Errorf("the layers end at %v inside and height %v, want 0 and 1", ziggurat[layers-1].inside, heights[layers])
	}
}

func TestHeavyTail(t *testing.T) {
	const n = 400_000
	r, above := Stream(3, "tail"), 0
	for range n {
		if (Pareto{1, 1.5}).Sample(r) > math.Pow(100, 2./3) {
			above++
		}
	}
	truth.Check(t, "share above the 99th percentile", float64(above)/n, .01, .06)
}

func TestDistributionsThatDoNotExist(t *testing.T) {
	for _, cv := range []float64{-1, 0, 1.01, math.NaN()} {
		if _, err := NewErlang(1, cv); err == nil {
			t.Errorf("NewErlang(1, %v) succeeded", cv)
		}
	}
	for _, cv := range []float64{-1, .99, math.Inf(1), math.NaN()} {
		if _, err := NewHyperexponential(1, cv); err == nil {
			t.Errorf("NewHyperexponential(1, %v) succeeded", cv)
		}
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
