package lexicon

import "spar/internal/spelling"

// An Occurrence is a place in a text where an idea is said: tokens First up to,
// but not including, End.
type Occurrence struct {
	Idea       string
	First, End int
}

// Words returns the tokens of a text that are not fillers, slips of the fingers
// repaired: what the forms of ideas are looked for in.
func (l *Lexicon) Words(text Text) []Token {
	var words []Token
	for _, t := range text.Tokens {
		if t.Filler {
			continue
		}
		if t.Kind == Word && !l.words[t.Stem] {
			t.Stem = l.repaired(t)
		}
		words = append(words, t)
	}
	return words
}

// Tag finds all ideas in words, those that overlap too, unless a solid form hides
// them: "cache miss" is a cache and a miss, "rate limit" is no rate.
func (l *Lexicon) Tag(words []Token) []Occurrence {
	var found []Occurrence
	hidden := make([]int, len(words)) // by the longest solid form over each word
	for i := range words {
		for _, f := range l.forms[words[i].Stem] {
			if !f.at(words, i) {
				continue
			}
			found = append(found, Occurrence{f.idea, i, i + len(f.stems)})
			if f.solid {
				for j := i; j < i+len(f.stems); j++ {
					hidden[j] = max(hidden[j], len(f.stems))
				}
			}
		}
	}
	kept := found[:0]
	for _, o := range found {
		visible := true
		for j := o.First; j < o.End; j++ {
			visible = visible && o.End-o.First >= hidden[j]
		}
		if visible {
			kept = append(kept, o)
		}
	}
	return kept
}

// at reports whether the words of a form stand at a place, in one sentence.
func (f form) at(words []Token, i int) bool {
	if i+len(f.stems) > len(words) {
		return false
	}
	for j, stem := range f.stems {
		if words[i+j].Stem != stem || words[i+j].Sentence != words[i].Sentence {
			return false
		}
	}
	return true
}

// Lengths of words in which a slip of the fingers is forgiven, and of what it is
// taken for: shorter words are other words once a letter changes.
const (
	leastSlipped = 6
	leastMeant   = 5
)

// repaired returns the stem that was meant by a word that no form has: the only
// one that a single slip turns into it.
func (l *Lexicon) repaired(t Token) string {
	if len(t.Text) < leastSlipped || !isPlain(t.Text) {
		return t.Stem
	}
	meant := ""
	for length := len(t.Stem) - 1; length <= len(t.Stem)+1; length++ {
		for _, stem := range l.plain[sized{t.Stem[0], length}] {
			if !spelling.OneSlip(t.Stem, stem) {
				continue
			}
			if meant != "" {
				return t.Stem // either could be meant
			}
			meant = stem
		}
	}
	if meant == "" {
		return t.Stem
	}
	return meant
}

func isPlain(word string) bool {
	for i := range len(word) {
		if !isLetter(word[i]) {
			return false
		}
	}
	return true
}
