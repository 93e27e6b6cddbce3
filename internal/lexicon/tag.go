package lexicon

import (
	"bytes"
	"slices"
	"strings"

	"spar/internal/spelling"
)

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
	before := "" // the fillers since the last word, or since the sentence began
	for i, t := range text.Tokens {
		if i > 0 && t.Sentence != text.Tokens[i-1].Sentence {
			before = ""
		}
		if t.Filler {
			before += " " + t.Text
			if last := len(words) - 1; last >= 0 && words[last].Sentence == t.Sentence {
				words[last].after += " " + t.Text
			}
			continue
		}
		t.before, before = before, ""
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
	return strings.HasSuffix(words[i].before, f.before) && (f.after == "" || strings.HasPrefix(words[i].after+" ", f.after+" "))
}

// Lengths of words in which a slip of the fingers is forgiven, and of what it is
// taken for: shorter words are other words once a letter changes, but for two
// letters in the wrong order.
const (
	leastSlipped = 6
	leastSwapped = 5
	leastMeant   = 5
)

// endings are what a word may have behind the one that was meant.
var endings = []string{"", "s", "d", "es", "ed", "ing"}

// repaired returns the stem that was meant by a word that no form has: the only
// one that a single slip turns into it.
func (l *Lexicon) repaired(t Token) string {
	if len(t.Text) < leastSwapped || !isPlain(t.Text) {
		return t.Stem
	}
	for _, ending := range endings {
		word, ok := strings.CutSuffix(t.Text, ending)
		if !ok || len(word) < leastSwapped {
			continue
		}
		switch meant := l.meant(word); len(meant) {
		case 0:
		case 1:
			return meant[0]
		default:
			return t.Stem // either could be meant
		}
	}
	return t.Stem
}

// meant returns the stems of the words that a single slip turns into a word.
func (l *Lexicon) meant(word string) []string {
	var stems []string
	for length := len(word) - 1; length <= len(word)+1; length++ {
		for _, known := range l.plain[sized{word[0], length}] {
			if !spelling.OneSlip(word, known) || len(word) < leastSlipped && !swapped(word, known) {
				continue
			}
			if stem := Stem(known); !slices.Contains(stems, stem) {
				stems = append(stems, stem)
			}
		}
	}
	return stems
}

// swapped reports whether two words have the same letters.
func swapped(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return bytes.Equal(x, y)
}

func isPlain(word string) bool {
	for i := range len(word) {
		if !isLetter(word[i]) {
			return false
		}
	}
	return true
}
