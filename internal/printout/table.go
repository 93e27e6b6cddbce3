package printout

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
)

// Table writes rows of figures in aligned columns, the first flush left and the
// others flush right. What has no room beside the first column follows below, beside
// the first column again.
func (w *Writer) Table(rows [][]string) {
	rows = w.cells(rows)
	for i := range rows {
		rows[i][0] = ansi.Truncate(rows[i][0], w.width/2, w.Ellipsis)
	}
	widths := widthsOf(rows)
	for from, to := 1, 0; to < len(widths); from = to {
		used := 1 + widths[0]
		to = from
		for to < len(widths) && (to == from || used+2+widths[to] <= w.width) {
			used += 2 + widths[to]
			to++
		}
		var part [][]string
		for _, row := range rows {
			cells := row[min(from, len(row)):min(to, len(row))]
			if empty := strings.Join(cells, "") == ""; !empty || strings.Join(row[1:], "") == "" {
				part = append(part, append([]string{row[0]}, cells...))
			}
		}
		w.grid(part)
	}
}

// grid draws a table without borders, a cell before its first column and two before
// the others.
func (w *Writer) grid(rows [][]string) {
	first, other := lipgloss.NewStyle().PaddingLeft(1), lipgloss.NewStyle().Align(lipgloss.Right).PaddingLeft(2)
	drawn := table.New().Wrap(false).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).BorderColumn(false).BorderHeader(false).
		StyleFunc(func(_, column int) lipgloss.Style {
			if column == 0 {
				return first
			}
			return other
		}).Rows(rows...)
	for row := range strings.SplitSeq(drawn.String(), "\n") {
		w.Row(row)
	}
}

// Columns writes rows of texts in aligned columns, all flush left, at once. Lines are
// as long as it takes: they are for programs too, which read a row as a line. Such
// lists are long, and Lip Gloss takes .1 s for two hundred rows.
func (w *Writer) Columns(rows [][]string) {
	rows = w.cells(rows)
	widths := widthsOf(rows)
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-ansi.StringWidth(cell)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	w.Print(b.String())
}

// cells returns rows whose cells can be shown.
func (w *Writer) cells(rows [][]string) [][]string {
	clean := make([][]string, len(rows))
	for i, row := range rows {
		clean[i] = w.row(row)
	}
	return clean
}

// row returns texts as single lines that can be shown.
func (w *Writer) row(texts []string) []string {
	clean := make([]string, len(texts))
	for i, text := range texts {
		clean[i] = w.clean(sanitize.Line(text))
	}
	return clean
}

// widthsOf returns the cells that the columns of rows take.
func widthsOf(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	return widths
}
