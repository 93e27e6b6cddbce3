package quantity

import (
	"strings"
	"unicode/utf8"

	"spar/internal/wordset"
)

// labels parses the nouns at hand. A word that is no noun is a question.
func (p *parser) labels(nouns *[]token) {
	for p.token.kind == wordToken && !isMultiplier(p.token.text) && !p.labelsEnd() {
		if !p.isLabel(p.token) {
			return
		}
		*nouns = append(*nouns, p.token)
		p.advance()
	}
}

// labelsEnd reports whether the word at hand goes on with the expression.
func (p *parser) labelsEnd() bool {
	t, next := p.token, p.peek()
	switch {
	case t.text == "CPM" || t.text == "cpm":
		return true
	case questions[t.text] && next.kind == wordToken && !isReserved(next.text):
		return false // "with media", "at peak"
	case t.text == "times" && p.atPeriod():
		return false
	case multiples[t.text] && p.atPeriod():
		return true // "10M users post twice a day"
	case joins(t.text), t.text == "out" && next.text == "of", p.growthEnds(next), adverbs[t.text] != "" && p.often():
		return true
	}
	return t.text == "each" && next.kind == wordToken && isTimeWord(next.text)
}

// isLabel reports whether a word can be a label, and refuses it if not.
func (p *parser) isLabel(t token) bool {
	if period := adverbs[t.text]; period != "" && !isCounted(p.peek().text) {
		p.fail(t.start, t.end, "%s: a count of them or so many every time? for the latter type %s", t.text, period)
		p.try(p.replace(p.last, t.end, period))
		return false
	}
	if isCountOrUnit(t.text) {
		p.fail(t.start, t.end, "%s cannot stand here: a number has one unit, right after it", t.text)
		if isTimeWord(t.text) && !partTimes[lastWord(p.text[:t.start])] {
			p.try(p.replace(t.start, t.start, "/"))
		}
		return false
	}
	if n := countPrefix(t.text); n > 0 {
		p.fail(t.start, t.end, "%s cannot stand here: the %s belongs right after the number", t.text, t.text[:n])
		return false
	}
	if t.text == "twice" || t.text == "thrice" {
		p.fail(t.start, t.end, "%s is an operation: write * and the factor", t.text)
		p.try(p.replace(t.start, t.end, "* "+numberWords[t.text].text()))
		return false
	}
	if q, ok := ask(t.text); ok && (q.instead != "" || !p.describes(p.peek())) {
		p.fail(t.start, t.end, "%s %s", t.text, q.why)
		if q.instead != "" {
			p.try(p.replace(t.start, t.end, q.instead))
		}
		return false
	}
	if near := nearWords(t.text); len(near) > 0 && (len(t.text) > 1 || !p.describes(p.peek())) {
		p.fail(t.start, t.end, "did you mean %s? %q is neither a unit nor a known label", strings.Join(near, " or "), t.text)
		if !strings.ContainsFunc(t.text, isDigit) { // of 12k5 the 5 would be lost
			p.try(p.replace(t.start, t.end, near[0]))
		}
		return false
	}
	return p.isWhole(t)
}

// isWhole refuses words that hold a digit or consist of one letter, unless they
// describe a noun, as in "12 k8s pods".
func (p *parser) isWhole(t token) bool {
	if t.text == "p" && !t.spaced {
		p.fail(t.start, t.end, "a format such as 1080p is no figure: leave it out")
		return false
	}
	if next := p.peek(); isNoun(t.text) || p.describes(next) || next.text == "/" && !next.spaced && len(t.text) == 1 || !strings.ContainsAny(t.text, "0123456789") && utf8.RuneCountInString(t.text) > 1 {
		return true
	}
	p.fail(t.start, t.end, "%q is neither a unit nor a word for what is counted", t.text)
	return false
}

// describes reports whether the token after a word is a noun that the word
// describes.
func (p *parser) describes(next token) bool {
	return next.kind == wordToken && isNoun(next.text) && !joins(next.text)
}

// partTimes are words that make of a day or an hour one that is not counted in
// seconds: five business days are no rate.
var partTimes = wordset.Of("business working office")

// lastWord returns the word with which a text ends.
func lastWord(text string) string {
	words := strings.Fields(text)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
