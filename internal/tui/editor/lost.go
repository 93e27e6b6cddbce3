package editor

import (
	"fmt"
	"unicode/utf8"

	"spar/internal/quantity"
)

// A loss says what a line or an editor could not take, until it is asked.
type loss string

// Lost returns what could not be taken of all that was typed and pasted since the
// last call, such as "kept 500 of 20,000 lines"; "" if nothing was lost.
func (l *loss) Lost() string {
	said := string(*l)
	*l = ""
	return said
}

// count says that only some of a number of things were kept, if that is so.
func (l *loss) count(kept, all int, of string) {
	if kept < all {
		*l = loss(fmt.Sprintf("kept %s of %s %s", quantity.Thousands(kept), quantity.Thousands(all), of))
	}
}

// cut bounds a line to MaxLineLength bytes at a rune's edge, and says so.
func (l *loss) cut(s string) string {
	n := min(len(s), MaxLineLength)
	for n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	l.count(n, len(s), "bytes of a line")
	return s[:n]
}
