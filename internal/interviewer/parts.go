package interviewer

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
)

// A part is one of several questions in a text.
type part struct {
	reading
	guess
	class int // that it asks for clearly; -1 if none
}

var (
	ends    = regexp.MustCompile(`\?+|[.;]\s`)
	joints  = regexp.MustCompile(`,?\s+(?:and|as well as|plus)\s+(?:also\s+)?|,\s+(?:and\s+)?`)
	heading = regexp.MustCompile(`^(?:(?:so|ok|and|also|well)[, ]+)*((?:for )?how (?:many|much|long|fast|big|large|often)|(?:what|which)(?: is| are)?(?: the)?|is there(?: an?)?|are there|do (?:we|i|you|users|people) \w+|can \w+ \w+)\b`)
)

// whether is how people ask of several things whether they are there: "any limit on
// budget or time" asks for both, where "is it for work or for friends" asks for one.
var whether = regexp.MustCompile(`(?i)^((?:(?:is|are) there|do (?:you|we) have|any)\b[^?]*?) or (?:any |an? )?`)

// mostParts bounds the questions that are read in a text.
const mostParts = 8

// What a part takes to be clear by itself, and beside the whole.
const (
	leastPart      = .5
	partMargin     = 2.2
	leastTrace     = .06 // of it in the whole
	leastPointed   = .2  // if it points at something
	leastUnopened  = .7  // if it does not open a question
	leastAlone     = .92 // if it has no trace in the whole
	clearlyOutside = .6  // of the whole, whatever the parts say
	mostAnswers    = 3
)

// parts returns the questions of a text that has several: what stands between
// question marks, commas and "and". A part without a question of its own is also
// tried with the head of the first.
func (in *Interviewer) parts(text string) []part {
	var parts []part
	for _, sentence := range ends.Split(text, -1) {
		sentence = whether.ReplaceAllString(strings.TrimSpace(sentence), "$1 and ")
		head := heading.FindStringSubmatch(strings.ToLower(sentence))
		for i, piece := range pieces(sentence) {
			if len(parts) == mostParts {
				break
			}
			p := in.part(piece)
			if i > 0 && head != nil && !opens(p.tokens) {
				if q := in.part(head[1] + " " + piece); in.sureness(q) > in.sureness(p) {
					p.guess, p.class = q.guess, q.class
				}
			}
			parts = append(parts, p)
		}
	}
	return parts
}

// pieces splits a sentence at its commas and "and"s. A question behind a mere comma
// says the one before again: "who uses it, is it for companies"; so does whatever
// stands behind the only comma: "what traffic do we get, messages a day".
func pieces(sentence string) []string {
	var pieces []string
	from := 0
	found := joints.FindAllStringIndex(sentence, -1)
	if len(found) == 1 && strings.TrimSpace(sentence[found[0][0]:found[0][1]]) == "," {
		return []string{sentence}
	}
	for _, joint := range append(joints.FindAllStringIndex(sentence, -1), []int{len(sentence), len(sentence)}) {
		piece, rest := strings.TrimSpace(sentence[from:joint[0]]), sentence[joint[1]:]
		if strings.TrimSpace(sentence[joint[0]:joint[1]]) == "," && opens(lexicon.Split(rest).Tokens) {
			continue
		}
		if piece != "" {
			pieces = append(pieces, piece)
		}
		from = joint[1]
	}
	return pieces
}

func (in *Interviewer) part(text string) part {
	p := part{reading: in.read(text), class: -1}
	p.guess = in.guess(p.reading)
	best := p.best()
	if best < 0 || in.classes[best].kind != Answered || p.classes[best] < leastPart || in.strange(p.reading) {
		return p
	}
	if _, q := in.rival(p.guess, best); p.classes[best] >= partMargin*q {
		p.class = best
	}
	return p
}

func (in *Interviewer) sureness(p part) float64 {
	if p.class < 0 {
		return 0
	}
	return p.classes[p.class]
}

// joined returns the reply to a text with several parts, whose whole would be
// replied to by itself: all that the parts ask for, if the whole agrees.
func (in *Interviewer) joined(whole Reply, g guess, parts []part) Reply {
	telegram := !slices.ContainsFunc(parts, func(p part) bool { return opens(p.tokens) })
	var answers []int
	sure, asks := true, false // all parts; any part
	elsewhere := false        // a part of its own asks what is outside
	for _, p := range parts {
		elsewhere = elsewhere || opens(p.tokens) && p.best() < 0 && p.outside >= clearlyOutside
		switch {
		case !in.counts(p, g, telegram):
			continue
		case len(answers) > 0 && len(in.subject(p.reading)) == 0 && (opens(p.tokens) || p.classes[p.class] < leastAlone):
			continue // "and how large?" is about what was asked before, "and deadline?" is not
		}
		sure = sure && p.classes[p.class] >= leastUnopened
		asks = asks || opens(p.tokens)
		for _, i := range in.classes[p.class].answers {
			if !slices.Contains(answers, i) {
				answers = append(answers, i)
			}
		}
	}
	answers = answers[:min(mostAnswers, len(answers))]
	if len(answers) == 0 {
		return whole
	}
	overlaps := slices.ContainsFunc(answers, func(i int) bool { return slices.Contains(whole.Clarifications, i) })
	only := len(answers) == 1 && in.likeliest(g) == answers[0] // what the whole would be, were it answered
	switch {
	case g.outside >= clearlyOutside && !(only && sure) && !elsewhere,
		len(answers) == 1 && !(whole.Kind == AskedBack && overlaps) && !(whole.Kind == Outside && asks && only),
		whole.Kind == Answered && !overlaps && !sure:
		return whole
	}
	return Reply{Kind: Answered, Clarifications: answers}
}

// counts reports whether a part asks for what the whole is also about. A list in a
// telegram is a list of questions; elsewhere what does not open one must be surer,
// and what leaves no trace in the whole must be a question of its own.
func (in *Interviewer) counts(p part, g guess, telegram bool) bool {
	if p.class < 0 {
		return false
	}
	question, likely, trace := telegram || opens(p.tokens), p.classes[p.class], g.classes[p.class]
	switch {
	case points(p.reading): // "and what happens after that?" is mostly about what was asked before
		return question && trace >= leastPointed
	case trace >= leastTrace:
		return question || likely >= leastUnopened
	}
	return question && likely >= leastAlone
}

// points reports whether a text points at something outside it.
func points(r reading) bool {
	return slices.ContainsFunc(r.tokens, func(t lexicon.Token) bool { return leaning[t.Text] || t.Text == "it" })
}
