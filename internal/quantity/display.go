package quantity

import "strings"

// A view is a quantity on its way to the screen, in base units.
type view struct {
	Quantity
	middle, low, high float64
}

func (q Quantity) view() view {
	s, _ := q.inSeconds(&civil)
	v := view{Quantity: q, middle: s.value.tidy()}
	v.low, v.high = v.middle, v.middle
	if s.spread != nil {
		low, high := s.spread.bounds()
		v.low, v.high = tidy(low), tidy(high)
	}
	return v
}

// String writes the quantity in three or four significant figures with the unit
// that suits it: "182.5 TB", "11.6k/s", "50..200 GB". Whole counts are written
// out. [Parse] reads what String writes, unless it is a range from below zero.
func (q Quantity) String() string { return q.view().primary() }

func (v view) primary() string {
	if v.isShare() {
		if v.spread == nil {
			return v.value.percent()
		}
		return scale{size: 0.01, factor: 1, unit: "%"}.span(v.low, v.high)
	}
	if text, ok := v.wholeCount(); ok {
		return text
	}
	return v.show(v.scale())
}

func (v view) show(s scale) string {
	s.digits = int(v.style.digits)
	return s.span(v.low, v.high)
}

// typical returns the value that chooses the prefix: of a range its lower end,
// unless that is far below the other.
func (v view) typical() float64 {
	switch {
	case v.low == v.high:
		return v.middle
	case v.low <= 0:
		return max(-v.low, v.high)
	case v.high <= 10_000*v.low:
		return v.low
	}
	return v.middle
}

// scale returns the scale that suits the value.
func (v view) scale() scale {
	x := v.typical()
	switch d := v.Dim(); d {
	case Dim{}:
		return prefixed(x, countSteps, "")
	case Dim{Second: -1}:
		return rateScale(x, ratePeriod(x))
	case Dim{Byte: 1}:
		return inUnits(x, v.byteSteps())
	case Dim{Byte: 1, Second: -1}:
		return flowScale(x, v.byteSteps(), perSecond)
	case Dim{Second: 1}:
		return v.timeScale()
	case Dim{Dollar: 1}:
		return moneyScale(x, period{1, ""})
	case Dim{Dollar: 1, Second: -1}:
		return moneyScale(x, v.period())
	default:
		return v.otherScale(d)
	}
}

func (v view) byteSteps() []step {
	if v.style.sizes == binaryPrefix {
		return kibiSteps
	}
	return byteSteps
}

// ratePeriod returns the second, or a longer period for what is rarer than once
// in a hundred of them.
func ratePeriod(perSec float64) period {
	if perSec == 0 || perSec >= 0.01 || perSec < 0 {
		return perSecond
	}
	for _, p := range []period{perDay, perMonth} {
		if rounded, _ := significant(perSec * p.seconds); rounded >= 1 {
			return p
		}
	}
	return perYear
}

// period returns what a rate was put per.
func (q Quantity) period() period {
	switch {
	case q.powers.year != 0:
		return perYear
	case q.powers.month != 0:
		return perMonth
	case q.powers.day != 0:
		return perDay
	}
	return perHour
}

// timeScale chooses the largest unit, or seconds where only they come out even, or
// where there is nothing to choose by.
// Months and years stay what they are, if there is at least one.
func (v view) timeScale() scale {
	x := v.typical()
	if x == 0 {
		return scale{size: 1, factor: 1, unit: " s"}
	}
	for _, p := range []struct {
		power int8
		size  float64
		unit  string
	}{{v.powers.month, perMonth.seconds, " month"}, {v.powers.year, perYear.seconds, " year"}} {
		if p.power == 1 && x >= p.size {
			return scale{size: p.size, factor: 1, unit: plural(x/p.size, p.unit)}
		}
	}
	s := inUnits(x, clockSteps)
	if s.size > 1 && x < 10_000 && !short(x/s.size) && short(x) {
		return scale{size: 1, factor: 1, unit: " s"}
	}
	if s.size >= 3600 {
		s.unit = plural(x/s.size, strings.TrimSuffix(s.unit, "s"))
	}
	return s
}

func plural(v float64, unit string) string {
	if rounded, _ := significant(v); rounded == 1 {
		return unit
	}
	return unit + "s"
}

