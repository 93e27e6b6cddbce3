package score

import (
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/phrase"
	"spar/internal/question"
)

// evidence is everything that the candidate wrote, line by line, with what each
// line may still earn.
type evidence struct{ lines []line }

// A line is one thought of the candidate.
type line struct {
	phase interview.Phase
	field interview.Field // "" for reasons and what estimates decide
	text  string
	room  int  // how many more items it may earn
	list  bool // a list of terms
	bare  bool // a term or two, and no sentence
}

// Bounds of what a line may earn: an item for every few words, and never more
// than a few items.
const (
	wordsPerItem = 4
	mostItems    = 4
)

// copied is the part of a line's words from which it is a copy.
const copied = 0.6

// gather collects the lines of an attempt in the order of an interview. Copies
// of the question and repetitions have no room for anything.
func gather(q *question.Question, a *interview.Attempt) *evidence {
	e := new(evidence)
	source := phrase.NewSource(handedOut(q)...)
	seen := make(map[string]bool)
	add := func(p interview.Phase, f interview.Field, texts ...string) {
		for _, text := range texts {
			l := newLine(p, f, text, source)
			if key := strings.Join(strings.Fields(strings.ToLower(text)), " "); seen[key] {
				l.room = 0
			} else {
				seen[key] = true
			}
			e.lines = append(e.lines, l)
		}
	}
	for _, p := range interview.Phases() {
		for _, f := range interview.Fields(p) {
			if f != interview.Graph {
				add(p, f, a.Lines(f)...)
			}
		}
	}
	for _, estimate := range q.Phases.Capacity.Estimates {
		if text := a.Capacity.Decides[estimate.ID]; text != "" {
			add(interview.Capacity, "", text)
		}
	}
	for _, d := range a.Detail.Decisions {
		if d.Because != "" {
			add(interview.Detail, "", d.Choice+", because "+d.Because)
		}
	}
	e.dismissBare()
	return e
}

func newLine(p interview.Phase, f interview.Field, text string, source *phrase.Source) line {
	shape := phrase.Describe(text)
	l := line{phase: p, field: f, text: text}
	if !isEndpoint(text) { // "POST /urls {url, alias} -> 201" is notation, not a list
		l.list = shape.IsList()
		l.bare = shape.Joining == 0 && shape.Numbers == 0
	}
	if source.Copied(text) < copied {
		l.room = min(mostItems, max(1, shape.Distinct/wordsPerItem))
	}
	return l
}

// isEndpoint reports whether a line begins as an HTTP request does.
func isEndpoint(text string) bool {
	method, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	switch strings.ToUpper(method) {
	case "GET", "POST", "PUT", "PATCH", "DELETE":
		return strings.HasPrefix(strings.TrimSpace(rest), "/")
	}
	return false
}

// dismissBare takes all room from the bare terms of a phase in which most lines
// are nothing else: that is a list over several lines.
func (e *evidence) dismissBare() {
	bare, all := make(map[interview.Phase]int), make(map[interview.Phase]int)
	for _, l := range e.lines {
		all[l.phase]++
		if l.bare {
			bare[l.phase]++
		}
	}
	for i := range e.lines {
		if l := &e.lines[i]; l.bare && 2*bare[l.phase] > all[l.phase] && all[l.phase] > 3 {
			l.room = 0
		}
	}
}

// handedOut returns the texts of a question that every candidate is shown.
func handedOut(q *question.Question) []string {
	texts := []string{q.Title, q.Brief}
	for _, p := range interview.Phases() {
		texts = append(texts, q.Common(p).Prompts...)
	}
	for _, e := range q.Phases.Capacity.Estimates {
		texts = append(texts, e.Ask)
	}
	for _, d := range q.Phases.Detail.Decisions {
		texts = append(texts, d.Ask)
	}
	for _, c := range q.Phases.Scale.Curveballs {
		texts = append(texts, c.Says)
	}
	return texts
}

// find returns the line that means one of the phrases most clearly, and takes
// room from it. Lines of the phase come before those of others; a field, if it
// is not "", is the only one that counts.
func (e *evidence) find(m *phrase.Matcher, p interview.Phase, f interview.Field) []Evidence {
	best, strength := -1, 0.
	for i, l := range e.lines {
		if l.room == 0 || f != "" && l.field != f {
			continue
		}
		match, ok := m.Match(l.text)
		if !ok || match.Negated || l.list && !isSpecific(match) {
			continue
		}
		clarity := float64(match.Weight * match.Strength)
		if l.phase == p {
			clarity += ownPhase
		}
		if clarity > strength {
			best, strength = i, clarity
		}
	}
	if best < 0 {
		return nil
	}
	e.lines[best].room--
	return []Evidence{{e.lines[best].phase, e.lines[best].text}}
}

// specific is the number of words from which a phrase may also be found in a
// list of terms: "links: code, url, owner, expiry" is a schema.
const specific = 4

func isSpecific(m phrase.Match) bool { return len(phrase.Words(m.Phrase)) >= specific }

// ownPhase is what lines of the phase in question have ahead of others: more
// than any difference in clarity.
const ownPhase = 100

// supports reports whether a text means one of the phrases and is no list.
func supports(text string, m *phrase.Matcher) bool {
	match, ok := m.Match(text)
	return ok && !match.Negated && !phrase.Describe(text).IsList()
}

func (e *evidence) wroteIn(p interview.Phase) bool {
	return slices.ContainsFunc(e.lines, func(l line) bool { return l.phase == p })
}
