package shortener

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/shortid"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// Whatever the design and the faults, every measured request must have one fate
// and every figure must be possible.
func TestEveryRequestHasOneFate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(name string, low, high int) string {
			return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name))
		}
		scenario := system.Scenario{
			Seed: rapid.Uint64().Draw(t, "seed"),
			Parameters: map[string]string{
				"redirects": count("redirects", 1, 1500) + "/s", "urls": count("urls", 1, 3000), "cache_capacity": count("capacity", 0, 3000),
				"writes": count("writes", 0, 300) + "/s", "abuse": count("abuse", 0, 100) + "/s", "user_limit": count("user limit", 0, 3) + "/s",
				"ids": rapid.SampledFrom(shortid.Names()).Draw(t, "ids"), "code_length": count("length", 6, 8), "lease": count("lease", 1, 100),
				"age": count("age", 0, 2000) + " days", "retention": count("retention", 1, 2000) + " days",
				"aliases": fmt.Sprint(rapid.Float64Range(0, 1).Draw(t, "aliases")), "duplicates": fmt.Sprint(rapid.Float64Range(0, 1).Draw(t, "duplicates")),
				"replicas": count("replicas", 1, 3), "cache_ttl": count("ttl", 1, 2000) + " ms", "click_queue_limit": count("clicks", 0, 100),
				"retries": count("retries", 0, 2), "click_service_mean": count("counting", 1, 20) + " ms",
				"zipf": fmt.Sprint(rapid.Float64Range(0, 2).Draw(t, "zipf")), "cache_nodes": "2",
				"app_servers": "3", "app_workers": count("workers", 1, 3), "shards": "3", "db_workers": count("connections", 1, 3),
				"policy": rapid.SampledFrom(policies).Draw(t, "policy"), "queue_limit": count("limit", 0, 50),
				"timeout": count("timeout", 1, 300) + " ms", "detection": count("detection", 0, 500) + " ms",
				"network": count("network", 0, 3) + " ms", "balancer_service_mean": count("balancer", 0, 1) + " ms",
				"duration": "1 s", "warmup": count("warmup", 0, 900) + " ms",
			},
			Faults: rapid.SliceOfN(systemtest.AnyFault(System()), 0, 6).Draw(t, "faults"),
		}
		r := systemtest.Run(t, System(), scenario)
		m := r.Metrics
		fates := m["availability"] + m["dropped_fraction"] + m["timed_out_fraction"]
		if m["redirect_latency_p50_seconds"] > 0 && math.Abs(fates-1) > 1e-9 {
			t.Errorf("fates add up to %v", fates)
		}
		for _, metric := range System().Metrics {
			value, limit := m[metric.Name], math.Inf(1)
			if metric.Unit == system.Ratio {
				limit = 1
			}
			if !(value >= 0 && value <= limit) || math.IsInf(value, 0) {
				t.Errorf("%s is %v", metric.Name, value)
			}
		}
		if scenario.Parameters["retries"] == "0" && m["redirect_latency_p999_seconds"] > .3 {
			t.Errorf("p99.9 is %v, above every timeout", m["redirect_latency_p999_seconds"])
		}
	})
}

// BenchmarkRun is the default run: 60 virtual seconds at 11.6k/s, with its fault.
func BenchmarkRun(b *testing.B) {
	scenario := system.Scenario{Faults: System().DefaultFaults}
	events := uint64(0)
	for b.Loop() {
		events += systemtest.Run(b, System(), scenario).Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds()/1e6, "Mevents/s")
}
