package coach

import (
	"context"
	"errors"
	"slices"

	"spar/internal/interview"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/solve"
)

// Bounds of a search that somebody waits for: a few seconds for a small design.
const (
	cureSeeds  = 3
	cureRuns   = 60
	cureEvents = 20_000_000
)

// Why no change is shown.
var (
	errNothingMissed = errors.New("the run met all its objectives: there is nothing to change")
	errProposeFirst  = errors.New(`propose a change of your own first, under "optimizations"`)
	errNotNow        = errors.New("what would have helped waits until the interview is over")
)

// MayCure returns nil if the smallest change that would have met the objectives of a run
// may be shown: in practice, once the candidate has proposed one.
func (c *Coach) MayCure(result *system.Result) error {
	switch {
	case !c.Practising():
		return errNotNow
	case !slices.ContainsFunc(result.Objectives, func(o system.ObjectiveResult) bool { return !o.Met && !o.Unmeasured }):
		return errNothingMissed
	case len(c.Session().Lines(interview.Optimizations)) == 0:
		return errProposeFirst
	}
	return nil
}

// Cure searches for the smallest change with which a scenario meets its objectives, by
// running it. The errors are those of [solve.Smallest].
func Cure(ctx context.Context, s *Scenario, progress func(solve.Progress)) (*solve.Cure, error) {
	return solve.Smallest(ctx, builtin.Systems(), s.Scenario, solve.Options{
		Seeds: cureSeeds, Runs: cureRuns, Events: cureEvents, Minimize: solve.Machines, Progress: progress,
	})
}

// Told returns what a search found, in sentences.
func Told(c *solve.Cure) []string {
	lines := []string{c.Text}
	if c.Stopped != "" {
		lines = append(lines, "The search ended early: "+c.Stopped+".")
	}
	return lines
}
