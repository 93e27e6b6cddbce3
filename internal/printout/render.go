package printout

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"spar/internal/quantity"
	"spar/internal/system"
)

// The narrowest and widest lines that are written.
const (
	minWidth = 40
	maxWidth = 200
)

// Result writes a result as plain text, no line wider than width, which counts
// as 40 to 200. In ASCII it uses no other characters.
func Result(r *system.Result, width int, ascii bool) string {
	w := newWriter(width, ascii)
	w.spread(r.System, fmt.Sprintf("seed %d %s %s of virtual time %s %s events",
		r.Seed, w.marks.dot, system.Seconds.Format(r.VirtualSeconds), w.marks.dot, system.Jobs.Format(float64(r.Events))))
	w.figures(r)
	w.arrays(r)
	w.components(r)
	w.objectives(r)
	w.charts(r)
	w.list("warnings", r.Warnings)
	w.list("not modelled", r.NotModelled)
	return w.String()
}

// marks are the characters that differ between ASCII and the rest.
type marks struct {
	met, missed, full, empty, up, dot, bullet, times, minus string
	levels                                                  []rune // of a column, from the lowest
	chart                                                   chartMarks
}

var (
	unicodeMarks = marks{"✓", "✗", "█", "░", "↑", "·", "–", "±", "−", []rune(" ▁▂▃▄▅▆▇█"), unicodeChart}
	asciiMarks   = marks{"ok", "MISS", "#", ".", "^", "|", "-", "+-", "-", []rune(" .:-=+*#%@"), asciiChart}
)

// A writer lays out text within a width.
type writer struct {
	strings.Builder
	width int
	ascii bool
	marks marks
}

func newWriter(width int, ascii bool) *writer {
	w := &writer{width: min(max(width, minWidth), maxWidth), ascii: ascii, marks: unicodeMarks}
	if ascii {
		w.marks = asciiMarks
	}
	return w
}

// String returns what was written, in ASCII if that was asked for.
func (w *writer) String() string {
	if w.ascii {
		return quantity.ASCII(w.Builder.String())
	}
	return w.Builder.String()
}

func (w *writer) line(format string, arguments ...any) {
	text := fmt.Sprintf(format, arguments...)
	w.WriteString(cut(strings.TrimRight(text, " "), w.width))
	w.WriteByte('\n')
}

func (w *writer) heading(text string) { w.line("\n%s", text) }

// spread writes one text at the left and one at the right, or both below each
// other if they do not fit.
func (w *writer) spread(left, right string) {
	if !w.fits(left, right) {
		w.wrap("", left)
		w.wrap("", right)
		return
	}
	gap := w.width - utf8.RuneCountInString(left) - utf8.RuneCountInString(right)
	w.line("%s%s%s", left, strings.Repeat(" ", gap), right)
}

// fits reports whether both texts go into one line with space between them.
func (w *writer) fits(left, right string) bool {
	return utf8.RuneCountInString(left)+2+utf8.RuneCountInString(right) <= w.width
}

// wrap writes words after a prefix, the lines that follow indented by as much.
func (w *writer) wrap(prefix, text string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(prefix))
	line := prefix
	for _, word := range strings.Fields(text) {
		switch {
		case line == prefix || line == indent:
			line += word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= w.width:
			line += " " + word
		default:
			w.line("%s", line)
			line = indent + word
		}
	}
	w.line("%s", line)
}

func (w *writer) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	w.heading(title)
	for _, item := range items {
		w.wrap(" "+w.marks.bullet+" ", item)
	}
}

// table writes rows in aligned columns, the first flush left and the others
// flush right. Columns that do not fit at the right are left out.
func (w *writer) table(rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		b.WriteByte(' ')
		used := 1
		for i, cell := range row {
			if used += widths[i] + 2; used-2 > w.width {
				break
			}
			padding := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				b.WriteString(cell + padding + "  ")
			} else {
				b.WriteString(padding + cell + "  ")
			}
		}
		w.line("%s", b.String())
	}
}

// bar draws a share, 0 to 1, in so many cells.
func (w *writer) bar(share float64, cells int) string {
	full := int(float64(min(max(share, 0), 1)*float64(cells)) + .5)
	return strings.Repeat(w.marks.full, full) + strings.Repeat(w.marks.empty, cells-full)
}

// cut shortens a text to so many characters a line.
func cut(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if runes := []rune(line); len(runes) > width {
			lines[i] = string(runes[:width])
		}
	}
	return strings.Join(lines, "\n")
}
