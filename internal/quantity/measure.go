package quantity

import (
	"strings"
)

// measureOf parses the measure after a base and returns the base itself if
// there is none.
func (p *parser) measureOf(base *node, dollars bool) *node {
	m := &measure{count: whole(1)}
	if dollars {
		m.unit = units["$"]
		m.unitAt = token{start: base.start, end: base.start}
	}
	p.countWords(m)
	p.splitTime()
	p.suffix(m, base)
	p.hyphen(base)
	if !p.nines(m, base) {
		p.unitWord(m)
	}
	if m.unit != nil && m.unit.special == percentUnit && base.op == numberOp {
		base.noted = false // nobody means 99,999%
	}
	if m.unit != nil && m.unit.isTime() && (p.token.kind == numberToken || p.isWord("and")) {
		one := p.node(node{op: measureOp, left: base, measure: m, start: base.start, end: p.last})
		if n := p.duration(one); n != one {
			return p.measureOf(n, false)
		}
	}
	p.labels(&m.nouns)
	m.times = p.timesTime(m.unit != nil || len(m.nouns) > 0)
	if m.unit != nil && (m.unit.powers != (powers{}) || m.unit.special == ninesUnit) {
		p.contents(&m.nouns)
	}
	m.counting = m.counting || m.suffix.text != "" && len(m.nouns) > 0
	divisor := p.denominators(m, base)
	if n := len(m.per); n > 0 && m.unit != nil && m.unit.special == ordinary || n > 0 && len(m.nouns) > 0 {
		p.contents(&m.nouns)
	}
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
	p.availability(m, base)
	if p.err == nil && (n.isMultiple() || p.isRatio(base)) && n.shrinks() {
		p.divides(n, base)
	}
	return n
}

// isMultiple reports whether a figure was written as one such as 4x.
func (n *node) isMultiple() bool {
	return n.op == measureOp && n.measure.unit != nil && n.measure.unit.special == timesUnit
}

// isRatio reports whether a figure was written as one such as 4:1.
func (p *parser) isRatio(n *node) bool {
	return n.op == numberOp && strings.Contains(p.text[n.start:n.end], ":")
}

// divides refuses a multiple that makes less of something.
func (p *parser) divides(n, by *node) {
	p.fail(n.start, n.end, "%s divides, where a multiple multiplies: write / %s", oneLine(p.text[n.start:n.end]), oneLine(p.text[by.start:by.end]))
}

// availability refuses what is neither a share of time nor an amount of it:
// "99.9% uptime per year" and "three nines downtime".
func (p *parser) availability(m *measure, base *node) {
	if p.err != nil || m.unit == nil || m.unit.special != ninesUnit && m.unit.special != percentUnit {
		return
	}
	up, down := m.unit.special == ninesUnit, false
	for _, noun := range m.nouns {
		word := strings.ToLower(noun.text)
		up = up || word == "uptime" || word == "availability" || word == "available" || word == "up"
		down = down || word == "downtime" || word == "unavailability" || word == "outage" || word == "down"
	}
	figure := p.text[base.start:m.unitAt.end]
	rest := base.op == numberOp && (m.unit.special == ninesUnit || base.value.sub(whole(50)).sign() > 0)
	switch {
	case up && len(m.per) > 0 && m.per[0].unit != nil && m.per[0].unit.isTime():
		p.fail(base.start, p.last, "a share of the time has no rate: how long is it down?")
		p.try(p.replace(base.start, p.last, "(1 - "+figure+") * 1 "+m.per[0].unit.symbol))
	case down && rest:
		p.fail(base.start, p.last, "%s is the time that it is up: what is left is down", figure)
		p.try(p.replace(base.start, p.last, "(1 - "+figure+")"))
	}
}

// countWords parses words such as million, and the count in front of a noun.
func (p *parser) countWords(m *measure) {
	for p.token.kind == wordToken && !isMultiplier(p.token.text) {
		p.splitCount()
		count, ok := countWord(p.token.text)
		if !ok {
			return
		}
		word := p.token
		m.count = m.count.mul(count)
		m.countText = strings.TrimLeft(m.countText+" "+word.text, " ")
		p.advance()
		if word.text == "mil" && p.token.kind == wordToken && isCount(p.token.text) {
			p.fail(word.start, p.token.end, "mil is a million here, and a thousand in Spanish and Portuguese: write the number in figures")
		}
	}
}

