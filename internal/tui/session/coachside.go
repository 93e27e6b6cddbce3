package session

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/sheet"
	"spar/internal/wrap"
)

// A side collects the rows of the coach's side.
type side struct {
	page  *Page
	width int
	rows  []string
}

// coachSide draws what the coach and the interviewer have to say about the
// open phase, the most urgent first.
func (p *Page) coachSide() []string {
	s := side{page: p, width: p.sideWidth()}
	s.curveballs()
	s.hints()
	phase := p.session().Phase
	switch phase {
	case interview.Requirements:
		s.brief()
		s.topics()
		s.transcript()
	case interview.Capacity:
		s.givens()
		s.explanation()
	case interview.Detail:
		s.givens()
	}
	s.prompts(phase)
	return s.rows
}

// part begins a new part with a heading.
func (s *side) part(heading string) {
	if len(s.rows) > 0 {
		s.rows = append(s.rows, "")
	}
	s.rows = append(s.rows, s.page.theme.Heading.Render(heading))
}

// text adds wrapped text, indented after its bullet.
func (s *side) text(bullet, text string) {
	s.hang(bullet, wrap.Rows(text, s.width-ansi.StringWidth(bullet)))
}

// hang adds rows, indented after their bullet.
func (s *side) hang(bullet string, rows []string) {
	for i, row := range rows {
		if i > 0 {
			bullet = strings.Repeat(" ", ansi.StringWidth(bullet))
		}
		s.rows = append(s.rows, bullet+row)
	}
}

func (s *side) curveballs() {
	t := s.page.theme
	thrown := s.page.session().Curveballs
	if len(thrown) == 0 {
		return
	}
	s.part("the interviewer changes the question")
	for i := len(thrown) - 1; i >= 0; i-- {
		for _, row := range wrap.Rows(sanitize.Line(thrown[i].Says), s.width) {
			s.rows = append(s.rows, t.Warning.Render(row))
		}
	}
}

func (s *side) hints() {
	hints := s.page.coach.Hints(s.page.session().Phase)
	if len(hints) == 0 {
		return
	}
	s.part("hints")
	for _, h := range hints {
		s.hang(hintStep(h), s.page.texts.Rows(hintPassage(h, s.width)))
	}
}

func (s *side) brief() {
	if len(s.page.session().Asked) > 0 {
		return
	}
	s.part("the interviewer says")
	s.hang("", s.page.texts.Rows(s.page.briefPassage(s.width)))
}

// topics shows which of the ten topics were asked about, which a mock scores and does
// not tell.
func (s *side) topics() {
	if s.page.coach.Reserved() {
		return
	}
	t := s.page.theme
	covered := s.page.coach.Covered()
	s.part(fmt.Sprintf("asked about (%d of %d)", len(covered), len(question.ClarifyingTopics())))
	half := s.width / 2
	row := ""
	for i, topic := range question.ClarifyingTopics() {
		item := t.Faint.Render(t.Signs.Todo + " " + topic)
		if covered[topic] {
			item = t.Good.Render(t.Signs.Yes) + " " + topic
		}
		row += frame.Fit(item, half, t)
		if i%2 == 1 {
			s.rows = append(s.rows, row)
			row = ""
		}
	}
}

// transcript shows the questions and answers but the latest, which stands below
// the line on which it was asked; the later ones come first.
func (s *side) transcript() {
	asked := s.page.session().Asked
	if len(asked) < 2 {
		return
	}
	s.part("asked before")
	for i := len(asked) - 2; i >= 0; i-- {
		s.rows = append(s.rows, s.page.exchange(asked[i], s.width)...)
	}
}

// explanation says how the line of the sheet at the cursor was understood.
func (s *side) explanation() {
	section := s.page.sheetSection()
	if section == nil || s.page.work.current() != section {
		return
	}
	x := sheet.Explanation{Width: s.width, Theme: s.page.theme, Reserved: !s.page.coach.Practising()}
	rows := x.Rows(s.page.coach.Sheet(), section.editor.Row())
	if len(rows) > 0 && len(s.rows) > 0 {
		s.rows = append(s.rows, "")
	}
	s.rows = append(s.rows, rows...)
}

// givens lists the facts that the candidate may use by name.
func (s *side) givens() {
	t := s.page.theme
	givens := s.page.coach.Givens()
	if len(givens) == 0 {
		return
	}
	s.part("given")
	for _, g := range givens {
		s.rows = append(s.rows, frame.Ends(g.Name, t.Muted.Render(g.Expr), s.width, t))
	}
}

func (s *side) prompts(phase interview.Phase) {
	prompts := s.page.coach.Question.Common(phase).Prompts
	if len(prompts) == 0 || !s.page.coach.Practising() {
		return
	}
	s.part("ask yourself")
	for _, prompt := range prompts {
		s.text(s.page.theme.Signs.Bullet+" ", sanitize.Line(prompt))
	}
}
