package session

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/markdown"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
)

// answers covers the page with the reference of a phase that was left. The
// clock stands while it is read.
type answers struct {
	phase  interview.Phase
	rows   []string // nil while it is being rendered
	scroll frame.Scroll
}

type answersMsg struct {
	page  *Page
	phase interview.Phase
	rows  []string
}

// openAnswers pauses the clock and shows the reference of a phase.
func (p *Page) openAnswers(phase interview.Phase) tea.Cmd {
	source := p.coach.Question.Common(phase).Reference
	if source == "" {
		return nil
	}
	if !p.session().Paused() {
		p.act(interview.Paused{})
	}
	p.answers = &answers{phase: phase}
	return renderAnswers(p.deps.Context, p, phase, source, min(p.width-2, markdown.Readable), p.theme.Markdown())
}

func renderAnswers(ctx context.Context, p *Page, phase interview.Phase, source string, width int, look markdown.Look) tea.Cmd {
	return func() tea.Msg {
		return answersMsg{p, phase, markdown.Rows(ctx, source, width, look)}
	}
}

// previousReference returns the reference of the phase before the open one, ""
// where it is not for the candidate or there is none.
func (p *Page) previousReference() string {
	i := p.session().Phase.Index()
	if !p.coach.Practising() || i == 0 {
		return ""
	}
	return p.coach.Question.Common(interview.Phases()[i-1]).Reference
}

// previousAnswers shows the reference of the phase before the open one.
func (p *Page) previousAnswers() tea.Cmd {
	return p.openAnswers(interview.Phases()[p.session().Phase.Index()-1])
}

func (p *Page) showAnswers(msg answersMsg) {
	if msg.page == p && p.answers != nil && p.answers.phase == msg.phase {
		p.answers.rows = msg.rows
	}
}

func (p *Page) answersKeys() keymap.Table {
	near, far := p.answers.scroll.Keys()
	return append(keymap.Table{keymap.On(closeKey, true, p.closeAnswers), near}, far...)
}

func (p *Page) closeAnswers() {
	p.answers = nil
	p.act(interview.Resumed{})
}

// answersView draws height rows.
func (p *Page) answersView(height int) []string {
	a := p.answers
	rows := []string{p.theme.Title.Render(" " + a.phase.Title() + ": a strong answer"), ""}
	for _, row := range a.scroll.View(a.rows, max(1, height-len(rows))) {
		rows = append(rows, " "+row)
	}
	return frame.Box(rows, p.width, height, p.theme)
}
