package interviewer

import (
	"regexp"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/spelling"
)

// Bounds of repairs: shorter words are other words once a letter changes, and a
// text with more unknown words is in no language that is spoken here.
const (
	leastSlipped = 5
	mostRepairs  = 20
)

// read reads a text with slips of the fingers repaired: a word that nobody uses
// is the commonest of those that a single slip turns into it.
func (in *Interviewer) read(text string) reading {
	tokens := lexicon.Split(text).Tokens
	repairs := 0
	for i := range tokens {
		t := &tokens[i]
		if t.Kind != lexicon.Word || len(t.Text) < leastSlipped || in.vocabulary.words[t.Text] > 0 || repairs == mostRepairs {
			continue
		}
		if _, known := in.vocabulary.ids["s:"+t.Stem]; known || len(lexicon.Standard().Tag(tokens[i:i+1])) > 0 {
			continue
		}
		repairs++
		if meant := in.vocabulary.meant(t.Text); meant != "" {
			t.Text, t.Stem = meant, lexicon.Stem(meant)
			t.Filler = lexicon.Split(meant).Tokens[0].Filler
		}
	}
	return in.vocabulary.reading(tokens)
}

// meant returns the word that a slip turned into another, "" if there is none.
func (v *vocabulary) meant(word string) string {
	best, count := "", 0
	for known, n := range v.words {
		if len(known) >= leastSlipped && known[0] == word[0] && (n > count || n == count && known < best) && spelling.OneSlip(word, known) {
			best, count = known, n
		}
	}
	return best
}

// unfolded returns a text with what is written in a hurry in full.
func unfolded(text string) string {
	words := strings.Fields(perTime.ReplaceAllString(text, "$1 per $2"))
	for i, word := range words {
		bare := strings.TrimRight(word, ",.?!:;")
		if long, ok := shorthand[strings.ToLower(bare)]; ok {
			end := word[len(bare):]
			if end == "." && i+1 < len(words) {
				end = "" // "incl. the owner"
			}
			words[i] = long + end
		}
	}
	return strings.Join(words, " ")
}

// perTime is how a rate is written in a hurry: "msgs/sec".
var perTime = regexp.MustCompile(`(?i)([a-z])/(s|secs?|second|min|minute|h|hour|d|day|week|month|yr|year|user)\b`)

// shorthand is how words are written in a hurry that are too short to repair.
var shorthand = map[string]string{
	"u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "thx": "thanks", "tx": "thanks", "teh": "the", "hte": "the",
	"wat": "what", "waht": "what", "whta": "what", "wht": "what", "wich": "which", "whos": "who", "hwo": "how", "hw": "how", "woh": "who",
	"ppl": "people", "usr": "user", "usrs": "users", "lnk": "link", "lnks": "links", "mesg": "message", "msg": "message", "msgs": "messages", "reqs": "requirements", "avg": "average",
	"wud": "would", "shud": "should", "cud": "could", "incl": "including", "w/o": "without", "db": "database", "dbs": "databases", "thats": "that's", "whats": "what's", "lemme": "let me",
	"gonna": "going to", "abt": "about", "btw": "", "imo": "", "vs": "versus", "approx": "roughly", "thru": "through", "bc": "because",
	"cuz": "because", "tho": "though", "rn": "right now", "secs": "seconds", "mins": "minutes", "sec": "second", "convo": "conversation", "convos": "conversations", "pics": "pictures", "vids": "videos",
	"yr": "year", "yrs": "years", "hrs": "hours", "mny": "many", "nbr": "number",
	"dont": "don't", "cant": "can't", "shld": "should", "shoud": "should", "coud": "could", "lenght": "length", "wether": "whether",
}
