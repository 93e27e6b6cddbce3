package quantity

import "strings"

// measureOf parses the measure after a base and returns the base itself if
// there is none.
func (p *parser) measureOf(base *node, dollars bool) *node {
	m := &measure{count: whole(1)}
	if dollars {
		m.unit = units["$"]
		m.unitAt = token{start: base.start, end: base.start}
	}
	p.countWords(m)
	p.suffix(m, base)
	p.hyphen(base)
	p.unitWord(m)
	p.labels(&m.nouns)
	m.times = p.timesTime(m.unit != nil || len(m.nouns) > 0)
	if m.unit != nil && m.unit.powers != (powers{}) {
		p.contents(&m.nouns)
	}
	m.counting = m.counting || m.suffix.text != "" && len(m.nouns) > 0
	divisor := p.denominators(m, base)
	p.labels(&m.nouns)
	n := base
	if m.unit != nil || m.times != nil || m.count != whole(1) || m.suffix.text != "" || len(m.nouns) > 0 || len(m.per) > 0 {
		n = p.node(node{op: measureOp, left: base, measure: m, start: base.start, end: p.last})
		if m.suffix.text != "" {
			p.line.asked = append(p.line.asked, n)
		}
	}
	if divisor != nil {
		n = p.binary(divOp, n, divisor)
	}
	return n
}

// countWords parses words such as million.
func (p *parser) countWords(m *measure) {
	for p.token.kind == wordToken && !isMultiplier(p.token.text) {
		count, ok := countWord(p.token.text)
		if !ok {
			return
		}
		m.count = m.count.mul(count)
		m.countText = strings.TrimLeft(m.countText+" "+p.token.text, " ")
		p.advance()
	}
}

// suffix parses a B, b or m that is glued to a number and may be a count.
func (p *parser) suffix(m *measure, base *node) {
	t := p.token
	plain := base.op == numberOp && base.countText == "" && base.end > base.start || base.op == rangeOp
	if t.kind != wordToken || t.spaced && t.text != "m" || !plain || m.countText != "" {
		return
	}
	switch t.text {
	case "B", "b", "m":
		m.suffix = t
		p.advance()
	}
}

// hyphen skips the one of 128-bit.
func (p *parser) hyphen(base *node) {
	if base.op != numberOp || !p.isSymbol("-") || p.token.spaced {
		return
	}
	if next := p.peek(); next.kind == wordToken && !next.spaced && findUnit(next.text) != nil {
		p.advance()
	}
}

// timesTime parses the second half of GB-month or server-hours.
func (p *parser) timesTime(after bool) *unit {
	if !after || !p.isSymbol("-") || p.token.spaced {
		return nil
	}
	if next := p.peek(); next.kind != wordToken || next.spaced || !isTimeWord(next.text) {
		return nil
	}
	p.advance()
	u := findUnit(p.token.text)
	p.advance()
	return u
}

// contents parses what a size or a time is one of, as in "500 hours of video".
func (p *parser) contents(nouns *[]token) {
	if next := p.peek(); p.isWord("of") && next.kind == wordToken && !isReserved(next.text) {
		p.advance()
		p.labels(nouns)
	}
}

// unitWord parses the unit.
func (p *parser) unitWord(m *measure) {
	t := p.token
	if t.kind != wordToken && !p.isSymbol("%") && !p.isSymbol("¢") {
		return
	}
	u := findUnit(t.text)
	switch {
	case u == nil:
		return
	case u.special == timesUnit && !p.endsMultiplier(t):
		return
	case m.unit != nil:
		p.fail(t.start, t.end, "two units: dollars and %s", t.text)
		return
	}
	m.unit, m.unitAt = u, t
	m.counting = m.suffix.text != ""
	p.advance()
}

// endsMultiplier reports whether the x at hand makes a multiplier, as in 3x or
// "3x peak", and is not an operator.
func (p *parser) endsMultiplier(t token) bool {
	next := p.peek()
	switch next.kind {
	case numberToken:
		return false
	case wordToken:
		_, count := countWord(next.text)
		return !t.spaced && !count && functions[next.text] == nil
	case symbolToken:
		return next.text != "(" && next.text != "$" && next.text != "~"
	}
	return true
}

