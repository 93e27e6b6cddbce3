package lab

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"

	"spar/internal/printout"
	"spar/internal/tui/frame"
)

// The widths from which two charts stand beside each other: where there is no
// room for one above the other, and at all.
const (
	beside = 76
	wide   = 160
)

// The most rows of a chart, and the cells of the labels at its left.
const (
	tallest    = 36
	labelCells = 8
)

// A chart shows two figures over time: columns up to the lower one, and a spread
// from there to the upper one.
type chart struct {
	lower, upper []float64 // by slice; those that have begun
	highest      float64   // of these, and of those of a run that is compared
	slices       int       // of the whole run
	format       func(float64) string
	spread       lipgloss.Style
}

// charts draws latency and throughput in so many rows, or the figures of a system
// that has no series.
func (l *lane) charts(room int) {
	latency, throughput, ok := l.series()
	switch {
	case room < 1:
	case !ok:
		l.figures(room)
	case l.width >= wide && room >= 4:
		l.chartsBeside(latency, throughput, min(room-2, tallest))
	case room >= 2*(1+6)+1:
		rows := min((room-3)/2, tallest)
		l.chart(latency, l.latencyHead(), rows)
		l.chart(throughput, l.throughputHead(), rows)
		l.axis()
	case l.width >= beside && room >= 4:
		l.chartsBeside(latency, throughput, min(room-2, tallest))
	case room >= 2*(1+2)+1:
		rows := (room - 3) / 2
		l.chart(latency, l.latencyHead(), rows)
		l.chart(throughput, l.throughputHead(), rows)
		l.axis()
	case room >= 3:
		l.chart(latency, l.latencyHead(), min(room-2, tallest))
		l.axis()
	default:
		l.rows = append(l.rows, " "+l.latencyHead())
	}
}

// figures lists the metrics as they stand, as many as there are rows.
func (l *lane) figures(room int) {
	t := l.page.theme
	for _, metric := range l.shot.system.Metrics {
		value, ok := l.shot.view.Metrics[metric.Name]
		if !ok || room == 0 {
			continue
		}
		room--
		text := t.Text.Render(metric.Unit.Format(value))
		l.rows = append(l.rows, frame.Ends(" "+t.Muted.Render(metric.Name), text+" ", min(l.width, beside), t))
	}
}

// cells returns the width of a chart without its labels.
func (l *lane) cells() int { return l.width - labelCells - 1 }

func (l *lane) chart(c chart, head string, rows int) {
	l.rows = append(l.rows, " "+head)
	l.rows = append(l.rows, c.draw(l.page, l.cells(), rows)...)
}

func (l *lane) chartsBeside(latency, throughput chart, rows int) {
	t := l.page.theme
	half := (l.width - 1) / 2
	side := func(c chart, head string) []string {
		narrow := &lane{page: l.page, shot: l.shot, width: half}
		narrow.chart(c, head, rows)
		narrow.axis()
		return frame.Box(narrow.rows, half, rows+2, t)
	}
	left, right := side(latency, l.latencyHead()), side(throughput, l.throughputHead())
	for i := range left {
		l.rows = append(l.rows, left[i]+" "+right[i])
	}
}

// column returns the figures of a column, the worst where it stands for several
// slices, and whether any of them has begun.
func (c *chart) column(i, columns int) (lower, upper float64, ok bool) {
	from := i * c.slices / columns
	to := min(max(from+1, (i+1)*c.slices/columns), len(c.lower))
	if from >= to {
		return 0, 0, false
	}
	return slices.Max(c.lower[from:to]), slices.Max(c.upper[from:to]), true
}

// draw draws the chart, a label for its height at the top left.
func (c *chart) draw(p *Page, columns, rows int) []string {
	g := p.theme.Signs
	top := roundUp(c.highest)
	grid := make([][]string, rows) // by row from the bottom
	for r := range grid {
		grid[r] = slices.Repeat([]string{" "}, columns)
	}
	for i := range columns {
		lower, upper, ok := c.column(i, columns)
		if !ok || top == 0 {
			continue
		}
		low, high := lower/top*float64(rows), upper/top*float64(rows)
		if lower > 0 {
			low = max(low, 1/float64(len(g.Parts))) // something is always seen
		}
		for r := range rows {
			grid[r][i] = cell(g, low-float64(r), high-float64(r), r == rows-1)
		}
	}
	out := make([]string, rows)
	for i := range out {
		label := ""
		switch {
		case i == 0:
			label = c.format(top)
		case i == rows-1:
			label = "0"
		}
		out[i] = p.theme.Faint.Render(padLeft(label, labelCells)) + " " + c.style(p, g, grid[rows-1-i])
	}
	return out
}

// cell draws the part of a column that lies in a cell: the figures are in cells
// from its lower edge. Of a spread at least one cell is shown.
func cell(g *printout.Signs, lower, upper float64, top bool) string {
	n := len(g.Parts)
	part := int(math.Round(lower * float64(n)))
	spread := upper > lower
	switch {
	case part >= n:
		return g.Parts[n-1]
	case part > 0 && !(top && spread):
		return g.Parts[part-1]
	case upper >= .5, spread && lower > -1:
		return g.Spread
	}
	return " "
}

// style joins the cells of a row, each kind in its colour.
func (c *chart) style(p *Page, g *printout.Signs, row []string) string {
	var b strings.Builder
	for from := 0; from < len(row); {
		to := from + 1
		for to < len(row) && (row[to] == g.Spread) == (row[from] == g.Spread) {
			to++
		}
		run := strings.Join(row[from:to], "")
		if row[from] == g.Spread {
			b.WriteString(c.spread.Render(run))
		} else {
			b.WriteString(p.theme.Accent.Render(run))
		}
		from = to
	}
	return b.String()
}

// roundUp returns the height of a chart for its highest figure: one that stays for
// a while.
func roundUp(x float64) float64 {
	if x <= 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	for _, step := range []float64{1, 1.5, 2, 3, 4, 5, 6, 8} {
		if x <= step*unit {
			return step * unit
		}
	}
	return 10 * unit
}

// axis draws the time below the charts: the warm-up, what is measured, and the
// faults.
func (l *lane) axis() {
	t, g, columns := l.page.theme, l.page.theme.Signs, l.cells()
	struck, coming := l.faultColumns(columns)
	points := l.shot.view.Series
	line := strings.Repeat(" ", labelCells+1)
	for i := range columns {
		switch {
		case slices.Contains(struck, i):
			line += t.Warning.Render(g.Struck)
		case slices.Contains(coming, i):
			line += t.Muted.Render(g.Coming)
		case points[i*len(points)/columns].Warmup:
			line += t.Faint.Render(g.Early)
		default:
			line += t.Faint.Render(g.Measured)
		}
	}
	l.rows = append(l.rows, line)
}

func padLeft(text string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text))) + text
}
