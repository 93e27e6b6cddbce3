package session

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/tui/prose"
)

// showTexts has whatever is Markdown on the page rendered.
func (p *Page) showTexts() tea.Cmd {
	width := p.sideWidth()
	passages := []prose.Passage{p.briefPassage(width)}
	for _, h := range p.coach.Hints(p.session().Phase) {
		passages = append(passages, hintPassage(h, width))
	}
	if p.answers != nil {
		passages = append(passages, p.answersPassage())
	}
	return p.texts.Show(p.deps.Context, p.theme, passages...)
}

func (p *Page) briefPassage(width int) prose.Passage {
	return prose.Passage{Source: p.coach.Question.Brief, Width: width}
}

// hintPassage is a hint behind its step.
func hintPassage(h coach.Hint, width int) prose.Passage {
	return prose.Passage{Source: h.Text, Width: width - len(hintStep(h))}
}

func hintStep(h coach.Hint) string { return fmt.Sprintf("%d/%d ", h.Step, h.Steps) }
