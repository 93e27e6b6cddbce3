package quantity

import "strings"

// shorter says what a bare number after a time counts: 1 h 30 is short for 1 h
// 30 min.
var shorter = map[string]string{"year": "months", "month": "days", "week": "days", "day": "h", "h": "min", "min": "s", "s": "ms"}

// duration parses the further parts of a time, each shorter than the one before:
// the 30m of 1h30m, and "1 h 30 min". It returns the time itself if none follow.
func (p *parser) duration(first *node) *node {
	n, last := first, first.measure.unit
	for p.err == nil {
		if next := p.peek(); p.isWord("and") && next.kind == numberToken && p.timeAfter(next, last) != nil {
			p.advance()
		}
		if p.token.kind != numberToken {
			break
		}
		u := p.timeAfter(p.token, last)
		if u == nil {
			p.bareAfter(first, last)
			break
		}
		n, last = p.binary(addOp, n, p.durationPart(u)), u
	}
	if n == first {
		return n
	}
	return p.node(node{op: groupOp, left: n, start: first.start, end: n.end})
}

// timeAfter returns the unit of a number, if it is a time shorter than another.
func (p *parser) timeAfter(number token, longer *unit) *unit {
	s := scanner{text: p.text, pos: number.end}
	word := s.next()
	text, _ := splitTime(word.text)
	u := findUnit(text)
	switch {
	case word.kind != wordToken:
		return nil
	case text == "m" && longer.symbol == "year":
		u = units["month"]
	case text == "m":
		u = units["min"]
	case text == "w":
		u = units["week"]
	}
	if u == nil || !u.isTime() || u.one(1000).Base() >= longer.one(1000).Base() {
		return nil
	}
	return u
}

// durationPart parses a number with a unit of time.
func (p *parser) durationPart(u *unit) *node {
	number := p.node(node{op: numberOp, start: p.token.start, end: p.token.end, value: p.token.value})
	p.advance()
	p.splitTime()
	m := &measure{count: whole(1), unit: u, unitAt: p.token}
	p.advance()
	return p.node(node{op: measureOp, left: number, measure: m, start: number.start, end: p.last})
}

// bareAfter refuses a time that ends in a bare number.
func (p *parser) bareAfter(first *node, last *unit) {
	number := p.token
	next := p.peek()
	unit := shorter[last.symbol]
	if next.kind == wordToken && !joins(next.text) || next.kind == numberToken || unit == "" {
		return // two figures
	}
	p.fail(first.start, number.end, "%s what?", p.text[first.start:number.end])
	p.try(p.replace(number.end, number.end, " "+unit))
}

// splitTime splits the h30m that is glued to a number: what follows the unit is
// read next.
func (p *parser) splitTime() {
	if p.token.kind != wordToken || p.token.spaced {
		return
	}
	if text, ok := splitTime(p.token.text); ok {
		p.pos = p.token.start + len(text)
		p.token.text, p.token.end = text, p.pos
		if text == "w" {
			p.token.text = "week"
		}
	}
}

// splitTime returns the unit of time that stands before the first digit of a word,
// or the word as it is.
func splitTime(word string) (text string, ok bool) {
	i := strings.IndexAny(word, "0123456789")
	if i <= 0 || word[:i] != "m" && word[:i] != "w" && !isTimeWord(word[:i]) {
		return word, false
	}
	return word[:i], true
}

// minutes reports whether the m at hand stands before seconds, as in 5m30s.
func (p *parser) minutes() bool {
	next := p.peek()
	u := units["min"]
	return p.token.text == "m" && next.kind == numberToken && p.timeAfter(next, u) != nil
}

// colon parses what follows the colon of a number: the other side of a ratio such
// as 10:1, or the minutes of 1:30 h.
func (p *parser) colon(n *node, first token) {
	ahead := p.scanner
	other, then := ahead.next(), ahead.next()
	if !p.isSymbol(":") || p.token.spaced || other.kind != numberToken || other.spaced {
		return
	}
	parts := []token{other}
	for then.kind == symbolToken && then.text == ":" && !then.spaced {
		next := ahead.next()
		if next.kind != numberToken || next.spaced {
			break
		}
		parts = append(parts, next)
		then = ahead.next()
	}
	last := parts[len(parts)-1]
	clock := len(parts) <= 2
	for _, part := range parts {
		clock = clock && isSexagesimal(part)
	}
	u := findUnit(then.text)
	sexagesimal := u != nil && u.special == ordinary && (u.symbol == "h" || u.symbol == "min" && len(parts) == 1)
	_, question := ask(then.text)
	zero := other.text == "0" || p.text[other.start] == '0' || p.text[first.start] == '0'
	switch {
	case then.kind == wordToken && clock && sexagesimal:
		for i, part := range parts {
			n.value = n.value.add(part.value.div(whole(60).raise(int64(i + 1))))
		}
	case then.kind == wordToken && (u != nil && u.special == ordinary || question), len(parts) > 1, zero:
		p.fail(first.start, last.end, "%s looks like a time of the day; a time is 1h30min, and a ratio is 10:1", p.text[first.start:last.end])
		return
	default:
		n.value = n.value.div(other.value)
		if clock {
			p.note(n, "read "+p.text[first.start:last.end]+" as a ratio; a time is written as 1h30min")
		}
	}
	p.pos, p.token.end = last.end, last.end
	p.advance()
	n.end = p.last
}

// isSexagesimal reports whether a token is written as minutes or seconds are.
func isSexagesimal(t token) bool {
	return t.end-t.start == 2 && t.value.isWhole() && t.value.sub(whole(60)).sign() < 0
}
