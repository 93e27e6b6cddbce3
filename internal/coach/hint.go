package coach

import (
	"errors"
	"fmt"
	"time"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
)

// ErrNoHint means that there is nothing left to hint at in the open phase.
var ErrNoHint = errors.New("no hint is left: everything hinted at is on the page")

// A Hint is one step towards something that is still missing.
type Hint struct {
	Text  string
	Step  int // from 1
	Steps int
}

// Hint takes the next hint of the open phase: the next step of the item that
// was hinted at last if it is still missing, or else the first step for the
// next one. It halves what the item can earn.
func (c *Coach) Hint(now time.Time) (Hint, error) {
	s := c.Session()
	if s.Started.Strict {
		return Hint{}, fmt.Errorf("hint: %w", interview.ErrStrict)
	}
	attempt := s.Attempt(now)
	missing := make(map[string]bool)
	for _, item := range score.Missing(c.Question, &attempt, s.Phase) {
		missing[item.ID] = true
	}
	for _, begun := range []bool{true, false} {
		for _, hint := range c.Question.Common(s.Phase).Hints {
			step := s.Hints[hint.For]
			if !missing[hint.For] || begun != (step > 0) || step >= len(hint.Steps) {
				continue
			}
			err := c.Journal.Do(now, interview.HintTaken{Phase: s.Phase, Item: hint.For, Step: step + 1})
			if err != nil {
				return Hint{}, err
			}
			return Hint{hint.Steps[step], step + 1, len(hint.Steps)}, nil
		}
	}
	if !c.Practising() {
		return Hint{}, fmt.Errorf("hint: %w", interview.ErrMockRule)
	}
	return Hint{}, ErrNoHint
}

// Hints returns the hints taken in a phase, in the order of the pack.
func (c *Coach) Hints(p interview.Phase) []Hint {
	var taken []Hint
	for _, hint := range c.Question.Common(p).Hints {
		taken = append(taken, stepsTaken(hint, c.Session().Hints[hint.For])...)
	}
	return taken
}

func stepsTaken(hint question.Hint, n int) []Hint {
	var taken []Hint
	for i := range min(n, len(hint.Steps)) {
		taken = append(taken, Hint{hint.Steps[i], i + 1, len(hint.Steps)})
	}
	return taken
}
