package evidence

import (
	"strings"

	"spar/internal/interview"
	"spar/internal/lexicon"
	"spar/internal/question"
)

// shown is everything that spar shows of a question, by its runs of three words:
// what comes back from it is no evidence.
type shown map[[3]string]bool

// A line of at least leastCopied words is copied if that part of its runs of three
// words stands in what is shown.
const (
	leastCopied = 5
	copiedShare = 0.7
)

func newShown(q *question.Question) shown {
	s := make(shown)
	s.add(q.Title, q.Brief)
	for _, p := range interview.Phases() {
		c := q.Common(p)
		s.add(c.Prompts...)
		s.add(c.Reference)
		for _, item := range c.Rubric {
			s.add(item.Text, item.Why, item.Strong)
		}
		for _, h := range c.Hints {
			s.add(h.Steps...)
		}
	}
	for _, c := range q.Phases.Requirements.Clarifications {
		s.add(c.Answer)
	}
	for _, e := range q.Phases.Capacity.Estimates {
		s.add(e.Ask, e.Why)
	}
	s.add(q.Phases.Design.APIs...)
	s.add(q.Phases.Design.Flow...)
	for _, d := range q.Phases.Detail.Decisions {
		s.add(d.Ask)
		for _, o := range d.Options {
			s.add(o.Consequence)
		}
	}
	for _, c := range q.Phases.Scale.Curveballs {
		s.add(c.Says)
	}
	return s
}

func (s shown) add(texts ...string) {
	for _, text := range texts {
		for paragraph := range strings.SplitSeq(text, "\n") {
			for _, run := range runs(paragraph) {
				s[run] = true
			}
		}
	}
}

// copied reports whether a text is mostly what spar shows.
func (s shown) copied(text string) bool {
	all := runs(text)
	if len(all) < leastCopied-2 {
		return false
	}
	n := 0
	for _, run := range all {
		if s[run] {
			n++
		}
	}
	return float64(n) >= copiedShare*float64(len(all))
}

// runs returns the runs of three words of a text.
func runs(text string) [][3]string {
	tokens := lexicon.Split(text).Tokens
	var all [][3]string
	for i := 2; i < len(tokens); i++ {
		all = append(all, [3]string{tokens[i-2].Stem, tokens[i-1].Stem, tokens[i].Stem})
	}
	return all
}
