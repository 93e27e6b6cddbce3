package quantity

import (
	"fmt"
	"math"
)

// tellDrift says how far rounding took the result from the exact one.
func (l *Line) tellDrift(env Env, r *Result, o outcome) *Error {
	e := &evaluation{Env: env, line: l, calendar: &civil, sizes: o.sizes}
	exact, err := e.run()
	if err != nil {
		return err
	}
	r.Reading = "≈ " + r.Reading + constantsUsed(o.steps)
	before, after := exact.q.Base(), o.q.Base()
	if l.target != nil {
		before, after = exact.converted.Base(), o.converted.Base()
	}
	if before == after {
		r.Reading += "; no drift"
		return nil
	}
	drift := (after - before) / math.Abs(before) * 100
	direction := "above"
	if drift < 0 {
		direction = "below"
	}
	r.Reading += fmt.Sprintf("; %.3g%% %s the exact %s", math.Abs(drift), direction, exact.primary())
	return nil
}

// constantsUsed names the rounded constants of the calendar.
func constantsUsed(steps conversions) string {
	text := ""
	if steps&yearsToDays != 0 {
		text += ", a year ≈ 400 days"
	}
	if steps&daysToSeconds != 0 {
		text += ", a day (86,400 s) ≈ 10^5 s"
	}
	return text
}

// rough rounds the figures of a part of a line.
func (e *evaluation) rough(n *node) (Quantity, *Error) {
	exact, err := e.eval(n.left)
	if err != nil || e.rounded {
		return exact, err
	}
	e.rounded = true
	q, err := e.eval(n.left)
	e.rounded = false
	if q.value != exact.value {
		e.warn("rounded %s to %s", e.source(n.left), q)
	}
	return q, err
}

// friendlyDigits are the figures that are easy to reckon with.
var friendlyDigits = []number{
	ratio(3, 2), whole(2), ratio(5, 2), whole(3), whole(4), whole(5), whole(6), whole(7), whole(8), whole(9), whole(10),
}

// friendly returns the nearest number that is easy to reckon with.
func (a number) friendly() number {
	x := math.Abs(a.float64())
	switch {
	case x == 0:
		return a
	case a == civil.daySeconds:
		return friendly.daySeconds
	}
	exponent := magnitudeOf(x)
	mantissa := x / math.Pow10(exponent)
	best := whole(1)
	for _, n := range friendlyDigits {
		if distance(mantissa, n.float64()) < distance(mantissa, best.float64()) {
			best = n
		}
	}
	best = best.mul(whole(10).raise(int64(exponent)))
	if a.sign() < 0 {
		return best.neg()
	}
	return best
}

// distance is how far apart two numbers are, as a factor.
func distance(a, b float64) float64 { return math.Abs(math.Log(a / b)) }
