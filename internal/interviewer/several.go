package interviewer

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
)

// conjunctions are what joins two questions to one sentence. A question behind a
// mere comma says the one before again.
var conjunctions = regexp.MustCompile(`,?\s+(?:and|also|as well as|plus)\s+(?:also\s+)?`)

// How likely a question must be to count beside another one, and if it may point at
// that one.
const (
	leastJoined   = .6
	leastPointing = .95
)

// mostElliptic is how many words a question has at most that leaves its subject to
// the one before.
const mostElliptic = 3

// several returns the answers to a text that puts one question after another, each
// of them clear alone: in sentences of their own, or joined by an "and" behind which
// a question opens. ok is false if there are no two of them.
func (in *Interviewer) several(text string) (reply Reply, ok bool) {
	var answers []int
	clear := 0
	for _, question := range questions(text) {
		r := in.read(question)
		if in.strange(r) || in.leans(r) || len(r.tokens) <= mostElliptic && len(in.subject(r)) == 0 {
			continue // "and how large?" is about what was asked before
		}
		g := in.guess(r)
		in.without(&g, Statement)
		found := in.verdict(g)
		least := leastJoined
		if clear > 0 && points(r) {
			least = leastPointing
		}
		if found.Kind != Answered || g.classes[g.best()] < least {
			continue
		}
		clear++
		for _, i := range found.Clarifications {
			if !slices.Contains(answers, i) {
				answers = append(answers, i)
			}
		}
	}
	return Reply{Kind: Answered, Clarifications: answers[:min(mostAnswers, len(answers))]}, clear > 1
}

// questions returns the questions of a text that open as such, in their order.
func questions(text string) []string {
	var all []string
	for _, sentence := range ends.Split(text, -1) {
		from := 0
		for _, joint := range conjunctions.FindAllStringIndex(sentence, -1) {
			if opens(lexicon.Split(sentence[joint[1]:]).Tokens) {
				all = append(all, sentence[from:joint[0]])
				from = joint[1]
			}
		}
		all = append(all, sentence[from:])
	}
	return slices.DeleteFunc(all, func(q string) bool { return strings.TrimSpace(q) == "" })
}
