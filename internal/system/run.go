package system

import (
	"context"
	"fmt"
	"strings"
	"time"

	"spar/internal/sim"
)

// A Run is a scenario being carried out, step by step if somebody watches. It
// may be struck by further faults on the way; [Run.Scenario] repeats it with
// those. It is used by one goroutine.
type Run struct {
	system *System
	plan   *Plan
	model  Model
	struck int // how many of the plan's faults have happened
	now    time.Duration
}

// Steps is the number of points in the series of a run, and of reports of its
// progress.
const Steps = 60

// Progress is how far a run has come.
type Progress struct {
	At, End time.Duration // virtual time
}

// Begin sets up a run. The error is [Problems] if the scenario is at fault. A run
// that is expected to exceed limit, of which what is zero stands for the default
// of package sim, is refused.
func (r Registry) Begin(sc Scenario, limit sim.Cost) (*Run, error) {
	s, plan, problems := r.prepare(sc)
	if len(problems) > 0 {
		return nil, fmt.Errorf("run scenario: %w", problems)
	}
	if err := s.Cost(plan).Within(limit); err != nil {
		return nil, fmt.Errorf("run %s: %w", s.Name, err)
	}
	// Chance may exceed what is expected, which is within the limit.
	plan.Budget = uint64(1.1 * limit.Events)
	model, err := s.Start(plan)
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", s.Name, err)
	}
	return &Run{system: s, plan: plan, model: model}, nil
}

// Run carries a scenario out. It calls progress, if that is not nil, [Steps]
// times on the way. The error is [Problems] if the scenario is at fault, or the
// context's if that ended the run.
func (r Registry) Run(ctx context.Context, sc Scenario, limit sim.Cost, progress func(Progress)) (*Result, error) {
	run, err := r.Begin(sc, limit)
	if err != nil {
		return nil, err
	}
	for step := 1; step <= Steps; step++ {
		if err := run.Advance(ctx, run.End()*time.Duration(step)/Steps); err != nil {
			return nil, err
		}
		if progress != nil {
			progress(Progress{run.Now(), run.End()})
		}
	}
	return run.Finish(ctx)
}

// Now returns the virtual time that the run has reached.
func (r *Run) Now() time.Duration { return r.now }

// End returns the virtual time at which the run ends.
func (r *Run) End() time.Duration { return r.plan.End }

// System describes what is running.
func (r *Run) System() *System { return r.system }

// View returns what is going on now.
func (r *Run) View() View { return r.model.View() }

// Advance carries the run on to a virtual time, at most to its end, with the
// faults that strike until then.
func (r *Run) Advance(ctx context.Context, t time.Duration) error {
	t = min(t, r.End())
	for r.struck < len(r.plan.Faults) && r.plan.Faults[r.struck].At <= t {
		f := r.plan.Faults[r.struck]
		if err := r.runUntil(ctx, f.At); err != nil {
			return err
		}
		r.struck++
		r.model.Strike(f)
	}
	return r.runUntil(ctx, t)
}

func (r *Run) runUntil(ctx context.Context, t time.Duration) error {
	if t <= r.now {
		return nil
	}
	if err := r.model.RunUntil(ctx, t); err != nil {
		return fmt.Errorf("run %s: %w", r.system.Name, err)
	}
	r.now = t
	return nil
}

// Strike lets an action of the fault language, without a time, happen now.
func (r *Run) Strike(action string) error {
	if len(r.plan.Faults) >= maxFaults {
		return fmt.Errorf("strike: %d faults are the most that a scenario can have", maxFaults)
	}
	f, err := ParseFault(action)
	switch {
	case err != nil:
	case strings.HasPrefix(strings.ToLower(f.Text), "at "):
		err = fmt.Errorf("%q: it strikes now; leave out the time", f.Text)
	default:
		err = f.fits(r.system, r.plan)
	}
	if err != nil {
		return fmt.Errorf("strike: %w", err)
	}
	f.At = r.now
	f.Text = fmt.Sprintf("at %s %s", formatTime(r.now), f.Text)
	r.plan.insert(f, r.struck)
	r.struck++
	r.model.Strike(f)
	return nil
}

// Scenario returns the scenario that repeats the run, with all that struck it.
func (r *Run) Scenario() Scenario {
	sc := r.plan.scenario
	sc.Faults = nil
	for _, f := range r.plan.Faults {
		sc.Faults = append(sc.Faults, f.Text)
	}
	return sc
}

// Finish carries the run on to its end and returns what it measured.
func (r *Run) Finish(ctx context.Context) (*Result, error) {
	if err := r.Advance(ctx, r.End()); err != nil {
		return nil, err
	}
	result, err := r.model.Result(ctx)
	if err != nil {
		return nil, fmt.Errorf("run %s: %w", r.system.Name, err)
	}
	result.complete(r.system, r.plan)
	return result, nil
}
