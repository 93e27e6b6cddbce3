package capacity

import "spar/internal/quantity"

// Roughly evaluates line i, from 0, with every figure rounded to a friendly
// one, as rough does: its reading is the route and the drift. It returns
// ok false where that leads nowhere: there is no figure, it is rounded already,
// rounding changes nothing, or so much that it is no help, as with 1 - 99.9%.
func (s *Sheet) Roughly(i int) (r quantity.Result, ok bool) {
	if i < 0 || i >= len(s.entries) {
		return r, false
	}
	e := s.entries[i]
	if e.line.Err != nil || e.line.Kind != AssumedLine && e.line.Kind != DerivedLine {
		return r, false
	}
	start, end, _ := e.parsed.Expression()
	text := e.line.Text
	rough, err := s.env(e).ParseLine(text[:start] + "rough(" + text[start:end] + ")" + text[end:])
	if err != nil {
		return r, false
	}
	if r, err = rough.Eval(s.env(e)); err != nil {
		return r, false
	}
	exact := e.line.Result
	if r.Quantity.Base() == exact.Quantity.Base() {
		// A conversion has its own constants of the calendar.
		return r, r.Value != exact.Value
	}
	ratio := r.Quantity.Base() / exact.Quantity.Base()
	return r, ratio > 0.5 && ratio < 2
}
