package calculator

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"spar/internal/notebook"
	"spar/internal/tui/autosave"
)

type switchedMsg struct {
	page *Page
	to   *notebook.Draft
	said string
	err  error // why the sheet before it could not be saved
}

// switchTo saves the sheet and goes on with another one.
func (p *Page) switchTo(to *notebook.Draft, said string) tea.Cmd {
	return flush(p.deps.Context, p, p.draft, to, said)
}

func flush(ctx context.Context, p *Page, from, to *notebook.Draft, said string) tea.Cmd {
	return func() tea.Msg { return switchedMsg{p, to, said, from.Flush(ctx)} }
}

// switched shows the other sheet, unless that would lose what could not be
// saved.
func (p *Page) switched(msg switchedMsg) tea.Cmd {
	if msg.page != p {
		return nil
	}
	if msg.err != nil {
		p.notice = "this sheet stays open, as it cannot be saved: " + msg.err.Error()
		return nil
	}
	from := p.draft
	p.take(msg.to)
	p.notice = msg.said
	return autosave.Last(p.deps.Context, from) // what was typed meanwhile
}
