package interviewer

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

var (
	brackets  = regexp.MustCompile(`\([^)]*\)`)
	greeting  = regexp.MustCompile(`(?i)^(?:(?:hi|hello|hey(?: there)?|ok(?:ay)?|so|and|first(?:ly)?|right|well|alright|um+|uh+|then|also|next|now|one more|good|great|thanks|thank you|but|sorry)[,.!: ]+)+(\w+ \w+ \w)`)
	courtesy  = regexp.MustCompile(`(?i)\b(?:would you like me to (?:assume|take|plan for|plan with)|do you want me to|you want me to|(?:should|shall|can|could|may|must|do) i (?:have to |need to )?(?:assume|expect|plan for|plan with|calculate with|think of|count on|support)|(?:do|should|must|can) we (?:assume|expect)|would you like(?: me to (?:assume|take|plan(?: with| for)?))?|do you want|are we talking(?: about)?|(?:so )?we(?:'re| are) (?:looking at|talking about|dealing with)|would you say|do you have in mind|do you think|i guess|you know|i mean|sort of|kind of like|um+|uh+|er+m?|basically|actually|exactly|please|if i may ask|(?:can|could|would|will) you (?:please )?(?:tell|remind|explain to) me|i(?:'d| would) (?:like|love|want) to (?:know|ask|understand|hear)|i (?:was|am) (?:just )?wondering(?: if| whether| about)?|i wonder(?: if| whether)?|may i ask|do you (?:happen to )?know(?: if| whether)?|just to be (?:sure|clear)|out of curiosity|from your side|quick question|first of all|before i (?:draw|start|begin)(?: anything)?)\b`)
	greetings = regexp.MustCompile(`(?i)^(?:(?:hi|hello|hey|thanks|thank you|sorry|good (?:morning|afternoon|evening)|nice to meet you)\b[^.!?]{0,60}[.!]\s*)+`)
	tag       = regexp.MustCompile(`(?i),? *\b(?:right|correct|yes|no|ok(?:ay)?|fair(?: enough)?|am i right|(?:is|was) (?:that|this) (?:right|so|correct|true|fair|it|ok(?:ay)?)|(?:is|are|do|does|don'?t|doesn'?t|isn'?t|aren'?t|will|won'?t|can|can'?t) (?:it|we|they|you|there|that)) *\?+\s*$`)
	// agreeing asks whether what was said is so: "12k a second, sounds about right?"
	agreeing = regexp.MustCompile(`(?i),? *\b(?:` + strings.Join([]string{
		`(?:(?:can|could|would) you (?:please )?)?confirm(?: that| this| it)?|agreed|deal|is the (?:input|number|figure|order(?: of magnitude)?|ratio) (?:right|ok|correct)|reasonable|realistic|plausible|ballpark`,
		`(?:(?:does|do|would|will) (?:that|this|it|these|those) )?(?:sounds?|looks?|seems?|match|fit|work|hold|do)(?: (?:about |roughly )?(?:right|ok(?:ay)?|fine|good|sane|reasonable|plausible))?(?: (?:to|for|with) (?:you|us))?(?: with)?(?: what you (?:have|had)(?: in mind)?)?`,
		`(?:is (?:that|this|it) )?(?:good|close|near) enough(?: for (?:you|us|now))?|(?:are )?you (?:ok(?:ay)?|fine|happy) with (?:that|this|it)`,
	}, "|") + `) *\?+\s*$`)
	// title is what a question stands under: "Load: how many users?"
	title    = regexp.MustCompile(`(?i)^(?:(?:load|scale|scaling|scope|traffic|numbers?|figures?|estimates?|estimation|capacity|sizing|questions?|check|quick|one|next|functional|non-functional|requirements?|reliability|quality)\b[ -]?){1,3}:\s+`)
	sentence = regexp.MustCompile(`[^?.!]+[?.!]*`)
)

// leastTrimmed is the fewest words that trimming leaves.
const leastTrimmed = 2

