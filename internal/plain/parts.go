package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spar/internal/capacity"
	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/score"
)

// A part is one prompt of a phase.
type part struct {
	prompt string
	when   func() bool // whether it is asked at all; nil for always
	intro  func()      // before the first prompt; nil for nothing
	// line takes a line and reports whether the part is done with it.
	line func(text string) bool
	done func() // after an empty line; nil for nothing
}

// parts returns the prompts of a phase, in order.
func (s *session) parts(p interview.Phase) []part {
	var parts []part
	switch p {
	case interview.Requirements:
		parts = append(parts, s.asking())
	case interview.Capacity:
		return append(append(parts, s.sheet()), s.deciding()...)
	case interview.Detail:
		for _, d := range s.coach.Decisions() {
			parts = append(parts, s.choosing(d), s.reasoning(d))
		}
	case interview.Scale:
		parts = append(parts, s.predicting()...)
	}
	for _, f := range interview.Fields(p) {
		part := s.field(f)
		if f == interview.Graph {
			part.done = s.draw
			part.line = func(text string) bool { s.write(f, text); s.graphProblem(); return false }
		}
		parts = append(parts, part)
	}
	return parts
}

// field takes the lines of a list.
func (s *session) field(f interview.Field) part {
	return part{
		prompt: f.Title(),
		intro: func() {
			for _, line := range s.session().Lines(f) {
				s.out.say("  " + sanitize.Line(line))
			}
		},
		line: func(text string) bool { s.write(f, text); return false },
	}
}

// write adds a line to a field.
func (s *session) write(f interview.Field, text string) {
	lines := append(slices.Clone(s.session().Lines(f)), text)
	s.refuse(s.coach.Journal.Write(s.cfg.Now(), f, lines))
}

// asking puts questions to the interviewer.
func (s *session) asking() part {
	return part{prompt: "ask the interviewer", line: func(text string) bool {
		asked, err := s.coach.Ask(s.cfg.Now(), text)
		if err != nil {
			s.refuse(err)
			return false
		}
		s.out.indented(sanitize.Line(asked.Answer))
		return false
	}}
}

// sheet takes lines of the sheet and answers with their results.
func (s *session) sheet() part {
	p := s.field(interview.Sheet)
	list := p.intro
	p.intro = func() {
		s.givens()
		s.out.say("Asked of you:")
		for _, e := range s.coach.Question.Phases.Capacity.Estimates {
			s.out.say(fmt.Sprintf("  %s = ? (%s)", e.ID, sanitize.Line(e.Ask)))
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
	s.out.say("Given: " + strings.Join(facts, ", "))
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
		s.out.indented("= " + last.Result.Display + "   [" + last.Result.Reading + "]")
		for _, warning := range last.Result.Warnings {
			s.out.indented("note: " + warning)
		}
	}
}

// explain says why an expression was refused.
func (s *session) explain(err error) {
	for _, row := range capacity.Explain(err) {
		s.out.print("  " + row + "\n")
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
			s.out.say("  - " + e.ID + " is missing")
		case e.Slip != "":
			s.out.say(fmt.Sprintf("  %s %s: %s, %s: %s", s.cfg.mark(e.Passed), e.ID, e.Guess, e.Verdict, e.Slip))
		default:
			s.out.say(fmt.Sprintf("  %s %s: %s, %s", s.cfg.mark(e.Passed), e.ID, e.Guess, e.Verdict))
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
					s.out.say("! type the name of a line or an expression, or nothing to skip")
					return false
				}
				s.out.indented("= " + result.Display)
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

// graphProblem says what is wrong with the latest line of the design.
func (s *session) graphProblem() {
	_, problems := s.coach.Graph()
	last := len(s.session().Lines(interview.Graph)) - 1
	for _, p := range problems {
		if p.Line == last {
			s.out.indented("! " + p.Message + " (" + p.Fix + ")")
		}
	}
}

// draw shows the design.
func (s *session) draw() {
	graph, _ := s.coach.Graph()
	if len(graph.Nodes) == 0 {
		return
	}
	for _, row := range diagram.Draw(graph, diagram.Options{Width: s.cfg.Width, ASCII: s.cfg.ASCII}).Rows {
		s.out.print(strings.TrimRight(row, " ") + "\n")
	}
}

// choosing asks for a choice, by number or in words.
func (s *session) choosing(d question.Decision) part {
	return part{
		prompt: "choice",
		intro: func() {
			s.out.blank()
			s.out.say(string(d.Topic) + ": " + sanitize.Line(d.Ask))
			for i, o := range d.Options {
				s.out.say(fmt.Sprintf("  %d %s", i+1, sanitize.Line(o.Choice)))
			}
		},
		line: func(text string) bool {
			i, err := strconv.Atoi(text)
			if err != nil || i < 1 || i > len(d.Options) {
				s.out.say(fmt.Sprintf("! type a number from 1 to %d, or nothing to skip", len(d.Options)))
				return false
			}
			s.act(interview.Decided{Decision: d.ID, Topic: d.Topic, Choice: d.Options[i-1].Choice})
			return true
		},
	}
}

// reasoning asks for the reason of a choice that was made.
func (s *session) reasoning(d question.Decision) part {
	made := func() int {
		return slices.IndexFunc(s.session().Decisions, func(made interview.Decided) bool { return made.Decision == d.ID })
	}
	return part{
		prompt: "because",
		when:   func() bool { return made() >= 0 },
		line: func(text string) bool {
			decided := s.session().Decisions[made()]
			decided.Because = text
			s.act(decided)
			return true
		},
	}
}

// predicting shows what the drawing tells by itself, asks for the prediction and then
// runs the design.
func (s *session) predicting() []part {
	bottleneck := s.predict("first bottleneck", func(p *interview.Predicted, text string) { p.Bottleneck = text })
	if !s.coach.CanRun() {
		return []part{bottleneck}
	}
	p99 := s.predict("predict the p99 latency", func(p *interview.Predicted, text string) { p.P99 = text })
	p99.intro = s.findings
	survives := part{prompt: "does it meet its objectives in spite of the faults, yes or no", done: s.simulate}
	survives.line = func(text string) bool {
		yes, ok := score.YesOrNo(text)
		if !ok {
			s.out.say("! type yes or no, or nothing to skip")
			return false
		}
		prediction := s.session().Prediction
		prediction.Survives = "no"
		if yes {
			prediction.Survives = "yes"
		}
		s.act(prediction)
		s.simulate()
		return true
	}
	return []part{p99, bottleneck, survives}
}

// findings says what will run and what the drawing shows without that.
func (s *session) findings() {
	s.scenario()
	for _, text := range s.coach.Findings() {
		s.out.say("! " + sanitize.Line(text))
	}
}

// scenario says what a run is about.
func (s *session) scenario() {
	s.out.say("To run: " + sanitize.Line(s.coach.Chosen().Title))
	for _, term := range s.coach.Terms() {
		s.out.indented(sanitize.Line(term))
	}
	if len(s.coach.Question.Scenarios) > 1 {
		s.out.say("  :scenario takes another")
	}
}

func (s *session) predict(prompt string, set func(*interview.Predicted, string)) part {
	return part{prompt: prompt, line: func(text string) bool {
		prediction := s.session().Prediction
		set(&prediction, text)
		s.act(prediction)
		return true
	}}
}
