package coach

import (
	"context"
	"time"

	"spar/internal/capacity"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// expected is the question's own sheet over the givens as they stand now.
func (c *Coach) expected() *capacity.Sheet { return c.expectedOf(c.givens()) }

func (c *Coach) expectedOf(givens question.Givens) *capacity.Sheet {
	sheet := capacity.New(score.Givens(givens)...)
	sheet.SetLines(score.Formulas(c.Question))
	return sheet
}

// Simulate runs a scenario. It calls progress, if that is not nil, about sixty
// times on the way.
func Simulate(ctx context.Context, s *Scenario, progress func(system.Progress)) (*system.Result, error) {
	return builtin.Systems().Run(ctx, s.Scenario, sim.Cost{}, progress)
}

// Record adds a finished run to the session.
func (c *Coach) Record(now time.Time, s *Scenario, result *system.Result) error {
	return c.Journal.Do(now, interview.Ran{
		Scenario: s.ID, System: result.System, Seed: result.Seed, Parameters: s.settings(), Faults: s.Faults,
		Metrics: result.Metrics, P99Seconds: result.P99(), Bottleneck: result.Bottleneck, Objectives: outcomes(result.Objectives),
	})
}

// outcomes returns what a run says of its objectives, as a journal keeps it.
func outcomes(objectives []system.ObjectiveResult) []interview.ObjectiveResult {
	var list []interview.ObjectiveResult
	for _, o := range objectives {
		list = append(list, interview.ObjectiveResult{Objective: o.Objective, Measured: o.Measured, Met: o.Met, Unmeasured: o.Unmeasured})
	}
	return list
}
