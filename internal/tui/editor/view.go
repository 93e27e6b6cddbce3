package editor

import (
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/tui/frame"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
)

// A Note is what stands beside and below a line.
type Note struct {
	Right string   // at the right end of the line's first row; may be styled
	Under []string // below the line, cell under cell, cut to the width; may be styled
	Below []string // below the line, indented; may be styled
}

// NoteRoom returns how wide a note at the right may be in an editor of a width;
// a wider one is left out.
func NoteRoom(width int) int { return width - 12 }

// A View says how to draw an editor.
type View struct {
	Width   int
	Focused bool // draw the cursor
	Theme   theme.Theme
	// Placeholder is shown in place of no lines at all.
	Placeholder string
	// Note returns what goes with line i; nil for nothing.
	Note func(i int) Note
}

// A Drawing is an editor as rows of a screen.
type Drawing struct {
	Rows   []string
	Lines  []int // the line that each row belongs to
	Cursor int   // the row that holds the cursor, drawn or not

	spans []span // of its line that each row shows; a note's starts at -1
}

// Render draws the lines; no row is wider than the view.
func (e *Editor) Render(v View) Drawing {
	if len(e.Lines()) == 0 && (!v.Focused || len(e.lines) == 1) {
		return Drawing{Rows: []string{emptyLine(v.Width, v.Focused, v.Placeholder, v.Theme)}, Lines: []int{0}, spans: []span{{last: true}}}
	}
	var d Drawing
	for i, line := range e.lines {
		var note Note
		if v.Note != nil {
			note = v.Note(i)
		}
		room := v.Width
		if w := ansi.StringWidth(note.Right); w > 0 && w <= NoteRoom(v.Width) {
			room -= w + 2
		} else {
			note.Right = ""
		}
		at := -1
		if v.Focused && i == e.row {
			at = e.input.Position()
		}
		rows, cursorRow := drawLine(line, at, room, v.Theme)
		if i == e.row {
			d.Cursor = len(d.Rows) + cursorRow
		}
		d.spans = append(d.spans, spansOf([]rune(line), room)...)
		if note.Right != "" {
			rows[0] = frame.Fit(rows[0], room, v.Theme) + "  " + note.Right
		}
		for _, under := range note.Under {
			rows = append(rows, ansi.Truncate(under, v.Width, v.Theme.Signs.Ellipsis))
		}
		for _, below := range note.Below {
			for _, row := range wrap.Rows(below, v.Width-2) {
				rows = append(rows, "  "+row)
			}
		}
		d.add(i, rows)
	}
	return d
}

func (d *Drawing) add(line int, rows []string) {
	for _, row := range rows {
		d.Rows = append(d.Rows, row)
		d.Lines = append(d.Lines, line)
	}
	for len(d.spans) < len(d.Rows) {
		d.spans = append(d.spans, span{start: -1})
	}
}

// Click places the cursor at a cell of a row of the editor's latest drawing; on
// a note, at the end of the line that it belongs to.
func (e *Editor) Click(d Drawing, row, cell int) {
	if row < 0 || row >= len(d.spans) {
		return
	}
	line, s := d.Lines[row], d.spans[row]
	if s.start < 0 {
		e.MoveTo(line)
		return
	}
	if s.start > 0 {
		cell -= 2 // the indent of rows after the first
	}
	shown := []rune(e.lines[line])[s.start:s.end]
	e.moveTo(line, s.start+runesWithin(shown, cell))
}

// runesWithin returns how many runes lie left of a cell.
func runesWithin(runes []rune, cell int) int {
	for n, r := range runes {
		if cell -= ansi.StringWidth(string(r)); cell < 0 {
			return n
		}
	}
	return len(runes)
}

// drawLine wraps one line to width cells and draws the cursor at rune at, or
// nowhere if at is negative. It returns the rows and which of them holds the
// cursor. Continuation rows are indented by two cells.
func drawLine(line string, at, width int, t theme.Theme) (rows []string, cursor int) {
	runes := []rune(line)
	for i, s := range spansOf(runes, width) {
		text := string(runes[s.start:s.end])
		if at >= s.start && (at < s.end || s.last) {
			cursor = i
			text = withCursor(runes[s.start:s.end], at-s.start, t)
		}
		if i > 0 {
			text = "  " + text
		}
		rows = append(rows, text)
	}
	return rows, cursor
}

func withCursor(runes []rune, at int, t theme.Theme) string {
	if at >= len(runes) {
		return string(runes) + t.Cursor.Render(" ")
	}
	return string(runes[:at]) + t.Cursor.Render(string(runes[at])) + string(runes[at+1:])
}

// A span is a row's part of a line, in runes.
type span struct {
	start, end int
	last       bool
}

// spansOf breaks a line into spans that fit width cells, with one cell to spare
// for a cursor at the end, after spaces where it can. Rows after the first
// have two cells less.
func spansOf(runes []rune, width int) []span {
	var spans []span
	start := 0
	room := max(4, width-1)
	for {
		end, cells, breakAt := start, 0, -1
		for end < len(runes) {
			w := ansi.StringWidth(string(runes[end]))
			if cells+w > room {
				break
			}
			cells += w
			end++
			if unicode.IsSpace(runes[end-1]) {
				breakAt = end
			}
		}
		if end == len(runes) {
			return append(spans, span{start, end, true})
		}
		if breakAt > start {
			end = breakAt
		}
		if end == start {
			end++ // a character wider than the room still has to go somewhere
		}
		spans = append(spans, span{start, end, false})
		start = end
		room = max(2, width-3)
	}
}
