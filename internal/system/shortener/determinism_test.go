package shortener

import (
	"bytes"
	"testing"
	"time"

	"spar/internal/golden"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

func everything(t *testing.T) *system.Result {
	return simulate(t, systemtest.With(brief, "writes", "100/s", "ids", "random", "code_length", "5", "age", "100 days", "replicas", "2", "retries", "1", "aliases", "0.1", "duration", "4 s", "warmup", "1 s", "policy", "two-choices", "balancer_service_mean", "10 us"),
		"at 40% kill app 1", "at 2s slow database 2 by 3", "at 3s load x2", "at 3s restart app 1", "at 90% flush cache", "at 50% kill database 1")
}

// The file was written on one processor; every other must give the same bytes.
func TestGolden(t *testing.T) {
	golden.Check(t, "golden.json", systemtest.JSON(t, everything(t)))
}

func TestSameSeedSameBytes(t *testing.T) {
	first, second := systemtest.JSON(t, everything(t)), systemtest.JSON(t, everything(t))
	if !bytes.Equal(first, second) {
		t.Error("two runs of one scenario differ")
	}
	one := systemtest.Run(t, System(), system.Scenario{Parameters: brief})
	other := systemtest.Run(t, System(), system.Scenario{Parameters: brief, Seed: 1})
	if one.Metrics["redirect_latency_mean_seconds"] == other.Metrics["redirect_latency_mean_seconds"] {
		t.Error("another seed gave the same mean")
	}
}

// Two designs must meet the same requests.
func TestDesignDoesNotDisturbTheTraffic(t *testing.T) {
	type arrival struct {
		at              time.Duration
		code            uint64
		app, cache, sql time.Duration
	}
	traffic := func(parameters map[string]string, faults ...string) []arrival {
		m, err := newModel(planOf(t, parameters, faults...))
		if err != nil {
			t.Fatal(err)
		}
		var seen []arrival
		m.in.Emit = func() {
			r := m.draw()
			m.admit(r)
			seen = append(seen, arrival{r.arrived, r.code, r.appTime, r.cacheTime, r.queryTime})
		}
		for _, f := range m.plan.Faults {
			m.Strike(f)
		}
		if err := m.RunUntil(t.Context(), time.Second); err != nil {
			t.Fatal(err)
		}
		return seen
	}
	want := traffic(brief)
	for name, got := range map[string][]arrival{
		"database": traffic(systemtest.With(brief, "shards", "7", "db_concurrency", "1")),
		"policy":   traffic(systemtest.With(brief, "policy", "two-choices", "app_servers", "9")),
		"cache":    traffic(systemtest.With(brief, "cache_capacity", "0")),
		"fault":    traffic(brief, "kill app 1"),
	} {
		if len(got) != len(want) {
			t.Fatalf("another %s: %d arrivals, want %d", name, len(got), len(want))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("another %s: arrival %d is %+v, want %+v", name, i, got[i], want[i])
			}
		}
	}
	if len(want) < 900 {
		t.Errorf("only %d arrivals", len(want))
	}
}
