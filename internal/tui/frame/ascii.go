package frame

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
)

// ASCII spells a text that is laid out in ASCII, every cell in its place: what has no
// spelling of its width is shown by question marks. Styles stay.
func ASCII(text string) string {
	var b strings.Builder
	state := byte(0)
	for text != "" {
		sequence, width, n, next := ansi.DecodeSequence(text, state, nil)
		text, state = text[n:], next
		if !strings.ContainsFunc(sequence, func(r rune) bool { return r >= utf8.RuneSelf }) {
			b.WriteString(sequence)
			continue
		}
		spelling := sanitize.ASCII(sequence)
		if len(spelling) != width {
			spelling = narrow(sequence, width)
		}
		b.WriteString(spelling)
	}
	return b.String()
}

// narrow returns the spelling of a character in so many cells.
func narrow(character string, width int) string {
	switch character {
	case "→", "⇒":
		return ">"
	case "←":
		return "<"
	case "…":
		return "~"
	case "≤":
		return "<"
	case "≥":
		return ">"
	}
	return strings.Repeat("?", width)
}
