// Package prose keeps the Markdown that a page shows. A command renders it, since
// that may take up to a second; until it has, the page shows the text itself.
package prose

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"spar/internal/markdown"
	"spar/internal/sanitize"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
)

// A Passage is a text in Markdown and the cells that its rows may take.
type Passage struct {
	Source string
	Width  int
}

// Texts are the passages that a page shows now. The zero value has none.
type Texts struct {
	passages []Passage // those that were asked for last, in look
	look     markdown.Look
	rendered map[Passage][]string // of those or, until they come, of earlier ones
}

// A renderedMsg brings passages that were asked for by a page.
type renderedMsg struct {
	texts    *Texts
	passages []Passage
	look     markdown.Look
	rendered map[Passage][]string
}

// Show returns a command that renders passages in a theme, nil if that has been
// done or is under way. Call it whenever the passages, a width or the theme may have
// changed.
func (t *Texts) Show(ctx context.Context, th theme.Theme, passages ...Passage) tea.Cmd {
	look := th.Markdown()
	if look == t.look && slices.Equal(passages, t.passages) {
		return nil
	}
	t.passages, t.look = slices.Clone(passages), look
	wanted := t.passages
	return func() tea.Msg {
		rendered := make(map[Passage][]string, len(wanted))
		for _, p := range wanted {
			rendered[p] = markdown.Rows(ctx, p.Source, p.Width, look)
		}
		return renderedMsg{t, wanted, look, rendered}
	}
}

// Update takes what a command of Show has rendered, unless something else has been
// asked for since.
func (t *Texts) Update(msg tea.Msg) {
	if msg, ok := msg.(renderedMsg); ok && msg.texts == t && msg.look == t.look && slices.Equal(msg.passages, t.passages) {
		t.rendered = msg.rendered
	}
}

// Rows returns the rows of a passage, those of its plain text until it is rendered.
func (t *Texts) Rows(p Passage) []string {
	if rows, ok := t.rendered[p]; ok {
		return rows
	}
	var rows []string
	for i, paragraph := range sanitize.Paragraphs(p.Source) {
		if i > 0 {
			rows = append(rows, "")
		}
		rows = append(rows, wrap.Rows(paragraph, p.Width)...)
	}
	return rows
}
