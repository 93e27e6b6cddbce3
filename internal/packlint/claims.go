package packlint

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/question"
)

// A ClaimAdvice says what a claim of a rubric item comes down to, and what its
// author should look at.
type ClaimAdvice struct {
	Item  string `json:"item"`
	Claim string `json:"claim"`
	// Reading is what is looked for, with the number of ways in which each idea is
	// known to be said.
	Reading  string   `json:"reading"`
	Warnings []string `json:"warnings"`
}

// neutralText holds sentences that earn nothing in any question.
//
//go:embed neutral.txt
var neutralText string

var neutral = sync.OnceValue(func() []string { return strings.Split(strings.TrimSpace(neutralText), "\n") })

// Claims reads all claims of a question's rubric and says where they are loose: one
// common idea alone, words that the lexicon does not know, claims that no sample
// makes, claims that unrelated text makes, and lines that two items want.
func Claims(q *question.Question, samples []*interview.Attempt) []ClaimAdvice {
	r := claimReader{question: q}
	for _, a := range samples {
		for _, p := range interview.Phases() {
			for _, f := range interview.Fields(p) {
				for _, text := range a.Lines(f) {
					r.samples = append(r.samples, r.line(p, f, text))
				}
			}
		}
	}
	for _, text := range neutral() {
		r.neutral = append(r.neutral, r.line(interview.Detail, interview.Notes, text))
	}
	var advice []ClaimAdvice
	for _, p := range interview.Phases() {
		for _, item := range q.Common(p).Rubric {
			for _, c := range q.Item(item.ID).Claims() {
				advice = append(advice, ClaimAdvice{item.ID, c.String(), c.Reading(q.Lexicon()), r.warnings(item, c)})
			}
			advice = append(advice, r.shared(p, item)...)
		}
	}
	return advice
}

type claimReader struct {
	question         *question.Question
	samples, neutral []*claim.Line
}

func (r *claimReader) line(p interview.Phase, f interview.Field, text string) *claim.Line {
	return claim.Read(r.question.Lexicon(), text, strings.TrimPrefix(string(f), string(p)+"."))
}

func (r *claimReader) warnings(item question.RubricItem, c *claim.Claim) []string {
	warnings := []string{}
	compiled := r.question.Item(item.ID)
	isSays := slices.Contains(compiled.Says, c.String())
	if isSays && c.Weight() < 1 {
		warnings = append(warnings, "one common idea: nearly every line names it; put it under enough, or add what it is about")
	}
	for _, name := range c.Ideas() {
		if claim.Vocabulary().Idea(name) == nil && !slices.ContainsFunc(r.question.Terms, func(t question.Term) bool { return t.Name == name }) {
			warnings = append(warnings, fmt.Sprintf("%q is no idea of the lexicon: it is looked for as it is spelled", name))
		}
	}
	if slices.Contains(compiled.Opposite, c.String()) {
		return warnings
	}
	if made := makers(c, r.neutral); len(made) > 0 && isSays {
		warnings = append(warnings, fmt.Sprintf("%d of %d unrelated sentences make it, such as %q", len(made), len(r.neutral), made[0].Text))
	}
	if len(r.samples) > 0 && len(makers(c, r.samples)) == 0 {
		warnings = append(warnings, "no sample makes it")
	}
	return warnings
}

// makers returns the lines that make a claim.
func makers(c *claim.Claim, lines []*claim.Line) []*claim.Line {
	var made []*claim.Line
	for _, l := range lines {
		if c.Match(l).State == claim.Seen {
			made = append(made, l)
		}
	}
	return made
}

// shared returns a warning for each line of an item's own that another item of its
// phase wants too.
func (r *claimReader) shared(p interview.Phase, item question.RubricItem) []ClaimAdvice {
	field := item.In
	if field == "" {
		field = strings.TrimPrefix(string(interview.Fields(p)[0]), string(p)+".")
	}
	var advice []ClaimAdvice
	for _, text := range append(slices.Clone(item.Yes), item.Strong) {
		if text == "" {
			continue
		}
		l := claim.Read(r.question.Lexicon(), text, field)
		for _, other := range r.question.Common(p).Rubric {
			if other.ID == item.ID {
				continue
			}
			if j := r.question.Item(other.ID).Judge(l, string(p)); j.State == claim.Seen {
				advice = append(advice, ClaimAdvice{item.ID, text, "a line of its own", []string{fmt.Sprintf("%s wants the line too, by %s", other.ID, j.Claim)}})
			}
		}
	}
	return advice
}
