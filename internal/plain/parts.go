package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/question"
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
				s.out.Item("  ", line)
			}
		},
		line: func(text string) bool { s.write(f, text); return false },
	}
}

// write adds a line to a field.
func (s *session) write(f interview.Field, text string) {
	lines := append(slices.Clone(s.session().Lines(f)), text)
	s.did(s.coach.Journal.Write(s.cfg.Now(), f, lines))
}

// asking puts questions to the interviewer.
func (s *session) asking() part {
	return part{prompt: "ask the interviewer", line: func(text string) bool {
		asked, err := s.coach.Ask(s.cfg.Now(), text)
		if s.did(err); err != nil {
			return false
		}
		for line := range strings.Lines(asked.Answer) {
			s.out.Item("  ", strings.TrimSpace(line))
		}
		return false
	}}
}

// graphProblem says what is wrong with the latest line of the design, and how it was
// read if it looks otherwise.
func (s *session) graphProblem() {
	graph, problems := s.coach.Graph()
	last := len(s.session().Lines(interview.Graph)) - 1
	for _, p := range problems {
		if p.Line == last {
			s.out.Item("  ! ", p.Text())
		}
	}
	for _, n := range graph.Notes {
		if n.Line == last {
			s.out.Item("  ", n.Text)
		}
	}
}

// draw shows the design.
func (s *session) draw() {
	graph, _ := s.coach.Graph()
	if len(graph.Nodes) == 0 {
		return
	}
	for _, row := range diagram.Labelled(graph, diagram.Options{Width: s.cfg.Width, ASCII: s.cfg.ASCII}) {
		s.out.Row(row)
	}
}

// choosing asks for a choice, by number or in words.
func (s *session) choosing(d question.Decision) part {
	return part{
		prompt: "choice",
		intro: func() {
			s.out.Blank()
			s.out.Say(string(d.Topic) + ": " + d.Ask)
			for i, o := range d.Options {
				s.out.Item(fmt.Sprintf("  %d ", i+1), o.Choice)
			}
		},
		line: func(text string) bool {
			i, err := strconv.Atoi(text)
			if err != nil || i < 1 || i > len(d.Options) {
				s.out.Item("! ", fmt.Sprintf("type a number from 1 to %d, or nothing to skip", len(d.Options)))
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