// labels parses the nouns at hand. A noun that is nearly a unit is a question.
func (p *parser) labels(nouns *[]token) {
	for p.token.kind == wordToken && !isMultiplier(p.token.text) {
		t := p.token
		if t.text == "CPM" || t.text == "cpm" {
			return
		}
		if questions[t.text] && p.peek().kind == wordToken && !isReserved(p.peek().text) {
			*nouns = append(*nouns, t) // "with media", "at peak"
			p.advance()
			continue
		}
		if joins(t.text) {
			return
		}
		if next := p.peek(); t.text == "each" && next.kind == wordToken && isTimeWord(next.text) {
			return
		}
		if period := adverbs[t.text]; period != "" && !isCounted(p.peek().text) {
			p.fail(t.start, t.end, "%s: a count of them or so many every time? for the latter type %s", t.text, period)
			p.try(p.replace(p.last, t.end, period))
			return
		}
		_, count := countWord(t.text)
		if count || findUnit(t.text) != nil {
			p.fail(t.start, t.end, "%s cannot stand here: a number has one unit, right after it", t.text)
			if isTimeWord(t.text) {
				p.try(p.replace(t.start, t.start, "/"))
			}
			return
		}
		if near := nearWords(t.text); len(near) > 0 {
			p.fail(t.start, t.end, "did you mean %s? %q is neither a unit nor a known label", strings.Join(near, " or "), t.text)
			p.try(p.replace(t.start, t.end, near[0]))
			return
		}
		*nouns = append(*nouns, t)
		p.advance()
	}
}

// denominators parses what a measure is per: tight slashes and words. A number
// after "per" divides; it is returned.
func (p *parser) denominators(m *measure, base *node) *node {
	for {
		start := p.token.start
		switch {
		case p.isSymbol("/"):
			if next := p.peek(); next.spaced || !p.startsDenominator(next, base) {
				return nil
			}
		case p.isWord("per"), p.isWord("every"):
			if next := p.peek(); next.kind == numberToken || next.kind == symbolToken && next.text == "(" {
				p.advance()
				return p.deeper(p.operand)
			}
		case p.isWord("CPM"), p.isWord("cpm"): // the price of a thousand
			p.advance()
			m.per = append(m.per, denominator{start: start, end: p.last, count: whole(1000), countText: "1000 impressions"})
			continue
		case p.isWord("a"), p.isWord("an"), p.isWord("each"):
			if next := p.peek(); next.kind != wordToken || !isTimeWord(next.text) {
				return nil
			}
		default:
			return nil
		}
		p.advance()
		d := p.denominator(start)
		if p.err != nil {
			return nil
		}
		if len(m.per) == 0 && m.suffix.text != "" && d.unit != nil && d.unit.powers.time() == 1 && d.unit.powers.byte == 0 {
			m.counting = true
		}
		m.per = append(m.per, d)
	}
}

// startsDenominator reports whether the token after a tight slash belongs to
// the measure. Only numbers have labels: the slash after anything else divides
// by a name, unless a unit follows.
func (p *parser) startsDenominator(t token, base *node) bool {
	switch {
	case t.kind == symbolToken:
		return t.text == "$"
	case t.kind != wordToken || functions[t.text] != nil && strings.HasPrefix(p.text[t.end:], "("):
		return false
	}
	_, count := countWord(t.text)
	return count || findUnit(t.text) != nil || isFigure(base)
}

// isFigure reports whether a node is made of numbers alone.
func isFigure(n *node) bool {
	return n.op == numberOp || (n.op == rangeOp || n.op == powOp) && isFigure(n.left) && isFigure(n.right)
}

func isTimeWord(word string) bool {
	u := findUnit(word)
	return u != nil && u.powers.time() == 1 && u.powers.byte == 0
}

func (p *parser) denominator(start int) denominator {
	d := denominator{start: start, count: whole(1)}
	if count, ok := countWord(p.token.text); ok && p.token.kind == wordToken {
		d.count, d.countText = count, p.token.text
		p.advance()
	}
	if u := findUnit(p.token.text); u != nil && u.special == ordinary {
		d.unit = u
		p.advance()
	} else {
		p.labels(&d.nouns)
	}
	d.times = p.timesTime(d.unit != nil || len(d.nouns) > 0)
	d.end = p.last
	if d.unit == nil && len(d.nouns) == 0 && d.countText == "" {
		p.unexpected("a unit is missing")
	}
	return d
}
