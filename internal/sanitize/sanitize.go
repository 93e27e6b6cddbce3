// Package sanitize is the one place through which untrusted text passes before
// it reaches a terminal, Markdown or HTML: packs, pastes, stored journals,
// answers. What could command a terminal or disguise text is dropped: control
// characters and the sequences that they begin, bidirectional controls,
// invisible characters, private use.
package sanitize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Line returns s as one line: newlines and tabs become spaces, and whatever
// could command a terminal is dropped.
func Line(s string) string { return clean(s, false) }

// Text returns s with its lines kept, whether they end in LF, CR or both; tabs
// become spaces, and whatever else could command a terminal is dropped.
func Text(s string) string { return clean(s, true) }

// Paragraphs returns the paragraphs of s, which blank lines part, each as one line: an
// author's own line breaks are not those of a window.
func Paragraphs(s string) []string {
	var paragraphs []string
	for paragraph := range strings.SplitSeq(strings.TrimSpace(Text(s)), "\n\n") {
		paragraphs = append(paragraphs, strings.Join(strings.Fields(paragraph), " "))
	}
	return paragraphs
}

func clean(s string, lines bool) string {
	if isPlain(s, lines) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	// Whole sequences go before single characters, or their tails stay behind
	// as litter: "[31m".
	s = ansi.Strip(s)
	var b strings.Builder
	for _, r := range s {
		switch {
		case (r == '\n' || r == '\r') && lines:
			b.WriteByte('\n')
		case r == '\n', r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			b.WriteByte(' ')
		case allowed(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain reports whether s holds nothing but printable ASCII, and newlines if
// they are allowed: the common case, which costs no copy.
func isPlain(s string, lines bool) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c > '~') && !(c == '\n' && lines) {
			return false
		}
	}
	return true
}

// Allowed reports whether a character may reach a terminal within a line.
func Allowed(r rune) bool { return allowed(r) }

// allowed reports whether a character may reach a terminal. Joiners and
// variation selectors stay: emoji and several scripts need them.
func allowed(r rune) bool {
	switch {
	case r == utf8.RuneError, r == '\u200d', r == '\u200c', r == '\ufe0e', r == '\ufe0f':
		return r != utf8.RuneError
	case r >= 0xe0000 && r <= 0xe0fff: // tags: invisible text
		return false
	}
	return unicode.IsGraphic(r) && !unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
}

// MarkdownText returns s as one line that Markdown shows as it stands, without
// taking any of it for markup.
func MarkdownText(s string) string {
	s = Line(s)
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>#|~&!", r) || strings.ContainsRune("+-=.)", r) && startsBlock(s, i) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// startsBlock reports whether the character at i of s could begin a list, a
// rule or an underlined heading: nothing but digits and spaces stands before
// it.
func startsBlock(s string, i int) bool {
	return strings.TrimLeft(s[:i], "0123456789 ") == ""
}
