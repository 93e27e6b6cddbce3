package coach

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"spar/internal/interview"
	"spar/internal/interviewer"
	"spar/internal/question"
	"spar/internal/sanitize"
)

// What the interviewer says where there is no answer.
const (
	notUnderstood = "I did not understand that. Say it in other words."
	nothingOn     = "I have nothing on %s. Assume something, and write it down."
	yoursToDecide = "That is yours to decide. Choose, and say why."
	goOn          = "Gladly. What else would you like to know?"
	thatIsAll     = "That is all I know of it. Take it as given, or say what speaks against it."
	belongsBelow  = "That is a statement, not a question. It belongs below, among what you write down."
)

// Listen makes the interviewer learn how this question is asked, for which the first
// Ask waits otherwise. It may run beside everything else.
func (c *Coach) Listen() { interviewer.For(c.Question) }

// Ask puts a question to the interviewer and records the reply.
func (c *Coach) Ask(now time.Time, text string) (interview.Asked, error) {
	text = strings.TrimSpace(sanitize.Line(text))
	in := interviewer.For(c.Question)
	reply := in.Ask(text, c.lastReply())
	asked := interview.Asked{Text: text, Kind: reply.Kind.String(), Answer: c.says(reply), Topics: in.Topics(reply)}
	for _, i := range reply.Clarifications {
		known := &c.Question.Phases.Requirements.Clarifications[i]
		if reply.Kind == interviewer.AskedBack {
			asked.Offered = append(asked.Offered, known.ID)
			continue
		}
		asked.Understood = append(asked.Understood, known.ID)
		if asked.Clarification == "" {
			asked.Clarification = known.Ask
		}
	}
	return asked, c.Journal.Do(now, asked)
}

// says puts a reply in words. Before an answer it says what the question was taken
// as, so that a wrong one costs a glance.
func (c *Coach) says(r interviewer.Reply) string {
	switch r.Kind {
	case interviewer.Answered:
		var lines []string
		for _, i := range r.Clarifications {
			known := &c.Question.Phases.Requirements.Clarifications[i]
			lines = append(lines, "I took that as: "+known.Ask, known.Answer)
		}
		return strings.Join(lines, "\n")
	case interviewer.AskedBack:
		var asks []string
		for _, i := range r.Clarifications {
			asks = append(asks, fmt.Sprintf("%q", c.Question.Phases.Requirements.Clarifications[i].Ask))
		}
		back := "Do you mean " + strings.Join(asks, " or ")
		return strings.TrimSuffix(back, `?"`) + `?"`
	case interviewer.Outside:
		return fmt.Sprintf(nothingOn, topicName(r.Topic))
	case interviewer.Design:
		return yoursToDecide
	case interviewer.Statement:
		return belongsBelow
	case interviewer.Courtesy:
		return goOn
	case interviewer.Pressed:
		return thatIsAll
	}
	return notUnderstood
}

// topicName returns the name of a standard topic in a sentence.
func topicName(id string) string {
	for _, t := range question.StandardTopics() {
		if t.ID == id {
			return t.Name
		}
	}
	return "that"
}

// lastReply returns how the latest question was taken, which the next may lean on.
func (c *Coach) lastReply() interviewer.Reply {
	said := c.Session().Asked
	if len(said) == 0 {
		return interviewer.Reply{}
	}
	last := said[len(said)-1]
	reply := interviewer.Reply{Kind: interviewer.Answered}
	if last.Kind == interviewer.AskedBack.String() {
		reply.Kind = interviewer.AskedBack
	}
	for i, known := range c.Question.Phases.Requirements.Clarifications {
		if answers(last, &known) || slices.Contains(last.Offered, known.ID) {
			reply.Clarifications = append(reply.Clarifications, i)
		}
	}
	if len(reply.Clarifications) == 0 {
		return interviewer.Reply{}
	}
	return reply
}

// answers reports whether the answer of a clarification was given. Journals once
// held no ids, but its wording.
func answers(asked interview.Asked, known *question.Clarification) bool {
	if asked.Kind == "" {
		return asked.Clarification != "" && asked.Clarification == known.Ask
	}
	return slices.Contains(asked.Understood, known.ID)
}

// Covered returns which of [question.ClarifyingTopics] the questions asked so
// far touch.
func (c *Coach) Covered() map[string]bool {
	covered := make(map[string]bool)
	for _, asked := range c.Session().Asked {
		for _, topic := range asked.Topics {
			covered[topic] = true
		}
		for _, known := range c.Question.Phases.Requirements.Clarifications {
			if known.Topic != "" && answers(asked, &known) {
				covered[known.Topic] = true
			}
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
	return slices.ContainsFunc(c.Question.Phases.Requirements.Clarifications, func(known question.Clarification) bool {
		return slices.Contains(known.Reveals, given) &&
			slices.ContainsFunc(s.Asked, func(asked interview.Asked) bool { return answers(asked, &known) })
	})
}
