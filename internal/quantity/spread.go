package quantity

import (
	"math"
	"slices"
)

// maxInputs bounds the ranges that one figure depends on: every one of them
// doubles the corners.
const maxInputs = 10

// An input is one range as somebody wrote it. Its address is its identity: what
// depends on the same input moves together.
type input struct {
	text string // as written, "50..200 bytes"
}

// A spread is what a quantity may be, depending on the ends of its inputs.
type spread struct {
	inputs []*input
	// corners has a value for every choice of ends: bit i of the index is set
	// where input i is at its high end.
	corners []float64
	// alone has the value with one input at an end and the others in the
	// middle: that of input i at its low end is at 2i, at its high end at 2i+1.
	alone []float64
}

// newSpread returns the spread of an input itself.
func newSpread(in *input, low, high float64) *spread {
	ends := []float64{low, high}
	return &spread{inputs: []*input{in}, corners: ends, alone: ends}
}

// middle returns the middle of a range: of its orders of magnitude if it has
// any, as a log-normal variable has its median.
func middle(low, high number) number {
	if low.sign() > 0 {
		return approximate(math.Sqrt(low.float64()) * math.Sqrt(high.float64()))
	}
	return low.add(high).mul(ratio(1, 2))
}

// apply returns the spread of f(q), and nil for no spread.
func (s *spread) apply(f func(float64) float64) *spread {
	if s == nil {
		return nil
	}
	values := make([]float64, len(s.corners)+len(s.alone))
	out := &spread{inputs: s.inputs, corners: values[:len(s.corners)], alone: values[len(s.corners):]}
	for i, v := range s.corners {
		out.corners[i] = f(v)
	}
	for i, v := range s.alone {
		out.alone[i] = f(v)
	}
	return out
}

// combine returns the spread of f(q, r), or nil if both are certain or if what
// is uncertain about them cancels.
func combine(q, r Quantity, f func(x, y float64) float64) *spread {
	var out *spread
	switch {
	case q.spread == nil && r.spread == nil:
		return nil
	case r.spread == nil:
		y := r.value.float64()
		out = q.spread.apply(func(x float64) float64 { return f(x, y) })
	case q.spread == nil:
		x := q.value.float64()
		out = r.spread.apply(func(y float64) float64 { return f(x, y) })
	default:
		out = merge(q, r, f)
	}
	if len(out.inputs) <= maxInputs && out.constant() {
		return nil
	}
	return out
}

// merge returns the spread of f(q, r) over the inputs of both.
func merge(q, r Quantity, f func(x, y float64) float64) *spread {
	left, right := q.spread, r.spread
	inputs := slices.Clone(left.inputs)
	place := make([]int, len(right.inputs)) // of the inputs of right among all
	for i, in := range right.inputs {
		if place[i] = slices.Index(inputs, in); place[i] < 0 {
			place[i] = len(inputs)
			inputs = append(inputs, in)
		}
	}
	if len(inputs) > maxInputs {
		return &spread{inputs: inputs} // which eval refuses
	}
	out := &spread{inputs: inputs, corners: make([]float64, 1<<len(inputs)), alone: make([]float64, 2*len(inputs))}
	for c := range out.corners {
		out.corners[c] = f(left.corners[c&(len(left.corners)-1)], right.corners[gather(c, place)])
	}
	for i, in := range inputs {
		for end := range 2 {
			out.alone[2*i+end] = f(left.at(in, end, q.value), right.at(in, end, r.value))
		}
	}
	return out
}

// at returns the value with one input at an end.
func (s *spread) at(in *input, end int, middle number) float64 {
	if i := slices.Index(s.inputs, in); i >= 0 {
		return s.alone[2*i+end]
	}
	return middle.float64()
}

// gather returns the corner of a part whose input i is input place[i] of the
// whole.
func gather(corner int, place []int) int {
	part := 0
	for i, at := range place {
		part |= corner >> at & 1 << i
	}
	return part
}

// constant reports whether all corners agree but for noise.
func (s *spread) constant() bool {
	low, high := s.bounds()
	return s.measurable() && high-low <= 1e-12*max(math.Abs(low), math.Abs(high))
}

func (s *spread) bounds() (low, high float64) {
	return slices.Min(s.corners), slices.Max(s.corners)
}

// measurable reports whether every corner is.
func (s *spread) measurable() bool {
	return !slices.ContainsFunc(s.corners, func(v float64) bool { return !measurable(v) })
}

// likely combines what each input does alone in quadrature, as if it were
// log-normal and independent of the others; where a value is not positive, as
// if it were normal. The range of a single input stays as it is.
func (s *spread) likely(middle float64) (low, high float64) {
	to, from := func(x float64) float64 { return x }, func(x float64) float64 { return x }
	if middle > 0 && slices.Min(s.alone) > 0 {
		to, from = math.Log, math.Exp
	}
	var down, up float64 // sums of squares
	for i := range s.inputs {
		d, u := s.effect(i, to(middle), to)
		down += float64(d * d)
		up += float64(u * u)
	}
	low, high = s.bounds()
	return max(low, from(to(middle)-math.Sqrt(down))), min(high, from(to(middle)+math.Sqrt(up)))
}

// effect returns how far input i alone takes the value down and up.
func (s *spread) effect(i int, middle float64, to func(float64) float64) (down, up float64) {
	a, b := to(s.alone[2*i])-middle, to(s.alone[2*i+1])-middle
	return max(0, -min(a, b)), max(0, a, b)
}

// driver returns the input that moves the value most.
func (s *spread) driver() *input {
	var best *input
	widest := -1.0
	for i, in := range s.inputs {
		if width := math.Abs(s.alone[2*i+1] - s.alone[2*i]); width > widest {
			best, widest = in, width
		}
	}
	return best
}
