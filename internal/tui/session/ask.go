package session

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/interviewer"
	"spar/internal/sanitize"
	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
	"spar/internal/wrap"
)

// An askSection is the line on which questions are put to the interviewer.
type askSection struct {
	page *Page
	line *editor.Line
}

func (p *Page) newAsk() *askSection { return &askSection{p, editor.NewLine("")} }

func (s *askSection) render(width int, focused bool) drawing {
	t := s.page.theme
	d := drawing{rows: []string{s.page.heading("ask the interviewer", focused)}}
	rows, cursor := s.line.Render(width-2, focused && !s.page.commanding, "what would you ask first?", t)
	for i, row := range rows {
		prompt := "  "
		if i == 0 {
			prompt = t.Accent.Render("?") + " "
		}
		d.add(prompt + row)
	}
	d.cursor = 1 + cursor
	if asked := s.page.session().Asked; len(asked) > 0 {
		last := asked[len(asked)-1]
		d.add(s.page.exchange(last, width)...)
		if last.Kind == interviewer.Statement.String() {
			d.add("  " + t.Muted.Render("tab goes there"))
		}
	}
	return d
}

// exchange draws a question and its answer.
func (p *Page) exchange(asked interview.Asked, width int) []string {
	t := p.theme
	var rows []string
	for _, row := range wrap.Rows(sanitize.Line(asked.Text), width-2) {
		rows = append(rows, t.Faint.Render("  "+row))
	}
	style := t.Muted
	if asked.Clarification != "" {
		style = t.Text
	}
	for _, row := range wrap.Rows(strings.TrimSpace(sanitize.Text(asked.Answer)), width-2) {
		rows = append(rows, "  "+style.Render(row))
	}
	return rows
}

var askKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "ask"))

func (s *askSection) keys() keymap.Table {
	return keymap.Table{keymap.On(askKey, strings.TrimSpace(s.line.Text()) != "", s.ask)}
}

// ask puts the question on the line.
func (s *askSection) ask() {
	if _, err := s.page.coach.Ask(s.page.deps.Now(), strings.TrimSpace(s.line.Text())); err != nil {
		s.page.refuse(err)
		return
	}
	s.line.Set("")
}

func (s *askSection) press(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "up", "down", "tab", "shift+tab", "enter":
		return false
	}
	empty := s.line.Text() == ""
	s.line.Press(msg)
	if empty && s.line.Text() != "" {
		go s.page.coach.Listen() // so that no key waits for it
	}
	return true
}

func (s *askSection) paste(text string) { s.line.Paste(text) }
func (s *askSection) toText() bool      { return true }

func (s *askSection) lost() string { return s.line.Lost() }
func (s *askSection) typing() bool { return true }
func (s *askSection) enter(bool)   {}
func (s *askSection) click(int)    {}
