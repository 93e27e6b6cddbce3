package quantity

import (
	"fmt"
	"math/big"
	"strings"
)

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
	run := s.run()
	digits, ok := t.separated(run, s.list)
	s.pos += len(run)
	if n := exponentLength(s.text[s.pos:]); n > 0 {
		digits += s.text[s.pos : s.pos+n]
		s.pos += n
	}
	if !ok {
		return
	}
	if t.value, ok = parseNumber(digits); !ok {
		t.kind, t.text = badToken, "a number beyond all measure"
	}
	if n := groupsOfThree(s.text[s.pos:]); s.list && n > 0 {
		s.pos += n
		t.kind, t.text = badToken, "one number or two? put a space after a comma that separates, and leave it out of a number"
	}
}

// run returns the digits at hand with the separators between them. In a list of
// arguments commas separate those.
func (s *scanner) run() string {
	rest := s.text[s.pos:]
	n := 0
	for n < len(rest) {
		c, next := rest[n], byte(0)
		if n+1 < len(rest) {
			next = rest[n+1]
		}
		switch {
		case isDigit(rune(c)):
		case c == '.' && next != '.' && (isDigit(rune(next)) || !strings.Contains(rest[:n], ".")):
		case (c == ',' && !s.list || c == '_') && n > 0 && isDigit(rune(next)):
		default:
			return rest[:n]
		}
		n++
	}
	return rest
}

// separated returns the digits of a run without its separators. It notes which
// reading was taken where a point may stand between thousands, and refuses what no
// convention writes.
func (t *token) separated(run string, list bool) (digits string, ok bool) {
	run = strings.ReplaceAll(run, "_", "")
	points, commaCount := strings.Count(run, "."), strings.Count(run, ",")
	whole, decimals, _ := strings.Cut(run, ".")
	switch {
	case commaCount == 0 && points <= 1:
		if len(decimals) == 3 && len(whole) <= 3 && strings.Trim(whole, "0") != "" {
			t.note = fmt.Sprintf("read %s as %s with three decimals; thousands are written %s,%s", run, whole, whole, decimals)
		}
		return run, true
	case points <= 1 && isGrouped(whole, ",") && !strings.Contains(decimals, ","):
		return strings.ReplaceAll(run, ",", ""), true
	case commaCount == 0 && isGrouped(run, "."):
		digits = strings.ReplaceAll(run, ".", "")
	case commaCount == 1 && points > 0 && isGrouped(run[:strings.IndexByte(run, ',')], "."):
		digits = strings.ReplaceAll(strings.ReplaceAll(run, ".", ""), ",", ".")
	default:
		t.kind, t.text = badToken, "commas stand between groups of three digits, and a point before decimals"
		switch parts := strings.Split(run, ","); {
		case commaCount == 1 && points == 0:
			t.note = strings.Replace(run, ",", ".", 1)
		case points == 0 && !strings.ContainsFunc(strings.Join(parts[1:], ","), func(r rune) bool { return r != ',' && !isDigit(r) }) && sameLength(parts[1:]):
			t.note = strings.ReplaceAll(run, ",", "")
		}
		return "", false
	}
	t.note = fmt.Sprintf("read %s as %s", run, commas(strings.SplitN(digits, ".", 2)[0])+digits[len(strings.SplitN(digits, ".", 2)[0]):])
	return digits, true
}

// isGrouped reports whether digits are in groups of three, or in groups of two
// before the last three, as in India.
func isGrouped(digits, separator string) bool {
	groups := strings.Split(digits, separator)
	last := len(groups) - 1
	if len(groups[0]) == 0 || len(groups[0]) > 3 || last > 0 && len(groups[last]) != 3 {
		return false
	}
	for _, g := range groups[1:max(1, last)] {
		if len(g) != len(groups[1]) || len(g) != 3 && len(g) != 2 || len(g) == 2 && len(groups[0]) > 2 {
			return false
		}
	}
	return true
}

func sameLength(groups []string) bool {
	for _, g := range groups {
		if len(g) != len(groups[0]) {
			return false
		}
	}
	return len(groups) > 1
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
