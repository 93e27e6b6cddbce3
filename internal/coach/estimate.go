package coach

import (
	"spar/internal/capacity"
	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/question"
	"spar/internal/score"
)

// Givens returns the facts that the candidate may know by now, as they stand
// after the curveballs.
func (c *Coach) Givens() question.Givens {
	var known question.Givens
	for _, given := range c.givens() {
		if c.Known(given.Name) {
			known = append(known, given)
		}
	}
	return known
}

// Sheet evaluates the candidate's sheet over the givens. It is valid until the
// next call.
func (c *Coach) Sheet() *capacity.Sheet {
	if thrown := len(c.Session().Curveballs); c.sheet == nil || thrown != c.sheetThrown {
		c.sheet, c.sheetThrown = capacity.New(score.Givens(c.givens())...), thrown
	}
	c.sheet.SetLines(c.Session().Lines(interview.Sheet))
	return c.sheet
}

// Evaluate works out an expression over the candidate's sheet, such as the name of one
// of its lines.
func (c *Coach) Evaluate(expression string) (quantity.Result, error) {
	sheet := c.Sheet()
	return sheet.Env().Eval(expression)
}

// Estimates grades the estimates asked for, in the order of the pack.
func (c *Coach) Estimates() []score.EstimateGrade {
	s := c.Session()
	attempt := s.Attempt(s.LastAt())
	return score.Estimates(c.Question, &attempt)
}

// Graph reads the candidate's design.
func (c *Coach) Graph() (*diagram.Graph, []diagram.Problem) {
	return diagram.Parse(c.Session().Lines(interview.Graph), diagram.Vocabulary(c.Question.Vocabulary))
}
