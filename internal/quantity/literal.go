package quantity

// number parses a number with the count that is glued to it, or a small
// fraction such as the half of "1/2 day".
func (p *parser) number() *node {
	t := p.token
	n := p.node(node{op: numberOp, start: t.start, end: t.end, value: t.value})
	p.advance()
	if den, ok := p.fraction(t); ok {
		n.value = t.value.div(den)
		p.advance()
		p.advance()
		n.end = p.last
		return n
	}
	if p.token.kind == wordToken && !p.token.spaced {
		p.gluedCount(n)
	}
	if den, ok := p.ratio(); ok {
		n.value = n.value.div(den)
		p.advance()
		p.advance()
		n.end = p.last
	}
	return n
}

// ratio reports whether the colon of a ratio such as 10:1 follows, and returns
// its other side.
func (p *parser) ratio() (number, bool) {
	if !p.isSymbol(":") || p.token.spaced {
		return number{}, false
	}
	other := p.peek()
	return other.value, other.kind == numberToken && !other.spaced && other.value.sign() > 0
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
	if then.kind != wordToken || !then.spaced || joins(then.text) && then.text != "of" {
		return number{}, false
	}
	return den.value, true
}

func isSmall(t token) bool { return t.end-t.start <= 2 && t.value.isWhole() }

// gluedCount takes a count such as the k of 10k or of 10krps.
func (p *parser) gluedCount(n *node) {
	length := countLength(p.token.text)
	if length == 0 {
		return
	}
	p.pos = p.token.start + length
	p.token.end = p.pos
	n.countText = p.text[p.token.start:p.pos]
	count, _ := countWord(n.countText)
	n.value = n.value.mul(count)
	p.advance()
	n.end = p.last
}

// countLength returns how much of a word glued to a number is its count: all of
// it, or what stands before a unit or a known label.
func countLength(word string) int {
	if _, ok := countWord(word); ok {
		return len(word)
	}
	if findUnit(word) != nil {
		return 0
	}
	for n := 1; n <= 3 && n+1 < len(word); n++ {
		if rest := word[n:]; findUnit(rest) != nil || nouns[rest] {
			if _, ok := counts[word[:n]]; ok {
				return n
			}
		}
	}
	return 0
}

// word parses a function, a unit that stands for one of itself, a count, or a
// name of one or several words.
func (p *parser) word() *node {
	t, unit := p.token, p.unit
	p.unit = false
	if f := functions[t.text]; f != nil {
		if next := p.peek(); next.kind == symbolToken && next.text == "(" {
			return p.callOf(f)
		}
	}
	if value, ok := numberWords[t.text]; ok {
		return p.numberWord(value)
	}
	if t.text == "a" || t.text == "an" {
		next := p.peek().text
		if _, ok := countWord(next); ok || len(next) > 1 && isTimeWord(next) { // a million, an hour
			return p.numberWord(whole(1))
		}
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
		// The unit itself is taken as the measure of one.
		return p.node(node{op: numberOp, start: t.start, end: t.start, value: whole(1)})
	}
	n := p.node(node{op: nameOp, start: t.start})
	for p.token.kind == wordToken && (len(n.words) == 0 || p.continuesName()) {
		n.words = append(n.words, p.token)
		p.advance()
	}
	n.end = p.last
	return n
}

// numberWord parses a number written out. "half a million" is half of one.
func (p *parser) numberWord(value number) *node {
	n := p.node(node{op: numberOp, start: p.token.start, end: p.token.end, value: value})
	p.advance()
	if p.isWord("a") || p.isWord("an") {
		if _, ok := countWord(p.peek().text); ok {
			p.advance()
		}
	}
	return n
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
