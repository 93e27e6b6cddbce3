package phrase

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxLine bounds the bytes of a line that are looked at.
const maxLine = 4 << 10

func clip(line string) string { return line[:min(len(line), maxLine)] }

// A word is a piece of a line, in lower case.
type word struct {
	written string
	text    string // the word that stands for it
	stem    string // of text
	gap     gap    // what stands before it
	slash   bool   // it follows a slash, as in "100M/day"
}

// replaced returns the word with another one that stands for it.
func (w word) replaced(text string) word {
	if text != w.text {
		w.text, w.stem = text, stem(text)
	}
	return w
}

// A gap is how far two neighbours are apart, in words.
type gap int

// What stands between words.
const (
	blank    gap = 0
	comma    gap = 1 // or what else parts the items of a list
	sentence gap = 3 // the end of one
)

// gaps holds the characters that part more than words.
var gaps = map[rune]gap{
	',': comma, ':': comma, '(': comma, ')': comma, '|': comma, '→': comma, '>': comma,
	'.': sentence, ';': sentence, '!': sentence, '?': sentence, '\n': sentence, '—': sentence, '–': sentence, '•': sentence,
}

// split cuts a line into words.
func split(line string) []word {
	runes := []rune(fold(line))
	var words []word
	var text []rune
	before, slash := blank, false
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || within(runes, i):
			text = append(text, r)
			continue
		case r == '\'' && len(text) > 0 || r == ',' && grouping(runes, i):
			continue
		}
		if len(text) > 0 {
			words = append(words, newWord(string(text), before, slash))
			text, before, slash = nil, blank, false
		}
		before, slash = max(before, gaps[r]), r == '/'
	}
	if len(text) > 0 {
		words = append(words, newWord(string(text), before, slash))
	}
	return words
}

func newWord(text string, before gap, slash bool) word {
	if unit, ok := rates[text]; ok && slash {
		text = unit
	}
	return word{text, text, stem(text), before, slash}
}

// fold returns the line in lower case, without accents.
func fold(line string) string {
	line = strings.ReplaceAll(line, "\u2019", "'")
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(line, " ")) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// within reports whether the character at i belongs to the number around it, as
// in "99.9%" and "10:1".
func within(runes []rune, i int) bool {
	if i == 0 || !unicode.IsDigit(runes[i-1]) {
		return false
	}
	switch runes[i] {
	case '%':
		return true
	case '.', ':':
		return i+1 < len(runes) && unicode.IsDigit(runes[i+1])
	}
	return false
}

// grouping reports whether the comma at i groups the digits of a number, as in
// "100,000".
func grouping(runes []rune, i int) bool {
	digits := 0
	for _, r := range runes[i+1:] {
		if !unicode.IsDigit(r) {
			break
		}
		digits++
	}
	return digits == 3 && i > 0 && unicode.IsDigit(runes[i-1])
}
