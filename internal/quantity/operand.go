package quantity

// operand parses a base with its measure, or a range of two.
func (p *parser) operand() *node {
	start := p.token.start
	opened := p.acceptWord("between") || p.acceptWord("from")
	dollars := p.accept("$")
	n := p.base()
	if n.op == nameOp && p.isSymbol("~") && isModifier(n.words) {
		p.advance() // about ~5k
	}
	if n.op == nameOp && p.token.kind == numberToken && (isModifier(n.words) || p.startsMultiplier()) {
		n.label = isModifier(n.words)
		of := p.deeper(p.operand)
		if n = p.binary(labelledOp, n, of); p.err == nil && n.left.shrinks() && (p.isRatio(of) || of.isMultiple()) {
			p.divides(n, of)
		}
		return n
	}
	if p.startsRange() || opened && p.isWord("and") {
		n = p.rangeAfter(n, func() *node {
			dollars = p.accept("$") || dollars
			return p.base()
		})
	}
	n = p.measureOf(n, dollars)
	if p.startsRange() || opened && p.isWord("and") {
		n = p.rangeAfter(n, p.operand)
	}
	if p.isSymbol("^") {
		n = p.power(n)
	}
	n.start = start
	switch next := p.peek(); {
	case p.isWord("out") && next.text == "of":
		n = p.outOf(n)
	case p.token.kind == wordToken && moreThan[p.token.text] != 0 && next.text == "than":
		n = p.than(n)
	}
	return n
}

// outOf parses the "out of 10" of "3 out of 10".
func (p *parser) outOf(n *node) *node {
	p.advance()
	p.advance()
	if !p.acceptWord("every") {
		p.acceptWord("each")
	}
	return p.binary(divOp, n, p.deeper(p.operand))
}

// startsMultiplier reports whether the number at hand is one such as 3x.
func (p *parser) startsMultiplier() bool {
	next := p.peek()
	return next.kind == wordToken && !next.spaced && (next.text == "x" || next.text == "X")
}

// startsRange reports whether the other end of a range follows: after dots, or
// after a word "to" or a dash that stands before a number.
func (p *parser) startsRange() bool {
	switch {
	case p.isSymbol(".."):
		return true
	case p.isWord("to"), p.isSymbol("–"):
		next := p.peek()
		return next.kind == numberToken || next.kind == symbolToken && next.text == "$"
	}
	return false
}

func (p *parser) rangeAfter(low *node, end func() *node) *node {
	p.advance()
	high := p.deeper(end)
	spreadCount(low, high)
	n := p.binary(rangeOp, low, high)
	n.input = &input{text: p.text[low.start:max(low.start, high.end)]}
	return n
}

// spreadCount gives the low end the suffix of the high end, as in 1..2M, where
// that leaves it the lower one.
func spreadCount(low, high *node) {
	if low.op != numberOp || high.op != numberOp || low.countText != "" || high.countText == "" {
		return
	}
	count, _ := countWord(high.countText)
	if scaled := low.value.mul(count); scaled.sub(high.value).sign() <= 0 {
		low.value, low.countText = scaled, high.countText
	}
}

// base parses a primary with its power.
func (p *parser) base() *node {
	n := p.primary()
	if p.isSymbol("^") {
		n = p.power(n)
	}
	return n
}

func (p *parser) power(base *node) *node {
	p.advance()
	return p.binary(powOp, base, p.deeper(p.exponent))
}

// exponent parses what stands after ^: it has no unit.
func (p *parser) exponent() *node {
	if start := p.token.start; p.accept("-") {
		n := p.deeper(p.exponent)
		return p.node(node{op: negOp, left: n, start: start, end: n.end})
	}
	return p.base()
}

// primary parses parentheses, a function, a name or a number.
func (p *parser) primary() *node {
	switch {
	case p.token.kind == numberToken:
		if name, end := p.phrase(); name != "" {
			return p.phraseNode(name, end)
		}
		return p.number()
	case p.isSymbol("("):
		return p.parenthesis()
	case p.token.kind == wordToken:
		return p.word()
	}
	return p.unexpected("a figure is missing")
}

func (p *parser) parenthesis() *node {
	open := p.token
	list := p.list
	p.list = false
	p.advance()
	n := p.deeper(p.sum)
	p.list = list
	p.close(open)
	return p.node(node{op: groupOp, left: n, start: open.start, end: p.last})
}

// close parses the parenthesis that ends what open began.
func (p *parser) close(open token) {
	if p.isSymbol(")") {
		p.advance()
		return
	}
	if p.token.kind != endToken {
		p.missingOperator()
		return
	}
	p.fail(open.start, open.end, "the parenthesis does not close")
}
