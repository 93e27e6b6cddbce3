// Package theme holds the look of the screens: one accent colour, one for
// warnings, one for danger and greys for the rest, with the signs that carry
// meaning where colour cannot. Colours appear nowhere else.
package theme

import (
	"charm.land/lipgloss/v2"

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
	pick := lipgloss.LightDark(dark)
	color := func(light, dark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	return Theme{
		Text:    lipgloss.NewStyle(),
		Muted:   color("#5c6370", "#9aa0ab"),
		Faint:   color("#a8adb7", "#5b616d"),
		Title:   lipgloss.NewStyle().Bold(true),
		Heading: color("#5c6370", "#9aa0ab").Bold(true),
		Accent:  color("#0f6cbd", "#6cb6ff").Bold(true),
		Good:    color("#1a7f37", "#7ec699"),
		Warning: color("#9a6700", "#e5b567"),
		Danger:  color("#c62828", "#f07178").Bold(true),
		Chosen:  color("#0f6cbd", "#6cb6ff").Bold(true),
		Cursor:  lipgloss.NewStyle().Reverse(true),
		Signs:   printout.SignsFor(ascii),
		Dark:    dark,
		ASCII:   ascii,
	}
}
