package quantity

import (
	"fmt"
	"strings"
)

// convert returns how many of a unit a quantity is.
func (e *evaluation) convert(q Quantity, u *Unit) (Quantity, *Error) {
	one, err := u.one(e.Env)
	if err != nil {
		return Quantity{}, err
	}
	if u.unit != nil && u.unit.note != "" {
		e.warn("%s", u.unit.note)
	}
	if q.powers.dim() != one.powers.dim() {
		err := e.fail(e.line.root, "%s", u.refusal(q, one))
		err.Offset = e.line.targetStart
		err.Length = len(strings.TrimRight(uncommented(e.line.plain), " \t")) - err.Offset
		err.tries = func() []string {
			return append(e.targetTries(q.powers, one.powers), e.kindTries(q.powers, one.powers)...)
		}
		return Quantity{}, err
	}
	ratio, steps := q.times(one.inverse()).settle(e.calendar)
	if ratio.powers != (powers{}) {
		ratio, steps = ratio.inSeconds(e.calendar)
	}
	e.steps |= steps
	ratio.style.digits = q.style.digits
	return ratio, nil
}

func (u *Unit) refusal(q, one Quantity) string {
	if one.powers == (powers{}) {
		return fmt.Sprintf("%s cannot become %s, a count", q.kind(), u.text)
	}
	if q.powers.byte == 0 && one.powers.byte == 1 {
		return fmt.Sprintf("%s cannot become %s, %s: multiply by the size of one first", q.kind(), u.text, one.powers.kind())
	}
	return fmt.Sprintf("%s cannot become %s, %s", q.kind(), u.text, one.powers.kind())
}

// targetTries returns the line with the target that the kind suggests: a size
// per day is shown in TB/day, not in TB.
func (e *evaluation) targetTries(got, want powers) []string {
	if got.time() == -1 && want.time() == 0 && got.byte == want.byte && got.dollar == want.dollar {
		text := strings.TrimRight(uncommented(e.line.plain), " \t")
		return []string{text + "/day"}
	}
	return nil
}

func uncommented(text string) string {
	text, _, _ = strings.Cut(text, "#")
	return text
}

// Value returns how many of the unit a quantity is. Boxes are not rounded. The
// error, for a quantity of another kind, is of type *Error.
func (u Unit) Value(q Quantity) (float64, error) {
	converted, err := u.convert(q)
	if err != nil {
		return 0, err
	}
	return tidy(converted.value.float64()), nil
}

// Format writes a quantity in the unit, as a result is displayed. The error, for
// a quantity of another kind, is of type *Error.
func (u Unit) Format(q Quantity) (string, error) {
	converted, err := u.convert(q)
	if err != nil {
		return "", err
	}
	return u.display(converted), nil
}

func (u Unit) convert(q Quantity) (Quantity, error) {
	if u.line == nil {
		u.line = &Line{}
	}
	e := &evaluation{line: &Line{Text: u.text, plain: u.text, root: &node{end: len(u.text)}}, calendar: &civil}
	converted, err := e.convert(q, &u)
	if err != nil {
		return Quantity{}, &Error{Input: u.text, Length: len(u.text), Message: err.Message}
	}
	return converted, nil
}

// In writes the quantity in a unit, and reports whether it is of that kind.
func (q Quantity) In(u Unit) (string, bool) {
	text, err := u.Format(q)
	return text, err == nil
}

// display writes how many of the unit there are.
func (u Unit) display(converted Quantity) string {
	if u.box != nil {
		return u.boxes(converted)
	}
	if u.unit != nil && u.unit.special == percentUnit && converted.spread == nil {
		return converted.scale(ratio(1, 100)).value.percent()
	}
	v := converted.view()
	u.text = u.inflected(v.high)
	if text, ok := converted.wholeCount(); ok && !u.scales() {
		return text + u.separated()
	}
	return v.show(u.scaleOf(v.typical()))
}

// inflected returns the unit in the number that goes with a value: 1 year, 2 years.
func (u Unit) inflected(v float64) string {
	one, several := strings.TrimSuffix(u.text, "s"), strings.TrimSuffix(u.text, "s")+"s"
	if u.unit == nil || len(one) < 3 || strings.ToLower(one) != one || units[one] == nil || units[one] != units[several] {
		return u.text
	}
	return plural(v, one)
}

// scaleOf returns the scale for a number of units. Counts and rates take a
// prefix, units with prefixes of their own do not.
func (u Unit) scaleOf(v float64) scale {
	switch {
	case strings.HasPrefix(u.text, "$"):
		s := prefixed(v, moneySteps, u.text[1:])
		s.before = "$"
		return s
	case u.scales():
		return prefixed(v, rateSteps, u.separated())
	case u.unit == nil && u.counts():
		return prefixed(v, countSteps, u.separated())
	}
	return scale{size: 1, factor: 1, unit: u.separated()}
}

// scales reports whether numbers of the unit take prefixes such as k: those of
// dollars and of rates do.
func (u Unit) scales() bool {
	if u.unit == nil {
		return len(u.per) > 0 && u.counts()
	}
	return strings.HasPrefix(u.text, "$") || u.unit.powers == powers{second: -1}
}

// counts reports whether the unit counts single things, not thousands of them.
func (u Unit) counts() bool { return u.count == number{} || u.count == whole(1) }

// perSecond reports whether the unit is one of something a second.
func (u Unit) perSecond() bool {
	if u.unit != nil && u.unit.powers.second == -1 {
		return true
	}
	return len(u.per) == 1 && u.per[0].unit != nil && u.per[0].unit.symbol == "s"
}

// separated returns the unit as it stands after a number.
func (u Unit) separated() string {
	if u.text == "" || u.text[0] == '/' || u.text[0] == '%' {
		return u.text
	}
	return " " + u.text
}

// boxes writes a count of boxes, rounded up, with what was rounded.
func (u Unit) boxes(converted Quantity) string {
	low, high := converted.Bounds()
	text := commas(converted.value.ceil().text())
	if converted.spread != nil {
		text = figure(ceilFloat(low)) + ".." + figure(ceilFloat(high))
	}
	size := oneLine(u.line.plain[u.box.start:u.box.measureEnd()])
	text += " " + u.noun + " of " + size
	if converted.spread == nil && !converted.value.isWhole() {
		text += " (" + figure(converted.value.tidy()) + ")"
	}
	return text
}

// measureEnd returns where the unit of a box ends and its labels begin.
func (n *node) measureEnd() int {
	if n.op == measureOp && len(n.measure.nouns) > 0 && n.measure.unit != nil {
		return n.measure.unitAt.end
	}
	return n.end
}

// warnBinaryBoxes says if the number of boxes depends on whether the GB of
// their size is GiB.
func (e *evaluation) warnBinaryBoxes(converted Quantity) {
	u := e.line.target
	if u.box == nil || u.box.op != measureOp || u.box.measure.unit == nil || e.base() == 1024 || converted.spread != nil {
		return
	}
	power := u.box.measure.unit.thousands
	binary := converted.value.mul(ratio(1000, 1024).raise(int64(power)))
	if now, then := converted.value.ceil(), binary.ceil(); now != then {
		e.warn("if a box holds powers of 1,024 (GiB rather than GB), %s will do", commas(then.text()))
	}
}
