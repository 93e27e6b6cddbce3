package plain

import (
	"fmt"
	"strings"

	"spar/internal/capacity"
	"spar/internal/interview"
)

// sheet takes lines of the sheet and answers with their results.
func (s *session) sheet() part {
	p := s.field(interview.Sheet)
	list := p.intro
	p.intro = func() {
		s.givens()
		s.out.Say("Asked of you:")
		for _, e := range s.coach.Question.Phases.Capacity.Estimates {
			s.out.Item("  ", fmt.Sprintf("%s = ? (%s)", e.ID, e.Ask))
		}
		list()
	}
	p.line = func(text string) bool {
		s.write(interview.Sheet, text)
		s.result()
		return false
	}
	p.done = s.grades
	return p
}

func (s *session) givens() {
	givens := s.coach.Givens()
	if len(givens) == 0 {
		return
	}
	var facts []string
	for _, g := range givens {
		facts = append(facts, g.Name+" = "+g.Expr)
	}
	s.out.Say("Given: " + strings.Join(facts, ", "))
}

// result shows what the latest line of the sheet comes to.
func (s *session) result() {
	lines := s.coach.Sheet().Lines()
	last := lines[len(lines)-1]
	switch {
	case last.Blank():
	case last.Err != nil:
		s.explain(last.Err)
	default:
		s.out.Item("  ", "= "+last.Result.Display+"   ["+last.Result.Reading+"]")
		for _, warning := range last.Result.Warnings {
			s.out.Item("  note: ", warning)
		}
	}
}

// explain says why an expression was refused.
func (s *session) explain(err error) {
	for _, row := range capacity.Explain(err) {
		s.out.Row("  " + row)
	}
}

// grades shows how the estimates stand; a mock does not tell.
func (s *session) grades() {
	if !s.coach.Practising() {
		return
	}
	for _, e := range s.coach.Estimates() {
		switch {
		case !e.Stated():
			s.out.Item("  - ", e.ID+" is missing")
		case e.Slip != "":
			s.out.Item("  "+s.out.Mark(e.Passed)+" ", fmt.Sprintf("%s: %s, %s: %s", e.ID, e.Guess, e.Verdict, e.Slip))
		default:
			s.out.Item("  "+s.out.Mark(e.Passed)+" ", fmt.Sprintf("%s: %s, %s", e.ID, e.Guess, e.Verdict))
		}
	}
}

// deciding asks what each estimate decides, and first what it comes to where no line
// of the sheet bears its name.
func (s *session) deciding() []part {
	var parts []part
	for i, e := range s.coach.Question.Phases.Capacity.Estimates {
		stated := func() bool { return s.coach.Estimates()[i].Stated() }
		said := func(change func(*interview.Estimated)) {
			estimated := s.session().Estimates[e.ID]
			estimated.Estimate = e.ID
			change(&estimated)
			s.act(estimated)
		}
		parts = append(parts, part{
			prompt: "which line is " + e.ID,
			when:   func() bool { return len(s.session().Lines(interview.Sheet)) > 0 && !stated() },
			line: func(text string) bool {
				result, err := s.coach.Evaluate(text)
				if err != nil {
					s.explain(err)
					s.out.Item("! ", "type the name of a line or an expression, or nothing to skip")
					return false
				}
				s.out.Item("  ", "= "+result.Display)
				said(func(e *interview.Estimated) { e.Value = text })
				return true
			},
		}, part{
			prompt: "so what does " + e.ID + " decide?",
			line: func(text string) bool {
				said(func(e *interview.Estimated) { e.Decides = text })
				return true
			},
		})
	}
	return parts
}
