package interviewer

import (
	"fmt"

	"spar/internal/question"
)

// A Finding is what an author should look at in the ways to ask of a question.
type Finding struct {
	// Clarification by its id.
	Clarification string
	// Text is the way to ask that is meant, empty if the finding is about all of them.
	Text    string
	Message string
}

// What is expected of a clarification.
const (
	fewestAsks      = 12
	leastUnderstood = .6 // of its ways to ask, each held back from what is learnt
	folds           = 10
)

// Lint returns what is weak in the ways to ask of a question's clarifications.
// Each is held back in turn, a tenth at a time, from an interviewer who learns the
// others: those that are then answered as something else, or as outside, and
// clarifications of which too few are understood. It takes about a second.
func Lint(q *question.Question) []Finding {
	s, known := loadStandard(), q.Phases.Requirements.Clarifications
	all := collect(s, &q.Phases.Requirements)
	var findings []Finding
	understood, tried := make([]int, len(known)), make([]int, len(known))
	for fold := range folds {
		in := train(s, known, all.without(fold))
		for i, e := range all.examples {
			if i%folds != fold || !e.own {
				continue
			}
			tried[e.class]++
			reply := in.Ask(e.text, Reply{})
			if message := in.stray(reply, e.class); message != "" {
				findings = append(findings, Finding{known[e.class].ID, e.text, message})
			} else if reply.Kind == Answered {
				understood[e.class]++
			}
		}
	}
	for i, c := range known {
		if n := len(c.Asks); n < fewestAsks {
			findings = append(findings, Finding{Clarification: c.ID, Message: fmt.Sprintf("%d ways to ask are few; write at least %d", n, fewestAsks)})
		}
		if float64(understood[i]) < leastUnderstood*float64(tried[i]) {
			findings = append(findings, Finding{Clarification: c.ID, Message: fmt.Sprintf("only %d of %d ways to ask would be understood without knowing them", understood[i], tried[i])})
		}
	}
	return findings
}

// stray says as what else the way to ask of a clarification was taken, "" if it
// was not.
func (in *Interviewer) stray(r Reply, class int) string {
	switch {
	case r.Kind == Answered && !within([]int{class}, r.Clarifications):
		return fmt.Sprintf("would be answered as %q", in.clarifications[r.Clarifications[0]].Ask)
	case r.Kind == Outside && r.Topic != "":
		return fmt.Sprintf("is nearest to the standard topic %s, which nothing settles", r.Topic)
	case r.Kind == Design:
		return "sounds like a question for the design"
	}
	return ""
}

// without returns a collection without every tenth example.
func (c *collector) without(fold int) *collector {
	rest := &collector{classes: c.classes}
	for i, e := range c.examples {
		if i%folds != fold {
			rest.examples = append(rest.examples, e)
		}
	}
	return rest
}
