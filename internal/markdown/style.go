package markdown

import (
	"strings"

	glamour "charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
)

// styled reports whether text has styles at all.
func (l Look) styled() bool { return l.Colors != Look{}.Colors }

// muted renders what stands beside text, such as the bullet of an item.
func (l Look) muted(s string) string {
	if !l.styled() {
		return s
	}
	return lipgloss.NewStyle().Foreground(lipgloss.Color(l.Colors.Muted)).Render(s)
}

// config is the look as a style of Glamour: calm, with one accent and greys, and
// rules of the given width.
func (l Look) config(width int) glamour.StyleConfig {
	config := glamour.StyleConfig{
		HorizontalRule: glamour.StylePrimitive{Format: strings.Repeat("─", width)},
	}
	if !l.styled() {
		return config
	}
	yes := true
	config.Heading.Color, config.Heading.Bold = &l.Colors.Accent, &yes
	config.Strong.Bold = &yes
	config.Emph.Italic = &yes
	config.Code.Color = &l.Colors.Warning
	config.CodeBlock.Color = &l.Colors.Warning
	config.HorizontalRule.Color = &l.Colors.Muted
	config.LinkText.Underline = &yes
	config.Link.Color = &l.Colors.Muted
	config.ImageText.Italic = &yes
	config.Image.Color = &l.Colors.Muted
	return config
}
