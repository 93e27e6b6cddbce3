package claim

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// Kinds says what kind of sentence a line is.
type Kinds struct {
	Definition bool // of a textbook, and not about this system
	Heading    bool
	Hedges     int  // words that leave it open
	Question   bool // it ends in a question mark
	Refusal    bool // leaves things out
	Absolute   bool // "never fails", "unlimited"
	Salad      bool // words that make no sentence
	Foreign    bool // names things of other systems
	Denying    bool // denies something, rightly or not
	Strung     bool // terms strung together, with nothing between them
	Bare       bool // neither a figure nor a reason, condition, order or denial
}

// Undecided reports whether the line asks or hedges more than it says.
func (k Kinds) Undecided() bool { return k.Question || k.Hedges >= 2 }

// heading is "2.", "##" or "Step 1:" before a few words.
var heading = regexp.MustCompile(`^\s*(?:\d+(?:\.\d+)*[.)]|#+|[Ss]tep \d+:?)\s+(?:[A-Z][\w/-]*|and|of|or|to|the|for|in|&|API|-)(?:[ -][\w/&-]+){0,5}[:.]?\s*$`)

// ordering are words that put one thing before, above or beside another.
var ordering = wordset.Of("before after only each every per first once again also from without per never instead both than")

// misplaced is punctuation where no sentence has it: a comma or an open bracket at
// the end, a bracket that closes before one opens.
var misplaced = regexp.MustCompile(`[,({\[]\s*$|^[^(]*\)[^)]*\(`)

// identifier is a name of several words in one, such as created_at.
var identifier = regexp.MustCompile(`\b\w+_\w+\b`)

// prose returns the tokens of the line with each identifier as one word.
func (l *Line) prose() []lexicon.Token {
	if !strings.Contains(l.Text, "_") {
		return l.tokens
	}
	return lexicon.Split(identifier.ReplaceAllString(l.Text, "name")).Tokens
}

// sorted reports whether the words stand in alphabetical order, which those of six
// do by chance once in 720 lines.
func (l *Line) sorted() bool {
	words := strings.Fields(strings.ToLower(l.Text))
	return len(words) >= 6 && slices.IsSorted(words)
}

// leastStrung is how many words in a row are strung together where none of them
// connects.
const leastStrung = 5

// strung reports whether terms stand behind one another without a word or a sign that
// says what they have to do with each other: "cache first database miss stateless".
func (l *Line) strung() bool {
	for _, segment := range strings.FieldsFunc(l.Text, func(r rune) bool { return strings.ContainsRune(",;:.()[]{}<>=~|→+*&/-", r) }) {
		if len(strings.Fields(segment)) < leastStrung {
			continue
		}
		tokens := lexicon.Split(segment).Tokens
		if len(tokens) >= leastStrung && !slices.ContainsFunc(tokens, func(t lexicon.Token) bool { return t.Filler || connecting[t.Text] }) {
			return true
		}
	}
	return false
}

// connecting are the words that say what others have to do with each other.
var connecting = wordset.Of(`of in on at to from for with without by per and or but if when then so because since as not no never each
	every any all than via behind before after until into over under between through only more less first also both about around against
	instead once again out up down off across within plus vs`)

// refused reports whether most of the line is left out, taken back or turned round,
// or its end says so: "A. B is overkill".
func (l *Line) refused() bool {
	n := 0
	for _, list := range []string{"unwanted", "turned"} {
		for _, at := range speech()[list].find(l.tokens) {
			if at.end == len(l.tokens) {
				return true
			}
		}
	}
	for _, s := range l.stances {
		if s == Unwanted || s == Turned || s == Withdrawn {
			n++
		}
	}
	return n > 0 && 2*n >= len(l.stances)
}

func kindsOf(l *Line) Kinds {
	s := speech()
	k := Kinds{
		Heading:  heading.MatchString(l.Text) && !strings.ContainsAny(l.Text, "=<>"),
		Hedges:   s["hedge"].count(l.tokens),
		Question: strings.HasSuffix(strings.TrimSpace(l.Text), "?"),
		Refusal:  s["refusal"].match(l.tokens) || l.refused(),
		Absolute: s["absolute"].match(l.tokens),
		Salad:    s["salad"].match(l.prose()) || misplaced.MatchString(l.Text) || l.sorted(),
		Foreign:  s["foreign"].match(l.tokens),
		Strung:   l.strung(),
		Denying:  slices.ContainsFunc(l.tokens, func(t lexicon.Token) bool { return denying[t.Text] }),
	}
	k.Bare = !l.Specific() && !slices.ContainsFunc(l.tokens, func(t lexicon.Token) bool {
		return turns[t.Text] || denying[t.Text] || ordering[t.Text]
	})
	k.Definition = s["definition"].match(l.tokens) && !s["ours"].match(l.tokens)
	return k
}
