package quantity

import "math"

// A Quantity is a value with a dimension, and possibly a range: the values that
// it may have, depending on inputs that are not known exactly. Two quantities
// that depend on one input move together, so that x - x is 0. The zero Quantity
// is the plain number 0. Quantities are immutable and safe to share.
type Quantity struct {
	value  number // in the units of powers; the middle of a range
	powers powers
	style  style
	labels []label
	spread *spread // nil if the value is certain
}

// A style is how a quantity likes to be shown, as it was put.
type style struct {
	share   bool   // as a percentage
	percent bool   // and it is one: added, it acts on what stands to its left
	sizes   prefix // which prefixes its sizes were given with
	digits  int8   // at least so many are significant: 99.9% of a year is not a year
}

// A prefix is a family of prefixes of bytes.
type prefix uint8

// The stronger family comes later: what mixes both is decimal.
const (
	anyPrefix prefix = iota
	binaryPrefix
	decimalPrefix
)

// with returns the style of what two quantities make together.
func (s style) with(o style) style {
	return style{share: s.share && o.share, percent: s.percent && o.percent, sizes: max(s.sizes, o.sizes)}
}

// Base returns the value in bytes, seconds, counts and dollars; a bit is an
// eighth of a byte. Of a range it is the middle.
func (q Quantity) Base() float64 {
	q, _ = q.inSeconds(&civil)
	return q.value.tidy()
}

// Bounds returns the smallest and the largest value in base units, which are
// both equal to Base unless the quantity is a range.
func (q Quantity) Bounds() (low, high float64) {
	q, _ = q.inSeconds(&civil)
	if q.spread == nil {
		v := q.value.tidy()
		return v, v
	}
	low, high = q.spread.bounds()
	return tidy(low), tidy(high)
}

// Likely returns the bounds, in base units, between which the value lies if
// the inputs of a range do not all conspire. See [Result].
func (q Quantity) Likely() (low, high float64) {
	q, _ = q.inSeconds(&civil)
	if q.spread == nil {
		v := q.value.tidy()
		return v, v
	}
	least, most := q.spread.bounds()
	low, high = q.spread.likely(q.value.float64())
	return max(tidy(low), tidy(least)), min(tidy(high), tidy(most))
}

// isShare reports whether the quantity is shown as a percentage.
func (q Quantity) isShare() bool {
	return q.style.share && q.powers == powers{} && math.Abs(q.value.float64()) < 1e15
}

// IsRange reports whether the quantity has more than one possible value.
func (q Quantity) IsRange() bool { return q.spread != nil }

// Dim returns the dimension.
func (q Quantity) Dim() Dim { return q.powers.dim() }

// scale multiplies by a number without a unit.
func (q Quantity) scale(n number) Quantity {
	q.value = q.value.mul(n)
	if q.spread != nil {
		factor := n.float64()
		q.spread = q.spread.apply(func(x float64) float64 { return x * factor })
	}
	return q
}

// times multiplies; the caller checks that the exponents stay bounded.
func (q Quantity) times(r Quantity) Quantity {
	p := Quantity{
		value:  q.value.mul(r.value),
		powers: q.powers.plus(r.powers),
		style:  q.style.with(r.style),
		labels: cancel(q.labels, r.labels),
		spread: combine(q, r, func(x, y float64) float64 { return x * y }),
	}
	p.style.digits = max(q.tellingDigits(), r.tellingDigits())
	p.style.percent = false // 5% of something is a figure of its own
	if q.style.share != r.style.share && p.powers == (powers{}) && len(p.labels) == 0 {
		// Twice 5% is shown as 10%, but 5% of 100 million is no share.
		p.style.share = math.Abs(p.value.float64()) < 1
	}
	return p
}

// tellingDigits returns how many digits a product with a share close to all needs,
// so that what is missing shows; 0 for any other quantity.
func (q Quantity) tellingDigits() int8 {
	missing := 1 - q.value.float64()
	if !q.style.share || missing <= 0 || missing > 0.01 || q.spread != nil {
		return 0
	}
	return int8(min(12, 3-magnitudeOf(missing)))
}

// inverse returns one over q, which must not be 0.
func (q Quantity) inverse() Quantity {
	return Quantity{
		value:  q.value.inverse(),
		powers: q.powers.scaled(-1),
		style:  style{sizes: q.style.sizes},
		labels: invert(q.labels),
		spread: q.spread.apply(func(x float64) float64 { return 1 / x }),
	}
}

// plus adds a quantity in the same units.
func (q Quantity) plus(r Quantity) Quantity {
	return Quantity{
		value:  q.value.add(r.value),
		powers: q.powers,
		style:  q.style.with(r.style),
		labels: q.labels,
		spread: combine(q, r, addFloats),
	}
}

func (q Quantity) neg() Quantity { return q.scale(whole(-1)) }

// Count returns a plain number.
func Count(n float64) Quantity { return Quantity{value: approximate(n)} }

// Percent returns a share of one, shown as a percentage.
func Percent(share float64) Quantity {
	return Quantity{value: approximate(share), style: style{share: true, percent: true}}
}

// Seconds returns a span of time.
func Seconds(s float64) Quantity {
	return Quantity{value: approximate(s), powers: powers{second: 1}}
}

// Rate returns how often something happens, in times a second.
func Rate(perSecond float64) Quantity {
	return Quantity{value: approximate(perSecond), powers: powers{second: -1}}
}

// Bandwidth returns how much is sent, in bytes a second.
func Bandwidth(perSecond float64) Quantity {
	return Quantity{value: approximate(perSecond), powers: powers{byte: 1, second: -1}}
}

// Bytes returns a size.
func Bytes(n float64) Quantity {
	return Quantity{value: approximate(n), powers: powers{byte: 1}}
}
