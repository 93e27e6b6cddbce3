package caching

import (
	"math"
	"testing"

	"spar/internal/system"
	"spar/internal/truth"
)

// repeat returns the results of a run with so many seeds.
func repeat(t *testing.T, seeds int, parameters map[string]string) []*system.Result {
	t.Helper()
	results := make([]*system.Result, seeds)
	for seed := range results {
		results[seed] = simulate(t, uint64(seed), parameters)
	}
	return results
}

// near fails unless the mean of a figure over the seeds is within the row's
// tolerance and the 95% interval of that mean. Each seed by itself would be too
// strict and too lax: one in a hundred is outside of both by chance, which some of
// the hundreds of runs here will be, while a bias hides in what one run scatters.
func near(t *testing.T, row truth.Row, metric string, want float64, results ...*system.Result) {
	t.Helper()
	mean, squares := 0., 0.
	for _, r := range results {
		i := r.Intervals[metric]
		half := (i.High - i.Low) / 2
		mean += r.Metrics[metric]
		squares += half * half
	}
	n := float64(len(results))
	row.Check(t, metric, mean/n, want, math.Sqrt(squares)/n)
}
