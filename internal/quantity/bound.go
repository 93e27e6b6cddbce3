package quantity

import "strings"

// bounds are the words before a figure that make it a bound, by the word that has to
// follow; empty if none has to.
var bounds = map[string][]string{
	"over": nil, "under": nil, "above": nil, "below": nil, "exceeding": nil, "upwards": {"of"}, "up": {"to"}, "at": {"least", "most"},
	"more": {"than"}, "less": {"than"}, "fewer": {"than"}, "greater": {"than"}, "higher": {"than"}, "lower": {"than"},
}

// boundWords returns where the words end that make a bound of the figure behind them,
// or 0: "at least 3 replicas", "over 10M users".
func (p *parser) boundWords() (end int) {
	second, ok := bounds[p.token.text]
	if !ok {
		return 0
	}
	ahead := p.scanner
	end, next := p.token.end, ahead.next()
	for i, word := range second {
		if next.text == word {
			end, next = next.end, ahead.next()
			break
		}
		if i == len(second)-1 {
			return 0
		}
	}
	if next.kind != numberToken && next.text != "$" {
		return 0
	}
	return end
}

// bounded refuses a figure that a sign makes a bound: "10M+ users", "100+ GB".
func (p *parser) bounded(start int) {
	if !p.isSymbol("+") || p.token.spaced {
		return
	}
	next := p.peek()
	known := isCountOrUnit(next.text) || isNoun(next.text)
	switch {
	case next.kind == endToken, next.kind == wordToken && next.spaced && known, next.kind == symbolToken && !strings.Contains("(-+~$", next.text):
	default:
		return
	}
	sign := p.token
	p.fail(start, sign.end, "%s is a bound, which is no figure: leave the + out, or write a range", oneLine(p.text[start:sign.end]))
	p.try(p.replace(sign.start, sign.end, ""))
}

// tolerance refuses what is more or less a figure, and offers the range.
func (p *parser) tolerance(left *node) *node {
	p.advance()
	right := p.term()
	if p.err != nil {
		return left
	}
	p.fail(left.start, right.end, "a figure with a tolerance is a range: write its two ends")
	figure, by := left, right.firstNumber()
	if figure.op == measureOp {
		figure = figure.left
	}
	if figure.op != numberOp || by == nil {
		return left
	}
	part, rest := by.value, p.text[figure.end:left.end]
	switch {
	case isPercent(right):
		part = figure.value.mul(part).div(whole(100))
	case isBare(left):
		rest = p.text[by.end:right.end]
	}
	count, ok := countWord(figure.countText)
	if !ok {
		count = whole(1)
	}
	low, high := figure.value.sub(part).div(count), figure.value.add(part).div(count)
	p.try(p.text[:figure.start] + low.text() + figure.countText + ".." + high.text() + figure.countText + rest + p.text[right.end:])
	return left
}

// firstNumber returns the number of a literal, or nil.
func (n *node) firstNumber() *node {
	if n.op == measureOp {
		n = n.left
	}
	if n.op != numberOp {
		return nil
	}
	return n
}

// partOfWhat refuses a written fraction that is added or taken off: of what it is one is not
// said. Next to another share, and to one, it needs nothing.
func (p *parser) partOfWhat(left, right *node) {
	if p.err != nil || right.op != numberOp || right.value.isWhole() || right.value.sub(whole(1)).sign() > 0 || right.end == right.start || !startsWord(rune(p.text[right.start])) {
		return
	}
	if left.op == numberOp && (!left.value.isWhole() || left.value == whole(1)) || isPercent(left) {
		return
	}
	part := oneLine(p.text[right.start:right.end])
	p.fail(right.start, right.end, "%s of what? as a number it is %s", part, right.value.text())
	if isLiteral(left) {
		p.try(p.replace(right.end, right.end, " of "+p.text[left.start:left.end]))
	}
}

// rangesByTilde refuses a ~ right between two figures, which joins the ends of a range
// for some, and tells a result for others.
func (p *parser) rangesByTilde() bool {
	tilde, next := p.token, p.peek()
	if !p.isSymbol("~") || tilde.spaced || next.kind != numberToken || next.spaced || !isLiteral(p.line.root) {
		return false
	}
	p.fail(p.line.root.start, next.end, "is it a range, or a result behind ~?")
	p.try(p.replace(tilde.start, tilde.end, ".."))
	return true
}

// howMany refuses a unit of time per another without a number: "seconds per day" is how
// many a day has, as a rule, and not one of them a day.
func (p *parser) howMany(u *unit) bool {
	unit := p.token
	ahead := p.scanner
	sign, per := ahead.next(), ahead.next()
	switch sign.text {
	case "per", "/":
	case "in":
		if per.text == "a" || per.text == "an" || per.text == "one" || per.text == "each" {
			per = ahead.next()
		}
	default:
		return false
	}
	whole := findUnit(per.text)
	if !u.isTime() || whole == nil || !whole.isTime() || per.kind != wordToken || len(per.text) == 1 {
		return false
	}
	text := p.text[unit.start:per.end]
	p.fail(unit.start, per.end, "%s: how many there are in one, or one every time? for the latter write 1/%s", oneLine(text), per.text)
	p.try(p.replace(unit.start, per.end, "(1 "+per.text+" / 1 "+unit.text+")"))
	return true
}