// otherScale shows what has no customary form: "$/GB", "/GB", "GB·s".
func (v view) otherScale(d Dim) scale {
	s := scale{size: 1, factor: 1}
	var of []string
	per := ""
	if d.Dollar > 0 {
		s.before = "$"
	}
	switch {
	case d.Byte < 0 && v.high > largest/1e10: // which has no room per GB
		per = "/B"
	case d.Byte < 0:
		s.size /= 1e9
		per = "/GB"
	case d.Byte > 0:
		size := inUnits(v.typical(), byteSteps)
		s.size = size.size
		of = append(of, strings.TrimSpace(size.unit))
	}
	switch {
	case d.Second > 0:
		of = append(of, "s")
	case d.Second < 0 && d.Dollar > 0:
		p := v.period()
		s.size /= p.seconds
		per += p.unit
	case d.Second < 0:
		per += "/s"
	}
	if d.Dollar < 0 {
		per += "/$"
	}
	if len(of) > 0 {
		s.unit = " " + strings.Join(of, "·")
	}
	s.unit += per
	return s
}

// maxDigits is how many digits of a whole number are written out.
const maxDigits = 40

// wholeCount writes a whole number with all its digits, unless a word such as
// billion does it justice.
func (q Quantity) wholeCount() (string, bool) {
	if q.powers != (powers{}) || q.spread != nil || !q.value.exact() || !q.value.isWhole() {
		return "", false
	}
	digits := q.value.text()
	length, significant := len(digits), len(strings.TrimRight(digits, "0"))
	if length > maxDigits || length > 6 && significant <= 4 {
		return "", false
	}
	return commas(digits), true
}

// also returns other forms of the value that people ask for: a rate by the day,
// a bandwidth in bits, a long time in seconds.
func (v view) also() []string {
	x := v.typical()
	switch v.Dim() {
	case Dim{}:
		if text, ok := v.wholeCount(); ok && len(text) > 7 {
			return []string{v.show(prefixed(x, countSteps, ""))}
		}
	case Dim{Second: -1}:
		return v.otherPeriods(ratePeriod(x), func(p period) scale { return rateScale(x, p) })
	case Dim{Byte: 1, Second: -1}:
		bits := v.show(inUnits(x, bitSteps))
		if v.powers.second != 0 {
			return []string{bits}
		}
		return []string{bits, v.show(flowScale(x, v.byteSteps(), v.period()))}
	case Dim{Second: 1}:
		return v.otherTime()
	case Dim{Dollar: 1, Second: -1}:
		other := perMonth
		switch v.period() {
		case perMonth:
			other = perMonths12
		case perYear:
			other = perYear12
		}
		return []string{v.show(moneyScale(x, other))}
	}
	return nil
}

// otherPeriods shows a rate per second, per day and per the period that it was
// put in, but for the one that is shown already.
func (v view) otherPeriods(shown period, form func(period) scale) []string {
	var out []string
	for _, p := range []period{perSecond, perDay, perMonth, perYear} {
		put := v.powers.second == 0 && v.period() == p
		if p != shown && (p == perSecond || p == perDay || put) {
			out = append(out, v.show(form(p)))
		}
	}
	return out
}

// otherTime gives seconds beside a larger unit, and the other way round.
func (v view) otherTime() []string {
	x := v.typical()
	switch chosen := v.timeScale(); {
	case x < 60 || x >= 1e7 || (v.powers.month != 0 || v.powers.year != 0) && x >= perMonth.seconds:
		return nil
	case chosen.size == 1:
		return []string{v.show(inUnits(x, clockSteps))}
	}
	return []string{v.show(scale{size: 1, factor: 1, unit: " s"})}
}

// asPut writes a rate in the units of time that it was put in.
func (q Quantity) asPut() string {
	v := q.view()
	switch d := q.Dim(); {
	case q.powers.second != 0 || q.powers.time() != -1:
	case d == Dim{Second: -1}:
		return v.show(rateScale(v.typical(), q.period()))
	case d == Dim{Byte: 1, Second: -1}:
		return v.show(flowScale(v.typical(), v.byteSteps(), q.period()))
	}
	return v.primary()
}
