package quantity

import (
	"strings"

	"spar/internal/wordset"
)

// number parses a number with the count that is glued to it, or a small
// fraction such as the half of "1/2 day".
func (p *parser) number() *node {
	t := p.token
	n := p.node(node{op: numberOp, start: t.start, end: t.end, value: t.value})
	p.note(n, t.note)
	p.advance()
	if end := p.shares(t); end > 0 {
		return p.fail(t.start, end, "%s are two shares of a whole, and the one divided by the other is no part of it: write the percentage that is meant", p.text[t.start:end])
	}
	if den, ok := p.fraction(t); ok {
		n.value = t.value.div(den)
		p.advance()
		p.advance()
		n.end = p.last
		if !p.token.spaced { // 2/3rds
			p.advance()
		}
		return n
	}
	if p.token.kind == wordToken && !p.token.spaced {
		p.gluedCount(n)
	} else if value := p.fractionWord(n.value); value != n.value {
		n.value, n.end = value, p.last
	}
	p.colon(n, t)
	p.bounded(n.start)
	return n
}

// note says of a number how it was read.
func (p *parser) note(n *node, text string) {
	if text == "" {
		return
	}
	if p.line.notes == nil {
		p.line.notes = make(map[*node]string)
	}
	n.noted, p.line.notes[n] = true, text
}

// fraction reports whether t and the two tokens from here on are a fraction of
// what follows, as in "1/2 day", and returns its denominator. Without the space
// the slash divides.
func (p *parser) fraction(t token) (number, bool) {
	if !p.isSymbol("/") || p.token.spaced || !isSmall(t) {
		return number{}, false
	}
	ahead := p.scanner
	den, then := ahead.next(), ahead.next()
	if den.kind != numberToken || den.spaced || !isSmall(den) || den.value.sign() == 0 {
		return number{}, false
	}
	if then.kind == wordToken && !then.spaced && ordinalEnding(then.text) {
		return den.value, true
	}
	if then.kind != wordToken || !then.spaced || joins(then.text) && then.text != "of" {
		return number{}, false
	}
	return den.value, true
}

// splits are words that tell that a dash stands between shares, not between the ends of a
// range.
var splits = wordset.Of("of split splits mix ratio rule distribution read reads write writes traffic")

// shares returns where the two shares of a whole end that begin with a number, as in
// "80/20 of 10k" or "90-10 read write", or 0 if they are none.
func (p *parser) shares(t token) (end int) {
	if p.token.kind != symbolToken || p.token.spaced || !isSmall(t) {
		return 0
	}
	ahead := p.scanner
	other, then := ahead.next(), ahead.next()
	if other.kind != numberToken || other.spaced || !isSmall(other) || other.value.sign() == 0 || t.value.add(other.value) != whole(100) {
		return 0
	}
	said := then.kind == wordToken && then.spaced && (then.text == "of" || !isReserved(then.text))
	switch p.token.text {
	case "/", ":":
	case "-", "–":
		said = said && splits[then.text]
	default:
		said = false
	}
	if !said {
		return 0
	}
	return other.end
}

