package quantity

import (
	"strings"

	"spar/internal/wordset"
)

// numberWords are the numbers that people write out.
var numberWords = func() map[string]number {
	t := map[string]number{
		"once": whole(1), "twice": whole(2), "thrice": whole(3), "double": whole(2), "triple": whole(3), "quadruple": whole(4),
		"half": ratio(1, 2), "quarter": ratio(1, 4), "third": ratio(1, 3),
	}
	for i, word := range strings.Fields(smallNumbers) {
		t[word] = whole(int64(i))
	}
	for i, word := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		t[word] = whole(int64(10*i + 20))
	}
	return t
}()

// smallNumbers are the words for 0 to 19.
const smallNumbers = `zero one two three four five six seven eight nine ten
	eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`

// cardinals are the number words that make larger ones: twenty-five.
var cardinals = wordset.Of(smallNumbers + " twenty thirty forty fifty sixty seventy eighty ninety")

// multiples are the number words that multiply the figure behind them.
var multiples = wordset.Of("twice thrice double triple quadruple half")

// parts are what the parts of a whole are called, by how many make one.
var parts = func() map[string]int64 {
	t := map[string]int64{"half": 2, "halves": 2, "hundredth": 100, "thousandth": 1000, "millionth": 1e6, "billionth": 1e9}
	for i, word := range strings.Fields("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth") {
		t[word] = int64(i + 3)
	}
	for i, word := range strings.Fields("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth") {
		t[word] = int64(10*i + 20)
	}
	t["quarter"], t["fifteenth"], t["sixteenth"] = 4, 15, 16
	for word, n := range t {
		t[strings.TrimSuffix(word, "s")+"s"] = n
	}
	delete(t, "halfs")
	delete(t, "halve")
	return t
}()

// writtenNumber returns the number that the word at hand begins with: its own, or
// one for the article of "a million", "an hour" and "a tenth of".
func (p *parser) writtenNumber(word string) (number, bool) {
	next := p.peek()
	_, _, fraction := p.part(whole(1))
	switch value, ok := numberWords[word]; {
	case fraction:
		return ratio(1, parts[word]), true
	case ok && word != "quarter":
		return value, true
	case word == "a" || word == "an":
		ahead := *p
		ahead.advance()
		_, _, fraction := ahead.part(whole(1))
		return whole(1), isCount(next.text) || fraction || len(next.text) > 1 && isTimeWord(next.text)
	}
	return number{}, false
}

// numberWord parses a number written out: "two hundred and fifty thousand", "one
// and a half million", "two thirds", and the half of "half a million".
func (p *parser) numberWord(value number) *node {
	n := p.node(node{op: numberOp, start: p.token.start})
	first := p.token
	p.advance()
	var total number
	if cardinals[first.text] || first.text[0] == 'a' {
		value = p.belowHundred(first.text, value)
		total, value = p.written(value)
	}
	value = p.fractionWord(value)
	if value.den > 1 && (p.isWord("a") || p.isWord("an")) {
		if next := p.peek(); isCountOrUnit(next.text) { // half a million, half an hour
			p.advance()
		}
	}
	for total != (number{}) && p.token.kind == wordToken && isCount(p.token.text) {
		count, _ := countWord(p.token.text)
		value = value.mul(count)
		p.advance()
	}
	n.value, n.end = total.add(value), p.last
	if total == (number{}) {
		n.value = value
	}
	return n
}

// belowHundred completes the twenty of twenty-five.
func (p *parser) belowHundred(first string, value number) number {
	ahead := p.scanner
	next := p.token
	hyphen := p.isSymbol("-") && !p.token.spaced
	if hyphen {
		next = ahead.next()
	}
	digit, ok := numberWords[next.text]
	if !ok || value.num < 20 || !cardinals[next.text] || digit.num < 1 || digit.num > 9 || hyphen && next.spaced {
		return value
	}
	if hyphen {
		p.advance()
	}
	p.advance()
	return value.add(digit)
}

// written parses hundreds, thousands and more, as long as another number word
// follows them. It returns what is complete, and what the next magnitude counts.
func (p *parser) written(value number) (total, rest number) {
	rest = value
	for p.token.kind == wordToken && isCount(p.token.text) {
		ahead := p.scanner
		next := ahead.next()
		and := next.text == "and"
		if and {
			next = ahead.next()
		}
		if !cardinals[next.text] || next.kind != wordToken {
			break
		}
		count, _ := countWord(p.token.text)
		rest = rest.mul(count)
		if count != whole(100) {
			total, rest = total.add(rest), whole(0)
		}
		p.advance()
		if and {
			p.advance()
		}
		small := p.token.text
		p.advance()
		rest = rest.add(p.belowHundred(small, numberWords[small]))
	}
	return total, rest
}

func isCount(word string) bool {
	_, ok := countWord(word)
	return ok
}

func isCountOrUnit(word string) bool { return isCount(word) || findUnit(word) != nil }

// fractionWord parses what divides a number written before it, the thirds of "two
// thirds" and of "2 thirds", and what is added, as in "one and a half".
func (p *parser) fractionWord(value number) number {
	if n, after, ok := p.part(value); ok {
		p.pos, p.token.end = after, after
		p.advance()
		return value.div(whole(n))
	}
	if !p.isWord("and") || !value.isWhole() {
		return value
	}
	ahead := p.scanner
	next := ahead.next()
	if next.text == "a" {
		next = ahead.next()
	}
	n := parts[next.text]
	if next.kind != wordToken || n == 0 || strings.HasSuffix(next.text, "s") {
		return value
	}
	p.pos, p.token.end = ahead.pos, ahead.pos
	p.advance()
	return value.add(ratio(1, n))
}

// part reports whether the token at hand names the parts of a whole of which
// there are so many, and returns how many make one and where the word ends. A
// quarter without "of" is a time, and a third before a noun describes it.
func (p *parser) part(value number) (n int64, end int, ok bool) {
	word, ahead := p.token, p.scanner
	if p.isSymbol("-") && !p.token.spaced {
		word = ahead.next()
	}
	n = parts[word.text]
	if word.kind != wordToken || n == 0 || !value.isWhole() || strings.HasSuffix(word.text, "s") == (value == whole(1)) {
		return 0, 0, false
	}
	end = ahead.pos
	next := ahead.next()
	if n == 4 && word.text[0] == 'q' {
		return n, end, next.text == "of" || isCount(next.text)
	}
	return n, end, next.kind != wordToken || joins(next.text) || isCountOrUnit(next.text)
}
