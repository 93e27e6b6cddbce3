package session

import (
	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/theme"
)

// A section is a part of the workspace: a list of lines, a form, a run. The
// sections of a phase stand below each other, and one has the focus.
type section interface {
	// render draws the section for width cells.
	render(width int, focused bool) drawing
	// keys are those that mean more at the section's cursor than text or moving.
	keys() keymap.Table
	// press handles any other key and reports whether it was for the section; what is
	// not, such as moving up from its first line, is the workspace's affair.
	press(tea.KeyPressMsg) bool
	paste(text string)
	// lost says what the section had no room for, as editor.Line does.
	lost() string
	// typing reports whether letters are text at the section's cursor.
	typing() bool
	// toText places the cursor where letters are text, if there is such a place.
	toText() bool
	// enter places the cursor at the section's top or bottom.
	enter(bottom bool)
	// click places the cursor at a row of the latest drawing.
	click(row int)
}

// A drawing is a section as rows of the screen.
type drawing struct {
	rows   []string
	cursor int // the row where the focus lies
}

func (d *drawing) add(rows ...string) { d.rows = append(d.rows, rows...) }

// A workspace is a stack of sections with a focus and a scroll position.
type workspace struct {
	sections []section
	focus    int
	offset   int
	tops     []int // the row at which each section was drawn last
	height   int   // of the latest drawing
	total    int   // rows of it, in view or not
	// scrolled is set while the view is where it was scrolled to, instead of
	// around the cursor.
	scrolled bool
}

func (w *workspace) current() section { return w.sections[w.focus] }

func (w *workspace) typing() bool { return len(w.sections) > 0 && w.current().typing() }

// toEditor goes to the section where text is edited that is nearest behind the focus.
func (w *workspace) toEditor() bool {
	for range w.sections {
		if w.current().toText() {
			return true
		}
		w.move(1, false)
	}
	return false
}

// long reports whether there is more than is in view.
func (w *workspace) long() bool { return w.total > w.height }

// press gives a key to the section with the focus, or moves the focus.
func (w *workspace) press(msg tea.KeyPressMsg) bool {
	if w.current().press(msg) {
		return true
	}
	switch msg.String() {
	case "up", "shift+tab":
		w.move(-1, msg.String() == "up")
	case "down", "enter", "tab":
		w.move(1, false)
	default:
		return false
	}
	return true
}

// move shifts the focus by step sections, around the ends.
func (w *workspace) move(step int, bottom bool) {
	w.scrolled = false
	n := len(w.sections)
	next := w.focus + step
	if bottom && next < 0 {
		return // up from the very top stays there
	}
	w.focus = (next + n) % n
	w.current().enter(bottom)
}

// scroll moves the view by so many rows and leaves the cursor where it is.
func (w *workspace) scroll(rows int) {
	w.offset = max(0, w.offset+rows)
	w.scrolled = true
}

// click focuses the section at a row of the view.
func (w *workspace) click(row int) {
	row += w.offset
	for i := len(w.tops) - 1; i >= 0; i-- {
		if row >= w.tops[i] {
			w.focus = i
			w.sections[i].click(row - w.tops[i])
			return
		}
	}
}

// view draws height rows of width cells around the cursor, which has a sign
// before it where no text cursor tells where it is.
func (w *workspace) view(width, height int, signed bool, t theme.Theme) []string {
	var rows []string
	cursor := 0
	w.tops = w.tops[:0]
	for i, s := range w.sections {
		if i > 0 {
			rows = append(rows, "")
		}
		d := s.render(width-2, i == w.focus)
		w.tops = append(w.tops, len(rows))
		if i == w.focus {
			cursor = len(rows) + d.cursor
			if !w.scrolled {
				// A heading just above the cursor is worth seeing too.
				w.offset = frame.Window(w.offset, max(len(rows), cursor-height+2), height, len(rows)+len(d.rows))
			}
		}
		for _, row := range d.rows {
			rows = append(rows, " "+row)
		}
	}
	if signed {
		rows[cursor] = t.Accent.Render(t.Signs.Pointer) + rows[cursor][1:]
	}
	w.height, w.total = height, len(rows)
	if w.scrolled {
		w.offset = max(0, min(w.offset, len(rows)-height))
	} else {
		w.offset = frame.Window(w.offset, cursor, height, len(rows))
	}
	return frame.Box(rows[w.offset:], width, height, t)
}
