package sanitize

import (
	"html"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// maxNesting bounds how deep quotes and lists in Markdown may nest. Renderers
// take time exponential in the depth.
const maxNesting = 10

// Markdown returns Markdown source that is safe to render: without control
// characters, also none that entities would bring back, and without deep
// nesting.
func Markdown(s string) string {
	// Entities are resolved before cleaning, until none are left, and "&" then
	// shows as itself.
	for range 5 {
		resolved := html.UnescapeString(s)
		if resolved == s {
			break
		}
		s = resolved
	}
	s = strings.ReplaceAll(Text(s), "&#", "&amp;#")
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = boundNesting(line)
	}
	return strings.Join(lines, "\n")
}

// boundNesting drops the markers of quotes and lists beyond maxNesting at the
// start of a line, and indentation that nests as deep.
func boundNesting(line string) string {
	depth, spaces := 0, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ':
			spaces++
		case strings.IndexByte(">*+-", c) >= 0 || c >= '0' && c <= '9' || c == '.' || c == ')':
			depth++
		default:
			if depth > maxNesting || spaces > 4*maxNesting {
				return line[i:]
			}
			return line
		}
	}
	if depth > maxNesting && strings.Trim(line, "-* ") != "" || spaces > 4*maxNesting {
		return ""
	}
	return line
}

// Rendered returns text that a renderer made for a terminal: of all sequences
// only those that set colours and styles survive, and none that hide text.
func Rendered(s string) string {
	var b strings.Builder
	state := byte(0)
	parser := ansi.NewParser()
	for len(s) > 0 {
		sequence, width, n, next := ansi.DecodeSequence(s, state, parser)
		state = next
		switch {
		case sequence == "\n":
			b.WriteString(sequence)
		case isStyle(sequence):
			b.WriteString(sequence)
		case width > 0:
			b.WriteString(Line(sequence))
		}
		s = s[max(1, n):] // an incomplete sequence may count as nothing
	}
	return b.String()
}

// isStyle reports whether a sequence sets colours or styles and does not
// conceal.
func isStyle(sequence string) bool {
	body, ok := strings.CutPrefix(sequence, "\x1b[")
	if !ok || !strings.HasSuffix(body, "m") {
		return false
	}
	body = strings.TrimSuffix(body, "m")
	for _, c := range body {
		if (c < '0' || c > '9') && c != ';' && c != ':' {
			return false
		}
	}
	for _, parameter := range strings.Split(body, ";") {
		// An 8 is also a colour's number in 38;5;8; losing that is harmless.
		if strings.TrimLeft(parameter, "0") == "8" {
			return false
		}
	}
	return true
}
