package interviewer

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

var (
	brackets = regexp.MustCompile(`\([^)]*\)`)
	reasons  = regexp.MustCompile(`(?i),? (?:e\.?g\.?|for example|for instance|because|since that|i don.?t want)\b[^?]*`)
	greeting = regexp.MustCompile(`(?i)^(?:(?:hi|hello|hey(?: there)?|ok(?:ay)?|so|and|first(?:ly)?|right|well|alright|um+|uh+|then|also|next|now|one more|good|great|thanks|thank you|but|sorry)[,.!: ]+)+(\w+ \w+ \w)`)
	courtesy = regexp.MustCompile(`(?i)\b(?:would you like me to (?:assume|take|plan for|plan with)|do you want me to|you want me to|(?:should|shall|can|could|may|must|do) i (?:have to |need to )?(?:assume|expect|plan for|plan with|calculate with|think of|count on|support)|(?:do|should|must|can) we (?:assume|expect)|would you like(?: me to (?:assume|take|plan(?: with| for)?))?|do you want|are we talking(?: about)?|(?:so )?we(?:'re| are) (?:looking at|talking about|dealing with)|would you say|do you have in mind|do you think|i guess|you know|i mean|sort of|kind of like|um+|uh+|er+m?|basically|actually|exactly|please|if i may ask|just to be (?:sure|clear)|out of curiosity|from your side|quick question|first of all|before i (?:draw|start|begin)(?: anything)?)\b`)
	tag      = regexp.MustCompile(`(?i),? *\b(?:right|correct|yes|no|ok(?:ay)?|fair(?: enough)?|am i right|(?:is|was) (?:that|this) (?:right|so|correct|true|fair|it|ok(?:ay)?)|(?:is|are|do|does|don'?t|doesn'?t|isn'?t|aren'?t|will|won'?t|can|can'?t) (?:it|we|they|you|there|that)) *\?+\s*$`)
	sentence = regexp.MustCompile(`[^?.!]+[?.!]*`)
)

// leastTrimmed is the fewest words that trimming leaves.
const leastTrimmed = 2

// trim returns a text without what says nothing of what is asked: greetings and
// courtesies, what stands in brackets, reasons and examples, and beside a question
// the sentences that ask nothing.
func trim(text string) string {
	t := strings.ReplaceAll(text, "’", "'")
	t = brackets.ReplaceAllStringFunc(t, func(aside string) string {
		if names(aside) {
			return ", " + strings.Trim(aside, "()") + " "
		}
		return " "
	})
	t = reasons.ReplaceAllString(t, " ")
	t = tag.ReplaceAllString(t, "?")
	t = courtesy.ReplaceAllString(t, " ")
	t = greeting.ReplaceAllString(strings.TrimSpace(t), "$1")
	if strings.Contains(t, "?") {
		var asking []string
		for _, s := range sentence.FindAllString(t, -1) {
			if strings.Contains(s, "?") || opens(lexicon.Split(s).Tokens) {
				asking = append(asking, s)
			}
		}
		t = strings.Join(asking, " ")
	}
	if len(lexicon.Split(t).Tokens) < leastTrimmed {
		return text
	}
	return t
}

// thanking is how a text begins that is hardly more than thanks.
var thanking = regexp.MustCompile(`(?i)^(?:(?:ok(?:ay)?|great|perfect|good|ah|alright)[,.! ]+)*(?:thanks|thank you|thx|cheers|much obliged)\b`)

// mostThanks is the most words of thanks.
const mostThanks = 8

// thanks reports whether a text only thanks.
func thanks(text string) bool {
	m := thanking.FindString(text)
	rest := lexicon.Split(text[len(m):]).Tokens
	return m != "" && !strings.Contains(text, "?") && len(rest) <= mostThanks && !slices.ContainsFunc(rest, func(t lexicon.Token) bool { return questioning[t.Text] || asking[t.Text] })
}

// names reports whether an aside only names what is asked about, "(RTO/RPO)".
func names(aside string) bool {
	for _, t := range lexicon.Split(aside).Tokens {
		if t.Filler || explaining[t.Text] {
			return false
		}
	}
	return true
}

// opens reports whether words begin a question.
func opens(tokens []lexicon.Token) bool {
	for i, t := range tokens {
		switch {
		case leading[t.Text]:
			continue
		case questioning[t.Text] || asking[t.Text]:
			return true
		case prepositions[t.Text] && i+1 < len(tokens) && questioning[tokens[i+1].Text]:
			return true
		}
		return false
	}
	return false
}

// states reports whether a text states something. Nearly everything that is
// written here is a question, also without a mark: "max group size".
func states(text string) bool {
	if strings.Contains(text, "?") {
		return false
	}
	tokens := lexicon.Split(text).Tokens
	if len(tokens) <= 3 {
		return false
	}
	at := 0
	for at < len(tokens)-1 && leading[tokens[at].Text] {
		at++
	}
	begins := subjects[tokens[at].Text]
	verb := false
	for i, t := range tokens {
		if inquiring[t.Text] {
			return false
		}
		if i == 0 || tokens[i-1].Clause != t.Clause || leading[tokens[i-1].Text] {
			if opens(tokens[i:]) {
				return false
			}
		}
		if questioning[t.Text] && !begins {
			return false
		}
		verb = verb || i > at && asserting[t.Text]
	}
	return begins || verb
}

var (
	leading      = wordset.Of("ok okay and so but well also then hi hello hey sorry please first now next right alright great thanks thank got it fine good hm hmm um uh one more roughly about just")
	asking       = wordset.Of("is are do does did can could may must should shall will would has have any am was were whats")
	explaining   = wordset.Of("for because so as since makes matters if when in on at not but like by from with")
	prepositions = wordset.Of("at for in from to by until on with per up within")
	subjects     = wordset.Of("i we let lets my assume assuming suppose then therefore that this they our")
	inquiring    = wordset.Of("wonder wondering clarify curious unclear explain describe tell whether question remind ask know unsure")
	asserting    = wordset.Of("is are will should must would can need needs matters dominate dominates means makes gives")
)
