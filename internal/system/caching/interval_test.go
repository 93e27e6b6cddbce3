//go:build slow

package caching

import (
	"math"
	"strconv"
	"testing"
)

// Where the hit ratio is known exactly, runs scatter around it, and their intervals
// hold it as often as they say: more than four of twenty intervals of 95% miss it in
// one of four hundred tests, and the mean is over four of its standard errors away
// in one of a thousand.
func TestIntervalsHoldTheExactHitRatio(t *testing.T) {
	const mostMisses, mostErrors = 4, 4
	for _, tt := range []struct {
		keys     int
		exponent float64
		capacity int
	}{{20, .8, 5}, {20, .8, 2}, {20, .8, 10}, {20, .5, 5}, {20, 1, 5}, {20, 1.2, 5}, {10, 1, 3}, {50, 1, 10}} {
		parameters := map[string]string{
			"policy": "lru", "keys": strconv.Itoa(tt.keys), "zipf": strconv.FormatFloat(tt.exponent, 'g', -1, 64),
			"capacity": strconv.Itoa(tt.capacity), "requests": "2M",
		}
		sum, squares, misses := 0., 0., 0
		results := repeat(t, seeds(true), parameters)
		for _, r := range results {
			off, i := r.Metrics["hit_ratio"]-r.Theory["hit_ratio"], r.Intervals["hit_ratio"]
			sum += off
			squares += off * off
			if math.Abs(off) > (i.High-i.Low)/2 {
				misses++
			}
		}
		n := float64(len(results))
		mean, deviation := sum/n, math.Sqrt((squares-sum*sum/n)/(n-1)/n)
		t.Logf("%d of %d keys, exponent %v: %.2g off, standard error %.2g, %d intervals miss", tt.capacity, tt.keys, tt.exponent, mean, deviation, misses)
		if misses > mostMisses || math.Abs(mean) > mostErrors*deviation {
			t.Errorf("%d of %d keys, exponent %v: %.6f off with a standard error of %.6f; %d of %d intervals miss the ratio",
				tt.capacity, tt.keys, tt.exponent, mean, deviation, misses, len(results))
		}
	}
}
