package quantity

import "strings"

// sum parses terms with + and - between them.
func (p *parser) sum() *node {
	left := p.term()
	for {
		o, sign := addOp, p.token
		switch {
		case p.isSymbol("+"), p.isWord("plus"):
		case p.isSymbol("-"), p.isSymbol("–"), p.isWord("minus"):
			o = subOp
		default:
			n := p.growth(left)
			if n == nil {
				return left
			}
			left = n
			continue
		}
		p.advance()
		tight := sign.kind == symbolToken && !sign.spaced && !p.token.spaced
		right := p.term()
		left = p.node(node{op: o, left: left, right: right, start: left.start, end: right.end, tight: tight})
	}
}

// term parses factors with signs, words or nothing between them.
func (p *parser) term() *node {
	left := p.factor()
	for {
		switch {
		case p.isSymbol("·"):
			p.advance()
			left = p.binary(mulOp, left, p.unitFactor())
		case p.isWord("of"):
			left = p.of(left)
		case p.isWord("as") && amounts[p.peek().text]:
			left = p.asMany(left)
		case p.isWord("times") && p.peek().text == "as":
			p.advance()
			left = p.asMany(left)
		case p.token.kind == wordToken && factors[p.token.text] != number{}:
			t := p.token
			p.advance()
			left = p.binary(mulOp, left, p.node(node{op: numberOp, start: t.start, end: t.end, value: factors[t.text]}))
		case p.isSymbol("*"), p.isWord("x"), p.isWord("X"), p.isWord("times"), p.isWord("for"):
			p.advance()
			left = p.binary(mulOp, left, p.factor())
		case p.token.kind == wordToken && isMultiplier(p.token.text):
			p.pos = p.token.start + 1
			p.advance()
			left = p.binary(mulOp, left, p.factor())
		case p.isSymbol("/"), p.isSymbol("÷"):
			p.advance()
			left = p.binary(divOp, left, p.unitFactor())
		case p.isWord("divided") && p.peek().text == "by":
			p.advance()
			p.advance()
			left = p.binary(divOp, left, p.unitFactor())
		case p.isSymbol("(") && p.remark():
		case p.token.kind == numberToken:
			left = p.beside(left)
		default:
			return left
		}
	}
}

// remark skips words in parentheses behind a figure that say nothing about it:
// "5 TB * 3 (replication)".
func (p *parser) remark() bool {
	ahead := p.scanner
	var words []token
	for t := ahead.next(); ; t = ahead.next() {
		switch {
		case t.kind == symbolToken && t.text == ")" && len(words) > 0:
			p.line.remarks = append(p.line.remarks, words...)
			p.pos, p.token.end = ahead.pos, ahead.pos
			p.advance()
			return true
		case t.kind == wordToken && (!isReserved(t.text) || joins(t.text)) && adverbs[t.text] == "" && !isMultiplier(t.text) && factors[t.text] == number{}:
			words = append(words, t)
		case t.kind != symbolToken || t.text != "," && t.text != "-":
			return false
		}
	}
}

// of parses what a share, or a number of things, is of. A plain count of another
// is a question.
func (p *parser) of(left *node) *node {
	of := p.token
	p.advance()
	right := p.factor()
	if p.err != nil {
		return left
	}
	if left.isCount() && left.op == numberOp && left.value.isWhole() && left.countText == "" && !multiples[p.text[left.start:left.end]] && right.isCount() {
		p.fail(left.start, right.end, "%s of %s: a part of them, or so many times?", p.text[left.start:left.end], p.text[right.start:right.end])
		p.try(p.replace(of.start, of.end, "out of"))
	}
	return p.binary(mulOp, left, right)
}

// isCount reports whether a node is a number of things.
func (n *node) isCount() bool {
	return n.op == numberOp || n.op == measureOp && n.left.op == numberOp && n.measure.unit == nil && n.measure.suffix.text == "" && len(n.measure.per) == 0
}

// unitFactor parses a factor that may be a unit of one letter.
func (p *parser) unitFactor() *node {
	p.unit = p.token.kind == wordToken
	return p.factor()
}

func (p *parser) binary(o op, left, right *node) *node {
	left.chained = (o == mulOp || o == divOp) && left.op == o && isConstant(left.right) && isConstant(right)
	return p.node(node{op: o, left: left, right: right, start: left.start, end: right.end})
}

// beside parses a figure right after another: 3x multiplies, and so does twice.
func (p *parser) beside(left *node) *node {
	first := p.token
	right := p.factor()
	switch {
	case left.shrinks():
	case right.op == measureOp && right.measure.unit != nil && right.measure.unit.special == timesUnit,
		left.op == numberOp && multiples[p.text[left.start:left.end]]:
		return p.binary(mulOp, left, right)
	}
	p.fail(first.start, first.end, "two figures without an operator between them")
	p.try(joinGroups(p.text))
	if p.namesFigure(first) {
		p.try(p.replace(first.start, first.start, "= "))
	}
	if right.op == measureOp && right.measure.unit == nil && len(right.measure.nouns) > 0 && copies[joinWords(right.measure.nouns)] {
		p.try(p.replace(first.start, first.start, "* "))
	}
	return right
}

// namesFigure reports whether the figure at a token has nothing but a name before
// it, as in "storage 5 TB".
func (p *parser) namesFigure(figure token) bool {
	s := scanner{text: p.text[:figure.start]}
	var words []token
	for t := s.next(); t.kind != endToken; t = s.next() {
		words = append(words, t)
	}
	return p.line.Name == "" && isName(words, "=")
}

// copies are what there is several of the same: a figure of them multiplies.
var copies = wordSet("replicas copies times")

// joinGroups puts commas into numbers such as 1 000 000.
func joinGroups(text string) string {
	var b strings.Builder
	for i := range len(text) {
		group := i > 0 && text[i] == ' ' && isDigit(rune(text[i-1])) && groupsOfThree(","+text[i+1:]) > 0
		if group {
			b.WriteByte(',')
		} else {
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

func isTime(n *node) bool {
	return n.op == measureOp && n.measure.unit != nil && n.measure.unit.isTime() && len(n.measure.per) == 0
}

// factor parses an operand with signs before it.
func (p *parser) factor() *node {
	start, o := p.token.start, negOp
	switch {
	case p.isSymbol("-"), p.isSymbol("–"):
	case p.isSymbol("~"):
		o = aboutOp
	case p.isSymbol("+"):
		p.advance()
		return p.deeper(p.factor)
	default:
		return p.operand()
	}
	p.advance()
	n := p.deeper(p.factor)
	if low := n.lowEnd(); o == negOp && low != nil {
		p.fail(start, n.end, "a range that begins below zero needs parentheses")
		p.try(p.replace(start, low.end, "("+p.text[start:low.end]+")"))
	}
	return p.node(node{op: o, left: n, start: start, end: n.end})
}

// lowEnd returns the low end of a range, or nil for anything else.
func (n *node) lowEnd() *node {
	if n.op == measureOp {
		n = n.left
	}
	if n.op == rangeOp {
		return n.left
	}
	return nil
}

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
		return p.binary(labelledOp, n, p.deeper(p.operand))
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