// trim returns a text without what says nothing of what is asked: greetings and
// courtesies, what stands in brackets, and beside a question the sentences that ask
// nothing, unless the question is about them.
func trim(text string) string {
	t := strings.ReplaceAll(text, "’", "'")
	t = brackets.ReplaceAllStringFunc(t, func(aside string) string {
		if names(aside) {
			return ", " + strings.Trim(aside, "()") + " "
		}
		return " "
	})
	t = agreeing.ReplaceAllString(t, "?")
	t = tag.ReplaceAllString(t, "?")
	t = courtesy.ReplaceAllString(t, " ")
	t = greeting.ReplaceAllString(strings.TrimSpace(t), "$1")
	if at := title.FindStringIndex(t); at != nil && opens(lexicon.Split(t[at[1]:]).Tokens) {
		t = t[at[1]:]
	}
	if strings.Contains(t, "?") {
		var questions, others []string
		for _, s := range sentence.FindAllString(t, -1) {
			if strings.Contains(s, "?") || opens(lexicon.Split(s).Tokens) {
				questions = append(questions, s)
			} else {
				others = append(others, s)
			}
		}
		t = strings.Join(questions, " ")
		if about := greetings.ReplaceAllString(strings.TrimSpace(strings.Join(others, " ")), ""); hollow(t) && about != "" {
			t = strings.TrimRight(about, ". ") + "?"
		}
	}
	if len(lexicon.Split(t).Tokens) < leastTrimmed {
		return text
	}
	return t
}

// hollow reports whether a question only asks whether what was said before it is
// so: "is that something I should plan for?"
func hollow(text string) bool {
	for _, t := range lexicon.Split(text).Tokens {
		if !t.Filler && !t.IsFigure() && !questioning[t.Text] && !asking[t.Text] && !leaning[t.Text] && !confirming[t.Text] {
			return false
		}
	}
	return true
}

// agreement is how a text ends that asks without a mark: "we never delete, right".
var agreement = regexp.MustCompile(`(?i),\s*(?:right|correct|no|yes|agreed?|confirm|do we|is it|are we|do i|can we|isn'?t it|don'?t we)\s*\.?$`)

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
		case leads(tokens, i):
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
	for at < len(tokens)-1 && leads(tokens, at) {
		at++
	}
	begins := subjects[tokens[at].Text]
	verb := false
	for i, t := range tokens {
		if inquiring[t.Text] {
			return false
		}
		if i == 0 || tokens[i-1].Clause != t.Clause || leads(tokens, i-1) {
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

// leads reports whether a word only leads up to what is said, as in "ok, got it, is ...".
func leads(tokens []lexicon.Token, i int) bool {
	return leading[tokens[i].Text] || tokens[i].Text == "it" && i > 0 && tokens[i-1].Text == "got"
}

var (
	leading      = wordset.Of("ok okay and so but well also then hi hello hey sorry please first now next right alright great thanks thank got fine good hm hmm um uh one more roughly about just basically honestly actually listen look")
	asking       = wordset.Of("is are do does did can could may must should shall will would has have any am was were whats")
	explaining   = wordset.Of("for because so as since makes matters if when in on at not but like by from with")
	prepositions = wordset.Of("at for in from to by until on with per up within")
	confirming   = wordset.Of("confirm match matches sound sounds look looks seem seems right wrong correct good bad enough ok okay fine fair true so plan support supported something anything thing things else order magnitude agree agreed mind think problem possible allowed needed wanted want expect expected assume go with work works same case here for us you me we i it or not too also handle consider care about worry able possible feature reasonable realistic sane plausible ballpark off way far close prevent prevented avoid avoided accept acceptable forgivable allow let happen happens know tell say please double check verify give need get show list idea in out scope required two three both one few latter former figure number numbers guess estimate")
	subjects     = wordset.Of("i we let lets my assume assuming suppose then therefore that this they our assumption assumptions going noting noted starting beginning skipping drawing sketching writing moving")
	inquiring    = wordset.Of("please confirm shout wonder wondering clarify curious unclear explain describe tell whether question remind ask know unsure")
	asserting    = wordset.Of("is are will should must would can need needs matters dominate dominates means makes gives")
)
