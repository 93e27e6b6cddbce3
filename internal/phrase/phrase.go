// Package phrase tells whether a line that somebody wrote means a phrase that
// somebody else wrote: "more redirects than writes" is found in "there will be
// far more redirects than there are writes". Inflection, word order, filler,
// the spelling of numbers, common abbreviations and a slip of the fingers do
// not matter; a word that is missing does. It is arithmetic on words, with
// fixed lists, and says the same for the same line every time.
//
// A line is folded to lower case without accents and split into words. Numbers
// stay whole and are written one way ("100 million", "100M" and "100,000,000"
// are one word, so are "10:1", "10x" and "ten to one"). Words of the lists in
// this package are replaced by the one that stands for them ("db", "database"),
// and the rest is stemmed (M. F. Porter's English Snowball stemmer). Words that
// say nothing by themselves are dropped, and words that say little weigh less.
//
// A phrase is found where all its words of full weight stand close together, in
// any order, and with them four fifths of the phrase's weight. A negation that
// the phrase does not have, or that only the phrase has, is reported and left
// to the caller. [Describe] and [Source] hold the facts that tell a sentence
// from a list of terms and from a copy.
package phrase

import (
	"cmp"
	"slices"
)

// A Matcher looks for any of several phrases. It does not change, so it is safe
// for concurrent use.
type Matcher struct{ phrases []compiled }

// A compiled is a phrase ready to be looked for.
type compiled struct {
	text     string
	index    int     // in the list given to Compile
	words    []token // distinct, the required ones first
	required int     // the number of words that must be found
	weight   float64 // of all words
	negative bool    // the phrase itself denies something
}

// A Match says which phrase a line means, and how clearly.
type Match struct {
	Phrase string // as it was given to Compile
	Index  int    // of the phrase in the list given to Compile
	// Strength is 1 if the words stand side by side as written, and falls
	// towards 0 the further apart they are, the more of them are misspelt, and
	// the more of the lesser words are missing.
	Strength float64
	// Weight is how much of the phrase was found: 1 for a word that says
	// something, less for one that says little.
	Weight float64
	// Negated reports that the line denies what the phrase says, or says what
	// the phrase denies: "no cache needed" for "cache".
	Negated bool
}

// leastPhrase is what a phrase must weigh to be looked for. One word that only
// joins others, or occurs in every sentence, would be found everywhere.
const leastPhrase = 0.6

// maxPhrase bounds the words of a phrase that are looked for.
const maxPhrase = 40

// Compile returns a matcher of phrases. It leaves out those that say too
// little: see [SaysEnough].
func Compile(phrases []string) *Matcher {
	m := new(Matcher)
	for i, text := range phrases {
		if c := compile(text, i); c.weight >= leastPhrase {
			m.phrases = append(m.phrases, c)
		}
	}
	return m
}

// SaysEnough reports whether a phrase can be looked for: "use it" says too
// little, for there is hardly a line in which it is not found.
func SaysEnough(phrase string) bool { return compile(phrase, 0).weight >= leastPhrase }

func compile(text string, index int) compiled {
	tokens := tokenize(text)
	tokens = tokens[:min(len(tokens), maxPhrase)]
	c := compiled{text: text, index: index}
	c.words, c.weight = distinct(tokens)
	for _, w := range c.words {
		if w.weight == 1 {
			c.required++
		}
	}
	if c.required == 0 {
		c.required = len(c.words)
	}
	c.negative = slices.ContainsFunc(tokens, func(t token) bool { return t.cue })
	return c
}

// distinct returns the words that count, each once and those of full weight
// first, and their weight together.
func distinct(tokens []token) (words []token, weight float64) {
	for _, t := range tokens {
		if t.weight > 0 && !slices.ContainsFunc(words, t.same) {
			words = append(words, t)
			weight += t.weight
		}
	}
	slices.SortStableFunc(words, func(a, b token) int { return cmp.Compare(b.weight, a.weight) })
	return words, weight
}

// share is the part of a phrase's weight that must be found.
const share = 0.8

// Match returns the phrase that the line means most clearly: one that is not
// negated before one that is, then the one of which most was found closest
// together.
func (m *Matcher) Match(line string) (Match, bool) {
	tokens := tokenize(line)
	var best Match
	for i := range m.phrases {
		if found, ok := m.phrases[i].find(tokens); ok && found.better(best) {
			best = found
		}
	}
	return best, best.Weight > 0
}

func (m Match) better(than Match) bool {
	if than.Weight == 0 || m.Negated != than.Negated {
		return than.Weight == 0 || than.Negated
	}
	return m.Weight*m.Strength > than.Weight*than.Strength
}

// Resemble returns the phrase that the line resembles most although no phrase
// was found in it: they share most of their words, but either may have one
// that the other has not. It is the measure for short questions, where no more
// than asking is at stake.
func (m *Matcher) Resemble(line string) (Match, bool) {
	tokens := tokenize(line)
	_, weight := distinct(tokens)
	var best Match
	for i := range m.phrases {
		p := &m.phrases[i]
		common := 0.
		for _, w := range p.words {
			if slices.ContainsFunc(tokens, w.matches) {
				common += w.weight
			}
		}
		// L. R. Dice, "Measures of the amount of ecologic association between
		// species", 1945.
		alike := 2 * common / (weight + p.weight)
		if common >= leastCommon && alike >= leastAlike && alike > best.Strength {
			best = Match{Phrase: p.text, Index: p.index, Strength: alike, Weight: common}
		}
	}
	return best, best.Weight > 0
}

// What resembling takes: more in common than a single word, and most of both.
const (
	leastCommon = 1.5
	leastAlike  = 0.75
)
