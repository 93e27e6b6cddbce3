package interviewer

import (
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// What makes a guess sure enough. The measures change little between halves and
// doubles of these.
const (
	leastSure   = .45 // of what is answered
	leastMargin = 2.  // over what comes next
	leastAsked  = .36 // of what is asked back; below, nothing is known of it
	leastKnown  = .4  // of the words of a text
)

// Ask returns how a text is taken, after the reply to what was asked before; the
// zero Reply if nothing was. It is safe for concurrent use.
func (in *Interviewer) Ask(text string, last Reply) Reply {
	text = unfolded(text)
	if reply, ok := chosen(text, last); ok {
		return reply
	}
	if bare[strings.ToLower(strings.Trim(text, " .,!?"))] {
		return Reply{Kind: Unclear}
	}
	if thanks(text) {
		return Reply{Kind: Courtesy}
	}
	if len(last.Clarifications) > 0 && presses(text) {
		return Reply{Kind: Pressed}
	}
	if agreement.MatchString(text) {
		text += "?"
	}
	if premise, rest, ok := supposes(text); ok {
		if reply, ok := in.premised(premise, rest); ok {
			return reply
		}
	}
	trimmed := trim(text)
	r := in.read(trimmed)
	if len(last.Clarifications) > 0 && continues(text) {
		return in.verdict(in.continued(r, last))
	}
	if in.strange(r) {
		return Reply{Kind: Unclear}
	}
	if reply, ok := in.listed(text); ok {
		return reply
	}
	g := in.guess(r)
	if states(text) && (g.best() < 0 || in.classes[g.best()].kind != Unclear && in.classes[g.best()].kind != Courtesy) {
		return Reply{Kind: Statement}
	}
	if strings.Contains(text, "?") || opens(r.tokens) {
		in.without(&g, Statement)
	}
	if g.likeliest() < leastCertain && proposes(text, r) {
		in.proposed(&g)
	}
	if in.leans(r) {
		return in.follow(r, g, last)
	}
	if reply, ok := in.several(trimmed); ok {
		return reply
	}
	whole := in.verdict(g)
	if parts := in.parts(trimmed); len(parts) > 1 {
		return in.joined(whole, g, parts)
	}
	return whole
}

// verdict returns the reply to what a guess is about.
func (in *Interviewer) verdict(g guess) Reply {
	best := g.best()
	if best < 0 {
		return Reply{Kind: Outside, Topic: g.topic}
	}
	k, p := in.classes[best], g.classes[best]
	if k.kind != Answered {
		return Reply{Kind: k.kind}
	}
	rival, q := in.rival(g, best)
	switch {
	case p >= leastSure && p >= leastMargin*q:
		return Reply{Kind: Answered, Clarifications: k.answers}
	case rival >= 0 && p+q >= leastSure && in.classes[rival].kind == Answered:
		return Reply{Kind: AskedBack, Clarifications: firstTwo(k.answers, in.classes[rival].answers)}
	case p < leastAsked:
		return Reply{Kind: Outside, Topic: g.topic}
	case p >= 1.2*leastSure:
		return Reply{Kind: Answered, Clarifications: k.answers}
	}
	return Reply{Kind: AskedBack, Clarifications: firstTwo(k.answers, nil)}
}

// within reports whether all of some answers, of which there are any, are among
// others.
func within(some, others []int) bool {
	for _, i := range some {
		if !slices.Contains(others, i) {
			return false
		}
	}
	return len(some) > 0
}

// firstTwo returns the first of each list, or the first two of the only one.
func firstTwo(a, b []int) []int {
	if len(b) == 0 || within(b[:1], a[:1]) {
		return a[:min(2, len(a))]
	}
	return []int{a[0], b[0]}
}

// strange reports whether too few words of a text are known to mean anything: of
// all, and of those that say what it is about.
func (in *Interviewer) strange(r reading) bool {
	known, content, said := 0, 0, 0
	for _, t := range r.tokens {
		_, learned := in.vocabulary.ids[stemKey(t)]
		if t.Filler || t.IsFigure() || learned {
			known++
		}
		if isFunction(t) || asking[t.Text] || t.IsFigure() {
			continue
		}
		content++
		if learned {
			said++
		}
	}
	return len(r.tokens) == 0 || float64(known) < leastKnown*float64(len(r.tokens)) || said == 0 && (content > 0 || len(r.tokens) < 3)
}

// bare are answers to a question that nobody asked.
var bare = wordset.Of("yes no yeah yep nope both")

// mostChoosing is the most words in which one of two is chosen.
const mostChoosing = 4

// chosen reads the answer to a question back: "the first one", "both".
func chosen(text string, last Reply) (Reply, bool) {
	tokens := lexicon.Split(text).Tokens
	if last.Kind != AskedBack || len(last.Clarifications) == 0 || len(tokens) > mostChoosing {
		return Reply{}, false
	}
	for _, t := range tokens {
		answers := last.Clarifications
		switch t.Text {
		case "first", "former", "yes", "yeah", "yep":
			answers = answers[:1]
		case "second", "latter", "last":
			answers = answers[len(answers)-1:]
		case "both":
		default:
			continue
		}
		return Reply{Kind: Answered, Clarifications: answers}, true
	}
	return Reply{}, false
}
