package balancing

import (
	"math/rand/v2"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// An overheard is a law whose draws for new requests are noted.
type overheard struct {
	sim.Distribution
	model *model
	drawn *[]arrival
}

// An arrival is when a request came and what it needs.
type arrival struct {
	at      time.Duration
	service float64
}

func (o overheard) Sample(r *rand.Rand) float64 {
	service := o.Distribution.Sample(r)
	if r == o.model.service.Stream {
		*o.drawn = append(*o.drawn, arrival{o.model.Sim.Now(), service})
	}
	return service
}

func TestSystem(t *testing.T) {
	systemtest.Conform(t, System(), system.Scenario{Seed: 0, Parameters: map[string]string{
		"servers": "6", "policy": "two-choices", "load": "0.8", "service": "lognormal", "service_cv": "2", "weights": "3,1,1,1,1,1",
		"speeds": "1,1,1,2,1,0.5", "queue_limit": "50", "timeout": "200 ms", "retries": "2", "backoff": "20 ms", "retry_budget": "0.3",
		"balancers": "2", "staleness": "5 ms", "arrivals": "bursts", "requests": "20k",
	}, Faults: []string{
		"at 20% kill server 1", "at 30% slow server 2 by 3", "at 40% restart server 1", "at 50% cut server 3", "at 55% load x1.5",
		"at 60% heal server 3", "at 65% errors server 4 20%", "at 70% add server", "at 75% remove server 2", "at 80% set policy ewma",
	}})
}

// Two designs must meet the same requests.
func TestDesignDoesNotDisturbTheTraffic(t *testing.T) {
	traffic := func(faults []string, others ...string) (seen []arrival) {
		m := modelOf(t, systemtest.With(map[string]string{"rate": "500/s", "duration": "10 s"}, others...), faults...)
		m.service.Law = overheard{m.service.Law, m, &seen}
		for _, f := range m.Plan.Faults {
			m.Strike(f)
		}
		if err := m.RunUntil(t.Context(), 5*time.Second); err != nil {
			t.Fatal(err)
		}
		return seen
	}
	want := traffic(nil)
	for name, got := range map[string][]arrival{
		"policy":    traffic(nil, "policy", "two-choices"),
		"servers":   traffic(nil, "servers", "20", "workers", "3"),
		"balancers": traffic(nil, "balancers", "4", "staleness", "10 ms"),
		"time-out":  traffic(nil, "timeout", "5 ms", "retries", "3", "backoff", "10 ms"),
		"fault":     traffic([]string{"kill server 1", "errors server 2 50%"}),
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
	if len(want) < 2300 {
		t.Errorf("only %d arrivals", len(want))
	}
}
