package question

import (
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/lexicon"
)

// shown is everything that spar shows of a question: what comes back from it is
// no evidence.
type shown struct {
	runs   map[[3]string][]int // runs of three words: the paragraphs that have them
	wholes map[string]bool     // sentences of rubrics and the like, which nobody writes by chance
	texts  *int                // how many paragraphs there are
}

// A line of at least leastCopied words is copied if that part of its runs of three
// words stands in one paragraph of what is shown; of a line below leastVaried words,
// all: "50 ms at the edge" is how everybody says it. A line that is shorter still must
// be a whole sentence of it.
const (
	leastCopied = 5
	leastVaried = 9
	leastWhole  = 3
	copiedShare = 0.7
)

// Copied reports whether a text, split into tokens, is mostly what spar shows of
// the question. It is safe for concurrent use.
func (q *Question) Copied(tokens []lexicon.Token) bool {
	s := q.read().shown
	if len(tokens) >= leastWhole && s.wholes[joined(tokens)] {
		return true
	}
	if len(tokens) < leastCopied {
		return false
	}
	most, from := 0, make(map[int]int) // by paragraph: the runs that it has
	for i := 2; i < len(tokens); i++ {
		for _, text := range s.runs[run(tokens[i-2:])] {
			from[text]++
			most = max(most, from[text])
		}
	}
	share := 1.
	if len(tokens) >= leastVaried {
		share = copiedShare
	}
	return float64(most) >= share*float64(len(tokens)-2)
}

func newShown(q *Question) shown {
	s := shown{make(map[[3]string][]int), make(map[string]bool), new(int)}
	s.add(q.Title)
	// Whoever says the task again in their own words says what is asked for: of the
	// brief only whole lines and sentences are copied.
	s.addVerbatim(strings.Split(strings.TrimSpace(q.Brief), "\n")...)
	s.addVerbatim(strings.Join(strings.Fields(q.Brief), " "))
	for _, p := range interview.Phases() {
		c := q.Common(p)
		s.addWhole(c.Prompts...)
		s.add(c.Reference)
		for _, item := range c.Rubric {
			s.addWhole(item.Text, item.Why, item.Strong)
		}
		for _, h := range c.Hints {
			s.addWhole(h.Steps...)
		}
	}
	for _, c := range q.Phases.Requirements.Clarifications {
		s.add(c.Answer)
	}
	for _, e := range q.Phases.Capacity.Estimates {
		s.addWhole(e.Ask, e.Why)
	}
	s.add(q.Phases.Design.APIs...)
	s.add(q.Phases.Design.Flow...)
	for _, d := range q.Phases.Detail.Decisions {
		s.addWhole(d.Ask)
		for _, o := range d.Options {
			s.addWhole(o.Choice, o.Consequence)
		}
	}
	for _, c := range q.Phases.Scale.Curveballs {
		s.addWhole(c.Says)
	}
	return s
}

func (s shown) add(texts ...string) {
	for _, text := range texts {
		for paragraph := range strings.SplitSeq(text, "\n") {
			tokens := lexicon.Split(paragraph).Tokens
			*s.texts++
			for i := 2; i < len(tokens); i++ {
				if r := run(tokens[i-2:]); !slices.Contains(s.runs[r], *s.texts) {
					s.runs[r] = append(s.runs[r], *s.texts)
				}
			}
		}
	}
}

func (s shown) addWhole(texts ...string) {
	s.add(texts...)
	s.addVerbatim(texts...)
}

func (s shown) addVerbatim(texts ...string) {
	for _, text := range texts {
		s.wholes[joined(lexicon.Split(text).Tokens)] = true
		for _, sentence := range strings.SplitAfter(text, ". ") {
			s.wholes[joined(lexicon.Split(sentence).Tokens)] = true
		}
	}
}

func run(tokens []lexicon.Token) [3]string {
	return [3]string{tokens[0].Stem, tokens[1].Stem, tokens[2].Stem}
}

func joined(tokens []lexicon.Token) string {
	var stems []string
	for _, t := range tokens {
		stems = append(stems, t.Stem)
	}
	return strings.Join(stems, " ")
}
