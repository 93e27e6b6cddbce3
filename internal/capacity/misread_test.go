package capacity

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"spar/internal/quantity"
)

// A misreadCase is a line that calculators get wrong, and what is right. The
// last of several lines is judged; the names of those before it are known.
type misreadCase struct {
	ID, Line, Kind string
	Lines          []string
	Expect         expectation
}

// An expectation is a value, a range, a refusal, or one of several of them.
type expectation struct {
	Value     *float64
	Low, High *float64
	Hint      string `json:"unit_hint"`
	Note      *bool
	Refuse    bool
	Wrong     []json.RawMessage `json:"must_not_offer"`
	Right     json.RawMessage   `json:"should_offer"`
	Either    []expectation
}

// hinted are the dimensions of hints; any other hint leaves the kind open.
var hinted = map[string]quantity.Dim{
	"B": {Byte: 1}, "B/s": {Byte: 1, Second: -1}, "s": {Second: 1}, "/s": {Second: -1},
	"$": {Dollar: 1}, "$/s": {Dollar: 1, Second: -1}, "count": {}, "share": {},
}

func TestMisread(t *testing.T) {
	for _, c := range misreadCases(t, "testdata/misread.json") {
		if reason := c.Expect.judge(c.Lines); reason != "" {
			t.Errorf("%s [%s] %q: %s", c.ID, c.Kind, c.Lines, reason)
		}
	}
}

func misreadCases(t *testing.T, file string) []misreadCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []misreadCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for i, c := range cases {
		if c.Lines == nil {
			cases[i].Lines = []string{c.Line}
		}
	}
	return cases
}

// answer returns the last of some lines of a tape.
func answer(lines []string) Line {
	var tape Tape
	var last Line
	for _, text := range lines {
		last = tape.Add(text)
	}
	return last
}

// judge returns why the last of some lines is not answered as expected, or nothing.
func (x expectation) judge(lines []string) string {
	if len(x.Either) > 0 {
		var reasons []string
		for _, one := range x.Either {
			reason := one.judge(lines)
			if reason == "" {
				return ""
			}
			reasons = append(reasons, reason)
		}
		return strings.Join(reasons, "; or ")
	}
	got := answer(lines)
	switch notes := len(got.Result.Warnings); {
	case x.Refuse && got.Err == nil:
		return "answered with " + got.Result.Display + ", a refusal is wanted"
	case x.Refuse:
		return x.judgeFix(got.Err, lines[:len(lines)-1])
	case got.Err != nil:
		return "refused: " + got.Err.Error()
	case !x.holds(got.Result):
		return "another value or kind: " + got.Result.Display
	case x.Note != nil && *x.Note && notes == 0:
		return "no note with " + got.Result.Display
	case x.Note != nil && !*x.Note && notes > 0:
		return "a needless note: " + strings.Join(got.Result.Warnings, "; ")
	}
	return ""
}

// judgeFix evaluates what a refusal offers.
func (x expectation) judgeFix(err error, before []string) string {
	var offered []quantity.Result
	if refused, ok := errors.AsType[*quantity.Error](err); ok && refused.Fix != "" {
		for fix := range strings.SplitSeq(refused.Fix, ", or ") {
			text, _, _ := strings.Cut(fix, " → ")
			if l := answer(append(before[:len(before):len(before)], text)); l.Err == nil {
				offered = append(offered, l.Result)
			}
		}
	}
	offers := func(want json.RawMessage) bool {
		w := wanted(want)
		for _, r := range offered {
			if w.holds(r) {
				return true
			}
		}
		return false
	}
	for _, wrong := range x.Wrong {
		if offers(wrong) {
			return "refused, but offers " + string(wrong)
		}
	}
	if len(x.Right) > 0 && string(x.Right) != "null" && !offers(x.Right) {
		return "refused without offering " + string(x.Right) + ": " + err.Error()
	}
	return ""
}

// wanted reads a number, a pair of ends, or a value with its hint.
func wanted(data json.RawMessage) expectation {
	var x expectation
	var one float64
	var ends [2]float64
	switch {
	case json.Unmarshal(data, &one) == nil:
		x.Value = &one
	case json.Unmarshal(data, &ends) == nil:
		x.Low, x.High = &ends[0], &ends[1]
	default:
		_ = json.Unmarshal(data, &x)
	}
	return x
}

// holds reports whether a result has the value or the range and the kind.
func (x expectation) holds(r quantity.Result) bool {
	if d, ok := hinted[x.Hint]; ok && d != r.Quantity.Dim() {
		return false
	}
	near := func(got float64, want *float64) bool {
		return want != nil && (got == *want || math.Abs(got-*want) <= 1e-3*math.Abs(*want))
	}
	if x.Low != nil {
		return near(r.Low, x.Low) && near(r.High, x.High)
	}
	return !r.Quantity.IsRange() && near(r.Quantity.Base(), x.Value)
}
