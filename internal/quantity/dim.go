package quantity

// A Dim is the dimension of a quantity: the exponent of each base unit. Dims
// are comparable with ==. The zero Dim is a plain number. Bits are eighths of a
// byte, and counts of whatever (users, requests) are plain numbers.
type Dim struct{ Byte, Second, Dollar int8 }

// powers are the exponents of the units that a quantity is kept in. Days,
// months and years stay apart from seconds until they meet, because a hundred
// million a month for ten years is twelve billion, not 12.17.
type powers struct{ byte, dollar, second, day, month, year int8 }

// maxPower bounds exponents, which people use up to 2, so that neither a product
// nor a power of maxExponent overflows them.
const maxPower = 12

func (p powers) dim() Dim {
	return Dim{Byte: p.byte, Second: p.time(), Dollar: p.dollar}
}

func (p powers) time() int8 { return p.second + p.day + p.month + p.year }

// scaled returns the powers multiplied by n, for a quantity raised to it.
func (p powers) scaled(n int8) powers {
	return powers{p.byte * n, p.dollar * n, p.second * n, p.day * n, p.month * n, p.year * n}
}

func (p powers) plus(o powers) powers {
	return powers{
		p.byte + o.byte, p.dollar + o.dollar, p.second + o.second,
		p.day + o.day, p.month + o.month, p.year + o.year,
	}
}

// bounded reports whether no exponent is too large to go on with.
func (p powers) bounded() bool {
	for _, n := range [...]int8{p.byte, p.dollar, p.second, p.day, p.month, p.year} {
		if n < -maxPower || n > maxPower {
			return false
		}
	}
	return true
}

// A calendar says how long days, months and years are.
type calendar struct{ daySeconds, monthDays, yearDays, yearMonths number }

// civil is the calendar of interviews: a year of 365 days, a month of 30, and
// twelve months to a year wherever those two meet.
var civil = calendar{whole(86_400), whole(30), whole(365), whole(12)}

// friendly is the calendar of rounded estimates.
var friendly = calendar{whole(100_000), whole(30), whole(400), whole(12)}

// conversions are the steps that the calendar took, which a reading tells.
type conversions uint8

const (
	yearsToMonths conversions = 1 << iota
	yearsToDays
	monthsToDays
	daysToSeconds
)

// settle makes units of time that face each other cancel: years and months
// first, as twelve; what then meets days or seconds, as 365 and 30 days; and
// days that meet seconds.
func (q Quantity) settle(c *calendar) (Quantity, conversions) {
	var steps conversions
	p := q.powers
	if p.month < 0 && p.year > 0 || p.month > 0 && p.year < 0 {
		n := p.year
		if abs(p.month) < abs(p.year) {
			n = -p.month
		}
		q = q.convert(n, c.yearMonths, powers{year: -n, month: n})
		steps |= yearsToMonths
	}
	if p = q.powers; (p.month != 0 || p.year != 0) && (p.day != 0 || p.second != 0) {
		q, steps = q.inDays(c, steps)
	}
	if p = q.powers; p.day != 0 && p.second != 0 {
		q = q.convert(p.day, c.daySeconds, powers{day: -p.day, second: p.day})
		steps |= daysToSeconds
	}
	return q, steps
}

// inDays turns months and years into days.
func (q Quantity) inDays(c *calendar, steps conversions) (Quantity, conversions) {
	if n := q.powers.month; n != 0 {
		q = q.convert(n, c.monthDays, powers{month: -n, day: n})
		steps |= monthsToDays
	}
	if n := q.powers.year; n != 0 {
		q = q.convert(n, c.yearDays, powers{year: -n, day: n})
		steps |= yearsToDays
	}
	return q, steps
}

// inSeconds turns every unit of time into seconds.
func (q Quantity) inSeconds(c *calendar) (Quantity, conversions) {
	q, steps := q.settle(c)
	q, steps = q.inDays(c, steps)
	if n := q.powers.day; n != 0 {
		q = q.convert(n, c.daySeconds, powers{day: -n, second: n})
		steps |= daysToSeconds
	}
	return q, steps
}

// convert multiplies by factor^n and moves the powers accordingly.
func (q Quantity) convert(n int8, factor number, change powers) Quantity {
	q = q.scale(factor.raise(int64(n)))
	q.powers = q.powers.plus(change)
	return q
}

// align brings two quantities of one dimension into the same units.
func align(a, b Quantity, c *calendar) (Quantity, Quantity, conversions) {
	a, s1 := a.settle(c)
	b, s2 := b.settle(c)
	steps := s1 | s2
	switch p, o := a.powers, b.powers; {
	case p == o:
	case p.second == 0 && p.day == 0 && o.second == 0 && o.day == 0:
		a, b = a.inYears(c), b.inYears(c)
		steps |= yearsToMonths
	default:
		a, s1 = a.inSeconds(c)
		b, s2 = b.inSeconds(c)
		steps |= s1 | s2
	}
	return a, b, steps
}

// inYears turns months into years.
func (q Quantity) inYears(c *calendar) Quantity {
	n := q.powers.month
	return q.convert(-n, c.yearMonths, powers{month: -n, year: n})
}

func abs(n int8) int8 { return max(n, -n) }
