package quantity

import "math"

func (e *evaluation) binary(n *node, left, right Quantity) (Quantity, *Error) {
	switch n.op {
	case addOp, subOp:
		return e.sum(n, left, right)
	case mulOp:
		e.warnConversion(n, left, right)
		return left.times(right), nil
	case divOp:
		e.warnConversion(n, left, right)
		if right.value.sign() == 0 {
			return Quantity{}, e.fail(n.right, "division by zero")
		}
		return left.times(right.inverse()), nil
	}
	return e.power(n, left, right)
}

// inBits reports whether a node is a number of bits.
func (n *node) inBits() bool {
	u := n.inner().measure
	return u != nil && u.unit != nil && u.unit.isBits()
}

// asksForBits reports whether the line asks for a result in bits.
func (e *evaluation) asksForBits() bool {
	u := e.line.target
	return u != nil && u.unit != nil && u.unit.isBits()
}

func (e *evaluation) rangeOf(n *node) (Quantity, *Error) {
	low, err := e.eval(n.left)
	if err != nil {
		return Quantity{}, err
	}
	high, err := e.eval(n.right)
	if err != nil {
		return Quantity{}, err
	}
	if low.powers.dim() != high.powers.dim() {
		return Quantity{}, e.mismatch(n, low, high, "are not the ends of one range")
	}
	if low.spread != nil || high.spread != nil {
		return Quantity{}, e.fail(n, "the ends of a range are single figures")
	}
	low, high, steps := align(low, high, e.calendar)
	e.steps |= steps
	switch low.value.sub(high.value).sign() {
	case 0:
		return low, nil
	case 1:
		e.warn("read %s from its lower end to its higher", e.source(n))
		low, high = high, low
	}
	q := low
	q.value = middle(low.value, high.value)
	q.style = low.style.with(high.style)
	q.spread = newSpread(n.input, low.value.float64(), high.value.float64())
	return q, nil
}

// sum adds or subtracts. A percentage acts on what stands to its left, unless
// that is a percentage too. What a share leaves of one is shown as a share.
func (e *evaluation) sum(n *node, left, right Quantity) (Quantity, *Error) {
	if err := e.rangeSlip(n); err != nil {
		return Quantity{}, err
	}
	rest := n.op == subOp && right.style.share && left.value == whole(1) && left.powers == powers{} && left.spread == nil
	if n.op == subOp {
		right = right.neg()
	}
	if right.style.percent && !left.style.percent {
		share := right
		share.style = style{}
		one := Quantity{value: whole(1)}
		q := left.times(one.plus(share))
		q.style.share = left.style.share || rest
		return q, nil
	}
	if left.powers.dim() != right.powers.dim() {
		verb := "cannot be added"
		if n.op == subOp {
			verb = "cannot be subtracted"
		}
		return Quantity{}, e.mismatch(n, left, right, verb)
	}
	left, right, steps := align(left, right, e.calendar)
	e.steps |= steps
	e.warnMixed(left.labels, right.labels)
	q := left.plus(right)
	q.style.share = left.style.share || rest
	if len(q.labels) == 0 {
		q.labels = right.labels
	}
	return q, nil
}

// rangeSlip refuses a hyphen between two literals, of which the second is the
// larger, in favour of a range: also where the second is only the first factor of
// a product, as in 10-20 KB * 1M.
func (e *evaluation) rangeSlip(n *node) *Error {
	low, high := n.left.edge(true), n.right.edge(false)
	if n.op != subOp || !n.tight || low == nil || high == nil {
		return nil
	}
	a, err1 := e.eval(low)
	b, err2 := e.eval(high)
	if err1 != nil || err2 != nil {
		return nil
	}
	slip := a.powers.dim() == b.powers.dim() && a.Base() < b.Base()
	if isBare(low) && high.op == measureOp {
		b, _ = e.eval(high.left)
		slip = a.value.sub(b.value).sign() < 0
	}
	if !slip {
		return nil
	}
	message := "a difference below zero; is it a range?"
	if isPercent(high) {
		message = "a range, or a percentage taken off?"
	}
	err := e.fail(n, "%s", message)
	err.tries = func() []string { return []string{e.replace(low.end, high.start, "..")} }
	return err
}

// edge returns the literal that stands first or last in a product, or nil.
func (n *node) edge(last bool) *node {
	for n.op == mulOp || n.op == divOp || n.op == aboutOp || n.op == labelledOp {
		if last && n.right != nil || n.op == labelledOp {
			n = n.right
		} else {
			n = n.left
		}
	}
	if isLiteral(n) {
		return n
	}
	return nil
}

// warnMixed warns of sums of different things.
func (e *evaluation) warnMixed(a, b []label) {
	if len(a) == 1 && len(b) == 1 && !a[0].per && !b[0].per && !sameThing(a[0].words, b[0].words) {
		e.warn("%s and %s are added as if they were one thing", a[0].words, b[0].words)
	}
}

func isLiteral(n *node) bool {
	return n.op == numberOp || n.op == measureOp && n.left.op == numberOp
}

// maxExponent bounds powers of what has a unit.
const maxExponent = 9

func (e *evaluation) power(n *node, base, exponent Quantity) (Quantity, *Error) {
	x := exponent.value
	switch {
	case exponent.powers != powers{} || exponent.spread != nil:
		return Quantity{}, e.fail(n.right, "an exponent is a plain number, not %s", exponent.kind())
	case base.value.sign() == 0 && x.sign() < 0:
		return Quantity{}, e.fail(n, "division by zero")
	case base.value.sign() < 0 && !x.isWhole():
		return Quantity{}, e.fail(n, "a root of a negative number")
	}
	q := Quantity{style: style{share: base.style.share, sizes: base.style.sizes}}
	f := x.float64()
	if base.powers != (powers{}) {
		if !x.isWhole() || math.Abs(f) > maxExponent {
			return Quantity{}, e.fail(n, "%s can be raised to a small whole number only", base.kind())
		}
		q.powers = base.powers.scaled(int8(f))
	}
	if x.den == 1 {
		q.value = base.value.raise(x.num)
	} else {
		q.value = approximate(math.Pow(base.value.float64(), f))
	}
	q.spread = base.spread.apply(func(b float64) float64 { return math.Pow(b, f) })
	return q, nil
}
