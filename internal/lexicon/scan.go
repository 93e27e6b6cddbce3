package lexicon

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"spar/internal/wordset"
)

// compound is a duration of two parts in one word, such as "4m20s", of which the first
// unit would be taken for a magnitude.
var compound = regexp.MustCompile(`(?i)\b(\d+)\s?(d|h|m|min)(\d+)\s?(h|m|min|s|ms)\b`)

// compoundUnits are the units of such a duration as they stand alone.
var compoundUnits = map[string]string{"d": " days ", "h": " h ", "m": " min ", "min": " min ", "s": " s", "ms": " ms"}

// normalise returns a text in lower case with one way to write each sign.
func normalise(text string) string {
	text = compound.ReplaceAllStringFunc(text, func(d string) string {
		parts := compound.FindStringSubmatch(d)
		return parts[1] + compoundUnits[strings.ToLower(parts[2])] + parts[3] + compoundUnits[strings.ToLower(parts[4])]
	})
	var b strings.Builder
	previous := rune(0)
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case unicode.IsUpper(r) && (unicode.IsLower(previous) || unicode.IsDigit(previous)) && i+1 < len(runes) && unicode.IsLower(runes[i+1]):
			b.WriteByte(' ') // camelCase
		case signs[r] != "":
			b.WriteString(signs[r])
			previous = r
			continue
		}
		if digit, ok := superscripts[r]; ok {
			if _, more := superscripts[previous]; !more && previous != '^' {
				b.WriteByte('^')
			}
			b.WriteByte(digit)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		previous = r
	}
	return b.String()
}

var signs = map[rune]string{
	'’': "'", '‘': "'", '“': `"`, '”': `"`, '×': "x", '≤': "<", '≥': ">", '‑': "-", '_': " ",
	'→': "->", '⇒': "->", '⟶': "->", '↔': "->", '—': " - ", '–': " - ", '…': ". ", '±': " ", '\u00a0': " ", 'μ': "µ",
}

var superscripts = map[rune]byte{'⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9'}

// A scanner splits a normalised text into tokens with their sentences and
// clauses.
type scanner struct {
	in               string
	at               int
	tokens           []Token
	sentence, clause int
	asked            map[int]bool
}

func (s *scanner) run() {
	for s.at < len(s.in) {
		if s.arrow() || s.figure() || s.path() || s.word() {
			continue
		}
		s.sign()
	}
}

func (s *scanner) rest() string { return s.in[s.at:] }

func (s *scanner) add(t Token) {
	t.Sentence, t.Clause = s.sentence, s.clause
	s.tokens = append(s.tokens, t)
}

// arrow passes over an arrow, which begins a clause; "~>" also says that nobody
// waits.
func (s *scanner) arrow() bool {
	for _, a := range []string{"~>", "-->", "->", "==>", "=>", "<->", "<-"} {
		if strings.HasPrefix(s.rest(), a) {
			s.at += len(a)
			s.clause++
			if a == "~>" {
				s.add(Token{Text: "async"})
			}
			return true
		}
	}
	return false
}

// figure reads a number and the signs that belong to it: "99.9%", "10:1",
// "62^6", "p99".
func (s *scanner) figure() bool {
	in := s.rest()
	if n, p := percentile(in); n > 0 && !s.inWord() {
		s.at += n
		s.add(Token{Text: "p" + strconv.FormatFloat(p, 'f', -1, 64), Kind: Percentile, Value: p})
		return true
	}
	if len(in) > 1 && in[0] == 'x' && isDigit(in[1]) && !s.inWord() { // "x3"
		n, v := number(in[1:])
		s.at += 1 + n
		s.add(Token{Text: in[1:1+n] + "x", Kind: Ratio, Value: v})
		return true
	}
	n, v := number(in)
	if n == 0 {
		return false
	}
	t := Token{Text: strings.NewReplacer("_", "", ",", "").Replace(in[:n]), Kind: Number, Value: v}
	if strings.ContainsRune(in[:n], ',') && v != float64(int64(v)) {
		t.Text = strconv.FormatFloat(v, 'f', -1, 64)
	}
	s.at += n
	s.add(s.suffixed(t))
	return true
}

