package coach

import (
	"slices"
	"strings"
	"time"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
)

// unknown is the interviewer's answer to a question that the pack does not
// foresee.
const unknown = "I have no answer to that. Make an assumption, and write it down."

// Ask puts a question to the interviewer and records the answer.
func (c *Coach) Ask(now time.Time, text string) (interview.Asked, error) {
	asked := interview.Asked{Text: strings.TrimSpace(sanitize.Line(text)), Answer: unknown}
	if known, ok := c.Question.Clarify(text); ok {
		asked.Clarification, asked.Answer = known.Ask, known.Answer
	}
	return asked, c.Journal.Do(now, asked)
}

// Covered returns which of [question.ClarifyingTopics] the questions asked so
// far touch.
func (c *Coach) Covered() map[string]bool {
	covered := make(map[string]bool)
	for _, asked := range c.Session().Asked {
		for _, topic := range c.Question.Topics(asked.Text) {
			covered[topic] = true
		}
	}
	return covered
}

// Known reports whether the candidate may know a given: it was revealed by an
// answer, or the requirements phase is over.
func (c *Coach) Known(given string) bool {
	s := c.Session()
	if s.Phase != interview.Requirements || s.Finished {
		return true
	}
	return slices.ContainsFunc(s.Asked, func(asked interview.Asked) bool {
		known := c.clarification(asked.Clarification)
		return known != nil && slices.Contains(known.Reveals, given)
	})
}

func (c *Coach) clarification(ask string) *question.Clarification {
	for i, known := range c.Question.Phases.Requirements.Clarifications {
		if known.Ask == ask {
			return &c.Question.Phases.Requirements.Clarifications[i]
		}
	}
	return nil
}
