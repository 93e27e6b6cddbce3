package systemtest

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/golden"
	"spar/internal/sim"
	"spar/internal/system"
)

// Conform tests what every system promises, with a scenario in which most of what
// there is takes part: all that the system describes must be measured in it. Its
// result must be the file testdata/golden.json of the package under test.
func Conform(t *testing.T, s *system.System, sc system.Scenario) {
	sc.System = s.Name
	first := Run(t, s, sc)
	t.Run("the defaults have no problems", func(t *testing.T) { defaults(t, s) })
	// The file was written on one processor; every other must give the same bytes.
	t.Run("the result is as it was", func(t *testing.T) { golden.Check(t, "golden.json", JSON(t, first)) })
	t.Run("a seed decides the result", func(t *testing.T) { seeds(t, s, sc, first) })
	t.Run("watching changes nothing", func(t *testing.T) { watching(t, s, sc) })
	t.Run("what is described is measured", func(t *testing.T) { described(t, s, sc, first) })
	t.Run("a cancelled context ends the run", func(t *testing.T) { cancelled(t, s, sc) })
}

func defaults(t *testing.T, s *system.System) {
	sc := system.Scenario{System: s.Name, Faults: s.DefaultFaults, Objectives: s.DefaultObjectives}
	if problems := (system.Registry{s}).Check(sc); len(problems) > 0 {
		t.Errorf("the defaults have problems: %v", problems)
	}
}

func seeds(t *testing.T, s *system.System, sc system.Scenario, first *system.Result) {
	if !bytes.Equal(JSON(t, first), JSON(t, Run(t, s, sc))) {
		t.Error("two runs of one scenario differ")
	}
	sc.Seed++
	if maps.Equal(first.Metrics, Run(t, s, sc).Metrics) {
		t.Error("another seed gives the same figures")
	}
}

// watching looks at a run at uneven times. Every other fault strikes it on the way.
func watching(t *testing.T, s *system.System, sc system.Scenario) {
	faults := Plan(t, s, sc).Faults
	sc.Faults = nil
	for i := 0; i < len(faults); i += 2 {
		sc.Faults = append(sc.Faults, faults[i].Text)
	}
	run, err := system.Registry{s}.Begin(sc, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(faults); i += 2 {
		watch(t, run, faults[i].At)
		if err := run.Strike(action(faults[i])); err != nil {
			t.Fatal(err)
		}
	}
	watch(t, run, run.End())
	if n := len(run.Scenario().Faults); n != len(faults) {
		t.Errorf("the scenario of the run has %d faults, want %d", n, len(faults))
	}
	Repeats(t, s, run)
}

// Repeats fails unless a run gives in the end what its scenario gives unwatched, with
// all that struck it.
func Repeats(t TB, s *system.System, run *system.Run) {
	t.Helper()
	watched, err := run.Finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(JSON(t, watched), JSON(t, Run(t, s, run.Scenario()))) {
		t.Fatal("watching changed the result")
	}
}

// watch carries a run on to a time, in steps that no period of a system divides.
func watch(t *testing.T, run *system.Run, until time.Duration) {
	t.Helper()
	step := run.End()/61 + 7*time.Microsecond
	for at := run.Now(); at < until; {
		at = min(at+step, until)
		step += step / 13
		if err := run.Advance(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		if v := run.View(); v.At != at {
			t.Fatalf("at %v the view is of %v", at, v.At)
		}
	}
}

// action returns what a fault does, without its time.
func action(f system.Fault) string {
	verb := string(f.Verb) + " "
	return f.Text[strings.Index(f.Text+" ", verb):]
}

func described(t *testing.T, s *system.System, sc system.Scenario, r *system.Result) {
	of, problems := system.Registry{s}.Of(sc)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	Described(t, of, r)
}

// Described fails unless a result of a system has all metrics that the system
// describes, as numbers or arrays as it says, but those that it says were not measured,
// and no others.
func Described(t testing.TB, s *system.System, r *system.Result) {
	t.Helper()
	for _, m := range s.Metrics {
		if slices.Contains(r.Unmeasured, m.Name) {
			continue
		}
		_, number := r.Metrics[m.Name]
		_, array := r.Arrays[m.Name]
		if number == m.Array || array != m.Array {
			t.Errorf("metric %s is described, and not measured as that", m.Name)
		}
	}
	if n := len(r.Metrics) + len(r.Arrays) + len(r.Unmeasured); n != len(s.Metrics) {
		t.Errorf("%d metrics are measured, %d described", n, len(s.Metrics))
	}
}

func cancelled(t *testing.T, s *system.System, sc system.Scenario) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (system.Registry{s}).Run(ctx, sc, sim.Cost{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
