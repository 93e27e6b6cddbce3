package score

import (
	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/question"
)

// A Gate is what a level asks for at all, whatever the average: shown where it is
// closed.
type Gate struct {
	Level interview.Level `json:"level"`
	ID    string          `json:"id"`
	Text  string          `json:"text"`
}

// gates in the order of an interview, each with the lowest level that asks for it
// and whether an attempt passes.
var gates = []struct {
	level    interview.Level
	id, text string
	passes   func(*grader) bool
}{
	{interview.Mid, "phases", "Something was written in every phase", (*grader).wroteEverywhere},
	{interview.Mid, "estimate", "At least one estimate is within a factor of two, and no more are absurd than are right", (*grader).estimated},
	{interview.Mid, "reaches-store", "The drawing leads from a client to a store", (*grader).reachesStore},
	{interview.Senior, "failure", "At least one failure is answered", (*grader).answersFailure},
	{interview.Staff, "trade-off", "At least one choice is reasoned", (*grader).reasonsChoice},
}

// closed returns the gates of a level that the attempt does not pass, its own and
// those of the levels below, and whether any is asked for below: whoever lacks what
// the level before asks for is out of the question for this one.
func (g *grader) closed(level interview.Level) (closed []Gate, basics bool) {
	rank := func(l interview.Level) int {
		for i, known := range interview.Levels() {
			if known == l {
				return i
			}
		}
		return -1
	}
	closed = []Gate{}
	for _, gate := range gates {
		if rank(gate.level) <= rank(level) && !gate.passes(g) {
			closed = append(closed, Gate{level, gate.id, gate.text})
			basics = basics || rank(gate.level) < rank(level)
		}
	}
	return closed, basics
}

func (g *grader) wroteEverywhere() bool {
	for _, p := range interview.Phases() {
		if g.asks(p) && !g.reading.WroteIn(p) {
			return false
		}
	}
	return true
}

// asks reports whether the question asks for anything in a phase.
func (g *grader) asks(p interview.Phase) bool {
	if p == interview.Capacity {
		return len(g.question.Phases.Capacity.Estimates) > 0
	}
	return p == interview.Design || len(g.question.Common(p).Rubric) > 0
}

// estimated reports whether one estimate is right within a factor of two and most
// are no nonsense.
func (g *grader) estimated() bool {
	right, absurd := 0, 0
	for _, e := range g.estimates {
		switch {
		case !e.Stated():
		case e.factor >= 0.5 && e.factor <= 2:
			right++
		case e.factor == 0 || e.factor < 0.01 || e.factor > 100:
			absurd++
		}
	}
	return len(g.question.Phases.Capacity.Estimates) == 0 || right > 0 && absurd <= right
}

// reachesStore reports whether something that nothing calls, a client whatever it
// is called, leads to what keeps data.
func (g *grader) reachesStore() bool {
	reached := make([]bool, len(g.graph.Nodes))
	for i := range reached {
		reached[i] = true
	}
	for _, e := range g.graph.Edges {
		reached[e.To] = false
	}
	for changed := true; changed; {
		changed = false
		for _, e := range g.graph.Edges {
			if reached[e.From] && !reached[e.To] {
				reached[e.To], changed = true, true
			}
		}
	}
	for _, e := range g.graph.Edges {
		if kind := g.graph.Nodes[e.To].Kind; reached[e.To] && (kind == diagram.Store || kind == diagram.Objects || kind == diagram.Search) {
			return true
		}
	}
	return false
}

// answersFailure reports whether a line about failures earned something.
func (g *grader) answersFailure() bool {
	for _, l := range g.reading.Lines {
		if l.Field == interview.Failures && len(l.Earned) > 0 {
			return true
		}
	}
	return !g.asks(interview.Scale)
}

// reasonsChoice reports whether a trade-off earned something; where none could be
// shown, that closes nothing.
func (g *grader) reasonsChoice() bool {
	items := g.items[question.TradeOffsDimension]
	for _, i := range items {
		if i.Earned > 0 && !i.Overridden {
			return true
		}
	}
	return len(items) == 0
}
