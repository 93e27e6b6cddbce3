package quantity

import (
	"fmt"
	"math/big"
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
	{"%", "%"},
	{"‰", "‰"},
}

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
	for _, sym := range symbols {
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
	case '[', ']', '{', '}':
		return "only ( and ) group"
	}
	if unicode.IsPrint(r) {
		return "no meaning for " + string(r)
	}
	return "a control character"
}

// number scans digits with separators, a point and an exponent. It stops before
// the dots of a range.
func (s *scanner) number(t *token) {
	t.kind = numberToken
	if s.based(t) {
		return
	}
	if plain := plainDigits(s.text[s.pos:]); plain > 0 {
		s.pos += plain
		t.value, _ = parseNumber(s.text[t.start:s.pos])
		return
	}
	digits := s.digits(nil, !s.list)
	if rest := s.text[s.pos:]; strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, "..") {
		s.pos++
		digits = s.digits(append(digits, '.'), false)
	}
	if n := exponentLength(s.text[s.pos:]); n > 0 {
		digits = append(digits, s.text[s.pos:s.pos+n]...)
		s.pos += n
	}
	value, ok := parseNumber(string(digits))
	t.value = value
	switch rest := s.text[s.pos:]; {
	case !ok:
		t.kind, t.text = badToken, "a number beyond all measure"
	case s.list && groupsOfThree(rest) > 0:
		s.pos += groupsOfThree(rest)
		t.kind, t.text = badToken, "one number or two? put a space after a comma that separates, and leave it out of a number"
	case len(rest) > 1 && (rest[0] == ',' && !s.list || rest[0] == '.') && isDigit(rune(rest[1])):
		s.pos += 1 + len(rest[1:]) - len(strings.TrimLeft(rest[1:], "0123456789"))
		t.kind, t.text = badToken, "commas stand between groups of three digits, and a point before decimals"
	}
}

// bases are those of numbers that begin with 0 and a letter.
var bases = map[byte]struct {
	base   int
	digits string
}{
	'x': {16, "0123456789abcdefABCDEF"}, 'o': {8, "0123456789"}, 'b': {2, "0123456789"},
	'X': {16, "0123456789abcdefABCDEF"}, 'O': {8, "0123456789"}, 'B': {2, "0123456789"},
}

// based scans a number such as 0xFF, if there is one.
func (s *scanner) based(t *token) bool {
	rest := s.text[s.pos:]
	if len(rest) < 3 || rest[0] != '0' || bases[rest[1]].base == 0 || !strings.Contains(bases[rest[1]].digits, rest[2:3]) {
		return false
	}
	length := 2 + wordLength(rest[2:])
	s.pos += length
	n, ok := new(big.Int).SetString(rest[2:length], bases[rest[1]].base)
	if !ok || n.BitLen() > maxFractionBits {
		t.kind, t.text = badToken, fmt.Sprintf("%s is no number of base %d", rest[:length], bases[rest[1]].base)
		return true
	}
	t.value = narrow(new(big.Rat).SetInt(n))
	return true
}

// plainDigits returns the length of a number of at most 18 digits that nothing
// extends, or 0.
func plainDigits(s string) int {
	n := 0
	for n < len(s) && n < 18 && isDigit(rune(s[n])) {
		n++
	}
	if n == len(s) {
		return n
	}
	switch c := s[n]; {
	case isDigit(rune(c)), c == '_', c == 'e', c == 'E':
		return 0
	case c == '.' && !strings.HasPrefix(s[n:], ".."), c == ',' && n+1 < len(s) && isDigit(rune(s[n+1])):
		return 0
	}
	return n
}

// digits appends digits without their separators: underscores, and commas
// before groups of three.
func (s *scanner) digits(to []byte, commas bool) []byte {
	first := s.pos
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		switch {
		case isDigit(rune(c)):
			to = append(to, c)
		case c == '_' && s.pos > first && s.pos+1 < len(s.text) && isDigit(rune(s.text[s.pos+1])):
		case c == ',' && commas && s.pos > first && s.pos-first <= 3 && groupsOfThree(s.text[s.pos:]) > 0:
			n := groupsOfThree(s.text[s.pos:])
			to = append(to, strings.ReplaceAll(s.text[s.pos:s.pos+n], ",", "")...)
			s.pos += n
			return to
		default:
			return to
		}
		s.pos++
	}
	return to
}

// groupsOfThree returns the length of ",123,456" at the beginning of s, or 0.
func groupsOfThree(s string) int {
	n := 0
	for len(s) >= n+4 && s[n] == ',' && isDigit(rune(s[n+1])) && isDigit(rune(s[n+2])) && isDigit(rune(s[n+3])) {
		n += 4
	}
	if n < len(s) && isDigit(rune(s[n])) {
		return 0
	}
	return n
}

// exponentLength returns the length of an exponent such as e9 or E-3, or 0.
func exponentLength(s string) int {
	if s == "" || s[0] != 'e' && s[0] != 'E' {
		return 0
	}
	n := 1
	if n < len(s) && (s[n] == '+' || s[n] == '-') {
		n++
	}
	if n == len(s) || !isDigit(rune(s[n])) {
		return 0
	}
	for n < len(s) && isDigit(rune(s[n])) {
		n++
	}
	return n
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
