package balancing

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// anyParameters draws a small run of any design.
func anyParameters(t *rapid.T) map[string]string {
	word := func(name string, choices ...string) string { return rapid.SampledFrom(choices).Draw(t, name) }
	count := func(name string, low, high int) string { return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name)) }
	p := map[string]string{
		"servers": "3", "policy": word("policy", balance.Names()...), "service": word("service", laws...),
		"workers": count("workers", 1, 3), "retries": count("retries", 0, 3), "backoff": count("backoff", 0, 50) + " ms",
		"abandoned": word("abandoned", "executed", "withdrawn"), "balancers": count("balancers", 1, 3),
		"staleness": count("staleness", 0, 1) + "0 ms", "detection": count("detection", 0, 500) + " ms",
		"duration": "3 s", "warmup": count("warmup", 0, 2) + " s", "keys": "50",
	}
	optional := func(name, value string) {
		if rapid.Bool().Draw(t, "has "+name) {
			p[name] = value
		}
	}
	optional("timeout", count("timeout", 1, 300)+" ms")
	optional("queue_limit", count("queue_limit", 0, 20))
	optional("retry_budget", word("retry_budget", "0", "0.1", "1"))
	optional("weights", "5,1,2")
	optional("speeds", "1,0.5,2")
	if rapid.Bool().Draw(t, "closed loop") {
		p["users"], p["think"] = count("users", 1, 40), count("think", 0, 200)+" ms"
		return p
	}
	p["load"] = fmt.Sprint(rapid.Float64Range(.05, 1.5).Draw(t, "load"))
	p["arrivals"] = word("arrivals", "poisson", "constant", "diurnal", "flash-crowd", "bursts")
	return p
}

// waiting returns how many requests have no answer yet, one for each client that is
// still there.
func (m *model) waiting() (n int64) {
	for i := range m.jobs.All {
		j := &m.jobs.All[i]
		if j.state != idle && j.state != withdrawn && j.state != closing && !j.abandoned {
			n++
		}
	}
	return n
}

// At any time every request that has arrived was served, has failed or timed out,
// or is under way; and once no more come, nothing is left.
func TestRequestsAreConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sc := system.Scenario{
			System: "balancing", Seed: rapid.Uint64().Draw(t, "seed"), Parameters: anyParameters(t),
			Faults: rapid.SliceOfN(systemtest.AnyFault(System()), 0, 6).Draw(t, "faults"),
		}
		var m *model
		r, err := system.Registry{systemtest.Watched(System(), &m)}.Begin(sc, sim.Cost{})
		if err != nil {
			t.Fatal(err)
		}
		for at := 100 * time.Millisecond; at < r.End(); at += 100 * time.Millisecond {
			if err := r.Advance(t.Context(), at); err != nil {
				t.Fatal(err)
			}
			var all sim.Counts
			for _, p := range m.Rec.Series() {
				all.Served += p.Served
				all.Failed += p.Failed
				all.TimedOut += p.TimedOut
			}
			if m.Counts.Arrived != all.All()+m.waiting() {
				t.Fatalf("at %v: %d requests, but %+v and %d under way", r.Now(), m.Counts.Arrived, all, m.waiting())
			}
		}
		if m.users == nil {
			m.in.Stop()
			checkEmptied(t, m)
		}
	})
}

// checkEmptied fails the test if anything stays behind once requests no longer
// arrive.
func checkEmptied(t *rapid.T, m *model) {
	if err := m.Sim.RunUntil(t.Context(), m.Sim.Now()+24*time.Hour); err != nil {
		t.Fatal(err)
	}
	if !works(m) {
		return // what waits in the queue that servers share waits for ever
	}
	gone := 0 // for ever, where clients have no time-out
	for i := range m.jobs.All {
		if j := m.jobs.All[i]; (j.state == lost || j.state == held) && m.timeout == 0 {
			gone++
		}
	}
	if m.jobs.Live() != gone {
		t.Errorf("%d jobs are left, of which %d are lost", m.jobs.Live(), gone)
	}
}

// works reports whether a server can be reached.
func works(m *model) bool {
	return slices.ContainsFunc(m.View().Parts[0].Members, func(s system.Member) bool {
		return !strings.HasPrefix(s.State, "down") && !strings.HasPrefix(s.State, "hangs") && !strings.HasPrefix(s.State, "removed") && !strings.HasPrefix(s.State, "cut")
	})
}

// Whatever the design and the faults, every measured request has one fate and every
// figure is possible.
func TestFiguresArePossible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := systemtest.Run(t, System(), system.Scenario{
			Seed: rapid.Uint64().Draw(t, "seed"), Parameters: anyParameters(t),
			Faults: rapid.SliceOfN(systemtest.AnyFault(System()), 0, 6).Draw(t, "faults"),
		})
		m := r.Metrics
		if fates := m["availability"] + m["dropped_fraction"] + m["timed_out_fraction"]; fates != 0 && math.Abs(fates-1) > 1e-9 {
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
			// Means are whole nanoseconds.
			if i, ok := r.Intervals[metric.Name]; ok && !(i.Low <= value*(1+1e-12)+1e-9 && value <= i.High*(1+1e-12)+1e-9) {
				t.Errorf("%s is %v, outside of its interval %v", metric.Name, value, i)
			}
		}
		percentiles := []string{"p50", "p90", "p95", "p99", "p999"}
		for i, p := range percentiles[1:] {
			if m["latency_"+p+"_seconds"] < m["latency_"+percentiles[i]+"_seconds"] {
				t.Errorf("%s is below %s", p, percentiles[i])
			}
		}
	})
}
