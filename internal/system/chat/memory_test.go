package chat

import (
	"math"
	"runtime"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// latencies is how much more or less those of a run take, as they scatter.
const latencies = 2e6

// The memory that a plan states is what a run keeps, whatever most of it is: users,
// groups, messages for those who are away or copies for them.
func TestCostIsTheMemoryThatIsKept(t *testing.T) {
	everybody := systemtest.With(guide(), "users", "500k", "scale", "1", "duration", "500 ms", "warmup", "50 ms")
	for name, parameters := range map[string]map[string]string{
		"users": nil, "conversations": everybody, "groups": {"users": "10k", "group_fraction": "1", "group_size": "1000", "duration": "5 s"},
		"messages":         {"users": "20k", "messages": "10k/s", "duration": "30 s", "group_fraction": "0", "online_fraction": "0.05", "conversation_gap": "100 ms"},
		"they come back":   {"users": "20k", "messages": "5k/s", "online_fraction": "0.5", "session_mean": "20 s", "duration": "60 s", "group_fraction": "0"},
		"fan-out on write": {"users": "20k", "messages": "5k/s", "duration": "10 s", "fan_out": onWrite, "group_size": "10"},
	} {
		var before, after runtime.MemStats
		var m *model
		runtime.GC()
		runtime.ReadMemStats(&before)
		sc := system.Scenario{System: "chat", Parameters: parameters, Seed: 1}
		if _, err := (system.Registry{systemtest.Watched(System(), &m)}).Run(t.Context(), sc, sim.Cost{}, nil); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		stated, kept := cost(m.Plan).Bytes, float64(after.HeapAlloc)-float64(before.HeapAlloc)
		if math.Abs(stated-kept) > float64(.1*kept)+latencies {
			t.Errorf("%s: %.4g MB are stated, and %.4g MB are kept", name, stated/1e6, kept/1e6)
		}
		runtime.KeepAlive(m)
	}
}
