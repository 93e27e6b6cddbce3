package drill

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"spar/internal/capacity"
	"spar/internal/notebook"
	"spar/internal/quantity"
)

// A Question is one question of a drill.
type Question struct {
	Seed     uint64 // of the drill
	Number   int    // from 1
	Source   string // the interview question that it is from: "spar/chat"
	Title    string // of that
	Estimate string // its id there
	Ask      string // what to estimate
	Unit     string // to say it in; may be empty
	// Givens are the figures that the answer depends on. An answer may name them.
	Givens []capacity.Given

	formula   string
	tolerance float64
	given     *capacity.Sheet
	worked    *capacity.Sheet // its last line is the formula in the unit
	expected  quantity.Quantity
}

// Asks returns what to estimate with the unit to say it in.
func (q *Question) Asks() string {
	if q.Unit == "" {
		return q.Ask
	}
	return q.Ask + ", in " + q.Unit
}

// A Graded is an answer that was understood.
type Graded struct {
	capacity.Grade
	Guess string // as it was understood; empty for a skipped question
}

// Skipped is the grade of no answer at all.
func Skipped() Graded { return Graded{} }

// Skipped reports whether no answer was given.
func (g Graded) Skipped() bool { return g.Guess == "" }

// Grade grades an answer in the calculator's language. A bare number is in the
// unit asked for; where that is a count, such as billions, a number that is
// right as it stands passes too. The error, for what cannot be read, is of type
// *quantity.Error.
func (q *Question) Grade(text string) (Graded, error) {
	env := quantity.Env{Names: q.given.Lookup}
	read, err := env.Eval(text)
	if err != nil {
		return Graded{}, err
	}
	graded := q.grade(read.Quantity)
	counts := q.expected.Dim() == quantity.Dim{}
	if read.Quantity.Dim() != (quantity.Dim{}) || counts && strings.ContainsFunc(text, unicode.IsLetter) {
		return graded, nil
	}
	in, err := env.Eval("(" + text + ") " + q.Unit)
	if err != nil || counts && graded.Passed {
		return graded, nil
	}
	return q.grade(in.Quantity), nil
}

func (q *Question) grade(guess quantity.Quantity) Graded {
	return Graded{capacity.GradeGuess(guess, q.expected, q.tolerance, q.worked.Factors(q.Estimate)...), q.show(guess)}
}

// show writes a value in the unit asked for, or in its own where it is of
// another kind.
func (q *Question) show(v quantity.Quantity) string {
	if unit, err := quantity.ParseUnit(q.Unit); err == nil && q.Unit != "" {
		if text, ok := v.In(unit); ok {
			return text
		}
	}
	return v.String()
}

// Expected returns the answer in the unit asked for.
func (q *Question) Expected() string { return q.show(q.expected) }

// asked returns an expression that gives its result in the unit asked for.
func (q *Question) asked(expression string) string {
	if q.Unit == "" {
		return expression
	}
	return expression + " in " + q.Unit
}

// A Route is how an answer is worked out.
type Route struct {
	Formula string // over the names of the givens
	Reading string // the formula with its figures
	Result  string
	// Rough is the way by friendly figures, which fits into a head, with how far
	// off it leads, and RoughResult where it leads to; both are empty where
	// the figures are friendly already.
	Rough, RoughResult string
	Say                string // the result aloud
}

// Route works the answer out.
func (q *Question) Route() Route {
	lines := q.worked.Lines()
	last := len(lines) - 1
	r := Route{Formula: q.formula, Reading: lines[last].Result.Reading, Result: lines[last].Result.Display, Say: lines[last].Say()}
	if rough, ok := q.worked.Roughly(last); ok {
		r.Rough, r.RoughResult = rough.Reading, rough.Display
	}
	return r
}

// Answer returns what a notebook keeps of an answer that was given at a time
// after the question had been asked for so long.
func (q *Question) Answer(at time.Time, took time.Duration, graded Graded) notebook.Answer {
	return notebook.Answer{
		At: at.Truncate(time.Millisecond).UTC(), Seed: q.Seed, Number: q.Number,
		Question: q.Source, Estimate: q.Estimate, Ask: q.Ask,
		Guess: graded.Guess, Expected: q.Expected(), Verdict: string(graded.Verdict), Slip: graded.Slip,
		Passed: graded.Passed, Seconds: took.Round(time.Millisecond).Seconds(), Late: took > Limit,
	}
}

// Remark says in a line how an answer did.
func Remark(a notebook.Answer) string {
	if a.Guess == "" {
		return "skipped; " + a.Expected + " is right"
	}
	remark := a.Guess + ", " + a.Verdict
	if a.Slip != "" {
		remark += ": " + a.Slip
	}
	if a.Late {
		remark += fmt.Sprintf("; late, after %.0f s", a.Seconds)
	}
	return remark
}
