package score

import (
	"spar/internal/interview"
	"spar/internal/question"
)

// A Verdict is the call that an interviewer would make at one level.
type Verdict string

// The verdicts, from best to worst.
const (
	StrongHire  Verdict = "strong hire"
	Hire        Verdict = "hire"
	LeanHire    Verdict = "lean hire"
	NoHire      Verdict = "no hire"
	NotAssessed Verdict = "not assessed" // too little was shown
)

// A bar is what a level asks for.
type bar struct {
	overall float64 // for a hire
	// least is the lowest score that a hire may have in the dimensions that the
	// level turns on.
	least      float64
	dimensions []question.Dimension
}

// bars of the levels. A mid-level candidate must design something that works;
// from a senior depth and numbers are expected as well; from a staff engineer
// also judgement about what breaks and what each choice costs.
var bars = map[interview.Level]bar{
	interview.Mid: {2.2, 1.6, []question.Dimension{question.DesignDimension}},
	interview.Senior: {2.8, 1.8, []question.Dimension{
		question.DesignDimension, question.DeepDiveDimension, question.EstimationDimension,
	}},
	interview.Staff: {3.3, 2.2, []question.Dimension{
		question.DesignDimension, question.DeepDiveDimension, question.ScaleDimension, question.TradeOffsDimension,
	}},
}

// What moves a verdict by one step, and the weight that must be assessed for
// any.
const (
	strongMargin = 0.4
	leanMargin   = 0.3
	leastShown   = 0.7
)

func (g *grader) verdicts(c *Scorecard) map[interview.Level]Verdict {
	out := make(map[interview.Level]Verdict)
	for _, level := range interview.Levels() {
		v := verdict(c, bars[level])
		closed, basics := g.closed(level)
		switch {
		case v == NotAssessed:
		case basics && level != interview.Mid:
			v = NoHire
		case len(closed) > 0 && v.hires():
			v = LeanHire
		}
		c.Gates = append(c.Gates, closed...)
		out[level] = v
	}
	return out
}

func (v Verdict) hires() bool { return v == Hire || v == StrongHire }

func verdict(c *Scorecard, b bar) Verdict {
	switch {
	case c.Assessed < leastShown:
		return NotAssessed
	case c.Overall < b.overall-leanMargin:
		return NoHire
	case c.Overall < b.overall || !b.deepEnough(c):
		return LeanHire
	case c.Overall >= b.overall+strongMargin:
		return StrongHire
	}
	return Hire
}

// deepEnough reports whether no dimension that the level turns on is too weak.
func (b bar) deepEnough(c *Scorecard) bool {
	for _, id := range b.dimensions {
		for _, d := range c.Dimensions {
			if d.ID == id && (d.Score == nil || *d.Score < b.least) {
				return false
			}
		}
	}
	return true
}
