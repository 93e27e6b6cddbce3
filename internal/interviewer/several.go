package interviewer

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// conjunctions are what joins two questions to one sentence. Behind a mere comma only
// a question word begins another one: "is it for companies" says "who uses it" again.
var conjunctions = regexp.MustCompile(`,?\s+(?:and|also|as well as|plus)\s+(?:also\s+)?|,\s+|\s+[+&]\s+`)

// How likely a question must be to count beside another one, and if it points at
// something, which may be what that one asked: "is presence covered by it?"
const (
	leastJoined   = .6
	leastThey     = .8
	leastPointing = .99
)

// mostElliptic is how many words a question has at most that leaves its subject to
// the one before.
const mostElliptic = 3

// several returns the answers to a text that puts one question after another, each
// of them clear alone: in sentences of their own, or joined by an "and" behind which
// a question opens. ok is false if there are no two of them.
func (in *Interviewer) several(text string) (reply Reply, ok bool) {
	var answers []int
	var before Reply
	clear := 0
	for _, question := range questions(text) {
		r := in.read(question)
		g := in.guess(r)
		if in.strange(r) || len(r.tokens) <= mostElliptic && len(in.subject(r)) == 0 && g.likeliest() < leastPointing {
			continue // "and how large?" is about what was asked before
		}
		if in.leans(r) { // "and how long are they kept?" as well, which says so
			if joint, h := in.leaning(r, before); in.verdict(h).Kind == Answered {
				r, g = joint, h
			}
		}
		in.without(&g, Statement)
		found := in.verdict(g)
		least := leastJoined
		switch {
		case clear == 0 || !points(r):
		case slices.ContainsFunc(r.tokens, func(t lexicon.Token) bool { return t.Text == "they" }):
			least = leastThey
		default:
			least = leastPointing
		}
		if found.Kind != Answered || g.classes[g.best()] < least {
			continue
		}
		clear++
		before = found
		for _, i := range found.Clarifications {
			if !slices.Contains(answers, i) {
				answers = append(answers, i)
			}
		}
	}
	return Reply{Kind: Answered, Clarifications: answers[:min(mostAnswers, len(answers))]}, clear > 1
}

// introduces reports whether a text only leads up to the question behind it: a case, or
// what one may choose from. "For every link that is made, how often is it opened?"
func introduces(text string) bool {
	tokens := lexicon.Split(text).Tokens
	if len(tokens) == 0 || opens(tokens) {
		return false
	}
	return casing[tokens[0].Text] || slices.ContainsFunc(tokens, func(t lexicon.Token) bool { return t.Text == "or" })
}

var casing = wordset.Of("for if when once say suppose given")

// begins reports whether words behind a comma begin another question: "when do we
// launch", but not "when the customer says so".
func begins(tokens []lexicon.Token) bool {
	return questioning[tokens[0].Text] && (!casing[tokens[0].Text] || len(tokens) > 1 && asking[tokens[1].Text])
}

// questions returns the questions of a text that open as such, in their order.
func questions(text string) []string {
	var all []string
	for _, sentence := range ends.Split(text, -1) {
		from := 0
		for _, joint := range conjunctions.FindAllStringIndex(sentence, -1) {
			rest := lexicon.Split(sentence[joint[1]:]).Tokens
			comma := strings.TrimSpace(sentence[joint[0]:joint[1]]) == ","
			if opens(rest) && (!comma || begins(rest)) {
				if piece := sentence[from:joint[0]]; !comma || !introduces(piece) {
					all = append(all, piece)
				}
				from = joint[1]
			}
		}
		all = append(all, sentence[from:])
	}
	return slices.DeleteFunc(all, func(q string) bool { return strings.TrimSpace(q) == "" })
}
