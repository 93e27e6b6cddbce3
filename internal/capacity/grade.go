package capacity

import (
	"fmt"
	"math"

	"spar/internal/quantity"
)

// A Verdict says how close a guess is.
type Verdict string

// The verdicts, by the distance from what was expected in orders of magnitude.
const (
	SpotOn      Verdict = "spot on"       // at most 0.15: a factor of 1.4
	SameOrder   Verdict = "same order"    // at most 0.5: a factor of 3.2
	OneOrderOff Verdict = "one order off" // at most 1
	Wrong       Verdict = "wrong"         // more, or another kind of quantity
)

// Limits of the verdicts in orders of magnitude.
const (
	spotOnLimit    = 0.15
	sameOrderLimit = 0.5
	oneOrderLimit  = 1
)

// A Grade is a guess held against what was expected.
type Grade struct {
	Verdict Verdict
	Passed  bool // spot on or the same order
	// Factor is guess over expected: 8 for eight times too high. It is 0 if the
	// two cannot be compared. Of an expected range the nearer end counts, and
	// Factor is 1 within it.
	Factor float64
	// Slip says how far off the guess is, and names the likely mistake if there is
	// one: "about 8 times too high: bits instead of bytes?". It is empty if the
	// guess is spot on.
	Slip string
}

// GradeGuess grades a guess by its order of magnitude. Expected may be a range.
// Tolerance is the factor by which a guess may be off and still pass; 0 means
// half an order of magnitude. The factors of the expected figure help to name
// the slip.
func GradeGuess(guess, expected quantity.Quantity, tolerance float64, factors ...quantity.Factor) Grade {
	if guess.Dim() != expected.Dim() {
		return Grade{Verdict: Wrong, Slip: kindSlip(guess, expected)}
	}
	g := Grade{Verdict: Wrong, Factor: times(guess, expected)}
	distance := math.Abs(math.Log10(g.Factor))
	pass := sameOrderLimit
	if tolerance >= 1 {
		pass = math.Log10(tolerance)
	}
	const rounding = 1e-9 // a guess at the limit passes
	switch {
	case !(g.Factor > 0):
		g.Factor = 0
	case distance <= min(spotOnLimit, pass)+rounding:
		g.Verdict, g.Passed = SpotOn, true
	case distance <= pass+rounding:
		g.Verdict, g.Passed = SameOrder, true
	case distance <= max(oneOrderLimit, pass)+rounding:
		g.Verdict = OneOrderOff
	}
	if g.Verdict != SpotOn && g.Factor > 0 {
		g.Slip = slip(g.Factor, expected.Dim(), factors)
	}
	return g
}

// times returns how many times the expected value the guess is. A guess that is
// a range counts by its middle.
func times(guess, expected quantity.Quantity) float64 {
	low, high := expected.Bounds()
	g := guess.Base()
	switch {
	case g == low && g == high, low <= g && g <= high:
		return 1
	case g < low:
		return g / low
	}
	return g / high
}

// String writes verdict and slip in one line.
func (g Grade) String() string {
	if g.Slip == "" {
		return string(g.Verdict)
	}
	return fmt.Sprintf("%s: %s", g.Verdict, g.Slip)
}

// gradeGuess grades a line such as "storage ? 200 TB".
func (s *Sheet) gradeGuess(e *entry) {
	other := s.byName[key(e.line.Name)]
	if other == nil || other.line.Err != nil {
		e.line.Err = e.nameError("nothing to hold the guess against: no line gives %s", e.line.Name)
		return
	}
	grade := GradeGuess(e.line.Result.Quantity, other.line.Result.Quantity, 0, s.Factors(e.line.Name)...)
	e.line.Grade = &grade
	e.line.Result.Display = grade.String()
}

// Factors returns the factors of the line or given of a name, if it is a
// product.
func (s *Sheet) Factors(name string) []quantity.Factor {
	e := s.byName[key(name)]
	if e == nil || e.parsed == nil {
		return nil
	}
	return e.parsed.Factors(s.Env())
}
