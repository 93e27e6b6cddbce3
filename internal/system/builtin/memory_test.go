package builtin_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// piling are scenarios in which requests pile up without end, by their system.
func piling() []system.Scenario {
	return []system.Scenario{
		{System: "balancing", Parameters: map[string]string{"rate": "1e9/s"}},
		{System: "balancing", Parameters: map[string]string{"rate": "5k/s", "staleness": "1 h"}},
		{System: "shortener", Parameters: map[string]string{"balancer_service_mean": "9 ms", "redirects": "60k/s"}},
		{System: "shortener", Parameters: map[string]string{"db_service_mean": "9 s", "queue_limit": "10M", "cache_capacity": "0", "redirects": "60k/s"}},
		{System: "limiting", Parameters: map[string]string{"store_service_mean": "9 ms", "store_timeout": "1 min", "rate": "60k/s"}},
		{System: "topology", Parameters: map[string]string{"app.time": "9 s", "app.queue_limit": "10M", "client.rate": "40k/s"}},
	}
}

// A run that would take more memory than it may is refused before it begins, and the
// error says how much.
func TestMemoryIsRefusedBefore(t *testing.T) {
	for _, sc := range piling() {
		if sc.System == "topology" {
			continue // one that does not hold is run until its memory is full
		}
		_, err := builtin.Systems().Begin(sc, sim.Cost{})
		if !errors.Is(err, sim.ErrMemory) || !strings.Contains(err.Error(), " MB exceed the limit of ") {
			t.Errorf("%s %v: got %v, want a refusal for its memory", sc.System, sc.Parameters, err)
		}
	}
}

// What a run takes is within what was stated, where requests pile up too.
func TestMemoryIsStated(t *testing.T) {
	shorter := map[string]map[string]string{
		"balancing": {"requests": "100k"}, "shortener": {"duration": "8 s", "warmup": "1 s"}, "topology": {"duration": "4 s", "warmup": "1 s"}, "limiting": {"duration": "6 s", "warmup": "1 s"},
	}
	for _, sc := range piling() {
		for name, value := range shorter[sc.System] {
			sc.Parameters[name] = value
		}
		cost, problems := builtin.Systems().Cost(sc)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		before, peak := m.HeapAlloc, uint64(0)
		_, err := builtin.Systems().Run(context.Background(), sc, sim.Cost{}, func(system.Progress) {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		})
		if err != nil {
			t.Errorf("%s %v: %v", sc.System, sc.Parameters, err)
		}
		// What no run can do without, such as tables of distributions, is not stated.
		const rest = 16 << 20
		if took := float64(peak) - float64(before); took > cost.Bytes+rest {
			t.Errorf("%s %v took %.3g MB, stated %.3g MB", sc.System, sc.Parameters, took/1e6, cost.Bytes/1e6)
		} else {
			t.Logf("%s %v took %.3g MB, stated %.3g MB", sc.System, sc.Parameters, took/1e6, cost.Bytes/1e6)
		}
	}
}
