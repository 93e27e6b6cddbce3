package lexicon

import (
	"strconv"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/kljensen/snowball/english"
)

// maxStemmed bounds the words that are stemmed; longer ones are no words.
const maxStemmed = 40

// Stem returns what the forms of a word have in common: plural, tense and
// British spelling do not matter ("lost" and "losing" are "lose", "sharded" and
// "shards" are "shard"). It is M. F. Porter's English Snowball stemmer behind
// a table of irregular forms.
func Stem(word string) string {
	if stem, ok := distinct[word]; ok {
		return stem
	}
	if base, ok := irregular[word]; ok {
		word = base
	}
	if len(word) > maxStemmed || len(word) < 3 || strings.ContainsAny(word, "0123456789µ") {
		return word
	}
	if stem, ok := stems.Get(word); ok {
		return stem
	}
	stem := english.Stem(american(word), true)
	stems.Add(word, stem)
	return stem
}

// stems remembers the stems of the latest words: people use few.
var stems, _ = lru.New[string, string](1 << 13) // fails for a size below 1 only

// american returns a British spelling as it is written in America, and other
// words changed alike or not at all.
func american(word string) string {
	if len(word) > 5 {
		for _, s := range [][2]string{{"isation", "ization"}, {"isations", "izations"}, {"ise", "ize"}, {"ised", "ized"}, {"ises", "izes"}, {"ising", "izing"}, {"our", "or"}, {"ours", "ors"}} {
			if rest, ok := strings.CutSuffix(word, s[0]); ok {
				return rest + s[1]
			}
		}
	}
	return word
}

// distinct are words that the stemmer takes for forms of others: whoever says "we
// follow" speaks of no follower, and a customer is not custom.
var distinct = map[string]string{"follower": "follower", "followers": "follower", "customer": "customer", "customers": "customer"}

// irregular are forms that no rule reaches.
var irregular = invert(map[string]string{
	"send": "sent", "keep": "kept", "lose": "lost loss losses", "write": "wrote written", "die": "dead death deaths", "fall": "fell fallen",
	"take": "took taken", "give": "gave given", "go": "went", "hold": "held", "build": "built", "choose": "chose chosen", "find": "found",
	"break": "broke broken", "bring": "brought", "catch": "caught", "see": "saw seen", "make": "made", "get": "got gotten", "run": "ran", "grow": "grew grown growth",
	"sit": "sat", "know": "knew known", "come": "came", "become": "became", "say": "said", "tell": "told", "think": "thought",
	"rise": "rose risen", "index": "indices", "have": "has had", "do": "does did done", "mean": "meant", "begin": "began", "leave": "left",
	"forget": "forgot forgotten", "wake": "woken woke", "hide": "hidden", "shrink": "shrunk shrank", "buy": "bought", "steal": "stolen",
	"expire": "expiry expiration expirations", "fail": "failure failures", "spend": "spent", "speak": "spoke spoken", "drive": "drove driven",
})

func invert(forms map[string]string) map[string]string {
	m := make(map[string]string)
	for base, list := range forms {
		for form := range strings.FieldsSeq(list) {
			m[form] = base
		}
	}
	return m
}

func trimZeros(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
