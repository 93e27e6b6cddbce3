package quantity

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A folder writes a line in plain signs: figures of other scripts and of full
// width, powers, fractions and spaces between thousands as phones, editors and
// slides write them.
type folder struct {
	plain []byte
	at    []int // for every byte of plain, where it comes from in the line
	from  int   // what is written now
}

// fold returns a line in plain signs and, unless it is as it was, where each byte
// of it comes from, with the length of the line at the end.
func fold(text string) (plain string, at []int) {
	if !mayFold(text) {
		return text, nil
	}
	f := folder{plain: make([]byte, 0, len(text))}
	for i, r := range text {
		f.from = i
		_, size := utf8.DecodeRuneInString(text[i:])
		f.fold(r, text[i:i+size], text[i+size:])
	}
	if string(f.plain) == text {
		return text, nil
	}
	return string(f.plain), append(f.at, len(text))
}

func mayFold(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf || text[i] == '\'' {
			return true
		}
	}
	return false
}

func (f *folder) write(s string) {
	for i := range len(s) {
		f.plain = append(f.plain, s[i])
		f.at = append(f.at, f.from)
	}
}

// fold writes one character, before others.
func (f *folder) fold(r rune, written, rest string) {
	_, fraction := fractions[r]
	power, superscript := superscripts[r]
	switch {
	case r == '\'' || r == '’' || isThinSpace(r):
		f.separator(r, written, rest)
	case r < utf8.RuneSelf:
		f.write(written)
	case lookalikes[r] != "":
		f.write(lookalikes[r])
	case '！' <= r && r <= '～':
		f.write(string(r - '！' + '!'))
	case fraction:
		f.fraction(r)
	case superscript:
		if !f.inPower() {
			f.write("^")
		}
		f.write(power)
	case unicode.IsDigit(r):
		f.write(string('0' + digitValue(r)))
	default:
		f.write(written)
	}
}

// inPower reports whether the figures of a power are being written.
func (f *folder) inPower() bool {
	rest := strings.TrimRight(string(f.plain), "0123456789-")
	return strings.HasSuffix(rest, "^")
}

// lookalikes are signs that look like those of the language.
var lookalikes = map[rune]string{
	'⨯': "×", '✕': "×", '✖': "×", '⨉': "×", '╳': "×", '∗': "*", '⁎': "*", '∙': "·", '⁄': "/", '∕': "/", '∶': ":", '∼': "~", '≒': "≈",
	'‒': "–", '—': "–", '―': "–", '‑': "-", '﹣': "-", '→': "->", '⇒': "=>", '，': ", ", '　': " ",
}

// isThinSpace reports whether a space is one that stands between thousands.
func isThinSpace(r rune) bool {
	switch r {
	case '\u00a0', '\u2007', '\u2009', '\u202f':
		return true
	}
	return false
}

// separator writes a comma for what stands between thousands.
func (f *folder) separator(r rune, written, rest string) {
	n := len(f.plain)
	switch {
	case n > 0 && isDigit(rune(f.plain[n-1])) && leadsGroup(rest):
		f.write(",")
	case r == '\'' || r == '’':
		f.write(written)
	default:
		f.write(" ")
	}
}

// leadsGroup reports whether three digits and no fourth stand at the beginning.
func leadsGroup(s string) bool {
	n := len(s) - len(strings.TrimLeft(s, "0123456789"))
	return n == 3
}

// fractions are those of one character, by two figures.
var fractions = map[rune][2]int{
	'½': {1, 2}, '⅓': {1, 3}, '⅔': {2, 3}, '¼': {1, 4}, '¾': {3, 4}, '⅕': {1, 5}, '⅖': {2, 5}, '⅗': {3, 5}, '⅘': {4, 5},
	'⅙': {1, 6}, '⅚': {5, 6}, '⅐': {1, 7}, '⅛': {1, 8}, '⅜': {3, 8}, '⅝': {5, 8}, '⅞': {7, 8}, '⅑': {1, 9}, '⅒': {1, 10},
}

// fraction writes a fraction with the whole number before it, as decimals if they
// end.
func (f *folder) fraction(r rune) {
	num, den := fractions[r][0], fractions[r][1]
	line := strings.TrimRight(string(f.plain), " ")
	digits := line[len(strings.TrimRight(line, "0123456789")):]
	number := 0
	if n, err := strconv.Atoi(digits); err == nil && n < 1e9 {
		number = n
		f.from = f.at[len(line)-len(digits)]
		f.plain, f.at = f.plain[:len(line)-len(digits)], f.at[:len(line)-len(digits)]
	}
	n := ratio(int64(number*den+num), int64(den))
	if places, ends := decimals(n.rat()); ends {
		f.write(n.rat().FloatString(places))
		return
	}
	f.write("(" + strconv.FormatInt(n.num, 10) + "/" + strconv.FormatInt(n.den, 10) + ")")
}

var superscripts = map[rune]string{
	'⁰': "0", '¹': "1", '²': "2", '³': "3", '⁴': "4", '⁵': "5", '⁶': "6", '⁷': "7", '⁸': "8", '⁹': "9", '⁻': "-", '⁺': "",
}

// digitValue returns the value of a decimal digit of any script: every script has
// its ten in a row.
func digitValue(r rune) rune {
	for _, run := range unicode.Nd.R16 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return (r - rune(run.Lo)) % 10
		}
	}
	for _, run := range unicode.Nd.R32 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return (r - rune(run.Lo)) % 10
		}
	}
	return 0
}

// unfold returns an error about the line as it was typed.
func (l *Line) unfold(err *Error) *Error {
	if err == nil || l.at == nil {
		return err
	}
	out := *err
	out.Input = l.Text
	out.Offset, out.Length = l.place(err.Offset, err.Length)
	return &out
}

// place returns the bytes of the line as it was typed for those in plain signs.
func (l *Line) place(offset, length int) (from, size int) {
	if l.at == nil {
		return offset, length
	}
	end := min(offset+length, len(l.at)-1)
	from = l.at[min(offset, len(l.at)-1)]
	size = l.at[end] - from
	if length > 0 && size <= 0 {
		_, size = utf8.DecodeRuneInString(l.Text[from:])
	}
	return from, max(0, size)
}
