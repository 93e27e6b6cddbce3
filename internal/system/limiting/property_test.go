package limiting

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/limit"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// Whatever the limit and the faults: every request has one fate, every figure is
// possible, and what the store is asked ends.
func TestEveryRequestHasOneFate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(name string, low, high int) string {
			return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name))
		}
		word := func(name string, words ...string) string { return rapid.SampledFrom(words).Draw(t, name) }
		parameters := map[string]string{
			"algorithm": word("algorithm", limit.Names()...), "limit": count("limit", 1, 30), "period": count("period", 100, 3000) + " ms", "burst": count("burst", 1, 60),
			"scope": word("scope", local, divided, shared, checkThenAct), "on_store_failure": word("failure", open, closed, own), "servers": count("servers", 1, 5),
			"policy": word("policy", "random", "round-robin", "least-connections", "bounded-hash"), "rate": count("rate", 1, 200) + "/s", "keys": count("keys", 1, 100),
			"abusers": count("abusers", 0, 3), "abuse_rate": count("abuse", 1, 100) + "/s", "abuse": word("how", steady, boundary),
			"service_mean": count("service", 1, 50) + " ms", "workers": count("workers", 1, 3), "queue_limit": count("queue", 0, 20), "timeout": count("timeout", 1, 900) + " ms",
			"store_service_mean": count("store", 1, 5000) + " us", "store_workers": count("hands", 1, 3), "network": count("network", 0, 10) + " ms", "store_timeout": count("patience", 1, 200) + " ms",
			"detection": count("detection", 0, 2000) + " ms", "duration": "10 s", "warmup": count("warmup", 0, 8) + " s",
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
		for _, metric := range System().Metrics {
			if value := f[metric.Name]; !(value >= 0) || math.IsInf(value, 0) {
				t.Errorf("%s is %v", metric.Name, value)
			}
		}
	})
}

// A restart of a server that works is none: the requests that it has stay its own.
func TestRestartOfWhatWorks(t *testing.T) {
	var m *model
	systemtest.Run(t, systemtest.Watched(System(), &m), system.Scenario{
		Parameters: map[string]string{"servers": "1", "workers": "1", "rate": "20/s", "service_mean": "46 ms", "limit": "1000", "duration": "10 s", "warmup": "0 s"},
		Faults:     []string{"at 0% slow server by 20", "at 50% restart server"},
	})
	if got := m.pool.Connections(0); got != m.requests.Live() || got == 0 {
		t.Errorf("%d connections, and %d requests under way", got, m.requests.Live())
	}
}

// conserved checks that every request that came was answered, refused by policy, failed,
// timed out or is still there, and that nobody counts what is not.
func conserved(t *rapid.T, m *model) {
	if m.Open != 0 {
		t.Errorf("%d measured requests have no fate", m.Open)
	}
	places := map[place]int{}
	for _, r := range m.requests.All {
		places[r.place]++
	}
	if free := len(m.requests.All) - m.requests.Live(); places[nowhere] != free {
		t.Errorf("%d requests are nowhere, %d slots free", places[nowhere], free)
	}
	connected, atServers := 0, 0
	for i, st := range m.fleet.Stations {
		connected += m.pool.Connections(i)
		atServers += st.Busy() + st.Waiting()
	}
	if connected != m.requests.Live() || atServers != places[working] {
		t.Errorf("%d connections and %d requests at servers; %d under way, %d at work", connected, atServers, m.requests.Live(), places[working])
	}
	inHand := 0
	for _, a := range m.store.asks.All {
		if a.at == inStore {
			inHand++
		}
	}
	if n := m.store.station.Busy() + m.store.station.Waiting(); n != inHand {
		t.Errorf("the store has %d in hand, %d asks are with it", n, inHand)
	}
	var d decisions
	for i := range m.tally.slices {
		s := m.tally.sum(i, everybody)
		d.asked += s.asked
		d.allowed += s.allowed
		d.refused += s.refused
		d.over += s.over
		d.exact += s.exact
		d.short += s.short
	}
	recorded := m.Rec.Counts().All()
	if d.allowed+d.refused > d.asked || d.asked-recorded > d.refused || d.over > d.allowed || d.short > d.refused || d.exact > d.asked {
		t.Errorf("%+v, %d recorded", d, recorded)
	}
}
