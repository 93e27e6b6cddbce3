package evidence

import (
	"strings"
	"unicode"

	"spar/internal/interview"
	"spar/internal/lexicon"
)

// A text is in another language if so many of its words are neither English
// function words nor known to the lexicon, and it has enough of them to tell.
// Attempts in English measured at most .22, texts in eleven other languages .75 and more.
const (
	strangeShare = 0.45
	leastWords   = 20
)

// foreignLanguage reports whether most of the text is in another language.
func foreignLanguage(l *lexicon.Lexicon, lines []*Line) bool {
	strange, all := strangeWords(l, lines)
	return all >= leastWords && float64(strange) >= strangeShare*float64(all)
}

// strangeWords counts the words of prose that are not English, of all. A sign that
// is a word by itself, as in Chinese, counts as half of one.
func strangeWords(l *lexicon.Lexicon, lines []*Line) (strange, all int) {
	signs := 0
	for _, line := range lines {
		if line.joint || line.Field == interview.Sheet || line.Field == interview.Graph || line.Field == interview.APIs {
			continue
		}
		for _, word := range strings.FieldsFunc(line.Text, func(r rune) bool {
			return !unicode.IsLetter(r) && r != '\'' && r != '’' && !unicode.IsDigit(r) && r != '_'
		}) {
			switch {
			case strings.ContainsFunc(word, ideograph):
				signs += len([]rune(word))
			case isName(word):
			default:
				all++
				if !english(l, strings.ToLower(word)) {
					strange++
				}
			}
		}
	}
	return strange + signs/2, all + signs/2
}

func ideograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// isName reports whether a word is no word of a language: an abbreviation, an
// identifier, a single letter.
func isName(word string) bool {
	return len([]rune(word)) < 2 || strings.ContainsFunc(word, func(r rune) bool { return unicode.IsDigit(r) || r == '_' }) ||
		strings.ContainsFunc(word[1:], unicode.IsUpper)
}

func english(l *lexicon.Lexicon, word string) bool {
	word, _, _ = strings.Cut(strings.ReplaceAll(word, "’", "'"), "'")
	return functionWords[word] || strings.TrimFunc(word, func(r rune) bool { return 'a' <= r && r <= 'z' }) == "" && l.Knows(lexicon.Stem(word))
}

// functionWords of English that no other language of its script shares often.
var functionWords = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`
		about above across after again against all already also although always among and another any anybody anyone anything are around as at away
		be because been before behind being below between both but by can cannot could did didn does doesn doing don done down during each either else
		enough even ever every everybody everyone everything few first for from get gets given gives goes going good had has have having he her here
		him his how however if instead into is isn it its itself just keep keeps kind last least less let like likely long lot made make makes many may
		maybe me might more most much must my near need needs neither never next nobody none nor not nothing now of off often on once one only onto or
		other others our out over own per perhaps put rather really right said same say says see seen several she should simply since small so some
		somebody someone something sometimes somewhere soon still such take takes than that the their them then there therefore these they thing things
		think this those though three through thus till times to together too took toward two under unless until up upon us use used uses using usually
		very want wants was wasn way we well went were what whatever when whenever where wherever whether which while who whoever whole whom whose why will
		with within without would wouldn yes yet you your`) {
		m[w] = true
	}
	return m
}()
