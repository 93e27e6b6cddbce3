// Package wrap breaks text into rows for terminals, by cells and not by bytes or
// runes.
package wrap

import (
	"io"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// unbreakable stands for a hyphen while a text is broken. The library breaks names
// such as read-through at their hyphens, and lets dashes that stand alone run over
// the edge.
const unbreakable = "\u2011"

// Rows breaks s at spaces where it can, and within words that are longer than a row,
// into rows of at most width cells; of at most one if width is less. A style that
// goes on in the next row is ended and begun anew. What is no text but commands a
// terminal must be gone from s, as package sanitize sees to.
func Rows(s string, width int) []string {
	width = max(1, width)
	s = ansi.Wrap(strings.ReplaceAll(s, "-", unbreakable), width, "")
	s = ansi.Hardwrap(s, width, true) // a word after spaces can be left too wide
	var b strings.Builder
	w := lipgloss.NewWrapWriter(&b)
	io.WriteString(w, strings.ReplaceAll(s, unbreakable, "-")) // a Builder takes everything
	w.Close()
	return strings.Split(b.String(), "\n")
}
