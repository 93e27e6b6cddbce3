package monitoring

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// Whatever the design and the faults: every request has one fate, and every figure
// is possible.
func TestEveryRequestHasOneFate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(name string, low, high int) string {
			return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name))
		}
		word := func(name string, words ...string) string { return rapid.SampledFrom(words).Draw(t, name) }
		parameters := map[string]string{
			"servers": count("servers", 1, 5), "rate": count("rate", 1, 100) + "/s", "service": word("law", exponential, deterministic, logNormal, pareto),
			"service_mean": count("service", 1, 100) + " ms", "workers": count("workers", 1, 4), "queue_limit": count("queue", 0, 20),
			"timeout": count("timeout", 1, 900) + " ms", "error_rate": word("errors", "0", "0.1", "1"), "dependency_share": word("needs", "0", "0.5", "1"),
			"buckets": word("buckets", guide, prometheus, exponential, logLinear, naiveBuckets), "sample": word("sample", "0", "0.5", "1"),
			"scrape_interval": count("scrape", 100, 9000) + " ms", "check": word("check", shallow, deep), "health_interval": count("interval", 500, 3000) + " ms",
			"health_timeout": count("patience", 1, 500) + " ms", "fall": count("fall", 1, 3), "rise": count("rise", 1, 3), "loss": word("loss", "0", "0.3", "1"),
			"slo": word("slo", "0", "0.9", "0.999"), "slo_period": count("period", 1, 60) + " min", "alert": word("alert", burnRate, threshold),
			"duration": "20 s", "warmup": count("warmup", 0, 15) + " s",
		}
		var m *model
		r := systemtest.Run(t, systemtest.Watched(System(), &m), system.Scenario{
			Seed: rapid.Uint64().Draw(t, "seed"), Parameters: parameters,
			Faults: rapid.SliceOfN(systemtest.AnyFault(System()), 0, 8).Draw(t, "faults"),
		})
		conserved(t, m)
		f := r.Metrics
		if fates := f["availability"] + f["dropped_fraction"] + f["timed_out_fraction"]; fates != 0 && math.Abs(fates-1) > 1e-9 {
			t.Errorf("fates add up to %v", fates)
		}
		if f["healthy_mean"] > m.Plan.Number("servers") || f["gauge_max"] > f["in_flight_max"] || f["in_flight_mean"] > f["in_flight_max"]+1e-9 {
			t.Errorf("impossible: %v", f)
		}
		for _, metric := range System().Metrics {
			if value := f[metric.Name]; !(value >= 0) || math.IsInf(value, 0) {
				t.Errorf("%s is %v", metric.Name, value)
			}
		}
	})
}

// conserved checks that every request that came was served, failed, timed out or is
// still there, and that nobody counts what is not.
func conserved(t *rapid.T, m *model) {
	if m.Open != 0 {
		t.Errorf("%d measured requests have no fate", m.Open)
	}
	underWay := int64(m.jobs.Live())
	if c := m.Counts; c.Arrived != c.Served+c.Failed+c.TimedOut+underWay {
		t.Errorf("%+v, %d under way", c, underWay)
	}
	atServers, connected := int64(0), int64(0)
	for i, s := range m.servers {
		held := s.station.Busy() + s.station.Waiting()
		atServers += int64(held)
		connected += int64(m.pool.Connections(i))
		if s.inFlight.Value() != float64(held) {
			t.Errorf("server %d holds %d requests, its gauge shows %v", i+1, held, s.inFlight.Value())
		}
		if s.failures.Value() > s.requests.Value() {
			t.Errorf("server %d failed %v of %v requests", i+1, s.failures.Value(), s.requests.Value())
		}
	}
	if atServers != m.inFlight.Value() || connected != underWay {
		t.Errorf("servers hold %d requests, %d are counted; %d connections, %d under way", atServers, m.inFlight.Value(), connected, underWay)
	}
}
