package session

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/markdown"
	"spar/internal/tui/frame"
)

// answers covers the page with the reference of a phase that was left. The
// clock stands while it is read.
type answers struct {
	phase  interview.Phase
	rows   []string // nil while it is being rendered
	offset int
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
	return renderAnswers(p.deps.Context, p, phase, source, min(p.width-2, markdown.Readable), p.theme.Dark)
}

func renderAnswers(ctx context.Context, p *Page, phase interview.Phase, source string, width int, dark bool) tea.Cmd {
	return func() tea.Msg {
		return answersMsg{p, phase, markdown.Rows(ctx, source, width, dark)}
	}
}

// previousAnswers shows the reference of the phase before the open one.
func (p *Page) previousAnswers() tea.Cmd {
	i := p.session().Phase.Index()
	if !p.coach.Practising() || i == 0 {
		return nil
	}
	return p.openAnswers(interview.Phases()[i-1])
}

func (p *Page) showAnswers(msg answersMsg) {
	if msg.page == p && p.answers != nil && p.answers.phase == msg.phase {
		p.answers.rows = msg.rows
	}
}

// answersHeight is how many rows of a reference are in view.
func (p *Page) answersHeight() int { return max(1, p.height-headerHeight-2) }

func (p *Page) pressAnswers(msg tea.KeyPressMsg) tea.Cmd {
	height := p.answersHeight()
	switch {
	case key.Matches(msg, closeKey):
		p.answers = nil
		p.act(interview.Resumed{})
	case key.Matches(msg, upKey):
		p.answers.scroll(-1, height)
	case key.Matches(msg, downKey):
		p.answers.scroll(1, height)
	case msg.String() == "pgup":
		p.answers.scroll(-height, height)
	case msg.String() == "pgdown", msg.String() == "space":
		p.answers.scroll(height, height)
	}
	return nil
}

func (a *answers) scroll(rows, height int) {
	a.offset = max(0, min(a.offset+rows, len(a.rows)-height))
}

// answersView draws height rows.
func (p *Page) answersView(height int) []string {
	a := p.answers
	rows := []string{p.theme.Title.Render(" " + a.phase.Title() + ": a strong answer"), ""}
	for _, row := range a.rows[a.offset:] {
		rows = append(rows, " "+row)
	}
	return frame.Box(rows, p.width, height, p.theme)
}
