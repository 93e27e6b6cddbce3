// Package sheet shows sheets of estimates: results beside their lines, mistakes
// below them, and how a line was understood. The calculator and the capacity
// phase share it.
package sheet

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/capacity"
	"spar/internal/quantity"
	"spar/internal/sanitize"
	"spar/internal/tui/editor"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
)

// Clean makes a text of the calculator one line that can be shown.
func Clean(text string, t theme.Theme) string {
	text = sanitize.Line(text)
	if t.ASCII {
		return sanitize.ASCII(text)
	}
	return text
}

// Notes returns the notes of lines by their indexes, for an editor that is drawn
// width cells wide.
func Notes(lines []capacity.Line, width int, t theme.Theme) func(i int) editor.Note {
	return func(i int) editor.Note {
		if i >= len(lines) {
			return editor.Note{} // a blank line at the end
		}
		return Note(lines[i], width, t)
	}
}

// Note returns what stands beside and below a line of a sheet that is drawn
// width cells wide: its result, and what was decided on the way to it.
func Note(line capacity.Line, width int, t theme.Theme) editor.Note {
	switch {
	case line.Blank():
		return editor.Note{}
	case line.Err != nil:
		return refusal(line, width, t)
	}
	style := t.Accent
	switch {
	case line.Grade != nil && line.Grade.Passed:
		style = t.Good
	case line.Grade != nil:
		style = t.Warning
	case line.Kind == capacity.SettingLine:
		style = t.Muted
	}
	note := resultNote(line, width, style, t)
	for _, warning := range line.Result.Warnings {
		note.Below = append(note.Below, t.Muted.Render("note: "+Clean(warning, t)))
	}
	return note
}

// resultNote shows a result beside its line, or below where there is no room.
func resultNote(line capacity.Line, width int, style lipgloss.Style, t theme.Theme) editor.Note {
	result := Clean(line.Result.Display, t)
	room := max(leastRoom, width-ansi.StringWidth(line.Text)-3) // for the cursor and a gap
	switch short := shortened(result); {
	case ansi.StringWidth(result) <= min(room, editor.NoteRoom(width)):
		return editor.Note{Right: style.Render(result)}
	case line.Grade != nil:
		return editor.Note{Below: []string{style.Render(result)}}
	case ansi.StringWidth(short) <= min(room, editor.NoteRoom(width)):
		return editor.Note{Right: style.Render(short)}
	}
	return editor.Note{Below: []string{style.Render("= " + result)}}
}

// leastRoom is the width that a result may have even where its line then takes
// another row.
const leastRoom = 12

// shortened returns a result without its other forms and without what is likely
// of it, which the explanation has.
func shortened(result string) string {
	result, _, _ = strings.Cut(result, " (")
	result, _, _ = strings.Cut(result, ", likely ")
	return result
}

// refusal points at what is wrong in a line and offers the fix.
func refusal(line capacity.Line, width int, t theme.Theme) editor.Note {
	refused, ok := errors.AsType[*quantity.Error](line.Err)
	if !ok {
		return editor.Note{Below: []string{t.Warning.Render(Clean(line.Err.Error(), t))}}
	}
	var note editor.Note
	message := Clean(refused.Message, t)
	if ansi.StringWidth(line.Text) >= width {
		note.Below = []string{t.Warning.Render(quoted(refused) + message)}
	} else {
		carets := pointer(refused)
		if ansi.StringWidth(carets+" "+message) <= width {
			carets += " " + message
		} else {
			note.Below = []string{t.Warning.Render(message)}
		}
		note.Under = []string{t.Warning.Render(carets)}
	}
	if refused.Fix != "" {
		note.Below = append(note.Below, t.Muted.Render("try "+Clean(refused.Fix, t)))
	}
	return note
}

// blame returns the text of a line before what is wrong, and that.
func blame(e *quantity.Error) (before, wrong string) {
	start := min(max(0, e.Offset), len(e.Input))
	end := min(start+max(0, e.Length), len(e.Input))
	return e.Input[:start], e.Input[start:end]
}

// pointer draws carets for the cells below a line.
func pointer(e *quantity.Error) string {
	before, wrong := blame(e)
	return strings.Repeat(" ", ansi.StringWidth(before)) + strings.Repeat("^", max(1, ansi.StringWidth(wrong)))
}

// quoted names what is wrong in a line that takes several rows, where carets
// have no place.
func quoted(e *quantity.Error) string {
	if _, wrong := blame(e); wrong != "" {
		return fmt.Sprintf("at %q: ", wrong)
	}
	return ""
}

// An Explanation says how to explain lines.
type Explanation struct {
	Width int
	Theme theme.Theme
	// Reserved leaves out what a mock must not give away: how the result compares
	// with what machines can do.
	Reserved bool
}

// Rows explains line i of a sheet, from 0: how it was read, the rough way there,
// how to say it, what spreads a range, and what it compares with. There are none
// for a line that says nothing.
func (x Explanation) Rows(s *capacity.Sheet, i int) []string {
	lines := s.Lines()
	if i < 0 || i >= len(lines) || lines[i].Blank() {
		return nil
	}
	line := lines[i]
	e := explaining{Explanation: x}
	if line.Err != nil {
		e.refused(line.Err)
		return e.rows
	}
	e.part("read as", line.Result.Reading)
	for _, warning := range line.Result.Warnings {
		e.text(warning, x.Theme.Warning)
	}
	if line.Grade != nil {
		e.part("graded", line.Grade.String())
	}
	if rough, ok := s.Roughly(i); ok {
		e.part("roughly "+rough.Display, rough.Reading)
	}
	if say := line.Say(); say != "" {
		e.part("say", say)
	}
	if line.Result.Driver != "" {
		e.part("range", line.Result.Display, "what spreads it most: "+line.Result.Driver)
	}
	if checks := line.Checks(); len(checks) > 0 && !x.Reserved {
		e.part("compare", checks...)
	}
	return e.rows
}

// explaining collects the rows of an explanation.
type explaining struct {
	Explanation
	rows []string
}

func (e *explaining) refused(err error) {
	message, fix := err.Error(), ""
	if refused, ok := errors.AsType[*quantity.Error](err); ok {
		message, fix = refused.Message, refused.Fix
	}
	e.part("not read")
	e.text(message, e.Theme.Warning)
	if fix != "" {
		e.part("try", fix)
	}
}

// part adds a heading with texts below it.
func (e *explaining) part(heading string, texts ...string) {
	if len(e.rows) > 0 {
		e.rows = append(e.rows, "")
	}
	e.text(heading, e.Theme.Heading)
	for _, text := range texts {
		e.text(text, e.Theme.Text)
	}
}

func (e *explaining) text(text string, style lipgloss.Style) {
	for _, row := range wrap.Rows(Clean(text, e.Theme), e.Width) {
		e.rows = append(e.rows, style.Render(row))
	}
}
