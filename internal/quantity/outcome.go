package quantity

import "strings"

// An outcome is a line evaluated under one reading.
type outcome struct {
	*evaluation
	q         Quantity
	converted Quantity // in the target: a plain number of its units
}

// run evaluates the line under one reading.
func (l *Line) run(env Env, sizes uint64) (outcome, *Error) {
	e := &evaluation{Env: env, line: l, calendar: &civil, sizes: sizes}
	if l.rough {
		e.rounded, e.calendar = true, &friendly
	}
	return e.run()
}

func (e *evaluation) run() (outcome, *Error) {
	q, err := e.eval(e.line.root)
	if err != nil {
		return outcome{}, err
	}
	q, steps := q.settle(e.calendar)
	e.steps |= steps
	if base, _ := q.inSeconds(e.calendar); !base.value.measurable() || base.spread != nil && !base.spread.measurable() {
		return outcome{}, e.tooLarge(e.line.root)
	}
	if e.base() == 1024 && q.style.sizes == anyPrefix {
		q.style.sizes = binaryPrefix
	}
	o := outcome{evaluation: e, q: q}
	if e.line.target != nil {
		return e.converted(o)
	}
	if !q.powers.usual() {
		err := e.fail(e.line.root, "%s is nothing to ask for", q.powers.kind())
		err.tries = func() []string { return e.kindTries(q.powers, powers{}) }
		return outcome{}, err
	}
	if d := q.Dim(); d.Byte == 1 && d.Second == 1 && !e.sizeTime {
		e.warn("a size times a time: is a rate meant somewhere, such as TB/day?")
	}
	if o.q.showsSeconds() {
		q, steps := q.inSeconds(e.calendar)
		e.steps |= steps
		if e.rounded {
			o.q = q
		}
	}
	return o, nil
}

// converted completes an outcome whose line asks for a unit. What is put into
// boxes is a number of boxes from then on.
func (e *evaluation) converted(o outcome) (outcome, *Error) {
	var err *Error
	if o.converted, err = e.convert(o.q, e.line.target); err != nil {
		return outcome{}, err
	}
	if u := e.line.target; u.box != nil {
		e.warnBinaryBoxes(o.converted)
		o.q = Quantity{
			value:  o.converted.value.ceil(),
			labels: []label{{words: u.noun}},
			spread: o.converted.spread.apply(ceilFloat),
		}
	}
	return o, e.check(e.line.root, o.converted)
}

// showsSeconds reports whether a result is shown in days or seconds even if it
// was put in months or years: rates are, and so are parts of a month.
func (q Quantity) showsSeconds() bool {
	d := q.Dim()
	return d.Second == -1 && d.Dollar == 0 || d == Dim{Second: 1} && q.value.float64() < 1
}

// primary returns the result in its unit, without other forms.
func (o outcome) primary() string { return o.primaryOf(o.q.view()) }

func (o outcome) primaryOf(v view) string {
	if u := o.line.target; u != nil {
		return u.display(o.converted)
	}
	return v.primary()
}

// display returns the result with the forms that people are used to.
func (o outcome) display(v view) string {
	text := o.primaryOf(v)
	if o.line.rough {
		return text
	}
	var more []string
	if o.line.target == nil {
		more = v.also()
	} else {
		more = o.alsoConverted(v)
	}
	if len(more) > 0 {
		text += " (" + strings.Join(more, ", ") + ")"
	}
	if s := o.q.spread; s != nil && len(s.inputs) > 1 {
		text += ", likely " + o.likely(v)
	}
	return text
}

// alsoConverted gives the other forms of a rate or a bandwidth whose unit the
// line chose.
func (o outcome) alsoConverted(v view) []string {
	bits := func() string { return v.show(inUnits(v.typical(), bitSteps)) }
	switch u, d := o.line.target, v.Dim(); {
	case d == Dim{Second: -1} && u.perSecond():
		return []string{v.show(rateScale(v.typical(), perDay))}
	case d == Dim{Second: -1}, d == Dim{Byte: 1, Second: -1} && u.unit.isBits():
		return []string{v.primary()}
	case d == Dim{Byte: 1, Second: -1} && u.perSecond():
		return []string{bits()}
	case d == Dim{Byte: 1, Second: -1}:
		return []string{v.primary(), bits()}
	}
	return nil
}

// likely writes the likely range in the unit of the result.
func (o outcome) likely(v view) string {
	if u := o.line.target; u != nil {
		low, high := o.converted.Likely()
		return u.scaleOf(o.converted.view().typical()).span(low, high)
	}
	low, high := o.q.Likely()
	return v.scale().span(low, high)
}

// number returns the result as a number and its unit.
func (o outcome) number(v view) (float64, string) {
	switch u := o.line.target; {
	case u != nil && u.box != nil:
		return o.q.value.tidy(), u.text
	case u != nil:
		return o.converted.value.tidy(), u.text
	}
	if o.q.isShare() {
		return o.q.value.mul(whole(100)).tidy(), "%"
	}
	s := v.scale()
	unit := s.before + strings.TrimSpace(s.unit)
	if s.size == 1 {
		return v.middle, unit
	}
	return tidy(v.middle / s.size), unit
}
