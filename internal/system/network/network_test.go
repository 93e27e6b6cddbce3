package network

import (
	"maps"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
)

// read returns the scenario in a file, which must have no mistakes.
func read(t testing.TB, text string) system.Scenario {
	t.Helper()
	sc, problems := system.Registry{System()}.ReadScenario("test.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return sc
}

// with returns a scenario with parameters, given as name and value in turns.
func with(sc system.Scenario, others ...string) system.Scenario {
	sc.Parameters = maps.Clone(sc.Parameters)
	if sc.Parameters == nil {
		sc.Parameters = map[string]string{}
	}
	for i := 0; i < len(others); i += 2 {
		sc.Parameters[others[i]] = others[i+1]
	}
	return sc
}

func run(t testing.TB, sc system.Scenario) *system.Result {
	t.Helper()
	r, err := system.Registry{System()}.Run(t.Context(), sc, sim.Cost{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// modelOf returns a run that has not begun.
func modelOf(t testing.TB, sc system.Scenario) *model {
	t.Helper()
	var m *model
	of := func(s *system.System) *system.System {
		begin := s.Start
		s.Start = func(p *system.Plan) (system.Model, error) {
			started, err := begin(p)
			if err == nil {
				m = started.(*model)
			}
			return started, err
		}
		return s
	}
	s, problems := system.Registry{System()}.Of(sc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	sc.Topology = nil // s is made for it
	if _, err := (system.Registry{of(s)}).Begin(sc, sim.Cost{}); err != nil {
		t.Fatal(err)
	}
	return m
}

// within checks a metric against what it should be, to a relative tolerance or the
// run's own interval, whichever is wider.
func within(t *testing.T, r *system.Result, metric string, want, tolerance float64) {
	t.Helper()
	got, slack := r.Metrics[metric], tolerance*want
	if i, ok := r.Intervals[metric]; ok {
		slack = max(slack, .75*(i.High-i.Low))
	}
	if !(got >= want-slack && got <= want+slack) {
		t.Errorf("%s = %.6g, want %.6g within %.2g", metric, got, want, slack)
	}
}

func TestExample(t *testing.T) {
	r := run(t, with(system.Scenario{System: "topology", Seed: 1}, "duration", "10 s", "warmup", "1 s"))
	if r.Metrics["availability"] != 1 {
		t.Errorf("availability is %v", r.Metrics["availability"])
	}
	for metric, want := range r.Theory {
		within(t, r, metric, want, .03)
	}
}
