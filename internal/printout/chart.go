package printout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/guptarohit/asciigraph"

	"spar/internal/system"
)

const chartHeight = 5

// chartMarks are the lines that a chart is drawn with.
type chartMarks struct {
	lines asciigraph.CharSet
	ascii bool
}

var (
	unicodeChart = chartMarks{lines: asciigraph.DefaultCharSet}
	asciiChart   = chartMarks{
		lines: asciigraph.CharSet{
			Horizontal: "-", VerticalLine: "|", ArcDownRight: ".", ArcDownLeft: ".", ArcUpRight: "'", ArcUpLeft: "'",
			EndCap: "-", StartCap: "-", UpRight: "+", DownHorizontal: "+",
		},
		ascii: true,
	}
)

// axis replaces the characters of an axis that asciigraph always draws.
var axis = strings.NewReplacer("┤", "|", "┼", "+")

// charts draws the p99 and the throughput over time, with the faults marked
// under the time at which they strike.
func (w *writer) charts(r *system.Result) {
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
func (w *writer) chart(title string, r *system.Result, values []float64, worst func([]float64) float64, format func(float64) string) {
	const labels = 8
	cells := w.width - labels - 3
	w.heading(title)
	plot := asciigraph.Plot(spread(values, cells, worst),
		asciigraph.Height(chartHeight), asciigraph.LowerBound(0),
		asciigraph.SeriesChars(w.marks.chart.lines),
		asciigraph.YAxisValueFormatter(func(v float64) string { return padLeft(format(max(v, 0)), labels) }))
	if w.marks.chart.ascii {
		plot = axis.Replace(plot)
	}
	w.line("%s", plot)
	left := strings.Repeat(" ", labels+3)
	w.spread(left+"0 s", system.Seconds.Format(r.VirtualSeconds))
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
func (w *writer) faults(r *system.Result, left, cells int) {
	for i, p := range r.Series {
		column := left + (i*cells+len(r.Series)-1)/len(r.Series)
		before, after := column-1, w.width-column-2
		for _, text := range joined(p.Faults, max(before, after)) {
			if length := utf8.RuneCountInString(text); length > after {
				w.line("%s%s %s", strings.Repeat(" ", max(before-length, 0)), text, w.marks.up)
				continue
			}
			w.line("%s%s %s", strings.Repeat(" ", column), w.marks.up, text)
		}
	}
}

// joined lists texts in as few rows as have room for them.
func joined(texts []string, width int) []string {
	var rows []string
	for _, text := range texts {
		last := len(rows) - 1
		if last >= 0 && utf8.RuneCountInString(rows[last]+", "+text) <= width {
			rows[last] += ", " + text
			continue
		}
		rows = append(rows, text)
	}
	return rows
}

func padLeft(text string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text))) + text
}
