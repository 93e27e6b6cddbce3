package coach

import (
	"slices"
	"time"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sim"
)

// Throw lets the interviewer change the requirements if it is time to, and
// returns the curveball thrown, or nil. Faces call it as time passes.
func (c *Coach) Throw(now time.Time) (*question.Curveball, error) {
	s := c.Session()
	if s.Finished || s.Paused() {
		return nil, nil
	}
	spent := s.Spent(s.Phase, now)
	for _, curveball := range c.planned(s.Phase) {
		if spent >= c.due(curveball) && !c.thrown(curveball.ID) {
			return curveball, c.throw(now, curveball)
		}
	}
	return nil, nil
}

// ThrowBeforeLeaving lets the interviewer change the requirements once more before the
// open phase is left, if that phase has been worked on and none of its curveballs has
// come: whoever is quick gets one, too. It returns the curveball thrown, or nil. Faces
// call it where the candidate, not the clock, ends a phase.
func (c *Coach) ThrowBeforeLeaving(now time.Time) (*question.Curveball, error) {
	s := c.Session()
	c.Journal.Advance(now)
	planned := c.planned(s.Phase)
	if s.Finished || len(planned) == 0 || !s.WorkedOn(s.Phase) {
		return nil, nil
	}
	if slices.ContainsFunc(planned, func(curveball *question.Curveball) bool { return c.thrown(curveball.ID) }) {
		return nil, nil
	}
	return planned[0], c.throw(now, planned[0])
}

func (c *Coach) throw(now time.Time, curveball *question.Curveball) error {
	return c.Journal.Do(now, interview.CurveballThrown{Curveball: curveball.ID, Says: curveball.Says})
}

// due returns after what time in its phase a curveball comes: its minute is one of the
// minutes that the author planned, and stands for the same share of those that there are.
func (c *Coach) due(curveball *question.Curveball) time.Duration {
	budget := c.Session().Started.Plan.Budget(curveball.Phase)
	return budget * time.Duration(curveball.Minute) / time.Duration(c.Question.PlannedMinutes(curveball.Phase))
}

// mostThrown is how many curveballs a phase has at most. A real interviewer has no
// time for more, and a design that everything strikes at once teaches nothing.
const mostThrown = 2

// planned returns the curveballs of a phase in this session. Where the question has
// more than are thrown, the seed draws them.
func (c *Coach) planned(phase interview.Phase) []*question.Curveball {
	var planned []*question.Curveball
	for i := range c.Question.Phases.Scale.Curveballs {
		if curveball := &c.Question.Phases.Scale.Curveballs[i]; curveball.Phase == phase {
			planned = append(planned, curveball)
		}
	}
	random := sim.Stream(c.Session().Started.Seed, "curveballs of "+string(phase))
	for len(planned) > mostThrown {
		drop := random.IntN(len(planned))
		planned = slices.Delete(planned, drop, drop+1)
	}
	return planned
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
