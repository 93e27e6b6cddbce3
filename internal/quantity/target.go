package quantity

// A Unit is what a quantity can be shown in: "TB", "/s", "Gbps", "per day",
// "million", "boxes of 64 GB". The zero Unit is that of plain numbers.
type Unit struct {
	text  string // as written, with single spaces
	count number
	unit  *unit
	per   []denominator
	box   *node // of "boxes of 64 GB"; its line is boxLine
	noun  string
	line  *Line
}

// ParseUnit parses what may stand after "in". Errors are of type *Error.
func ParseUnit(text string) (Unit, error) {
	p := parser{scanner: scanner{text: text}, line: &Line{Text: text, plain: text}}
	p.advance()
	u := p.target()
	if p.token.kind != endToken {
		p.unexpected("a unit ends here")
	}
	if p.err != nil {
		return Unit{}, p.err
	}
	if _, err := u.one(Env{}); err != nil {
		return Unit{}, err
	}
	return *u, nil
}

// target parses a unit.
func (p *parser) target() *Unit {
	first := p.token
	u := &Unit{count: whole(1), line: p.line}
	m := &measure{count: whole(1)}
	switch {
	case p.token.kind == numberToken, p.isSymbol("$") && p.peek().kind == numberToken:
		p.boxesOf(u)
	default:
		p.countWords(m)
		if p.accept("$") {
			m.unit = units["$"]
		} else {
			p.unitWord(m)
		}
		if m.unit == nil {
			p.labels(&m.nouns)
		}
		if p.isWord("of") && len(m.nouns) > 0 {
			p.advance()
			u.box = p.operand()
			u.noun = spacedWords(m.nouns)
		} else {
			p.targetDenominators(m)
		}
		u.count, u.unit, u.per = m.count, m.unit, m.per
	}
	u.text = oneLine(p.text[first.start:max(first.start, p.last)])
	if p.err == nil && p.last <= first.start {
		p.unexpected("a unit such as TB, /s or boxes of 64 GB is missing")
	}
	return u
}

// boxesOf parses "64 GB boxes".
func (p *parser) boxesOf(u *Unit) {
	first := p.token
	u.box = p.operand()
	ratio := u.box.isCount() && p.line.root != nil && p.line.root.op == numberOp // 1 in 1000 requests
	if u.box.op == measureOp && len(u.box.measure.nouns) > 0 && !ratio {
		u.noun = spacedWords(u.box.measure.nouns)
		return
	}
	p.fail(first.start, p.last, "a unit is wanted, not a figure")
	if ratio {
		p.try(p.replace(p.line.targetStart, first.start, "out of "))
		return
	}
	p.try(p.replace(p.line.targetStart, first.start, "/ "), p.replace(first.start, first.start, "boxes of "))
}

// targetDenominators parses what a unit is per. Here a slash with spaces cannot
// divide.
func (p *parser) targetDenominators(m *measure) {
	for {
		start := p.token.start
		if !p.isSymbol("/") && !p.isWord("per") && !(p.isWord("a") && isTimeWord(p.peek().text)) {
			return
		}
		p.advance()
		d := p.denominator(start)
		if p.err != nil {
			return
		}
		m.per = append(m.per, d)
	}
}

// one returns one of the unit. Labels do not matter in it.
func (u *Unit) one(env Env) (Quantity, *Error) {
	e := &evaluation{Env: Env{Base: env.Base}, line: u.line, calendar: &civil}
	if u.box != nil {
		q, err := e.eval(u.box)
		if err == nil && q.value.sign() <= 0 {
			err = e.fail(u.box, "a box holds something")
		}
		q.labels = nil
		return q, err
	}
	q := Quantity{value: whole(1)}
	if u.count != (number{}) {
		q.value = u.count
	}
	if u.unit != nil {
		one := u.unit.one(env.base())
		q.value, q.powers, q.style = q.value.mul(one.value), one.powers, one.style
	}
	for i := range u.per {
		var err *Error
		if q, err = e.per(&node{measure: &measure{}}, q, &u.per[i]); err != nil {
			return Quantity{}, err
		}
	}
	q.labels = nil
	return q, nil
}

// String returns the unit as it was written.
func (u Unit) String() string { return u.text }

// Dim returns the dimension of quantities that the unit can show.
func (u Unit) Dim() Dim {
	if u.line == nil {
		return Dim{}
	}
	one, _ := u.one(Env{})
	return one.Dim()
}
