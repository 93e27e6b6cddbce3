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
	interview.Mid: {2.3, 2, []question.Dimension{question.DesignDimension}},
	interview.Senior: {2.8, 2.3, []question.Dimension{
		question.DesignDimension, question.DeepDiveDimension, question.EstimationDimension,
	}},
	interview.Staff: {3.2, 2.8, []question.Dimension{
		question.DesignDimension, question.DeepDiveDimension, question.ScaleDimension, question.TradeOffsDimension,
	}},
}

// What moves a verdict by one step, and the weight that must be assessed for
// any.
const (
	strongMargin = 0.5
	leanMargin   = 0.3
	leastShown   = 0.7
)

func verdicts(c *Scorecard) map[interview.Level]Verdict {
	out := make(map[interview.Level]Verdict)
	for _, level := range interview.Levels() {
		out[level] = verdict(c, bars[level])
	}
	return out
}

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
