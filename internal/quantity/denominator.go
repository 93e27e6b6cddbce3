package quantity

import "strings"

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
		case p.token.kind == wordToken && adverbs[p.token.text] != "" && p.often():
			p.advance()
			m.per = append(m.per, p.adverb(start))
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

// adverb returns the time that the adverb just read is per.
func (p *parser) adverb(start int) denominator {
	word := p.text[start:p.last]
	return denominator{start: start, end: p.last, count: whole(1), unit: findUnit(adverbs[word][1:])}
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
	return u != nil && u.isTime()
}

// isTime reports whether the unit is a length of time.
func (u *unit) isTime() bool { return u.powers.time() == 1 && u.powers.byte == 0 }

func (p *parser) denominator(start int) denominator {
	d := denominator{start: start, count: whole(1)}
	if count, ok := countWord(p.token.text); ok && p.token.kind == wordToken {
		d.count, d.countText = count, p.token.text
		p.advance()
	}
	switch u := findUnit(p.token.text); {
	case u != nil && u.special == ordinary:
		d.unit = u
		p.advance()
	case vague[p.token.text]:
		p.fail(p.token.start, p.token.end, "how long is %s? put it per day, or per so many hours", article(p.token.text))
	default:
		p.labels(&d.nouns)
	}
	d.times = p.timesTime(d.unit != nil || len(d.nouns) > 0)
	d.end = p.last
	if d.unit == nil && len(d.nouns) == 0 && d.countText == "" {
		p.unexpected("a unit is missing")
	}
	return d
}
