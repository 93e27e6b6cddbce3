// Package theme holds the look of the screens: one accent colour, one for
// warnings, one for danger and greys for the rest, all from package palette, with
// the signs that carry meaning where colour cannot.
package theme

import (
	"charm.land/lipgloss/v2"

	"spar/internal/markdown"
	"spar/internal/palette"
	"spar/internal/printout"
)

// A Theme is a complete set of styles and signs. It is a value: pages receive
// it and keep no styles of their own.
type Theme struct {
	Text    lipgloss.Style // the candidate's own words
	Muted   lipgloss.Style // labels and explanations
	Faint   lipgloss.Style // rules and what can wait
	Title   lipgloss.Style // the name of the screen
	Heading lipgloss.Style // the name of a part
	Accent  lipgloss.Style // where the eye should land
	Good    lipgloss.Style // earned, met, right
	Warning lipgloss.Style
	Danger  lipgloss.Style
	Chosen  lipgloss.Style // the selected line of a list
	Cursor  lipgloss.Style // the cell under the text cursor

	Signs *printout.Signs
	Dark  bool
	ASCII bool
}

// New returns the theme for a terminal with a dark or a light background;
// ascii replaces the signs where the locale is not UTF-8.
func New(dark, ascii bool) Theme {
	colors := palette.For(dark)
	color := func(hex string) lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color(hex)) }
	return Theme{
		Text:    lipgloss.NewStyle(),
		Muted:   color(colors.Muted),
		Faint:   color(colors.Faint),
		Title:   lipgloss.NewStyle().Bold(true),
		Heading: color(colors.Muted).Bold(true),
		Accent:  color(colors.Accent).Bold(true),
		Good:    color(colors.Good),
		Warning: color(colors.Warning),
		Danger:  color(colors.Danger).Bold(true),
		Chosen:  color(colors.Accent).Bold(true),
		Cursor:  lipgloss.NewStyle().Reverse(true),
		Signs:   printout.SignsFor(ascii),
		Dark:    dark,
		ASCII:   ascii,
	}
}

// Markdown returns the same look for Markdown.
func (t Theme) Markdown() markdown.Look {
	return markdown.Look{Colors: palette.For(t.Dark), ASCII: t.ASCII}
}
