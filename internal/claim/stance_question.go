package claim

import (
	"strings"

	"spar/internal/lexicon"
)

// asked marks sentences with a question mark, and those before one that begin as
// it does. Endpoints and drawings have those too. What is answered in the same
// line takes its stance from the answer: "Do we need a cache? Yes."
func (r *reader) asked(text lexicon.Text) {
	if r.line.Field == "graph" || r.line.Field == "apis" && !r.line.asksEndpoint() {
		return
	}
	last := r.tokens[len(r.tokens)-1].Sentence
	all := text.Asked[last] && speech()["asking"].match(r.tokens[:min(len(r.tokens), 2)])
	for first := 0; first < len(r.tokens); {
		end := r.sentenceEnd(first)
		if n := r.tokens[first].Sentence; text.Asked[n] || all {
			s := Asked
			if end < len(r.tokens) && !text.Asked[r.tokens[end].Sentence] {
				s = r.answered(first, end)
			}
			r.mark(r.reach(first, end, false), s)
		}
		first = end
	}
}

// asksEndpoint tells a question about an endpoint from one with parameters: "POST
// /urls, right?" from "GET /messages?since=".
func (l *Line) asksEndpoint() bool {
	return strings.HasSuffix(strings.TrimSpace(l.Text), "?") && len(l.words) > 3
}

// answered returns the stance that the sentence from token end on gives to the
// question before it.
func (r *reader) answered(first, end int) Stance {
	answer := r.tokens[end : end+1]
	switch {
	case speech()["yes"].match(answer), speech()["wondering"].match(r.tokens[first:end]):
		return Asserted
	case denying[answer[0].Text]:
		return Denied
	case r.supposes(first, end), r.names(first, end):
		return Asserted
	}
	return Asked
}

// supposes reports whether a question is a condition for what follows: "Kafka down?
// Keep redirecting." It is short, has the word for it and does not begin as
// questions do.
func (r *reader) supposes(first, end int) bool {
	const short = 7 // tokens
	return end-first <= short && speech()["supposing"].match(r.tokens[first:end]) && !speech()["asking"].match(r.tokens[first:end])
}

// names reports whether a question only names the case that is answered behind it: "A
// slow phone fills its queue? Hang up." It is short, does not begin as questions do, and
// the answer refuses nothing.
func (r *reader) names(first, end int) bool {
	const short = 12 // tokens
	answer := r.tokens[end:r.sentenceEnd(end)]
	return end-first <= short && !speech()["asking"].match(r.tokens[first:end]) && !speech()["unwanted"].match(answer) && !speech()["turned"].match(answer)
}

// sentenceEnd returns the token behind the sentence of token first.
func (r *reader) sentenceEnd(first int) int {
	end := first
	for end < len(r.tokens) && r.tokens[end].Sentence == r.tokens[first].Sentence {
		end++
	}
	return end
}
