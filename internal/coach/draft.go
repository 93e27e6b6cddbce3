package coach

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"spar/internal/interview"
)

// Draft returns a stored session whose work another is to go on from. A mock that is not
// over gives none, as practice shows answers.
func Draft(ctx context.Context, store interview.Store, id string, questions Finder, now time.Time) (*Coach, error) {
	c, err := Resume(ctx, store, id, questions)
	if err != nil {
		return nil, err
	}
	if c.Journal.Advance(now); c.Reserved() {
		return nil, fmt.Errorf("open session %s: %w", id, ErrReserved)
	}
	return c, nil
}

// takeOver repeats in this session what was asked, written, estimated and decided in
// another up to a phase, with the hints that it cost and the curveballs that came before.
func (c *Coach) takeOver(from *interview.Session, until interview.Phase, now time.Time) error {
	var acts []interview.Act
	for _, asked := range from.Asked {
		acts = append(acts, asked)
	}
	for _, phase := range interview.Phases()[:until.Index()+1] {
		for _, field := range interview.Fields(phase) {
			if lines := from.Lines(field); len(lines) > 0 {
				acts = append(acts, interview.Wrote{Field: field, Inserted: lines})
			}
		}
		for _, hint := range c.Question.Common(phase).Hints {
			if step := from.Hints[hint.For]; step > 0 {
				acts = append(acts, interview.HintTaken{Phase: phase, Item: hint.For, Step: step})
			}
		}
	}
	if until.Index() >= interview.Capacity.Index() {
		for _, id := range slices.Sorted(maps.Keys(from.Estimates)) {
			acts = append(acts, from.Estimates[id])
		}
	}
	if until.Index() >= interview.Detail.Index() {
		for _, decided := range from.Decisions {
			acts = append(acts, decided)
		}
	}
	for _, thrown := range from.Curveballs {
		for _, known := range c.Question.Phases.Scale.Curveballs {
			if known.ID == thrown.Curveball && known.Phase.Index() < until.Index() {
				acts = append(acts, thrown)
			}
		}
	}
	for _, act := range acts {
		if _, hinted := act.(interview.HintTaken); hinted && c.Session().Started.Strict {
			continue // a strict session has none, and its score none to take off
		}
		if err := c.Journal.Do(now, act); err != nil {
			return err
		}
	}
	return nil
}
