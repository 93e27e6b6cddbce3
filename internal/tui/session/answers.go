package session

import (
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/markdown"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/prose"
)

// answers covers the page with the reference of a phase that was left. The
// clock stands while it is read.
type answers struct {
	phase  interview.Phase
	source string // in Markdown
	scroll frame.Scroll
}

// openAnswers pauses the clock and shows the reference of a phase.
func (p *Page) openAnswers(phase interview.Phase) {
	source := p.coach.Question.Common(phase).Reference
	if source == "" {
		return
	}
	if !p.session().Paused() {
		p.act(interview.Paused{})
	}
	p.answers = &answers{phase: phase, source: source}
}

// answersPassage is the reference as the page shows it.
func (p *Page) answersPassage() prose.Passage {
	return prose.Passage{Source: p.answers.source, Width: min(p.width-2, markdown.Readable)}
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
	p.openAnswers(interview.Phases()[p.session().Phase.Index()-1])
	return nil
}

func (p *Page) answersKeys() keymap.Table {
	near, far := p.answers.scroll.TypingKeys()
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
	for _, row := range a.scroll.View(p.texts.Rows(p.answersPassage()), max(1, height-len(rows))) {
		rows = append(rows, " "+row)
	}
	return frame.Box(rows, p.width, height, p.theme)
}
