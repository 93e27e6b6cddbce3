// Package systemtest holds the suite that every system must pass, and runs systems for
// their other tests: to a result, or as far as the plan or the model that a test looks
// into.
package systemtest

import (
	"context"
	"encoding/json"
	"maps"
	"math"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// A TB is a test, be it a testing.TB or a *rapid.T.
type TB interface {
	Context() context.Context
	Fatal(...any)
	Helper()
}

// With returns the parameters of base, which may be nil, and others in place of
// those of the same name or beside them, given as name and value in turns.
func With(base map[string]string, others ...string) map[string]string {
	all := map[string]string{}
	maps.Copy(all, base)
	for i := 0; i < len(others); i += 2 {
		all[others[i]] = others[i+1]
	}
	return all
}

// Run returns the result of a scenario of a system, whose name the scenario need
// not say. The scenario must have no mistakes.
func Run(t TB, s *system.System, sc system.Scenario) *system.Result {
	t.Helper()
	sc.System = s.Name
	r, err := system.Registry{s}.Run(t.Context(), sc, sim.Cost{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range r.Theory {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatal("the theory of", name, "is no figure:", v)
		}
	}
	return r
}

// Plan returns the plan of such a scenario. Nothing starts.
func Plan(t TB, s *system.System, sc system.Scenario) *system.Plan {
	t.Helper()
	var plan *system.Plan
	begin(t, starting(s, func(starter) starter {
		return func(p *system.Plan) (system.Model, error) {
			plan = p
			return nil, nil
		}
	}), sc)
	return plan
}

// Model returns the model of such a scenario before its first event.
func Model[M system.Model](t TB, s *system.System, sc system.Scenario) M {
	t.Helper()
	var m M
	begin(t, Watched(s, &m), sc)
	return m
}

func begin(t TB, s *system.System, sc system.Scenario) {
	t.Helper()
	sc.System = s.Name
	if _, err := (system.Registry{s}).Begin(sc, sim.Cost{}); err != nil {
		t.Fatal(err)
	}
}

// Watched returns a system whose runs put their model into m when they start.
func Watched[M system.Model](s *system.System, m *M) *system.System {
	return starting(s, func(start starter) starter {
		return func(p *system.Plan) (system.Model, error) {
			model, err := start(p)
			if err == nil {
				*m = model.(M)
			}
			return model, err
		}
	})
}

// A starter sets up a run, as [system.System] has it.
type starter func(*system.Plan) (system.Model, error)

// starting returns a system that starts in another way, and so do those that
// topologies make of it.
func starting(s *system.System, other func(starter) starter) *system.System {
	changed := *s
	changed.Start = other(s.Start)
	if s.Of != nil {
		changed.Of = func(spec *topology.Spec) (*system.System, system.Problems) {
			made, problems := s.Of(spec)
			if len(problems) > 0 {
				return nil, problems
			}
			return starting(made, other), nil
		}
	}
	return &changed
}

// JSON returns a result as it is written for others to read.
func JSON(t TB, r *system.Result) []byte {
	t.Helper()
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}
