package printout

import (
	"fmt"
	"slices"

	"spar/internal/system"
)

// mostBars is how many members get a bar each; more of them share lines.
const mostBars = 16

// arrays draws the metrics that are a figure for each member.
func (w *Writer) arrays(r *system.Result) {
	for _, m := range r.Description.Metrics {
		values := r.Arrays[m.Name]
		if len(values) == 0 || slices.Max(values) <= 0 {
			continue
		}
		if len(values) <= mostBars {
			w.Heading(label(m.Name))
			w.bars(m.Unit, values)
			continue
		}
		least, most := slices.Min(values), slices.Max(values)
		w.Blank()
		w.Ends(label(m.Name), fmt.Sprintf("%d, from %s to %s", len(values), m.Unit.Format(least), m.Unit.Format(most)))
		w.levels(values)
	}
}

// bars draws a bar for each value.
func (w *Writer) bars(unit system.Unit, values []float64) {
	most := slices.Max(values)
	cells := min(max(w.width/2, 8), 60)
	rows := make([][]string, len(values))
	for i, value := range values {
		rows[i] = []string{fmt.Sprint(i + 1), w.Meter(value/most, cells), unit.Format(value)}
	}
	w.Table(rows)
}

// levels draws a character for each value, the higher the larger it is.
func (w *Writer) levels(values []float64) {
	most := slices.Max(values)
	for line := range slices.Chunk(values, w.width-1) {
		row := " "
		for _, value := range line {
			if value > 0 {
				row += w.Level(value / most)
			} else {
				row += " "
			}
		}
		w.Row(row)
	}
}
