package claim

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// A Line is one line of a candidate, read once: its ideas and figures, what of it
// is asserted, and what kind of sentence it is.
type Line struct {
	Text string
	// Field in which it stands, by the last part of its id: "failures".
	Field string
	// Kinds of sentence that it is.
	Kinds Kinds
	// Beliefs that it holds and that are wrong.
	Beliefs []*Belief

	tokens  []lexicon.Token // all of them
	words   []lexicon.Token // without fillers
	stances []Stance        // of words
	places  map[string][]place
	marked  marks // of the ideas in places
	hype    int   // fine words in it
	listing bool  // a list of terms, without verb
	terse   bool  // a list of single terms
}

// A place is where an idea stands in the words of a line, and how it is meant.
type place struct {
	first, end int
	stance     Stance
}

// struck is what its writer struck out.
var struck = regexp.MustCompile(`~~[^~]+~~`)

// Read reads a line of a field.
func Read(l *lexicon.Lexicon, text, field string) *Line {
	split := lexicon.Split(struck.ReplaceAllString(text, " "))
	line := &Line{Text: text, Field: field, tokens: split.Tokens, words: l.Words(split), places: make(map[string][]place)}
	line.listing, line.terse = isListing(text, field)
	found := l.Tag(line.words)
	// What only a belief looks for, such as "not add", changes nothing of what is denied.
	forms := slices.DeleteFunc(slices.Clone(found), func(o lexicon.Occurrence) bool { return onlyBelieved()[o.Idea] })
	line.stances = stancesOf(line, split, forms)
	for _, o := range found {
		at := place{o.First, o.End, line.stanceOf(o)}
		for _, idea := range l.Broader(o.Idea) {
			line.places[idea] = append(line.places[idea], at)
			line.marked.add(markOf(idea))
		}
	}
	hyped := make(map[int]bool)
	for _, at := range line.places["hype"] {
		hyped[at.first] = true
	}
	line.hype = len(hyped)
	line.Kinds = kindsOf(line)
	line.holdBeliefs()
	return line
}

// stanceOf returns how an idea is meant: a form of several words that holds its
// own negation is judged by all of its words.
func (l *Line) stanceOf(o lexicon.Occurrence) Stance {
	stance := l.stances[o.First]
	for i := o.First; i < o.End; i++ {
		if s := l.stances[i]; s.reachesAll() {
			return s
		} else if s == Asserted {
			stance = Asserted
		}
	}
	return stance
}

// Words returns how many words the line has that say something.
func (l *Line) Words() int { return len(l.words) }

// Tokens returns all words, figures and paths of the line.
func (l *Line) Tokens() []lexicon.Token { return l.tokens }

// Says reports whether the line speaks of an idea, whatever it says about it.
func (l *Line) Says(idea string) bool { return len(l.places[idea]) > 0 }

// HasRun reports whether words with the given stems stand in a row in the line.
func (l *Line) HasRun(stems []string) bool {
	for i := range l.tokens {
		n := 0
		for n < len(stems) && i+n < len(l.tokens) && l.tokens[i+n].Stem == stems[n] {
			n++
		}
		if n == len(stems) {
			return true
		}
	}
	return false
}

// Specific reports whether the line has a figure or a path.
func (l *Line) Specific() bool {
	for _, t := range l.words {
		if t.Kind != lexicon.Word {
			return true
		}
	}
	return false
}

// Listing reports whether the line only lists terms, and Terse whether these are
// hardly more than single words.
func (l *Line) Listing() bool { return l.listing }

// Terse reports whether the line lists single terms where sentences are expected.
func (l *Line) Terse() bool { return l.terse }

// Hype counts the fine words in the line.
func (l *Line) Hype() int { return l.hype }

// listFields are the fields in which lists are natural.
var listFields = map[string]bool{"functional": true, "monitoring": true, "apis": true, "graph": true, "sheet": true, "components": true}

// terseFields are those in which sentences are expected.
var terseFields = map[string]bool{"optimizations": true, "notes": true, "flow": true, "failures": true, "bottlenecks": true}

// perTime is "46 Mbit/s", which lists nothing.
var perTime = regexp.MustCompile(`(\w)/(?:s|sec|second|min|minute|h|hour|d|day|month|y|year)\b`)

// relating are words with which a member of a list says what it is for.
var relating = wordset.Of("by with no not per for from to until as after before when if never only on at via into instead")

// isListing tells a list of terms from a sentence: at least three members of at
// most three words, and nothing in brackets.
func isListing(text, field string) (listing, terse bool) {
	if listFields[field] || strings.ContainsAny(text, "(=") {
		return false, false
	}
	if head, body, ok := strings.Cut(text, ":"); ok && len(strings.Fields(head)) <= 3 {
		text = body
	}
	text = strings.ReplaceAll(perTime.ReplaceAllString(text, "$1"), " and ", ",")
	members, words := 0, 0
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;/+&|", r) }) {
		fields := strings.Fields(part)
		n := len(fields)
		if n == 0 {
			continue
		}
		if slices.ContainsFunc(fields, func(w string) bool { return relating[w] }) {
			return false, false
		}
		if n > 3 {
			return false, false
		}
		members++
		words += n
	}
	if members < 3 {
		return false, false
	}
	return true, terseFields[field] && 5*words <= 7*members
}

// Content returns the words and figures of the line that are not fillers.
func (l *Line) Content() []lexicon.Token { return l.words }

// IsSentence reports whether the line joins its words: it has an article, an
// auxiliary or a conjunction.
func (l *Line) IsSentence() bool {
	for _, t := range l.tokens {
		if t.Filler || turns[t.Text] {
			return true
		}
	}
	return false
}

// Unsaid returns how many of the line's words are not asserted as they stand, but
// asked, said of others, turned round, left out or taken back, and how many it has.
func (l *Line) Unsaid() (unsaid, all float64) {
	for _, s := range l.stances {
		if s != Asserted && s != Denied && s != Outdone {
			unsaid++
		}
	}
	return unsaid, float64(len(l.stances))
}
