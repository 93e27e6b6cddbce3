package quantity

import (
	"strings"

	"spar/internal/wordset"
)

// factors are the words behind a figure that multiply it.
var factors = map[string]number{
	"doubled": whole(2), "tripled": whole(3), "trebled": whole(3), "quadrupled": whole(4), "quintupled": whole(5), "halved": ratio(1, 2),
}

// What words say of a percentage: that it is added, or taken off.
var (
	grown = signed(
		"increased increasing increases grown growing grows raised rising rises expanded expanding up upped",
		"decreased decreasing decreases reduced reducing shrunk shrinking shrinks lowered cut dropped dropping drops down trimmed",
	)
	moreThan  = signed("more higher greater larger bigger longer above", "less fewer lower smaller shorter below under")
	additions = signed(
		"headroom growth overhead buffer margin slack spare extra safety reserve contingency padding surplus markup tax increase",
		"discount off decrease savings saving reduction shrinkage",
	)
)

func signed(more, less string) map[string]int {
	t := make(map[string]int)
	for word := range strings.FieldsSeq(more) {
		t[word] = 1
	}
	for word := range strings.FieldsSeq(less) {
		t[word] = -1
	}
	return t
}

// shrinking are labels of a multiple that makes less of something.
var shrinking = wordset.Of("compression compressed smaller fewer less lower cheaper shorter faster quicker")

// amounts stand between two as in "twice as many users as".
var amounts = wordset.Of("many much large big high fast long often small few low slow short")

// growthEnds reports whether the word at hand begins what is said of a figure
// before it, and is no label.
func (p *parser) growthEnds(next token) bool {
	word := p.token.text
	_, factor := factors[word]
	return factor || grown[word] != 0 && (next.text == "by" || next.kind == numberToken) || moreThan[word] != 0 && next.text == "than"
}

// growth parses what is said of the figure before it: "increased by 20%", "with 30%
// headroom", "with 3 replicas". It returns nil if nothing is.
func (p *parser) growth(left *node) *node {
	word, next := p.token, p.peek()
	if word.kind != wordToken || word.text != "with" && grown[word.text] == 0 || next.kind != numberToken && next.text != "by" {
		return nil
	}
	p.advance()
	by := p.acceptWord("by")
	right := p.operand()
	if p.err != nil {
		return left
	}
	sign, o := grown[word.text], addOp
	switch {
	case word.text == "with" && by:
		return p.fail(word.start, right.end, "with what?")
	case word.text == "with":
		sign, o = right.addition()
	case !isPercent(right):
		sign = 0
	}
	if sign == 0 {
		return p.fail(word.start, right.end, "%s: added to it, multiplied by it, or only a part of it? write +, - or *", oneLine(p.text[word.start:right.end]))
	}
	if sign < 0 {
		o = subOp
	}
	return p.node(node{op: o, left: left, right: right, start: left.start, end: right.end})
}

// addition says what a figure behind "with" does: a percentage of headroom is
// added, 3x peak and 3 replicas multiply.
func (n *node) addition() (sign int, o op) {
	if n.op != measureOp {
		return 0, addOp
	}
	for _, noun := range n.measure.nouns {
		if s := additions[noun.text]; s != 0 && isPercent(n) {
			return s, addOp
		}
	}
	times := n.measure.unit != nil && n.measure.unit.special == timesUnit && !n.shrinks()
	if times || n.measure.unit == nil && len(n.measure.nouns) == 1 && copies[n.measure.nouns[0].text] {
		return 1, mulOp
	}
	return 0, addOp
}

// shrinks reports whether a label says that a multiple makes less of something.
func (n *node) shrinks() bool {
	if n.op != measureOp {
		return n.op == nameOp && shrinking[n.words[len(n.words)-1].text]
	}
	for _, noun := range n.measure.nouns {
		if shrinking[noun.text] {
			return true
		}
	}
	return false
}

// than parses the rest of "30% more than 10k".
func (p *parser) than(n *node) *node {
	sign := moreThan[p.token.text]
	word := p.token
	p.advance()
	p.advance()
	of := p.deeper(p.operand)
	if p.err != nil {
		return n
	}
	if n.op == measureOp && n.measure.unit != nil && n.measure.unit.special == timesUnit {
		return p.fail(n.start, of.end, "%s %s than: so many times as much, or that much on top?", oneLine(p.text[n.start:word.start]), word.text)
	}
	o := addOp
	if sign < 0 {
		o = subOp
	}
	return p.node(node{op: o, left: of, right: n, start: n.start, end: of.end})
}

// asMany parses the rest of "twice as many as 5k".
func (p *parser) asMany(n *node) *node {
	p.advance()
	p.advance()
	var nouns []token
	p.labels(&nouns)
	if !p.acceptWord("as") {
		return p.unexpected("the other as is missing")
	}
	return p.binary(mulOp, n, p.factor())
}

// atPeriod reports whether the times at hand says how often, as in "3 times a
// day".
func (p *parser) atPeriod() bool {
	s := p.scanner
	next, then := s.next(), s.next()
	switch next.text {
	case "a", "an", "each":
		return isTimeWord(then.text)
	case "per", "every", "/":
		return true
	}
	return adverbs[next.text] != ""
}

// often reports whether what stands before the word at hand says how often, so
// that an adverb says in what time: "twice daily".
func (p *parser) often() bool {
	before := strings.Fields(p.text[:p.token.start])
	if len(before) == 0 {
		return false
	}
	switch word := before[len(before)-1]; word {
	case "once", "twice", "thrice", "times":
		return true
	default:
		return len(word) > 1 && isDigit(rune(word[0])) && word[len(word)-1] == 'x'
	}
}
