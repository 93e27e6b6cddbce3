package printout

import (
	"strings"
	"testing"

	"spar/internal/system"
)

func TestArrays(t *testing.T) {
	s := lamp()
	draw := func(values []float64, ascii bool) string {
		drawn := text(60, ascii, result(&system.Result{Description: s, Arrays: map[string][]float64{"lamp_flashes": values}}))
		checkLayout(t, drawn, 60, ascii)
		return drawn
	}
	few := draw([]float64{10, 5, 0}, true)
	for _, want := range []string{"lamp flashes", " 1  " + strings.Repeat("#", 30) + "  10", " 2  " + strings.Repeat("#", 15) + strings.Repeat(".", 15) + "   5", " 3  " + strings.Repeat(".", 30) + "   0"} {
		if !strings.Contains(few, want) {
			t.Errorf("no %q in\n%s", want, few)
		}
	}
	many := make([]float64, 100)
	for i := range many {
		many[i] = float64(i + 1)
	}
	all := draw(many, false)
	if !strings.Contains(all, "100, from 1 to 100") || strings.Count(all, "█") != 13 {
		t.Errorf("a hundred members:\n%s", all)
	}
	for _, nothing := range [][]float64{nil, {0, 0}} {
		if text := draw(nothing, true); strings.Contains(text, "flashes") {
			t.Errorf("nothing to show is shown:\n%s", text)
		}
	}
}