// suffixed reads the sign behind a number.
func (s *scanner) suffixed(t Token) Token {
	in := s.rest()
	trimmed := strings.TrimLeft(in, " ")
	gap := len(in) - len(trimmed)
	switch {
	case gap <= 1 && strings.HasPrefix(trimmed, "%"):
		s.at += gap + 1
		t.Kind, t.Text = Share, t.Text+"%"
	case gap <= 1 && (strings.HasPrefix(trimmed, "^") || strings.HasPrefix(trimmed, "**")):
		width := 1 + len(trimmed[1:]) - len(strings.TrimLeft(trimmed[1:], "* "))
		if n, exponent := number(trimmed[width:]); n > 0 {
			s.at += gap + width + n
			t.Kind, t.Base, t.Value = Power, t.Value, exponent
			t.Text = strconv.FormatFloat(t.Base, 'f', -1, 64) + "^" + strconv.FormatFloat(exponent, 'f', -1, 64)
		}
	case gap <= 1 && strings.HasPrefix(trimmed, ":"):
		second := strings.TrimLeft(trimmed[1:], " ")
		if n, v := number(second); n > 0 && v > 0 && len(trimmed)-1-len(second) <= 1 && (gap == 0 || len(second) < len(trimmed)-1) {
			s.at += len(in) - len(second) + n
			t.Kind, t.Text, t.Value = Ratio, t.Text+":"+second[:n], t.Value/v
		}
	case strings.HasPrefix(in, "x9") && (len(in) == 2 || !isWordByte(in[2])): // "3x9"
		s.at += len("x9")
		t.nines(t.Value)
	case gap == 0 && len(in) > 0 && in[0] == 'x' && (len(in) == 1 || !isLetter(in[1])):
		s.at++
		t.Kind, t.Text = Ratio, t.Text+"x"
	}
	return t
}

// percentile reads "p99", "p 99.9" and "p999" and returns its length.
func percentile(in string) (int, float64) {
	if len(in) < 3 || in[0] != 'p' {
		return 0, 0
	}
	at := 1
	if in[at] == ' ' {
		at++
	}
	end := at
	for end < len(in) && (isDigit(in[end]) || in[end] == '.' && end+1 < len(in) && isDigit(in[end+1])) {
		end++
	}
	digits := strings.ReplaceAll(in[at:end], ".", "")
	if len(digits) < 2 || end < len(in) && (isLetter(in[end]) || in[end] == '%') {
		return 0, 0
	}
	if two := digits[:2]; !strings.Contains(" 50 75 90 95 98 99 ", " "+two+" ") || strings.Trim(digits[2:], "95") != "" {
		return 0, 0
	}
	v, err := strconv.ParseFloat(digits[:2]+"."+digits[2:]+"0", 64)
	if err != nil {
		return 0, 0
	}
	return end, v
}

// number reads a figure with its separators and returns its length in bytes.
func number(in string) (int, float64) {
	end := 0
	for end < len(in) && (isDigit(in[end]) || end > 0 && strings.IndexByte("_.,", in[end]) >= 0 && end+1 < len(in) && isDigit(in[end+1])) {
		end++
	}
	if end == 0 {
		return 0, 0
	}
	digits := strings.ReplaceAll(in[:end], "_", "")
	if thousands(digits) {
		digits = strings.ReplaceAll(digits, ",", "")
	}
	digits = strings.ReplaceAll(digits, ",", ".")
	if end+1 < len(in) && in[end] == 'e' && isDigit(in[end+1]) {
		exponent := end + 1
		for exponent < len(in) && isDigit(in[exponent]) {
			exponent++
		}
		if exponent == len(in) || !isLetter(in[exponent]) {
			digits, end = digits+in[end:exponent], exponent
		}
	}
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		v = 0 // "1.2.3" is a version
	}
	return end, v
}

// thousands reports whether all commas of a number separate thousands.
func thousands(digits string) bool {
	whole, _, _ := strings.Cut(digits, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(g) > 3 || g == "") {
			return false
		}
	}
	return len(groups) > 1
}

