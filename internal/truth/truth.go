// Package truth gives tests the figures that are known of what they test: by a
// closed form, from a publication, or from independent simulations. They are the
// rows of the file testdata/truth.json beside the test.
package truth

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path"
	"slices"
	"strconv"
	"testing"
)

// A Row is one figure, or several that belong together.
type Row struct {
	ID         string
	Parameters map[string]any // of the model
	Value      any            // a number, or a list
	Tolerance  map[string]any // how near a formula or a run must come, by kind: sim_rel, sim_abs, formula_rel, ...
}

// Rows returns the rows whose IDs match one of the patterns, which are those of
// [path.Match], in the order of the file. A pattern without a row fails the test.
func Rows(t testing.TB, patterns ...string) []Row {
	t.Helper()
	all := read(t)
	used := make([]bool, len(patterns))
	rows := slices.DeleteFunc(all, func(r Row) bool {
		found := false
		for i, pattern := range patterns {
			if ok, err := path.Match(pattern, r.ID); err != nil {
				t.Fatalf("rows %s: %v", pattern, err)
			} else if ok {
				used[i], found = true, true
			}
		}
		return !found
	})
	for i, pattern := range patterns {
		if !used[i] {
			t.Fatalf("no rows %s", pattern)
		}
	}
	return rows
}

// Exactly returns the rows of a pattern, and fails the test unless there are n.
func Exactly(t testing.TB, n int, pattern string) []Row {
	t.Helper()
	rows := Rows(t, pattern)
	if len(rows) != n {
		t.Fatalf("%d rows %s, want %d", len(rows), pattern, n)
	}
	return rows
}

// Find returns the row of an ID.
func Find(t testing.TB, id string) Row {
	t.Helper()
	return Exactly(t, 1, id)[0]
}

// Figure returns the value of the row of an ID, which has but one.
func Figure(t testing.TB, id string) float64 {
	t.Helper()
	return Find(t, id).Figure()
}

func read(t testing.TB) []Row {
	t.Helper()
	data, err := os.ReadFile("testdata/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []Row
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatalf("testdata/truth.json: %v", err)
	}
	return rows
}

// Number returns a parameter. It panics if that is missing, for a test must not go
// on with a zero.
func (r Row) Number(name string) float64 {
	x, ok := r.Parameters[name].(float64)
	if !ok {
		panic(fmt.Sprintf("row %s has no number %s", r.ID, name))
	}
	return x
}

// NumberOr returns a parameter, or another number where it is missing.
func (r Row) NumberOr(name string, otherwise float64) float64 {
	if x, ok := r.Parameters[name].(float64); ok {
		return x
	}
	return otherwise
}

// Text returns a parameter as a scenario has it. It panics as Number does.
func (r Row) Text(name string) string { return strconv.FormatFloat(r.Number(name), 'f', -1, 64) }

// Figure returns the value of a row that has one. It panics if it is something
// else.
func (r Row) Figure() float64 {
	x, ok := r.Value.(float64)
	if !ok {
		panic(fmt.Sprintf("row %s is %v, which is no number", r.ID, r.Value))
	}
	return x
}

// Figures returns the numbers of a row, also if there is but one. It panics if the
// value is something else.
func (r Row) Figures() []float64 {
	list, ok := r.Value.([]any)
	if !ok {
		return []float64{r.Figure()}
	}
	figures := make([]float64, len(list))
	for i, x := range list {
		figures[i] = Row{ID: r.ID, Value: x}.Figure()
	}
	return figures
}

// Slack returns by how much a measured figure may differ from want: by the row's
// relative tolerance of runs, or else by its absolute one. It is zero if there is
// none.
func (r Row) Slack(want float64) float64 {
	if relative, ok := r.Tolerance["sim_rel"].(float64); ok {
		return relative * math.Abs(want)
	}
	absolute, _ := r.Tolerance["sim_abs"].(float64)
	return absolute
}

// Check fails the test unless got is within the row's slack of want, or as much
// further away as chance may bring it.
func (r Row) Check(t testing.TB, what string, got, want, chance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= r.Slack(want)+chance) {
		t.Errorf("%s: %s is %.6g, want %.6g within %.2g and chance %.2g", r.ID, what, got, want, r.Slack(want), chance)
	}
}

// Near reports whether got is within a relative tolerance of want.
func Near(got, want, relative float64) bool { return math.Abs(got-want) <= relative*math.Abs(want) }

// Check fails the test unless got is within a relative tolerance of want.
func Check(t testing.TB, what string, got, want, relative float64) {
	t.Helper()
	if !Near(got, want, relative) {
		t.Errorf("%s is %.12g, want %.12g within %g%%", what, got, want, relative*100)
	}
}
