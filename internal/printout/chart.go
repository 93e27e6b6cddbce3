package printout

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/guptarohit/asciigraph"

	"spar/internal/system"
)

const chartHeight = 5

// charts draws the p99 and the throughput over time, with the faults marked
// under the time at which they strike.
func (w *Writer) charts(r *system.Result) {
	if len(r.Series) < 2 {
		return
	}
	p99 := make([]float64, len(r.Series))
	throughput := make([]float64, len(r.Series))
	for i, p := range r.Series {
		p99[i], throughput[i] = p.P99, p.Throughput
	}
	if slices.Max(p99) > 0 {
		w.chart("p99 by time of arrival", r, p99, slices.Max, system.Seconds.Format)
	}
	if slices.Max(throughput) > 0 {
		w.chart("answers a second", r, throughput, slices.Min, system.PerSecond.Format)
	}
}

// chart draws one line over time. Charts share a width for their labels so that
// the same time is in the same column in all of them. Where several values share
// a column, worst says which of them is shown.
func (w *Writer) chart(title string, r *system.Result, values []float64, worst func([]float64) float64, format func(float64) string) {
	const labels = 10
	cells := w.width - labels - 3
	w.Heading(title)
	plot := asciigraph.Plot(spread(values, cells, worst),
		asciigraph.Height(chartHeight), asciigraph.LowerBound(0),
		asciigraph.YAxisValueFormatter(func(v float64) string { return padLeft(format(max(v, 0)), labels) }))
	for row := range strings.SplitSeq(plot, "\n") {
		w.Row(row)
	}
	left := strings.Repeat(" ", labels+3)
	w.Ends(left+"0 s", system.Seconds.Format(r.VirtualSeconds))
	w.faults(r, len(left), cells)
}

// spread shows values in so many cells, so that none of the worst is lost.
func spread(values []float64, cells int, worst func([]float64) float64) []float64 {
	shown := make([]float64, cells)
	for i := range shown {
		first := i * len(values) / cells
		last := max(first+1, (i+1)*len(values)/cells)
		shown[i] = worst(values[first:last])
	}
	return shown
}

// faults marks faults under their times, on the side that has more room.
func (w *Writer) faults(r *system.Result, left, cells int) {
	for i, p := range r.Series {
		column := left + (i*cells+len(r.Series)-1)/len(r.Series)
		before, after := column-1, w.width-column-2
		for _, text := range joined(w.row(p.Faults), max(before, after)) {
			switch length := ansi.StringWidth(text); {
			case length <= after:
				w.Row(strings.Repeat(" ", column) + w.Up + " " + text)
			case length <= before:
				w.Row(strings.Repeat(" ", before-length) + text + " " + w.Up)
			default:
				w.Item(w.Up+" ", text)
			}
		}
	}
}

// joined lists texts in as few rows as have room for them.
func joined(texts []string, width int) []string {
	var rows []string
	for _, text := range texts {
		last := len(rows) - 1
		if last >= 0 && ansi.StringWidth(rows[last]+", "+text) <= width {
			rows[last] += ", " + text
			continue
		}
		rows = append(rows, text)
	}
	return rows
}

func padLeft(text string, width int) string {
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(text))) + text
}
