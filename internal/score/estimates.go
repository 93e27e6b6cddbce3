package score

import (
	"maps"
	"slices"

	"spar/internal/capacity"
	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/question"
)

// An EstimateGrade is one estimate asked for, with the candidate's value held
// against the expected one.
type EstimateGrade struct {
	ID       string           `json:"id"`
	Ask      string           `json:"ask"`
	Guess    string           `json:"guess"` // as shown; empty if none was stated
	Expected string           `json:"expected"`
	Verdict  capacity.Verdict `json:"verdict,omitempty"`
	Passed   bool             `json:"passed"`
	// Slip names the likely mistake behind a wrong value, empty if none is known.
	Slip string `json:"slip,omitempty"`
	// Decides is what the candidate says the number decides. Decided reports that it
	// is what the question expects, and that the number is right enough to decide it.
	Decides string `json:"decides,omitempty"`
	Decided bool   `json:"decided"`

	// Line of the sheet that states the value.
	Line   string  `json:"line,omitempty"`
	factor float64 // by which it is off; 0 if it cannot be compared
}

// Stated reports whether the candidate gave a value.
func (e EstimateGrade) Stated() bool { return e.Guess != "" }

// Estimates grades the estimates that q asks for, in its order. Both sides are
// worked out from the givens as they were before any curveball.
func Estimates(q *question.Question, a *interview.Attempt) []EstimateGrade {
	givens := Givens(q.Givens)
	expected, sheet := capacity.New(givens...), capacity.New(givens...)
	expected.SetLines(Formulas(q))
	sheet.SetLines(a.Capacity.Sheet)
	grades := make([]EstimateGrade, 0, len(q.Phases.Capacity.Estimates))
	for _, e := range q.Phases.Capacity.Estimates {
		want, _ := expected.Lookup(e.ID)
		grade := EstimateGrade{
			ID: e.ID, Ask: e.Ask, Expected: show(want, e.In),
			Decides: keyed(a.Capacity.Decides, e),
		}
		said, ok := stated(e, a, sheet)
		if !ok {
			said, ok = spotOn(want, sheet)
		}
		if ok {
			grade.Line = said.line
			grade.Guess = show(said.value, e.In)
			g := capacity.GradeGuess(said.value, want, e.Tolerance, expected.Factors(e.ID)...)
			grade.Verdict, grade.Passed, grade.Slip, grade.factor = g.Verdict, g.Passed, g.Slip, g.Factor
		}
		grades = append(grades, grade)
	}
	return grades
}

// Givens returns a question's givens as a sheet takes them.
func Givens(givens question.Givens) []capacity.Given {
	out := make([]capacity.Given, len(givens))
	for i, given := range givens {
		out[i] = capacity.Given{Name: given.Name, Expr: given.Expr}
	}
	return out
}

// Formulas returns the question's own sheet: a line for each estimate.
func Formulas(q *question.Question) []string {
	var lines []string
	for _, e := range q.Phases.Capacity.Estimates {
		lines = append(lines, e.ID+" = "+e.Formula)
	}
	return lines
}

// Stated returns the candidate's value of the estimate of an id, and the name or
// expression by which it was chosen, empty if a line of the estimate's own name
// states it; ok is false if there is none.
func Stated(q *question.Question, a *interview.Attempt, id string) (value quantity.Quantity, chosen string, ok bool) {
	for _, e := range q.Phases.Capacity.Estimates {
		if e.ID == id {
			sheet := capacity.New(Givens(q.Givens)...)
			sheet.SetLines(a.Capacity.Sheet)
			said, ok := stated(e, a, sheet)
			return said.value, said.chosen, ok
		}
	}
	return value, "", false
}

// A statement is what a candidate says an estimate comes to.
type statement struct {
	value  quantity.Quantity
	line   string // that states it
	chosen string // how the line was chosen, empty if its name says it
}

// stated returns the candidate's statement of an estimate: what the attempt says
// outright, which may be the name of a line of the sheet, or else the last line
// that bears one of the estimate's names.
func stated(e question.Estimate, a *interview.Attempt, sheet *capacity.Sheet) (statement, bool) {
	lines := sheet.Lines()
	if text := keyed(a.Capacity.Estimates, e); text != "" {
		value, err := sheet.Env().Eval(text)
		if err == nil {
			return statement{value.Quantity, quoted(lines, text), text}, true
		}
	}
	for i := len(lines) - 1; i >= 0; i-- {
		if l := lines[i]; l.Err == nil && !l.Blank() && e.Called(l.Name) {
			return statement{l.Result.Quantity, l.Text, ""}, true
		}
	}
	return statement{}, false
}

// spotOn returns the line of the sheet that comes to what an estimate should come
// to, whatever it is called: people name their lines as they like. Only what is
// spot on can be recognised so.
func spotOn(want quantity.Quantity, sheet *capacity.Sheet) (statement, bool) {
	for _, l := range sheet.Lines() {
		if l.Number == 0 || l.Err != nil || l.Blank() || l.Kind == capacity.SettingLine {
			continue
		}
		if capacity.GradeGuess(l.Result.Quantity, want, 0).Verdict == capacity.SpotOn {
			return statement{l.Result.Quantity, l.Text, ""}, true
		}
	}
	return statement{}, false
}

// keyed returns what is said under any of an estimate's names, its own first.
func keyed(said map[string]string, e question.Estimate) string {
	if text := said[e.ID]; text != "" {
		return text
	}
	for _, key := range slices.Sorted(maps.Keys(said)) {
		if e.Called(key) {
			return said[key]
		}
	}
	return ""
}

// quoted returns the line of a name, or an expression as it stands.
func quoted(lines []capacity.Line, text string) string {
	for _, l := range lines {
		if l.Name == text && l.Kind != capacity.GuessLine {
			return l.Text
		}
	}
	return text
}

// show writes a value in the unit that the question asks for, or in its own
// where it is of another kind.
func show(q quantity.Quantity, unit string) string {
	if u, err := quantity.ParseUnit(unit); err == nil && unit != "" {
		if text, ok := q.In(u); ok {
			return text
		}
	}
	return q.String()
}

// gradeEstimates scores each estimate: half for the value, half for what it
// decides.
func (g *grader) gradeEstimates() {
	for i, e := range g.question.Phases.Capacity.Estimates {
		grade := g.estimates[i]
		item := Item{ID: e.ID, Text: e.Ask, Phase: interview.Capacity, Points: float64(max(2, e.Points))}
		value := item.Points
		if len(e.Decides) > 0 && (g.played() || len(g.attempt.Capacity.Decides) > 0) {
			value /= 2
		}
		if grade.Passed {
			item.Earned = value
			item.Evidence = append(item.Evidence, Evidence{interview.Capacity, grade.Line})
		}
		if grade.Decided && item.Points > value {
			item.Earned += item.Points - value
			item.Evidence = append(item.Evidence, Evidence{interview.Capacity, grade.Decides})
		}
		g.add(question.EstimationDimension, item)
	}
}
