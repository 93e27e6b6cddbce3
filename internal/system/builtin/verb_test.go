package builtin_test

import (
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// A verb does the same in every system whose clients wait for a time-out: who is
// killed refuses, who hangs or is cut off lets clients wait, and who fails a share does
// so at once.
func TestVerbsMeanTheSameEverywhere(t *testing.T) {
	for _, s := range []struct {
		system, part string
		parameters   map[string]string
	}{
		{"balancing", "server", map[string]string{"timeout": "1 s", "duration": "20 s", "detection": "1 h"}},
		{"monitoring", "server", map[string]string{"duration": "2 min", "health_interval": "1 min", "health_timeout": "1 min", "error_rate": "0"}},
		{"limiting", "server", map[string]string{"duration": "10 s", "detection": "1 h"}},
		{"shortener", "app", map[string]string{"duration": "5 s", "detection": "1 h", "redirects": "1k/s"}},
		{"shortener", "database", map[string]string{"duration": "5 s", "detection": "1 h", "redirects": "1k/s"}},
		{"topology", "app", map[string]string{"duration": "10 s", "detection": "1 h"}},
		{"topology", "db", map[string]string{"duration": "10 s", "detection": "1 h", "client.rate": "50/s"}},
	} {
		for action, want := range map[string]struct{ dropped, timedOut bool }{
			"kill " + s.part:            {dropped: true},
			"hang " + s.part:            {timedOut: true},
			"cut " + s.part:             {timedOut: true},
			"errors " + s.part + " 50%": {dropped: true},
		} {
			sc := system.Scenario{System: s.system, Parameters: s.parameters, Faults: []string{"at 50% " + action}}
			r, err := builtin.Systems().Run(t.Context(), sc, sim.Cost{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			dropped, timedOut := r.Metrics["dropped_fraction"] > .01, r.Metrics["timed_out_fraction"] > .01
			if dropped != want.dropped || timedOut != want.timedOut {
				t.Errorf("%s, %s: %v dropped, %v timed out", s.system, action, r.Metrics["dropped_fraction"], r.Metrics["timed_out_fraction"])
			}
		}
	}
}
