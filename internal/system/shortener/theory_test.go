package shortener

import (
	"fmt"
	"testing"

	"spar/internal/cache"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// tandem is a network whose mean latency is known: 12.8845 ms as the sum of its
// stations (J. R. Jackson, 1957). With all links alike an LRU cache that holds
// 80% of them finds exactly 80%, each time anew.
var tandem = map[string]string{
	"redirects": "800/s", "writes": "0/s", "balancer_service_mean": "200 us", "policy": "random", "network": "0 s",
	"app_servers": "1", "app_workers": "4", "app_service_mean": "4 ms", "cache_service_mean": "100 us",
	"urls": "10k", "zipf": "0", "cache_capacity": "8k", "shards": "1", "db_workers": "2", "db_service_mean": "10 ms",
	"queue_limit": "1M", "timeout": "60 s", "duration": "1200 s", "warmup": "60 s",
}

func TestTandemHasTheMeanThatJacksonSays(t *testing.T) {
	r := simulate(t, tandem)
	const mean = "redirect_latency_mean_seconds"
	truth.Check(t, "mean by theory", r.Theory[mean], .01288450880476173, 1e-9)
	truth.Check(t, "mean", r.Metrics[mean], .01288450880476173, .03)
	truth.Check(t, "hit ratio", r.Metrics["cache_hit_ratio"], .8, .005)
	for _, name := range []string{"app_utilization", "cache_utilization", "database_utilization"} {
		truth.Check(t, name, r.Metrics[name], r.Theory[name], .01)
	}
	i := r.Intervals[mean]
	if i.Low > .0128845 || i.High < .0128845 {
		t.Errorf("the interval %v leaves the truth out", i)
	}
}

// Four points of hit ratio take the database from 80% to 96% busy.
func TestTheKnee(t *testing.T) {
	plan := planOf(t, systemtest.With(tandem, "cache_capacity", "7600"))
	truth.Check(t, "mean by theory", theory(plan).Figures["redirect_latency_mean_seconds"],
		(.23809523809523808+6.982162358937022+.10869565217391304+.24*127.55102040816327)/1e3, 1e-9)
}

// Sixty-four servers at a load of .9, in service times: the mean-field limit and
// independent simulations.
func TestPolicies(t *testing.T) {
	comparePolicies(t, "6 s", map[string]expected{"two-choices": {2.686, .04}, "least-connections": {1.126, .02}})
}

// An expected is the mean of a run, in service times, and how far off it may be.
type expected struct{ mean, tolerance float64 }

func comparePolicies(t *testing.T, duration string, wants map[string]expected) {
	for policy, want := range wants {
		t.Run(policy, func(t *testing.T) {
			r := simulate(t, map[string]string{
				"policy": policy, "writes": "0/s", "redirects": "57.6k/s", "app_servers": "64", "app_workers": "1", "app_service_mean": "1 ms",
				"cache_service_mean": "1 ns", "urls": "1", "cache_capacity": "1", "network": "0 s",
				"queue_limit": "1M", "timeout": "60 s", "duration": duration, "warmup": "2 s",
			})
			truth.Check(t, "mean in service times", r.Metrics["redirect_latency_mean_seconds"]*1e3, want.mean, want.tolerance)
			truth.Check(t, "utilization", r.Metrics["app_utilization"], .9, .01)
		})
	}
}

// A cache too large for memory is simulated smaller, with the same hit ratio.
func TestSizesKeepTheHitRatio(t *testing.T) {
	s := sizeOf(planOf(t, map[string]string{"urls": "365bn", "cache_capacity": "200M"}))
	if !s.scaled() || s.cached != maxCached {
		t.Fatalf("simulated %+v", s)
	}
	truth.Check(t, "hit ratio", cache.LRUHitRatio(s.urls, .99, s.cached), cache.LRUHitRatio(365e9, .99, 200e6), .002)
	if s := sizeOf(planOf(t, nil)); s.scaled() || s.urls != 1_000_000 || s.cached != 100_000 {
		t.Errorf("the default is simulated as %+v", s)
	}
}

// Shares of the most popular link: one over the harmonic number of 10^6 is
// 1/14.392727.
func TestHottestShare(t *testing.T) {
	for _, tt := range []struct {
		urls     int
		exponent float64
		want     float64
	}{{1, .99, 1}, {10, 1, 1 / 2.9289683}, {1_000_000, 1, 1 / 14.392727}, {1000, 0, .001}, {1_000_000, 0, 1e-6}} {
		truth.Check(t, fmt.Sprintf("the share among %d at %v", tt.urls, tt.exponent), hottestShare(tt.urls, tt.exponent), tt.want, 1e-6)
	}
}

// The warmed cache must be what a long run leaves: its first second is already
// like any other.
func TestCacheIsWarmFromTheStart(t *testing.T) {
	for _, nodes := range []string{"1", "3"} {
		r := simulate(t, map[string]string{
			"redirects": "100k/s", "writes": "0/s", "app_servers": "100", "cache_service_mean": "1 us", "cache_nodes": nodes, "shards": "20",
			"duration": "1 s", "warmup": "0 s",
		})
		truth.Check(t, "hit ratio with nodes "+nodes, r.Metrics["cache_hit_ratio"], .7663, .01)
	}
}

// Where links expire, the cache is warm from the start too: each is there with its own
// probability, λT/(1+λT) where nothing is evicted.
func TestCacheIsWarmWhereLinksExpire(t *testing.T) {
	for _, tt := range []struct{ ttl, capacity, urls string }{
		{"10 s", "100k", "100k"}, {"60 s", "100k", "100k"}, {"60 s", "10k", "100k"}, {"1 h", "10k", "100k"}, {"24 h", "50M", "365M"}, {"10 min", "5M", "5M"},
	} {
		parameters := map[string]string{
			"redirects": "20k/s", "writes": "0/s", "app_servers": "20", "cache_service_mean": "1 us", "shards": "20", "cache_ttl": tt.ttl,
			"cache_capacity": tt.capacity, "urls": tt.urls, "duration": "2 s", "warmup": "0 s",
		}
		r := simulate(t, parameters)
		truth.Check(t, fmt.Sprintf("hit ratio with %+v", tt), r.Metrics["cache_hit_ratio"], r.Theory["cache_hit_ratio"], .015)
	}
	// Found by summing the shares of 1,000 links alike and of Zipf's law by hand.
	alike := map[string]string{"urls": "1000", "cache_capacity": "1000", "zipf": "0", "redirects": "100/s", "cache_ttl": "20 s"}
	truth.Check(t, "theory of links alike", theory(planOf(t, alike)).Figures["cache_hit_ratio"], 2./3, 1e-9)
}
