package diagram

import (
	"strings"
	"unicode"

	"spar/internal/sanitize"
)

// A token is a piece of a chain. Off and n are in characters.
type token struct {
	kind   tokenKind
	text   string
	off, n int
}

type tokenKind int

const (
	endToken   tokenKind = iota // explicit, so that the parser needs no bounds
	nameToken                   // text is printable, with single inner spaces
	callToken                   // ->
	handToken                   // ~>
	wrongToken                  // looks like an arrow, but is none
	commaToken
	colonToken
)

// scan splits a line into tokens, comment excluded, and ends them with an
// endToken at the end of the text.
func scan(line []rune) []token {
	line = withoutComment(line)
	var tokens []token
	for i := 0; i < len(line); {
		t := next(line, i)
		i = t.off + t.n
		if t.kind != endToken {
			tokens = append(tokens, t)
		}
	}
	end := len(line)
	for end > 0 && unicode.IsSpace(line[end-1]) {
		end--
	}
	return append(tokens, token{kind: endToken, off: end, n: 1})
}

// withoutComment cuts a line before a '#' that starts it or follows a space:
// "C#" stays.
func withoutComment(line []rune) []rune {
	for i, r := range line {
		if r == '#' && (i == 0 || unicode.IsSpace(line[i-1])) {
			return line[:i]
		}
	}
	return line
}

// next returns the token at i, or an endToken that covers what is blank or
// cannot be printed.
func next(line []rune, i int) token {
	switch r := line[i]; {
	case r == ',':
		return token{commaToken, ",", i, 1}
	case r == ':':
		return token{colonToken, ":", i, 1}
	case startsArrow(line, i):
		n := arrowLength(line, i)
		text := string(line[i : i+n])
		return token{arrowKind(text), text, i, n}
	}
	end := i
	for end < len(line) && line[end] != ',' && line[end] != ':' && !startsArrow(line, end) {
		end++
	}
	start := i
	for start < end && unicode.IsSpace(line[start]) {
		start++
	}
	text := clean(string(line[start:end]))
	if text == "" {
		return token{kind: endToken, off: i, n: end - i}
	}
	for unicode.IsSpace(line[end-1]) {
		end--
	}
	return token{nameToken, text, start, end - start}
}

// clean returns text as it may be shown: printable, with single inner spaces,
// and not starting with what would join the character before it.
func clean(text string) string {
	text = strings.Join(strings.Fields(sanitize.Line(text)), " ")
	return strings.TrimLeftFunc(text, func(r rune) bool { return unicode.In(r, unicode.M, unicode.Cf, unicode.Z) })
}

// isDash reports whether a character can be part of an arrow of several.
func isDash(r rune) bool { return strings.ContainsRune("-=~<>–—", r) }

// isArrow reports whether a character is an arrow by itself.
func isArrow(r rune) bool {
	return r >= 0x2190 && r <= 0x21ff || r >= 0x27f0 && r <= 0x27ff || r >= 0x2900 && r <= 0x297f || r >= 0x2794 && r <= 0x27be
}

// startsArrow reports whether an arrow, or what was meant as one, begins at i.
// Dashes inside a word belong to the word: "read-through".
func startsArrow(line []rune, i int) bool {
	if isArrow(line[i]) {
		return true
	}
	if !isDash(line[i]) || i > 0 && isDash(line[i-1]) {
		return false
	}
	n := arrowLength(line, i)
	inside := i > 0 && inWord(line[i-1]) && i+n < len(line) && inWord(line[i+n])
	return !inside || strings.ContainsAny(string(line[i:i+n]), "<>")
}

func inWord(r rune) bool { return !unicode.IsSpace(r) && r != ',' && r != ':' && !isArrow(r) }

// arrowLength returns how many characters belong to the arrow at i.
func arrowLength(line []rune, i int) int {
	if isArrow(line[i]) {
		return 1
	}
	n := 1
	for i+n < len(line) && isDash(line[i+n]) {
		n++
	}
	return n
}

// arrowKind tells arrows, those of habit included, from what is none.
func arrowKind(text string) tokenKind {
	switch text {
	case "->", "-->", "--->", "=>", "==>", "->>", "–>", "—>", "→", "⟶", "⇒", "⟹", "➔", "➜", "➝", "➞", "➡":
		return callToken
	case "~>", "~~>", "~~~>", "⇢", "⤳", "⇝", "↝", "⟿", "⤏":
		return handToken
	}
	return wrongToken
}
