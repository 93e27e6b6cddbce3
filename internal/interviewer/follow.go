package interviewer

import (
	"regexp"
	"slices"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// leans reports whether a text says nothing of what it is about, but points at
// something: "and how large are those?"
func (in *Interviewer) leans(r reading) bool {
	points := slices.ContainsFunc(r.tokens, func(t lexicon.Token) bool { return leaning[t.Text] })
	return points && len(r.tokens) > 3 && len(in.subject(r)) == 0
}

// leaning are the words that point at what was said before; "it" is the system.
var leaning = wordset.Of("those them they that these ones their")

// subject returns the words by which a text says what it is about.
func (in *Interviewer) subject(r reading) []lexicon.Token {
	var words []lexicon.Token
	for _, o := range r.concepts {
		if in.vocabulary.asked[o.Idea] {
			words = append(words, r.words[o.First:o.End]...)
		}
	}
	return words
}

// follow answers a question that leans on the one before.
func (in *Interviewer) follow(r reading, g guess, last Reply) Reply {
	if len(last.Clarifications) == 0 {
		return in.unsure(g)
	}
	_, g = in.leaning(r, last)
	return in.verdict(g)
}

// leaning reads a text together with what was asked before.
func (in *Interviewer) leaning(r reading, last Reply) (reading, guess) {
	if len(last.Clarifications) == 0 {
		return r, in.guess(r)
	}
	about := last.Clarifications[len(last.Clarifications)-1]
	subject := in.subject(in.vocabulary.read(in.clarifications[about].Ask))
	r = in.vocabulary.reading(slices.Concat(r.tokens, subject))
	g := in.guess(r)
	in.about(&g, in.vocabulary.reading(subject))
	return r, g
}

// leastLikely is how likely a clarification must be to be asked back about where
// nothing says what a text is about.
const leastLikely = .1

// unsure returns the reply to a text that does not say what it is about.
func (in *Interviewer) unsure(g guess) Reply {
	best := in.likeliest(g)
	if best < 0 || g.classes[best] < leastLikely {
		return in.verdict(g)
	}
	var other []int
	if rival, _ := in.rival(g, best); rival >= 0 {
		other = in.classes[rival].answers
	}
	return Reply{Kind: AskedBack, Clarifications: firstTwo([]int{best}, other)}
}

// pressing is how people ask why, or for more of what was answered: "why so long?",
// "such as?".
var pressing = regexp.MustCompile(`(?i)^(?:(?:and|but|so|ok(?:ay)?|hm+|sorry)[, ]+)*(?:why|how come|how so|what for|says who|really|such as|like what|for example|for instance|(?:how much|what|which|how many|when) exactly|(?:a bit )?more (?:precisely|exactly|specific(?:ally)?)|(?:any(?:thing)?|something) (?:else|more)(?: on that)?|(?:what|which) else|are you sure|is that (?:certain|final|fixed|all)|(?:can|could) you (?:be more (?:specific|precise|exact)|say more|elaborate|explain that)|tell me more|what(?:'s| is) the reason|for what reason)\b`)

// mostPressing is the most words of such a question.
const mostPressing = 5

// presses reports whether a text asks why, or for more, of what was answered.
func presses(text string) bool {
	return len(lexicon.Split(text).Tokens) <= mostPressing && pressing.MatchString(text)
}

// continuing is how a text begins that says but what is new in it, after the question
// before: "and per second?", "what about photos?".
var continuing = regexp.MustCompile(`(?i)^(?:ok(?:ay)?[, ]+)?(?:and|or|what about|how about|but|per|for each|across|between|with|without|at|for|on|in|by|of)\b`)

// mostContinuing is the most words of such a text.
const mostContinuing = 5

// continues reports whether a text goes on with the question before.
func continues(text string) bool {
	tokens := lexicon.Split(text).Tokens
	if len(tokens) < 2 || len(tokens) > mostContinuing {
		return false
	}
	if slices.ContainsFunc(tokens, func(t lexicon.Token) bool { return leaning[t.Text] }) {
		return true // "how big are they?"
	}
	if !continuing.MatchString(text) {
		return false
	}
	for len(tokens) > 0 && leading[tokens[0].Text] {
		tokens = tokens[1:]
	}
	return len(tokens) > 0 && !asking[tokens[0].Text]
}

// leastJoint keeps alive what only the text itself speaks for.
const leastJoint = .03

// both returns what a class likely for a text and the question before adds to how
// likely it is for the text alone.
func both(joint float64) float64 { return float64((leastJoint + joint) * (leastJoint + joint)) }

// continued returns what a text may be that goes on with the question before: what is
// likely by itself and also behind that question.
func (in *Interviewer) continued(r reading, last Reply) guess {
	g := in.guess(r)
	in.without(&g, Statement)
	about := last.Clarifications[len(last.Clarifications)-1]
	before := in.vocabulary.read(in.clarifications[about].Ask)
	joint := in.guess(in.vocabulary.reading(slices.Concat(before.tokens, r.tokens)))
	for c := range g.classes {
		g.classes[c] = float64(g.classes[c] * both(joint.classes[c]))
	}
	g.outside = float64(g.outside * both(joint.outside))
	g.norm()
	return g
}

// supposing is how a text begins that builds on something: "since links never expire,".
var supposing = regexp.MustCompile(`(?i)^(?:(?:so|and|but|ok(?:ay)?|well)[, ]+)*(?:since|given(?: that)?|seeing(?: that)?|considering(?: that)?|because|as long as|now that)\s+([^,?]+),\s*(.+)$`)

// supposes splits a text into what it builds on and what it asks.
func supposes(text string) (premise, rest string, ok bool) {
	m := supposing.FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// How likely a premise must be about a clarification, and what is asked beside it.
const (
	leastPremise = .6
	leastBeside  = .8
)

// leastSupposed is the fewest words that suppose anything: "given the time" does not.
const leastSupposed = 3

// premised returns the answers to a premise that a clarification settles and to what
// is asked beside it: a wrong premise is not confirmed in silence.
func (in *Interviewer) premised(premise, rest string) (Reply, bool) {
	r := in.read(premise)
	if in.strange(r) || len(r.tokens) < leastSupposed {
		return Reply{}, false
	}
	g := in.guess(r)
	in.without(&g, Statement)
	found := in.verdict(g)
	if found.Kind != Answered || g.classes[g.best()] < leastPremise {
		return Reply{}, false
	}
	answers := slices.Clone(found.Clarifications)
	g = in.guess(in.read(trim(rest)))
	if asked := in.verdict(g); asked.Kind == Answered && g.classes[g.best()] >= leastBeside {
		for _, i := range asked.Clarifications {
			if !slices.Contains(answers, i) {
				answers = append(answers, i)
			}
		}
	}
	return Reply{Kind: Answered, Clarifications: answers[:min(mostAnswers, len(answers))]}, true
}
