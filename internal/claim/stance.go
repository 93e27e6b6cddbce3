package claim

import (
	"slices"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// A Stance says how a word is meant. Only what is asserted earns.
type Stance uint8

// The stances.
const (
	Asserted  Stance = iota
	Denied           // "no cache", "never lose"
	Unwanted         // "a cache is overkill"
	Outdone          // A is preferred: "B rather than A"
	Asked            // "should we cache?"
	Reported         // "some people cache"
	Turned           // "it is not true that", "I would never"
	Withdrawn        // "a cache; no wait, a replica"
)

// Reason says in words why what has the stance does not count.
func (s Stance) Reason() string {
	return [...]string{"", "you deny it", "you leave it out", "you prefer something else", "you ask it", "you say it of others", "you say that it is not so", "you take it back"}[s]
}

// reachesAll reports whether the stance holds for whole sentences, so that no
// form of an idea undoes it.
func (s Stance) reachesAll() bool { return s == Asked || s == Reported || s == Turned }

// A reader works out the stances of a line's words.
type reader struct {
	line    *Line
	words   []lexicon.Token
	tokens  []lexicon.Token
	wordOf  []int // by token: the index of the first word at or behind it
	inForm  []bool
	stances []Stance
}

// stancesOf decides once for each word of a line how it is meant.
func stancesOf(line *Line, text lexicon.Text, found []lexicon.Occurrence) []Stance {
	r := &reader{line: line, words: line.words, tokens: text.Tokens, stances: make([]Stance, len(line.words)), inForm: make([]bool, len(line.words))}
	n := 0
	for _, t := range text.Tokens {
		r.wordOf = append(r.wordOf, n)
		if !t.Filler {
			n++
		}
	}
	for _, o := range found {
		for i := o.First; o.End-o.First > 1 && i < o.End; i++ {
			r.inForm[i] = true
		}
	}
	if len(r.words) == 0 {
		return nil
	}
	r.asked(text)
	r.sentences()
	r.clauses()
	r.leftOut()
	r.cues(found)
	r.preferences()
	r.withdrawal()
	return r.stances
}

// sentences marks what is turned round or said of others as a whole. At the head
// of a line that holds to its end, or to a word that takes it back.
func (r *reader) sentences() {
	const head = 4 // tokens
	for first := 0; first < len(r.tokens); {
		end := r.sentenceEnd(first)
		if at := speech()["turned"].find(r.tokens[first:end]); at != nil {
			words := r.reach(first, end, first == 0 && least(at) <= head)
			said := r.wordOf[min(first+at[0].end, len(r.tokens)-1)]
			r.mark([2]int{words[0], said}, Turned)
			if !r.closesClause(first, first+at[0].first, first+at[0].end) {
				r.mark([2]int{said, words[1]}, Turned, "but", "instead")
			}
		}
		if at := speech()["reported"].find(r.tokens[first:end]); at != nil {
			r.mark(r.reach(first, end, first == 0 && least(at) <= 2), Reported, "but")
		}
		first = end
	}
}

// closesClause reports whether what turns a sentence round stands behind what it is
// about and before a comma: "an answer before its question is nonsense, so ...".
func (r *reader) closesClause(sentence, first, end int) bool {
	if end >= len(r.tokens) || r.tokens[end].Clause == r.tokens[end-1].Clause {
		return false
	}
	about := false
	for _, t := range r.tokens[sentence:first] {
		if about && copulas[t.Text] {
			return true
		}
		about = about || !t.Filler && !turns[t.Text] && !denying[t.Text]
	}
	return false
}

var copulas = wordset.Of("is are was were be")

// least returns the first token of some spots.
func least(spots []spot) int {
	first := spots[0].first
	for _, s := range spots {
		first = min(first, s.first)
	}
	return first
}

// reach returns the words of some tokens, or of the whole line.
func (r *reader) reach(first, end int, whole bool) [2]int {
	if whole || end == len(r.tokens) {
		return [2]int{r.wordOf[first], len(r.words)}
	}
	return [2]int{r.wordOf[first], r.wordOf[end]}
}

// mark gives words a stance, up to one that turns.
func (r *reader) mark(words [2]int, s Stance, turning ...string) {
	for i := words[0]; i < words[1]; i++ {
		for _, t := range turning {
			if r.words[i].Text == t {
				return
			}
		}
		r.stances[i] = s
	}
}

// withdrawal marks what is taken back: the sentence before the correction and
// what stands before it in its own.
func (r *reader) withdrawal() {
	at := speech()["withdrawn"].find(r.tokens)
	if at == nil {
		return
	}
	c := r.tokens[least(at)]
	if !slices.ContainsFunc(r.tokens[at[0].end:], func(t lexicon.Token) bool { return !t.Filler }) {
		r.mark([2]int{0, len(r.words)}, Withdrawn) // nothing takes its place
		return
	}
	for i, w := range r.words {
		if (w.Sentence == c.Sentence || w.Sentence == c.Sentence-1) && (w.Sentence < c.Sentence || w.Clause < c.Clause) {
			r.stances[i] = Withdrawn
		}
	}
}

func (r *reader) text(i int) string {
	if 0 <= i && i < len(r.words) {
		return r.words[i].Text
	}
	return ""
}
