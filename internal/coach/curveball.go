package coach

import (
	"slices"
	"time"

	"spar/internal/interview"
	"spar/internal/question"
)

// Throw lets the interviewer change the requirements if it is time to, and
// returns the curveball thrown, or nil. Faces call it as time passes.
func (c *Coach) Throw(now time.Time) (*question.Curveball, error) {
	s := c.Session()
	if s.Finished || s.Paused() {
		return nil, nil
	}
	minute := int(s.Spent(s.Phase, now).Minutes())
	for i := range c.Question.Phases.Scale.Curveballs {
		curveball := &c.Question.Phases.Scale.Curveballs[i]
		if curveball.Phase != s.Phase || minute < curveball.Minute || c.thrown(curveball.ID) {
			continue
		}
		return curveball, c.Journal.Do(now, interview.CurveballThrown{Curveball: curveball.ID, Says: curveball.Says})
	}
	return nil, nil
}

func (c *Coach) thrown(id string) bool {
	return slices.ContainsFunc(c.Session().Curveballs, func(t interview.CurveballThrown) bool { return t.Curveball == id })
}

// givens returns the question's givens as they stand after the curveballs.
func (c *Coach) givens() question.Givens {
	givens := slices.Clone(c.Question.Givens)
	for _, curveball := range c.Question.Phases.Scale.Curveballs {
		if !c.thrown(curveball.ID) {
			continue
		}
		for i, given := range givens {
			if expr, ok := curveball.Changes[given.Name]; ok {
				givens[i].Expr = expr
			}
		}
	}
	return givens
}
