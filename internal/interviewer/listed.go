package interviewer

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

var (
	// announced is what stands before a list of what is asked: "two figures: links a
	// day, bytes for each", "which caps, I mean members and bytes per upload?"
	announced = regexp.MustCompile(`(?i):\s+|\b(?:i|we)(?:'d| would)? need(?: to know)?\s+|,?\s+(?:i mean|i'm thinking of|i am thinking of|namely|that is to say|meaning|specifically|in particular)[,:]?\s+`)
	// commas part the entries of such a list.
	commas = regexp.MustCompile(`(?i)[,;?.]\s+(?:and\s+|plus\s+|also\s+)*|\s+(?:and|plus|as well as)\s+(?:also\s+)?|\s+[+&/]\s+`)
)

// leastListed is how likely an entry of a list must be to count.
const leastListed = .55

// listed returns the answers to a text that announces a list of questions, each of
// them clear alone, and for different answers. ok is false if there is none: what one
// may choose from is a list as well, "for ever, a year, or less?".
func (in *Interviewer) listed(text string) (reply Reply, ok bool) {
	at := announced.FindStringIndex(text)
	if at == nil || strings.Contains(strings.ToLower(text[at[1]:]), " or ") {
		return Reply{}, false
	}
	head := in.read(text[:at[0]])
	if !strings.Contains(text, "?") && !opens(head.tokens) && !says(in.read(text[:at[1]]), wanting) {
		return Reply{}, false
	}
	least := leastListed
	topic := strings.HasPrefix(text[at[0]:], ":") && !in.announces(text[:at[0]])
	if topic {
		least = leastAlone // "reliability: durability, uptime?"
	}
	var answers []int
	clear, vague, questioned := 0, 0, false
	for _, entry := range commas.Split(text[at[1]:], -1) {
		if strings.TrimSpace(entry) == "" || hollow(entry) {
			continue
		}
		p := in.part(entry)
		if clear > 0 && opens(p.tokens) && !questioned {
			break // ", what are we signing up for?"
		}
		questioned = opens(p.tokens)
		if p.class < 0 || p.classes[p.class] < least || topic && questioned {
			vague++
			continue
		}
		clear++
		for _, i := range in.classes[p.class].answers {
			if !slices.Contains(answers, i) {
				answers = append(answers, i)
			}
		}
	}
	if clear < 2 || len(answers) < 2 || len(answers) > mostAnswers || vague > 1 || topic && vague > 0 {
		return Reply{}, false
	}
	return Reply{Kind: Answered, Clarifications: answers}, true
}

var (
	// counted are the words by which a list of several is announced.
	counted = wordset.Of("two three both few couple several things figures numbers questions constraints ones 2 3 items points")
	// wanting are the words by which one asks for what follows without a question.
	wanting = wordset.Of("need miss want lack give tell confirm ask know clarify please about")
)

// says reports whether a text has one of some words.
func says(r reading, words map[string]bool) bool {
	return slices.ContainsFunc(r.tokens, func(t lexicon.Token) bool { return words[t.Text] })
}

// announces reports whether a text leads up to a list of questions: it says how many
// there are, or asks for nothing that an answer is for and that one may say yes to.
func (in *Interviewer) announces(text string) bool {
	sentences := sentence.FindAllString(text, -1)
	if len(sentences) == 0 {
		return true
	}
	last := sentences[len(sentences)-1]
	r := in.read(last)
	if says(r, counted) {
		return true
	}
	if opens(r.tokens) && !questioning[firstOpening(r.tokens)] {
		return false
	}
	p := in.part(last)
	return p.class < 0 || p.classes[p.class] < leastHead
}

// leastHead is how likely an answer must be for what stands before a list to ask for
// it: "holiday pictures: how many, and how large?"
const leastHead = .6

// firstOpening returns the word by which a question opens.
func firstOpening(tokens []lexicon.Token) string {
	for i, t := range tokens {
		if !leads(tokens, i) {
			return t.Text
		}
	}
	return ""
}
