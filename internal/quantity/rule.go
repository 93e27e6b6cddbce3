package quantity

import (
	"strings"

	"spar/internal/wordset"
)

// sum parses terms with + and - between them.
func (p *parser) sum() *node {
	left := p.term()
	for {
		o, sign := addOp, p.token
		switch {
		case p.isSymbol("+"), p.isWord("plus"):
		case p.isSymbol("-"), p.isSymbol("–"), p.isWord("minus"):
			o = subOp
		case p.isSymbol("±"):
			return p.tolerance(left)
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
		p.partOfWhat(left, right)
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
		case p.token.kind == wordToken && multiples[p.token.text] && p.atPeriod():
			left = p.binary(mulOp, left, p.factor())
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
		if !strings.Contains(p.text[left.start:left.end], "/") {
			p.try(p.replace(of.start, of.end, "out of"))
		}
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
var copies = wordset.Of("replicas copies times")

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
