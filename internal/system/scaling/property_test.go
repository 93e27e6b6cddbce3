package scaling

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// Whatever the design and the faults: every request has one fate, instances are
// within their bounds, and every figure is possible.
func TestEveryRequestHasOneFate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(name string, low, high int) string {
			return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name))
		}
		word := func(name string, words ...string) string { return rapid.SampledFrom(words).Draw(t, name) }
		least := rapid.IntRange(1, 4).Draw(t, "min")
		parameters := map[string]string{
			"policy": word("policy", hpa, threshold, scheduled, naive), "min": fmt.Sprint(least), "max": count("max", least, 8),
			"target": word("target", "0.3", "0.7", "1"), "tolerance": word("tolerance", "0", "0.1"), "window": count("window", 0, 60) + " s",
			"cooldown": count("cooldown", 0, 60) + " s", "step": count("step", 1, 3), "scaling": word("scaling", horizontal, vertical),
			"boot_time": count("boot", 0, 30) + " s", "interval": count("interval", 1, 20) + " s", "metric_lag": count("lag", 0, 40) + " s",
			"rate": count("rate", 1, 40) + "/s", "load_shape": word("shape", constant, step, ramp, flashCrowd, diurnal), "peak": count("peak", 1, 5),
			"service_mean": count("service", 1, 200) + " ms", "workers": count("workers", 1, 4), "queue_limit": count("limit", 0, 50),
			"duration": "2 min", "warmup": count("warmup", 0, 100) + " s",
		}
		var m *model
		r := systemtest.Run(t, systemtest.Watched(System(), &m), system.Scenario{
			Seed: rapid.Uint64().Draw(t, "seed"), Parameters: parameters,
			Faults: rapid.SliceOfN(systemtest.AnyFault(System()), 0, 6).Draw(t, "faults"),
		})
		conserved(t, m)
		f := r.Metrics
		if fates := f["availability"] + f["dropped_fraction"]; fates != 0 && math.Abs(fates-1) > 1e-9 {
			t.Errorf("fates add up to %v", fates)
		}
		if f["instances_mean"] < float64(least)-1e-9 || f["instances_mean"] > f["instances_max"]+1e-9 {
			t.Errorf("instances: %v on average, %v at most, at least %d ordered", f["instances_mean"], f["instances_max"], least)
		}
		for _, metric := range System().Metrics {
			value, limit := f[metric.Name], math.Inf(1)
			if metric.Unit == system.Ratio {
				limit = 1 + 1e-9
			}
			if !(value >= 0 && value <= limit) || math.IsInf(value, 0) {
				t.Errorf("%s is %v", metric.Name, value)
			}
		}
	})
}

// conserved checks that every request that came was served, failed or is still
// there, and that the balancer counts what instances work on.
func conserved(t *rapid.T, m *model) {
	if m.Open != 0 {
		t.Errorf("%d measured requests have no fate", m.Open)
	}
	underWay := int64(m.jobs.Live())
	if h := m.Counts; h.Arrived != h.Served+h.Failed+underWay {
		t.Errorf("%d arrived; %d served, %d failed, %d under way", h.Arrived, h.Served, h.Failed, underWay)
	}
	working, paid := int64(0), int64(0)
	for place, i := range m.instances {
		working += int64(i.station.Busy() + i.station.Waiting())
		if n := m.pool.Connections(place); n != i.station.Busy()+i.station.Waiting() {
			t.Errorf("instance %d works on %d requests, the balancer counts %d", place+1, i.station.Busy(), n)
		}
		if i.state != gone {
			paid += int64(i.size)
		}
	}
	if working+m.queue.Waiting.Value() != underWay {
		t.Errorf("%d requests are worked on, %d wait, %d are under way", working, m.queue.Waiting.Value(), underWay)
	}
	if paid != m.paid.Value() {
		t.Errorf("there are %d instances, %d are paid for", paid, m.paid.Value())
	}
}
