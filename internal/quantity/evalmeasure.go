package quantity

import "strings"

// measure gives a number its count, unit and labels.
func (e *evaluation) measure(n *node) (Quantity, *Error) {
	q, err := e.eval(n.left)
	if err != nil {
		return Quantity{}, err
	}
	m := n.measure
	count, u := m.count, m.unit
	if m.suffix.text != "" {
		if e.readsSize(n) {
			u = units[m.suffix.text]
		} else {
			count = count.mul(suffixCount(m.suffix.text))
		}
	}
	if count != whole(1) {
		q = q.scale(count)
		for word := range strings.FieldsSeq(m.countText) {
			e.noteCount(word, word)
		}
	}
	if u != nil {
		q, err = e.withUnit(n, q, u)
		if err != nil {
			return Quantity{}, err
		}
	}
	if m.times != nil {
		e.sizeTime = true
		q = q.times(m.times.one(e.base()))
	}
	if len(m.nouns) > 0 {
		if isFormat(n.left, m.nouns) {
			e.warn("read %s as a number, not as a format", e.source(n.left))
		}
		q = e.withNouns(m, q)
	}
	for i := range m.per {
		q, err = e.per(n, q, &m.per[i])
		if err != nil {
			return Quantity{}, err
		}
	}
	return q, nil
}

func suffixCount(suffix string) number {
	if suffix == "m" {
		return whole(1e6)
	}
	return whole(1e9)
}

func (e *evaluation) withUnit(n *node, q Quantity, u *unit) (Quantity, *Error) {
	if u.note != "" {
		e.warn("%s", u.note)
	}
	if u.special == ninesUnit {
		return e.nines(n, q)
	}
	one := u.one(e.base())
	if n.measure.suffix.text == "" {
		e.sized = e.sized || one.powers.byte != 0
	}
	if u.special == percentUnit && q.powers != (powers{}) {
		return Quantity{}, e.fail(n, "a percentage of %s needs the word of", q.kind())
	}
	q = q.scale(one.value)
	q.powers = q.powers.plus(one.powers)
	q.style = style{share: one.style.share, percent: one.style.percent, sizes: max(q.style.sizes, one.style.sizes)}
	return q, nil
}

// nines returns the availability of so many nines.
func (e *evaluation) nines(n *node, q Quantity) (Quantity, *Error) {
	if !q.value.isWhole() || q.powers != (powers{}) || q.spread != nil || q.value.den == 0 || q.value.num < 1 || q.value.num > 15 {
		return Quantity{}, e.fail(n, "nines come in whole numbers from 1 to 15")
	}
	missing := whole(10).raise(-q.value.num)
	return Quantity{value: whole(1).sub(missing), style: style{share: true, percent: true}}, nil
}

// withNouns adds labels. In "3x reads" the label may be a name.
func (e *evaluation) withNouns(m *measure, q Quantity) Quantity {
	words := spacedWords(m.nouns)
	named, known := e.lookup(joinWords(m.nouns))
	if known && m.multiplies() {
		return q.times(e.named(named))
	}
	if known {
		e.warn("%s after a number is only a label here; to multiply by the line of that name, type * before it", words)
	}
	if m.multiplies() && !isModifier(m.nouns) {
		e.warn("no line is named %s, so it is only a label here", words)
		known = true
	}
	if !known {
		e.noteLabel(m.nouns)
	}
	if u := m.unit; u != nil && (u.special == timesUnit || u.special == percentUnit) {
		return q // "3x peak", "20% online": what is multiplied keeps its labels
	}
	q.labels = cancel(q.labels, []label{{words: words}})
	return q
}

// noteLabel says that words were taken for a label, unless one of them is known
// to be a noun.
func (e *evaluation) noteLabel(words []token) {
	for _, w := range words {
		if isNoun(w.text) || modifiers[w.text] {
			return
		}
	}
	e.warn("took %q for what is counted: it is no unit, no number and no name here", spacedWords(words))
}

// spacedWords returns labels or the words of a name with single spaces.
func spacedWords(words []token) string {
	if len(words) == 1 {
		return words[0].text
	}
	text := make([]string, len(words))
	for i, w := range words {
		text[i] = w.text
	}
	return strings.Join(text, " ")
}

// per divides by one denominator: a unit, a name or a label.
func (e *evaluation) per(n *node, q Quantity, d *denominator) (Quantity, *Error) {
	if d.count != whole(1) {
		q = q.scale(d.count.inverse())
	}
	if d.times != nil {
		q = q.times(d.times.one(e.base()).inverse())
	}
	if d.unit != nil {
		if d.unit.note != "" {
			e.warn("%s", d.unit.note)
		}
		one := d.unit.one(e.base())
		q = q.scale(one.value.inverse())
		q.powers = q.powers.plus(one.powers.scaled(-1))
		return q, nil
	}
	if len(d.nouns) == 0 {
		return q, nil
	}
	if named, known := e.lookup(joinWords(d.nouns)); known {
		if named.value.sign() == 0 {
			return Quantity{}, e.fail(n, "division by zero")
		}
		e.warn("divided by %s, which is the name of a line, not a label", spacedWords(d.nouns))
		return q.times(e.named(named).inverse()), nil
	}
	e.noteLabel(d.nouns)
	q.labels = cancel(q.labels, []label{{words: spacedWords(d.nouns), per: true, expects: len(n.measure.nouns) == 0}})
	return q, nil
}
