package phrase

import "unicode"

// A Shape is what tells a sentence or a note from a list of terms. It counts,
// and leaves the judgement to its reader.
type Shape struct {
	Words    int // numbers among them
	Distinct int // different words, whatever their form
	Numbers  int
	// Joining counts the words that hold a sentence together (articles,
	// pronouns, prepositions, auxiliaries, conjunctions, negations) and the verbs
	// that are nobody's term. A sentence of English has one in two or three
	// words; a list of terms has none.
	Joining int
	// Terms counts the items between commas, semicolons or slashes that are
	// nothing but one to three nouns: "cache, message queue, CDN" has three.
	Terms int
}

// Limits of [Shape.IsList].
const (
	listTerms = 3 // terms of a list with commas
	listWords = 5 // words of a list without
)

// IsList reports whether the line reads as a list of terms, not as a sentence
// or a note about something. Short notes ("read heavy, 10:1") are no lists.
func (s Shape) IsList() bool {
	if s.Terms >= listTerms {
		return s.Joining*5 < s.Words
	}
	return s.Words-s.Numbers >= listWords && s.Joining == 0 && s.Numbers*8 <= s.Words
}

// plain are the verbs that hold a sentence together and are nobody's term.
const plain = `use need want give get take make let keep hold go come send receive put serve avoid reduce save become stay mean
	happen add allow expect handle support provide say show tell return run live stop start grow fit cost wait lose drop
	outnumber exceed dominate change choose pick prefer decide ensure prevent protect move spread survive cause require`

// Describe returns the shape of a line.
func Describe(line string) Shape {
	var s Shape
	words := joinNumbers(split(clip(line)))
	seen := make(map[string]bool)
	bare := 0 // words of the item so far; -1 once it is no bare term
	for i, w := range words {
		if i > 0 && (w.gap > blank || w.slash) {
			s.endItem(bare)
			bare = 0
		}
		s.Words++
		seen[w.stem] = true
		number, joins := unicode.IsDigit(rune(w.text[0])), w.joins()
		if number {
			s.Numbers++
		}
		if joins {
			s.Joining++
		}
		if number || joins || bare < 0 {
			bare = -1
			continue
		}
		bare++
	}
	s.endItem(bare)
	s.Distinct = len(seen)
	return s
}

// maxTerm is the number of words in a bare term.
const maxTerm = 3

func (s *Shape) endItem(bare int) {
	if bare > 0 && bare <= maxTerm {
		s.Terms++
	}
}

// joins reports whether a word holds a sentence together.
func (w word) joins() bool {
	return joining[w.text] || negations[w.text] || lesser[w.text] || lexicon().plain[w.stem]
}
