package coach

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"spar/internal/interview"
	"spar/internal/question"
)

// CanRun reports whether the question has a scenario.
func (c *Coach) CanRun() bool { return len(c.Question.Scenarios) > 0 }

// Chosen returns the scenario that is run: the one chosen or run last, or else the
// first. The question must have one.
func (c *Coach) Chosen() *question.Scenario { return &c.Question.Scenarios[c.chosen()] }

// chosen returns the index of the chosen scenario. A question that was changed may no
// longer have the one that its session chose.
func (c *Coach) chosen() int {
	return max(0, slices.IndexFunc(c.Question.Scenarios, func(s question.Scenario) bool { return s.ID == c.Session().Scenario }))
}

// ChooseNext lets the next of the question's scenarios be run, after the last the
// first again.
func (c *Coach) ChooseNext(now time.Time) error {
	all := c.Question.Scenarios
	if len(all) == 0 {
		return fmt.Errorf("choose: %q has no scenario", c.Question.Title)
	}
	return c.Journal.Do(now, interview.Chose{Scenario: all[(c.chosen()+1)%len(all)].ID})
}

// Terms says what the chosen scenario is held against, and what strikes it, which
// whoever predicts must know. What curveballs add was said when they were thrown.
func (c *Coach) Terms() []string {
	var terms []string
	chosen := c.Chosen()
	if len(chosen.Objectives) > 0 {
		terms = append(terms, "must hold: "+strings.Join(chosen.Objectives, ", "))
	}
	if len(chosen.Faults) > 0 {
		terms = append(terms, "in spite of: "+strings.Join(chosen.Faults, ", "))
	}
	return terms
}
