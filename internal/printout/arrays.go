package printout

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/system"
)

// mostBars is how many members get a bar each; more of them share lines.
const mostBars = 16

// arrays draws the metrics that are a figure for each member.
func (w *writer) arrays(r *system.Result) {
	for _, m := range r.Description.Metrics {
		values := r.Arrays[m.Name]
		if len(values) == 0 || slices.Max(values) <= 0 {
			continue
		}
		if len(values) <= mostBars {
			w.heading(label(m.Name))
			w.bars(m.Unit, values)
			continue
		}
		least, most := slices.Min(values), slices.Max(values)
		w.WriteByte('\n')
		w.spread(label(m.Name), fmt.Sprintf("%d, from %s to %s", len(values), m.Unit.Format(least), m.Unit.Format(most)))
		w.columns(values)
	}
}

// bars draws a bar for each value.
func (w *writer) bars(unit system.Unit, values []float64) {
	most := slices.Max(values)
	cells := min(max(w.width/2, 8), 60)
	rows := make([][]string, len(values))
	for i, value := range values {
		rows[i] = []string{fmt.Sprint(i + 1), w.bar(value/most, cells), unit.Format(value)}
	}
	w.table(rows)
}

// columns draws a character for each value, the higher the larger it is.
func (w *writer) columns(values []float64) {
	most := slices.Max(values)
	for line := range slices.Chunk(values, w.width-1) {
		var b strings.Builder
		for _, value := range line {
			level := int(value / most * float64(len(w.marks.levels)-1))
			b.WriteRune(w.marks.levels[max(0, level)])
		}
		w.line(" %s", b.String())
	}
}
