package phrase

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// A token is a word of a line, after the lists of this package were applied.
type token struct {
	written string // in lower case
	text    string // the word that stands for it
	stem    string
	weight  float64 // from 0, for words that say nothing, to 1
	// position counts the words that say something, and leaves room between
	// clauses.
	position int
	clause   int  // number of the clause, from 0
	cue      bool // the word denies something
}

// matches reports whether two tokens are one word, or would be without a slip of
// the fingers.
func (t token) matches(other token) bool {
	return t.stem == other.stem || misspelt(t.written, other.written) || misspelt(t.written, other.text) || misspelt(t.text, other.written)
}

// same reports whether two tokens are one word.
func (t token) same(other token) bool { return t.stem == other.stem }

// tokenize reads a line.
func tokenize(line string) []token {
	known := lexicon()
	words := joinNumbers(known.replace(split(clip(line))))
	tokens := make([]token, len(words))
	position, clause := 0, 0
	for i, w := range words {
		if i > 0 && w.gap > 0 {
			position += int(w.gap)
			clause++
		}
		t := token{written: w.written, text: w.text, stem: w.stem, position: position, clause: clause, cue: negations[w.text]}
		if t.weight = known.weight(t.text, t.stem); t.weight > 0 {
			position++
		}
		tokens[i] = t
	}
	return tokens
}

// maxStemmed bounds the words that are stemmed; longer ones are no words.
const maxStemmed = 40

func stem(word string) string {
	if len(word) > maxStemmed || strings.ContainsAny(word, "0123456789") {
		return word
	}
	return english.Stem(american(word), true)
}

// american returns a British spelling as it is written in America, and other
// words changed alike or not at all.
func american(word string) string {
	if len(word) > 5 {
		for _, s := range [][2]string{{"isation", "ization"}, {"isations", "izations"}, {"ise", "ize"}, {"ised", "ized"}, {"ises", "izes"}, {"ising", "izing"}, {"our", "or"}, {"ours", "ors"}} {
			if rest, ok := strings.CutSuffix(word, s[0]); ok {
				return rest + s[1]
			}
		}
	}
	return word
}
