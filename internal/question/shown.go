package question

import (
	"strings"

	"spar/internal/interview"
	"spar/internal/lexicon"
)

// shown is everything that spar shows of a question: what comes back from it is
// no evidence.
type shown struct {
	runs   map[[3]string]bool // runs of three words
	wholes map[string]bool    // sentences of rubrics and the like, which nobody writes by chance
}

// A line of at least leastCopied words is copied if that part of its runs of three
// words stands in what is shown. A shorter one must be a whole sentence of it.
const (
	leastCopied = 5
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
	n := 0
	for i := 2; i < len(tokens); i++ {
		if s.runs[run(tokens[i-2:])] {
			n++
		}
	}
	return float64(n) >= copiedShare*float64(len(tokens)-2)
}

func newShown(q *Question) shown {
	s := shown{make(map[[3]string]bool), make(map[string]bool)}
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
			for i := 2; i < len(tokens); i++ {
				s.runs[run(tokens[i-2:])] = true
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