// ordinalEnding reports whether a word makes an order of a number: 5th.
func ordinalEnding(word string) bool {
	switch strings.TrimSuffix(word, "s") {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

func isSmall(t token) bool { return t.end-t.start <= 2 && t.value.isWhole() }

// gluedCount takes a count such as the k of 10k or of 10krps.
func (p *parser) gluedCount(n *node) {
	p.splitCount()
	count, ok := countWord(p.token.text)
	if !ok {
		return
	}
	n.countText = p.token.text
	n.value = n.value.mul(count)
	p.advance()
	n.end = p.last
}

// splitCount splits a word such as Kreq into a count and the rest, which is read
// next.
func (p *parser) splitCount() {
	if n := countPrefix(p.token.text); n > 0 {
		p.pos = p.token.start + n
		p.token.end, p.token.text = p.pos, p.token.text[:n]
	}
}

// word parses a function, a unit that stands for one of itself, a count, or a
// name of one or several words.
func (p *parser) word() *node {
	t, unit := p.token, p.unit
	p.unit = false
	if name, end := p.phrase(); name != "" {
		return p.phraseNode(name, end)
	}
	if f := functions[t.text]; f != nil {
		if next := p.peek(); next.kind == symbolToken && next.text == "(" {
			return p.callOf(f)
		}
	}
	if end := p.boundWords(); end > 0 {
		p.fail(t.start, end, "a bound is no figure: leave %q out, or write a range", oneLine(p.text[t.start:end]))
		p.try(p.replace(t.start, end, ""))
		return p.node(node{})
	}
	if value, ok := p.writtenNumber(t.text); ok {
		return p.numberWord(value)
	}
	if n := p.askedBefore(); n != nil {
		return n
	}
	if next := p.peek(); t.text == "every" && (next.kind == numberToken || isTimeWord(next.text)) || t.text == "each" && isTimeWord(next.text) {
		return p.node(node{op: numberOp, start: t.start, end: t.start, value: whole(1)}) // every 10 seconds
	}
	if adverbs[t.text] != "" && p.peek().kind != wordToken {
		p.advance()
		m := &measure{count: whole(1), per: []denominator{p.adverb(t.start)}}
		one := p.node(node{op: numberOp, start: t.start, end: t.start, value: whole(1)})
		return p.node(node{op: measureOp, left: one, measure: m, start: t.start, end: p.last})
	}
	if joins(t.text) && isReserved(t.text) {
		return p.unexpected("a figure is missing")
	}
	if count, ok := countWord(t.text); ok && len(t.text) > 1 {
		p.advance()
		return p.node(node{op: numberOp, start: t.start, end: t.end, value: count})
	}
	if u := findUnit(t.text); u != nil && u.special == ordinary {
		if len(t.text) == 1 && !unit {
			p.fail(t.start, t.end, "a figure is missing before %s, which is a unit (%s)", t.text, u.spoken())
			p.try(p.replace(t.start, t.start, "1 "))
			return p.node(node{})
		}
		if p.howMany(u) {
			return p.node(node{})
		}
		// The unit itself is taken as the measure of one.
		n := p.node(node{op: numberOp, start: t.start, end: t.start, value: whole(1)})
		if u.powers == (powers{second: -1}) && !unit {
			p.note(n, "read "+t.text+" as 1 "+t.text+", as no line is named so")
		}
		return n
	}
	n := p.node(node{op: nameOp, start: t.start})
	for p.token.kind == wordToken && (len(n.words) == 0 || p.continuesName()) {
		n.words = append(n.words, p.token)
		p.advance()
	}
	n.end = p.last
	return n
}

// askedBefore refuses a word without a value before a figure: "several thousand", "a
// couple of million", "hundreds of TB". It returns nil for any other.
func (p *parser) askedBefore() *node {
	ahead, word := p.scanner, p.token
	next := ahead.next()
	if word.text == "a" && next.kind == wordToken {
		word, next = next, ahead.next()
	}
	q, ok := ask(word.text)
	if next.text == "of" && ok {
		next = ahead.next()
	}
	if !ok || next.kind != numberToken && !isCountOrUnit(next.text) {
		return nil
	}
	return p.fail(word.start, word.end, "%s %s", word.text, q.why)
}

// phraseNode parses a name of several words or units.
func (p *parser) phraseNode(name string, end int) *node {
	word := p.token
	word.kind, word.text, word.end = wordToken, name, end
	p.pos, p.token.end = end, end
	p.advance()
	return p.node(node{op: nameOp, words: []token{word}, start: word.start, end: end})
}

// continuesName reports whether the word at hand is one more of a name.
func (p *parser) continuesName() bool {
	return !isReserved(p.token.text) && !joins(p.token.text) && !isMultiplier(p.token.text) && p.token.spaced
}

func (p *parser) callOf(f *function) *node {
	name := p.token
	o := callOp
	if f.name == "rough" {
		o = roughOp
	}
	p.advance()
	open := p.token
	list := p.list
	p.list = f.most != 1
	p.advance()
	n := p.node(node{op: o, call: f, start: name.start})
	for {
		n.arguments = append(n.arguments, p.deeper(p.sum))
		if !p.accept(",") {
			break
		}
	}
	p.list = list
	p.close(open)
	n.end = p.last
	if got := len(n.arguments); p.err == nil && (got < f.least || f.most > 0 && got > f.most) {
		p.fail(name.start, n.end, "%s takes %s, not %d", name.text, f.takes(), got)
	}
	if o == roughOp {
		n.left, n.arguments = n.arguments[0], nil
	}
	return n
}
