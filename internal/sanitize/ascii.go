package sanitize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// spellings are what stands in ASCII for characters that no decomposition
// reduces to it.
var spellings = map[rune]string{
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-",
	'‘': "'", '’': "'", '‚': "'", '“': `"`, '”': `"`, '„': `"`, '«': "<<", '»': ">>", '‹': "<", '›': ">",
	'×': "x", '÷': "/", '⁄': "/", '·': "*", '•': "-", '±': "+-", '√': "sqrt ", '∞': "infinity",
	'≤': "<=", '≥': ">=", '≠': "!=", '≈': "~", '≪': "<<", '≫': ">>",
	'→': "->", '←': "<-", '↔': "<->", '⇒': "=>", '↑': "^", '↓': "v",
	'✓': "+", '✗': "x", '█': "#", '░': ".", '▲': "^", '▼': "v", '◀': "<", '▶': ">",
	'─': "-", '━': "-", '═': "=", '│': "|", '┃': "|", '║': "|", '┤': "|", '├': "|", '┼': "+", '┬': "+", '┴': "+",
	'┌': "+", '┐': "+", '└': "+", '┘': "+", '╭': ".", '╮': ".", '╰': "'", '╯': "'",
	'\u00b5': "u", 'μ': "u", 'α': "alpha", 'β': "beta", 'λ': "lambda", 'π': "pi", 'ρ': "rho", 'σ': "sigma", 'τ': "tau",
	'Δ': "delta ", 'Σ': "sum ", '°': " degrees", '€': "EUR ", '£': "GBP ", '©': "(c)", '®': "(R)", '§': "section ",
	'ß': "ss", 'æ': "ae", 'Æ': "AE", 'œ': "oe", 'Œ': "OE", 'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D",
}

// ASCII returns s for a terminal that shows nothing but ASCII: "<=" for "≤", "e"
// for "é", "10^12" for "10¹²", and "?" for a character without such a spelling.
func ASCII(s string) string {
	var b strings.Builder
	raised := false
	for _, r := range s {
		exponent := strings.ContainsRune("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", r)
		if exponent && !raised {
			b.WriteByte('^')
		}
		raised = exponent
		if spelling, ok := spellings[r]; ok {
			b.WriteString(spelling)
		} else if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			b.WriteString(decomposed(r))
		}
	}
	return b.String()
}

// decomposed returns the ASCII characters that a character consists of besides
// accents, such as "e" for "é" and "1/2" for "½". What only modifies the character
// before it, such as an accent by itself, is nothing.
func decomposed(r rune) string {
	if unicode.In(r, unicode.M, unicode.Cf) {
		return ""
	}
	var b strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		switch spelling, ok := spellings[part]; {
		case ok:
			b.WriteString(spelling)
		case part < utf8.RuneSelf:
			b.WriteRune(part)
		case !unicode.Is(unicode.M, part):
			return "?"
		}
	}
	return b.String()
}
