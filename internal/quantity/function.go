package quantity

import (
	"fmt"
	"math"
)

// A function is one of the language.
type function struct {
	name        string
	least, most int // arguments; most is 0 for any number
	apply       func(e *evaluation, n *node, arguments []Quantity) (Quantity, *Error)
}

func (f *function) takes() string {
	if f.most == 1 {
		return "one figure"
	}
	return fmt.Sprintf("%d figures or more", f.least)
}

// functions are the functions by their names.
var functions = map[string]*function{
	"ceil":  rounding("ceil", number.ceil, ceilFloat),
	"floor": rounding("floor", number.floor, func(x float64) float64 { return -ceilFloat(-x) }),
	"round": rounding("round", number.round, func(x float64) float64 { return math.Floor(x + 0.5) }),
	"log":   logarithm("log", math.Log10),
	"log10": logarithm("log10", math.Log10),
	"log2":  logarithm("log2", math.Log2),
	"ln":    logarithm("ln", math.Log),
	"sqrt":  {"sqrt", 1, 1, squareRoot},
	"min":   extreme("min", -1),
	"max":   extreme("max", 1),
	"rough": {name: "rough", least: 1, most: 1}, // a node of its own
}

// ceilFloat rounds up, but not for the noise of the last digits.
func ceilFloat(x float64) float64 { return math.Ceil(x - float64(1e-12*math.Abs(x))) }

func (e *evaluation) call(n *node) (Quantity, *Error) {
	arguments := make([]Quantity, len(n.arguments))
	for i, a := range n.arguments {
		q, err := e.eval(a)
		if err != nil {
			return Quantity{}, err
		}
		arguments[i] = q
	}
	return n.call.apply(e, n, arguments)
}

// plain returns the only argument, which must be without a unit.
func (e *evaluation) plain(n *node, q Quantity) (Quantity, *Error) {
	q, steps := q.settle(e.calendar)
	e.steps |= steps
	if q.powers == (powers{}) {
		return q, nil
	}
	err := e.fail(n.arguments[0], "%s takes a plain number, not %s", n.call.name, q.kind())
	if one, ok := oneOf[q.powers.dim()]; ok {
		err.tries = func() []string { return []string{e.insert(n.arguments[0].end, " / "+one)} }
	}
	return Quantity{}, err
}

// oneOf are units to divide by where a function wants a plain number.
var oneOf = map[Dim]string{
	{Byte: 1}:             "1 GB",
	{Second: 1}:           "1 day",
	{Second: -1}:          "1/s",
	{Byte: 1, Second: -1}: "1 MB/s",
	{Dollar: 1}:           "$1",
}

func rounding(name string, exact func(number) number, rough func(float64) float64) *function {
	return &function{name, 1, 1, func(e *evaluation, n *node, arguments []Quantity) (Quantity, *Error) {
		q, err := e.plain(n, arguments[0])
		if err != nil {
			return Quantity{}, err
		}
		return Quantity{value: exact(q.value), labels: q.labels, spread: q.spread.apply(rough)}, nil
	}}
}

func logarithm(name string, log func(float64) float64) *function {
	return &function{name, 1, 1, func(e *evaluation, n *node, arguments []Quantity) (Quantity, *Error) {
		q, err := e.plain(n, arguments[0])
		if err != nil {
			return Quantity{}, err
		}
		if low, _ := q.Bounds(); low <= 0 {
			return Quantity{}, e.fail(n.arguments[0], "%s takes a number above zero", name)
		}
		return Quantity{value: approximate(log(q.value.float64())), spread: q.spread.apply(log)}, nil
	}}
}

func squareRoot(e *evaluation, n *node, arguments []Quantity) (Quantity, *Error) {
	q, steps := arguments[0].settle(e.calendar)
	e.steps |= steps
	p := q.powers
	if p.byte%2 != 0 || p.dollar%2 != 0 || p.second%2 != 0 || p.day%2 != 0 || p.month%2 != 0 || p.year%2 != 0 {
		return Quantity{}, e.fail(n.arguments[0], "sqrt takes a plain number, not %s", q.kind())
	}
	if low, _ := q.Bounds(); low < 0 {
		return Quantity{}, e.fail(n.arguments[0], "sqrt takes no number below zero")
	}
	return Quantity{
		value:  approximate(math.Sqrt(q.value.float64())),
		powers: powers{p.byte / 2, p.dollar / 2, p.second / 2, p.day / 2, p.month / 2, p.year / 2},
		spread: q.spread.apply(math.Sqrt),
	}, nil
}

// extreme returns min or max: the argument that is furthest in a direction.
func extreme(name string, direction int) *function {
	return &function{name, 2, 0, func(e *evaluation, n *node, arguments []Quantity) (Quantity, *Error) {
		best := arguments[0]
		for i, q := range arguments[1:] {
			if q.Dim() != best.Dim() {
				return Quantity{}, e.mismatch(&node{
					left: n.arguments[0], right: n.arguments[i+1], start: n.start, end: n.end,
				}, best, q, "cannot be compared")
			}
			a, b, steps := align(best, q, e.calendar)
			e.steps |= steps
			best = a.extreme(b, direction)
		}
		return best, nil
	}}
}

func (q Quantity) extreme(r Quantity, direction int) Quantity {
	chosen := q
	if r.value.sub(q.value).sign() == direction {
		chosen = r
	}
	chosen.style = q.style.with(r.style)
	chosen.spread = combine(q, r, func(x, y float64) float64 {
		if y > x == (direction > 0) {
			return y
		}
		return x
	})
	return chosen
}
