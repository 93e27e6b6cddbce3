package lexicon

import "spar/internal/wordset"

// A Kind says what a token is.
type Kind uint8

// The kinds of tokens. A token with a value says in which unit.
const (
	Word       Kind = iota
	Number          // a count or a figure with a unit that is not read: "57bn", "500" before "bytes"
	Duration        // in seconds: "50 ms", "2 years"
	Share           // in percent: "99.9%", "three nines"
	Percentile      // the percentile: "p99", "99th percentile"
	Ratio           // the factor: "10:1", "10x", "ten times"
	Power           // the exponent, and the base in Base: "62^6"
	Status          // an HTTP status: "302"
	Path            // a path of an HTTP endpoint: "/urls/{code}"
)

// A Token is a word, a figure or a path of a text.
type Token struct {
	// Text in lower case, contractions spelled out ("don't" is "do" and "not").
	Text string
	// Stem by which words are compared; for other tokens the text.
	Stem  string
	Kind  Kind
	Value float64 // in the unit of its kind
	Base  float64 // of a power
	// Sentence and Clause number the parts of the text, from 0. Clauses are those of
	// the whole text.
	Sentence, Clause int
	// Filler is set for articles, pronouns and auxiliaries, which the forms of ideas
	// pass over.
	Filler bool
	scaled bool // a magnitude was read into the value
	// before and after are the fillers next to a word, for forms that are one word
	// without theirs.
	before, after string
}

// IsFigure reports whether a token is a figure of some kind.
func (t Token) IsFigure() bool { return t.Kind != Word && t.Kind != Path }

// A Text is what somebody wrote, split into tokens.
type Text struct {
	Tokens []Token
	// Asked holds the sentences that end in a question mark.
	Asked map[int]bool
}

// maxText bounds the bytes of a text that are read: more is no line of an
// interview.
const maxText = 4000

// Split reads a text: lower case, one spelling for apostrophes and arrows,
// camelCase and snake_case opened, figures with their magnitudes and units.
func Split(text string) Text {
	s := scanner{in: normalise(text[:min(len(text), maxText)]), asked: make(map[int]bool)}
	s.run()
	tokens := fold(s.tokens)
	for i := range tokens {
		t := &tokens[i]
		t.Filler = t.Kind == Word && fillers[t.Text]
		if t.Stem = t.Text; t.Kind == Word {
			t.Stem = Stem(t.Text)
		}
	}
	return Text{Tokens: tokens, Asked: s.asked}
}

// fillers are the words that forms of ideas pass over.
var fillers = wordset.Of(`a an the its it their our your my his her this that those these some there is are be was were been being am
	of to we i you they will would shall can must should has have do does`)