// path reads "/urls/{code}", which is one token, and the words in it.
func (s *scanner) path() bool {
	in := s.rest()
	if in[0] != '/' || s.at > 0 && (isWordByte(s.in[s.at-1]) || s.in[s.at-1] == ')') {
		return false
	}
	end := 1
	for end < len(in) && (isWordByte(in[end]) || strings.IndexByte("{}<>:*$.[]-/?=&", in[end]) >= 0) {
		end++
	}
	if strings.Trim(in[:end], "/.") == "" {
		return false
	}
	s.at += end
	s.add(Token{Text: "path", Kind: Path})
	for _, w := range strings.FieldsFunc(in[:end], func(r rune) bool { return r < 'a' || r > 'z' }) {
		s.add(Token{Text: w})
	}
	return true
}

// word reads a word and spells out what it contracts.
func (s *scanner) word() bool {
	in := s.rest()
	end := 0
	for end < len(in) && (isLetter(in[end]) || end > 0 && in[end] == '\'' || strings.HasPrefix(in[end:], "µ")) {
		end++
		if in[end-1] >= 0x80 {
			end++
		}
	}
	if end == 0 {
		return false
	}
	if full, length := abbreviation(in, end); full != "" {
		s.at += length
		for _, w := range strings.Fields(full) {
			s.add(Token{Text: w})
		}
		return true
	}
	s.at += end
	for _, w := range contracted(strings.Trim(in[:end], "'")) {
		if v, ok := numerals[w]; ok {
			s.add(Token{Text: strconv.FormatFloat(v, 'f', -1, 64), Kind: Number, Value: v})
		} else if w != "" {
			s.add(Token{Text: w})
		}
	}
	return true
}

// abbreviation reads what is written with a slash: "w/o" is "without".
func abbreviation(in string, end int) (full string, length int) {
	for _, a := range [][2]string{{"w/o", "without"}, {"r/w", "read write"}, {"b/c", "because"}} {
		if rest, ok := strings.CutPrefix(in, a[0]); ok && (rest == "" || !isLetter(rest[0])) {
			return a[1], len(a[0])
		}
	}
	if strings.HasPrefix(in, "w/") && end == 1 {
		return "with", 2
	}
	return "", 0
}

// contracted returns the words of a contraction: "don't" is "do not".
func contracted(w string) []string {
	switch w {
	case "can't", "cant":
		return []string{"cannot"}
	case "won't", "wont":
		return []string{"will", "not"}
	case "cuz", "coz", "cos", "bc":
		return []string{"because"}
	}
	if base, ok := strings.CutSuffix(w, "n't"); ok {
		return []string{base, "not"}
	}
	if base, ok := strings.CutSuffix(w, "nt"); ok && auxiliaries[base] {
		return []string{base, "not"}
	}
	if base, _, ok := strings.Cut(w, "'"); ok && len(base) > 0 {
		return []string{base} // "it's", "we'll", "server's"
	}
	return []string{w}
}

// sign reads what stands between words: it ends sentences and clauses.
func (s *scanner) sign() {
	c := s.in[s.at]
	s.at++
	next := byte(0)
	if s.at < len(s.in) {
		next = s.in[s.at]
	}
	switch c {
	case '.', '!', '?':
		if next == 0 || strings.IndexByte(" \n\"')", next) >= 0 {
			if c == '?' && next != '"' { // what somebody else asks is in quotes
				s.asked[s.sentence] = true
			}
			s.sentence++
			s.clause++
		}
	case ';', '|', '\n':
		s.sentence++
		s.clause++
	case ',', ':', '(', ')', '[', ']', '{', '}':
		s.clause++
	case '-':
		if next == ' ' && s.at >= 2 && s.in[s.at-2] == ' ' {
			s.clause++
		}
	case '&':
		s.add(Token{Text: "and"})
	}
}

// inWord reports whether what stands before the scanner continues a word.
func (s *scanner) inWord() bool { return s.at > 0 && isWordByte(s.in[s.at-1]) }

func isDigit(c byte) bool    { return '0' <= c && c <= '9' }
func isLetter(c byte) bool   { return 'a' <= c && c <= 'z' }
func isWordByte(c byte) bool { return isDigit(c) || isLetter(c) || c == '_' }

var auxiliaries = wordset.Of("does do did is are was were would should could has have had must need")

var numerals = map[string]float64{
	"zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}
