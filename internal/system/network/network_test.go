package network

import (
	"testing"

	"spar/internal/system"
	"spar/internal/system/systemtest"
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
	sc.Parameters = systemtest.With(sc.Parameters, others...)
	return sc
}

func run(t testing.TB, sc system.Scenario) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), sc)
}

// modelOf returns the model of a run before its first event.
func modelOf(t systemtest.TB, sc system.Scenario) *model {
	t.Helper()
	return systemtest.Model[*model](t, System(), sc)
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
	r := run(t, with(system.Scenario{Seed: 1}, "duration", "10 s", "warmup", "1 s"))
	if r.Metrics["availability"] != 1 {
		t.Errorf("availability is %v", r.Metrics["availability"])
	}
	for metric, want := range r.Theory {
		within(t, r, metric, want, .03)
	}
}
