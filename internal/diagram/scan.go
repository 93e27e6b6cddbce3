package diagram

import (
	"slices"
	"strings"
	"unicode"

	"spar/internal/sanitize"
)

// A token is a piece of a statement. Off and n are in characters.
type token struct {
	kind   tokenKind
	text   string
	off, n int
	pieces []piece // of a name
	label  string  // what stands on an arrow, as in -->|reads|
	turned bool    // an arrow that points to the left; its text is turned round
	bare   bool    // a line without a head
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
	semicolonToken
	openToken // a bracket or a quote that nothing closes
	strayToken
)

// scan splits a line into tokens from a place on, comment excluded, and ends them with
// an endToken at the end of the text.
func scan(line []rune, from int) []token {
	line = withoutComment(line)
	var tokens []token
	for i := min(from, len(line)); i < len(line); {
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
	return append(withLabels(line, withLines(tokens)), token{kind: endToken, off: end, n: 1})
}

// withoutComment cuts a line before a '#' or '//' that starts it or follows a space:
// "C#" stays, and so does what is quoted.
func withoutComment(line []rune) []rune {
	for i := 0; i < len(line); i++ {
		if end := quoteEnd(line, i); end > 0 {
			i = end - 1
			continue
		}
		starts := line[i] == '#' && !isDigit(line, i+1) || line[i] == '/' && i+1 < len(line) && (line[i+1] == '/' || line[i+1] == '*' && closesAtEnd(line[i:]))
		if starts && (i == 0 || unicode.IsSpace(line[i-1])) {
			return line[:i]
		}
	}
	return line
}

// closesAtEnd reports whether a remark such as /* this */ ends a text.
func closesAtEnd(text []rune) bool { return strings.HasSuffix(strings.TrimSpace(string(text)), "*/") }

// isDigit reports whether a figure stands at a place: "server #2".
func isDigit(line []rune, i int) bool { return i < len(line) && line[i] >= '0' && line[i] <= '9' }

// next returns the token at i, or an endToken that covers what is blank or
// cannot be printed.
func next(line []rune, i int) token {
	switch r := line[i]; {
	case r == ',':
		return token{kind: commaToken, text: ",", off: i, n: 1}
	case r == ';':
		return token{kind: semicolonToken, text: ";", off: i, n: 1}
	case r == ':':
		return colon(line, i)
	case joins(line, i):
		return token{kind: commaToken, text: string(r), off: i, n: 1}
	case startsArrow(line, i):
		return arrow(line, i)
	}
	return name(line, i)
}

// colon returns the token of a colon. What follows three of them is a style of Mermaid.
func colon(line []rune, i int) token {
	if i+3 >= len(line) || string(line[i:i+3]) != ":::" {
		return token{kind: colonToken, text: ":", off: i, n: 1}
	}
	end := i + 3
	for end < len(line) && (unicode.IsLetter(line[end]) || unicode.IsDigit(line[end]) || line[end] == '_') {
		end++
	}
	return token{kind: endToken, off: i, n: end - i}
}

// joins reports whether a sign between names stands for a comma: "Redis & Postgres".
func joins(line []rune, i int) bool {
	return (line[i] == '&' || line[i] == '+') && i > 0 && unicode.IsSpace(line[i-1]) && i+1 < len(line) && unicode.IsSpace(line[i+1])
}

// separates reports whether a name ends before i.
func separates(line []rune, i int) bool {
	switch r := line[i]; {
	case r == ',':
		return !thousands(line, i)
	case r == ':' && i > 0 && inWord(line[i-1]) && strings.HasPrefix(string(line[i+1:min(len(line), i+3)]), "//"):
		return false // https://
	case r == ';', r == ':':
		return true
	}
	return joins(line, i) || startsArrow(line, i)
}

// thousands reports whether a comma groups the digits of a number: x1,000.
func thousands(line []rune, i int) bool {
	return i > 0 && isDigit(line, i-1) && isDigit(line, i+1) && isDigit(line, i+2) && isDigit(line, i+3) && !isDigit(line, i+4)
}

// clean returns text as it may be shown: printable, with single inner spaces, without
// double quotes, and not starting with what would join the character before it.
func clean(text string) string {
	text = strings.ReplaceAll(sanitize.Line(text), `"`, "")
	text = strings.Join(strings.Fields(text), " ")
	return strings.TrimLeftFunc(text, func(r rune) bool { return unicode.In(r, unicode.M, unicode.Cf, unicode.Z) })
}

// fold replaces signs of the notation that are typed on other keyboards by those of
// ASCII, character by character, so that places stay.
func fold(line []rune) []rune {
	line = slices.Clone(line)
	for i, r := range line {
		switch {
		case r == 0x1b:
			hideSequence(line[i:])
		case r > 0xff00 && r < 0xff5f && !unicode.IsLetter(r):
			line[i] = r - 0xfee0
		case strings.ContainsRune("−‐‑‒―─━┄┅┈┉╌⎯", r):
			line[i] = '-'
		case r == '、' || r == '،':
			line[i] = ','
		case r == '；' || r == '؛':
			line[i] = ';'
		case strings.ContainsRune("∼〜˜", r):
			line[i] = '~'
		case strings.ContainsRune("▶▷►▸›〉❯▹", r) && i > 0 && strings.ContainsRune("-=~", line[i-1]):
			line[i] = '>'
		}
	}
	return line
}

// hideSequence replaces the escape sequence that text begins with by what nobody sees:
// its brackets and digits are none of the notation.
func hideSequence(text []rune) {
	const invisible = '\u200b'
	text[0] = invisible
	if len(text) < 2 || text[1] != '[' {
		return
	}
	for i := 1; i < len(text); i++ {
		final := i > 1 && text[i] >= 0x40 && text[i] <= 0x7e
		text[i] = invisible
		if final {
			return
		}
	}
}
