package systemtest

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

var (
	_ TB = testing.TB(nil)
	_ TB = (*rapid.T)(nil)
)

// A clock is a model that only counts faults.
type clock struct {
	plan  *system.Plan
	now   time.Duration
	ticks int
}

func (c *clock) RunUntil(_ context.Context, t time.Duration) error { c.now = t; return nil }
func (c *clock) Strike(system.Fault)                               { c.ticks++ }
func (c *clock) View() system.View                                 { return system.View{At: c.now} }
func (c *clock) Result(context.Context) (*system.Result, error) {
	return &system.Result{Metrics: map[string]float64{"seconds": c.now.Seconds()}}, nil
}

// clockwork is a system of a clock, which takes any topology for a longer run.
func clockwork(duration string) *system.System {
	s := &system.System{
		Name:       "clock",
		Parameters: []system.Parameter{{Name: "duration", Kind: system.Duration, Default: duration, Min: 1, Max: 100}},
		Metrics:    []system.Metric{{Name: "seconds", Unit: system.Seconds}},
		Faults:     []system.FaultForm{{Verb: system.Load}},
		Cost:       func(*system.Plan) sim.Cost { return sim.Cost{} },
		Start: func(p *system.Plan) (system.Model, error) {
			if p.End == 13*time.Second {
				return nil, errors.New("bad luck")
			}
			return &clock{plan: p}, nil
		},
	}
	s.Of = func(*topology.Spec) (*system.System, system.Problems) { return clockwork("20 s"), nil }
	return s
}

func TestWith(t *testing.T) {
	base := map[string]string{"a": "1", "b": "2"}
	if got, want := With(base, "b", "3", "c", "4", "c", "5"), (map[string]string{"a": "1", "b": "3", "c": "5"}); !maps.Equal(got, want) || base["b"] != "2" {
		t.Errorf("With gives %v, want %v, and leaves %v", got, want, base)
	}
	if got := With(nil, "a", "1"); !maps.Equal(got, map[string]string{"a": "1"}) {
		t.Errorf("With(nil) gives %v", got)
	}
}

func TestRunPlanAndModel(t *testing.T) {
	for _, tt := range []struct {
		scenario system.Scenario
		end      time.Duration
	}{
		{system.Scenario{Seed: 7, Faults: []string{"load x2"}}, 10 * time.Second},
		{system.Scenario{Seed: 7, Faults: []string{"load x2"}, Parameters: With(nil, "duration", "5 s")}, 5 * time.Second},
		{system.Scenario{Seed: 7, Faults: []string{"load x2"}, Topology: &topology.Spec{}}, 20 * time.Second},
	} {
		if p := Plan(t, clockwork("10 s"), tt.scenario); p.Seed != 7 || p.End != tt.end || len(p.Faults) != 1 {
			t.Errorf("%+v: the plan is %+v", tt.scenario, p)
		}
		if m := Model[*clock](t, clockwork("10 s"), tt.scenario); m.plan.End != tt.end || m.now != 0 || m.ticks != 0 {
			t.Errorf("%+v: the model is %+v", tt.scenario, m)
		}
		var watched *clock
		r := Run(t, Watched(clockwork("10 s"), &watched), tt.scenario)
		if r.System != "clock" || r.Metrics["seconds"] != tt.end.Seconds() || watched == nil || watched.now != tt.end || watched.ticks != 1 {
			t.Errorf("%+v: the result is %+v of the model %+v", tt.scenario, r, watched)
		}
		if text := string(JSON(t, r)); !strings.HasPrefix(text, "{\n  \"system\": \"clock\"") || !strings.HasSuffix(text, "}\n") {
			t.Errorf("%+v: the result is written as %s", tt.scenario, text)
		}
	}
}

// A recorder notes that a test failed, and ends it.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Context() context.Context { return context.Background() }
func (r *recorder) Helper()                  {}
func (r *recorder) Fatal(...any)             { r.failed = true; panic(r) }

func TestMistakesFailTheTest(t *testing.T) {
	wrong, unlucky := system.Scenario{Faults: []string{"dance"}}, system.Scenario{Parameters: With(nil, "duration", "13 s")}
	for name, run := range map[string]func(TB){
		"run":             func(t TB) { Run(t, clockwork("10 s"), wrong) },
		"plan":            func(t TB) { Plan(t, clockwork("10 s"), wrong) },
		"model":           func(t TB) { Model[*clock](t, clockwork("10 s"), wrong) },
		"unlucky run":     func(t TB) { Run(t, clockwork("10 s"), unlucky) },
		"unlucky model":   func(t TB) { Model[*clock](t, clockwork("10 s"), unlucky) },
		"watched mistake": func(t TB) { Run(t, Watched(clockwork("10 s"), new(*clock)), unlucky) },
	} {
		r := &recorder{}
		func() {
			defer func() { _ = recover() }()
			run(r)
		}()
		if !r.failed {
			t.Errorf("%s: the test did not fail", name)
		}
	}
}
