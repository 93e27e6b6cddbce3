package shortener

import (
	"testing"
	"time"

	"spar/internal/system"
	"spar/internal/system/systemtest"
)

func TestSystem(t *testing.T) {
	systemtest.Conform(t, System(), system.Scenario{Seed: 2, Parameters: systemtest.With(brief, "writes", "100/s", "ids", "random", "code_length", "5", "age", "100 days", "replicas", "2", "retries", "1", "aliases", "0.1", "duration", "4 s", "warmup", "1 s", "policy", "two-choices", "balancer_service_mean", "10 us"), Faults: []string{
		"at 40% kill app 1", "at 2s slow database 2 by 3", "at 3s load x2", "at 3s restart app 1", "at 90% flush cache", "at 50% kill database 1",
	}})
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
		for _, f := range m.Plan.Faults {
			m.Strike(f)
		}
		if err := m.RunUntil(t.Context(), time.Second); err != nil {
			t.Fatal(err)
		}
		return seen
	}
	want := traffic(brief)
	for name, got := range map[string][]arrival{
		"database": traffic(systemtest.With(brief, "shards", "7", "db_workers", "1")),
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
