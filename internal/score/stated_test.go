package score_test

import (
	"testing"

	"spar/internal/interview"
	"spar/internal/score"
)

// What an attempt states outright may name lines of the sheet, and what cannot
// be evaluated gives way to the line of the estimate's own name.
func TestStated(t *testing.T) {
	for _, c := range []struct {
		stated string
		sheet  []string
		guess  string
		quote  string
	}{
		{"", []string{"rate = 12k/s"}, "12k/s", "rate = 12k/s"},
		{"11k/s", []string{"rate = 12k/s"}, "11k/s", "11k/s"},
		{"busy_rate", []string{"rate = 9k/s", "busy rate = views"}, "11.6k/s", "busy rate = views"},
		{"busy_rate * 2", []string{"busy rate = views"}, "23.1k/s", "busy_rate * 2"},
		{"views", nil, "11.6k/s", "views"},
		{"gone", []string{"rate = 12k/s"}, "12k/s", "rate = 12k/s"},
		{"gone", nil, "", ""},
	} {
		a := good()
		a.Capacity = interview.CapacityAttempt{Sheet: c.sheet, Estimates: map[string]string{"rate": c.stated}}
		got := score.Estimates(small(), a)[0]
		if got.Guess != c.guess {
			t.Errorf("stating %q over %q is %q, want %q", c.stated, c.sheet, got.Guess, c.guess)
		}
		value, chosen, ok := score.Stated(small(), a, "rate")
		if ok != (c.guess != "") || ok && value.String() != c.guess || chosen != "" && chosen != c.stated {
			t.Errorf("Stated with %q over %q = %s, %v, want %q", c.stated, c.sheet, value, ok, c.guess)
		}
		for _, d := range score.Grade(small(), a).Dimensions {
			for _, item := range d.Items {
				if item.ID == "rate" && c.quote != "" && (len(item.Evidence) == 0 || item.Evidence[0].Line != c.quote) {
					t.Errorf("stating %q over %q is quoted as %v, want %q", c.stated, c.sheet, item.Evidence, c.quote)
				}
			}
		}
	}
}
