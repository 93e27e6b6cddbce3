//go:build slow

package builtin_test

import (
	"context"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// Intervals hold what they claim: over many seeds they contain the mean of all runs in
// about 95 of 100, for every metric of every system that has one.
func TestIntervalsCover(t *testing.T) {
	const (
		seeds = 40
		least = 34 // fewer happen to one metric in a thousand
	)
	for _, s := range builtin.Systems() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			var runs []*system.Result
			for seed := range uint64(seeds) {
				r, err := builtin.Systems().Run(context.Background(), system.Scenario{System: s.Name, Seed: seed + 1}, sim.Cost{}, nil)
				if err != nil {
					t.Fatal(err)
				}
				runs = append(runs, r)
			}
			for metric := range runs[0].Intervals {
				sum, n, held := 0., 0, 0
				for _, r := range runs {
					sum += r.Metrics[metric]
				}
				for _, r := range runs {
					if i, ok := r.Intervals[metric]; ok {
						n++
						if mean := sum / seeds; i.Low <= mean && mean <= i.High {
							held++
						}
					}
				}
				t.Logf("%s: %d of %d", metric, held, n)
				if held*seeds < least*n {
					t.Errorf("%s: %d of %d intervals hold the mean", metric, held, n)
				}
			}
		})
	}
}
