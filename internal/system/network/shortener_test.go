package network

import (
	"math"
	"os"
	"testing"

	"spar/internal/system"
	"spar/internal/system/shortener"
	"spar/internal/system/systemtest"
)

// The shortener's read path, described as a topology, gives the figures of the
// system that is built for it.
func TestShortenerAsTopology(t *testing.T) {
	data, err := os.ReadFile("testdata/shortener.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sc := read(t, string(data))
	sc.Seed = 7
	mine := run(t, sc)
	theirs := systemtest.Run(t, shortener.System(), system.Scenario{
		Seed: 7, Parameters: map[string]string{"duration": "6 s", "warmup": "600 ms", "redirects": "11.6k/s", "writes": "0/s"},
	})
	if mine.Bottleneck != theirs.Bottleneck {
		t.Errorf("the bottleneck is %s, and %s in the shortener", mine.Bottleneck, theirs.Bottleneck)
	}
	for metric, tolerance := range map[string]float64{
		"latency_mean_seconds": .01, "latency_p50_seconds": .01, "latency_p99_seconds": .03, "latency_p999_seconds": .06, "availability": .001,
		"cache_hit_ratio": .005, "app_utilization": .01, "cache_utilization": .01, "database_utilization": .01, "throughput_per_second": .01,
	} {
		name := metric
		if len(metric) > 7 && metric[:7] == "latency" {
			name = "redirect_" + metric
		}
		got, want := mine.Metrics[metric], theirs.Metrics[name]
		a, b := mine.Intervals[metric], theirs.Intervals[name]
		if slack := max(tolerance*want, (a.High-a.Low+b.High-b.Low)/2); math.Abs(got-want) > slack {
			t.Errorf("%s = %.5g, the shortener has %.5g", metric, got, want)
		}
	}
}