// suffix parses a B, b or m that is glued to a number, or to the noun behind it,
// and may be a count.
func (p *parser) suffix(m *measure, base *node) {
	t := p.token
	plain := base.op == numberOp && base.countText == "" && base.end > base.start || base.op == rangeOp
	split := t.end == p.pos && wordLength(p.text[p.pos:]) > 0
	if t.kind != wordToken || t.spaced && t.text != "m" && !split || !plain || m.countText != "" {
		return
	}
	switch {
	case p.minutes():
		m.unit, m.unitAt = units["min"], t
		p.advance()
	case t.text == "B", t.text == "b", t.text == "m":
		m.suffix = t
		p.advance()
	}
}

// nines parses the 9s of "four 9s".
func (p *parser) nines(m *measure, base *node) bool {
	t := p.token
	rest := strings.TrimPrefix(p.text[p.pos:], "'")
	if t.kind != numberToken || t.end-t.start != 1 || t.value != whole(9) || wordLength(rest) != 1 || rest[0] != 's' || base.op != numberOp {
		return false
	}
	p.pos = len(p.text) - len(rest) + 1
	m.unit, m.unitAt = units["nines"], t
	m.unitAt.end, p.token.end = p.pos, p.pos
	p.advance()
	return true
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
	if !p.isWord("of") {
		return
	}
	ahead := *p
	ahead.advance()
	if ahead.isWord("the") || ahead.isWord("a") || ahead.isWord("an") {
		ahead.advance()
	}
	ahead.format()
	if ahead.token.kind != wordToken || isReserved(ahead.token.text) {
		return
	}
	p.pos, p.token, p.last = ahead.pos, ahead.token, ahead.last
	p.labels(nouns)
}

// format makes one word of the 4K of "4K video", which is no number there.
func (p *parser) format() {
	s := p.scanner
	suffix, noun := s.next(), s.next()
	if p.token.kind == numberToken && suffix.kind == wordToken && !suffix.spaced && len(suffix.text) == 1 && isMoving(noun.text) {
		p.token.kind, p.token.text = wordToken, p.text[p.token.start:suffix.end]
		p.token.end, p.pos = suffix.end, suffix.end
	}
}

// isFormat reports whether a figure in front of a noun may be its format: "8K
// video" may be one video or 8,000.
func isFormat(figure *node, nouns []token) bool {
	k := figure.op == numberOp && (figure.countText == "K" || figure.countText == "k")
	small := figure.value == whole(2000) || figure.value == whole(4000) || figure.value == whole(5000) || figure.value == whole(8000)
	return k && small && isMoving(nouns[0].text) && !strings.HasSuffix(nouns[0].text, "s")
}

// isMoving reports whether a noun comes in formats such as 4K and 1080p.
func isMoving(noun string) bool {
	switch strings.TrimSuffix(noun, "s") {
	case "video", "movie", "film", "footage", "stream", "content", "frame", "clip":
		return true
	}
	return false
}

// unitWord parses the unit.
func (p *parser) unitWord(m *measure) {
	t := p.token
	u, two := p.unitHere()
	switch {
	case u == nil, u.special == timesUnit && !p.endsMultiplier(t), two && m.unit != nil:
		return
	case m.unit != nil:
		p.fail(t.start, t.end, "two units: dollars and %s", t.text)
		return
	}
	m.unit, m.unitAt = u, t
	m.counting = m.suffix.text != ""
	p.advance()
	if two {
		m.unitAt.end = p.token.end
		p.advance()
	}
}

// unitHere returns the unit at hand, or nil, and whether it is one of two words,
// such as "per cent".
func (p *parser) unitHere() (u *unit, two bool) {
	switch t := p.token; {
	case t.kind == symbolToken:
		return symbolUnits[t.text], false
	case t.kind != wordToken:
		return nil, false
	case t.text == "per" || t.text == "basis" || t.text == "percentage":
		u := findUnit(t.text + " " + p.peek().text)
		return u, u != nil
	default:
		return findUnit(t.text), false
	}
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
