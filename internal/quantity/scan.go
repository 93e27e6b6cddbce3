package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a number, a word or a symbol of a line.
type token struct {
	kind       tokenKind
	text       string // symbols in their plain form: "*" for "×"
	start, end int    // bytes of the line
	spaced     bool   // white space stands before it
	value      number // of a number
	// note tells how the separators of a number were read, if that is a question,
	// or what a bad number may be meant for.
	note string
}

type tokenKind uint8

const (
	endToken tokenKind = iota
	numberToken
	wordToken
	symbolToken
	badToken // text says what is wrong
)

// symbols are the operators and marks by their spellings, longer ones first.
var symbols = []struct{ spelling, plain string }{
	{"**", "^"},
	{"==", "="},
	{":=", "="},
	{"~=", "="},
	{"=~", "="},
	{"=>", "="},
	{"≅", "="},
	{"≃", "="},
	{"=", "="},
	{"?", "?"},
	{"->", "->"},
	{"→", "->"},
	{"..", ".."},
	{"…", ".."},
	{"+/-", "±"},
	{"+-", "±"},
	{"±", "±"},
	{"+", "+"},
	{"-", "-"},
	{"−", "-"},
	{"–", "–"},
	{"*", "*"},
	{"×", "*"},
	{"·", "·"},
	{"⋅", "·"},
	{"/", "/"},
	{":", ":"},
	{"÷", "÷"},
	{"^", "^"},
	{"(", "("},
	{")", ")"},
	{",", ","},
	{"~", "~"},
	{"≈", "~"},
	{"$", "$"},
	{"¢", "¢"},
	{"@", "@"},
	{"%", "%"},
	{"‰", "‰"},
}

// symbolsBy holds the symbols by the first byte of their spellings.
var symbolsBy = func() (t [256][]struct{ spelling, plain string }) {
	for _, s := range symbols {
		t[s.spelling[0]] = append(t[s.spelling[0]], s)
	}
	return t
}()

// A scanner reads the tokens of a line. It is copied to look ahead.
type scanner struct {
	text string
	pos  int
	list bool // commas separate arguments here
}

func (s *scanner) next() token {
	start := s.pos
	s.skipSpace()
	t := token{start: s.pos, end: s.pos, spaced: s.pos > start}
	rest := s.text[s.pos:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "" || r == '#':
		s.pos = len(s.text)
		return t
	case isDigit(r), r == '.' && len(rest) > 1 && isDigit(rune(rest[1])):
		s.number(&t)
	case startsWord(r):
		t.kind = wordToken
		s.pos += wordLength(rest)
		t.text = s.text[t.start:s.pos]
		if after := s.text[s.pos:]; shortened[t.text] && strings.HasPrefix(after, ".") && !strings.HasPrefix(after, "..") {
			s.pos++
		}
	default:
		s.symbol(&t, r, size)
	}
	t.end = s.pos
	return t
}

func (s *scanner) skipSpace() {
	for i, r := range s.text[s.pos:] {
		if !unicode.IsSpace(r) {
			s.pos += i
			return
		}
	}
	s.pos = len(s.text)
}

func (s *scanner) symbol(t *token, r rune, size int) {
	for _, sym := range symbolsBy[s.text[s.pos]] {
		if strings.HasPrefix(s.text[s.pos:], sym.spelling) {
			t.kind, t.text = symbolToken, sym.plain
			s.pos += len(sym.spelling)
			return
		}
	}
	s.pos += size
	t.kind, t.text = badToken, badCharacter(r)
}

func badCharacter(r rune) string {
	switch r {
	case utf8.RuneError:
		return "a character cannot be read"
	case '€', '£', '¥', '₹':
		return "money is in dollars here"
	case '<', '>', '≤', '≥':
		return "a bound is no figure: leave the sign out, or write a range"
	case '[', ']', '{', '}':
		return "only ( and ) group"
	}
	if unicode.IsPrint(r) {
		return "no meaning for " + string(r)
	}
	return "a control character"
}

// wordLength returns the length of the word at the beginning of s.
func wordLength(s string) int {
	for i, r := range s {
		if !startsWord(r) && !isDigit(r) && !unicode.Is(unicode.Mn, r) {
			return i
		}
	}
	return len(s)
}

func startsWord(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
