package editor

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
	"spar/internal/tui/theme"
)

// A Line is an editor of a single line. NewLine makes one.
type Line struct {
	input textinput.Model
	loss
}

// NewLine returns an editor of text with the cursor at the end.
func NewLine(text string) *Line {
	l := &Line{input: textinput.New()}
	l.input.Prompt = ""
	l.input.Focus()
	l.Set(text)
	return l
}

// Text returns what the line holds.
func (l *Line) Text() string { return l.input.Value() }

// Set replaces the text and places the cursor at its end.
func (l *Line) Set(text string) {
	l.input.SetValue(l.cut(sanitize.Line(text)))
	l.input.CursorEnd()
}

// Press handles a key and reports whether the text changed.
func (l *Line) Press(msg tea.KeyPressMsg) (changed bool) {
	before := l.Text()
	l.input, _ = l.input.Update(msg)
	l.clean()
	return l.Text() != before
}

// Paste inserts text at the cursor as one line and reports whether anything
// changed.
func (l *Line) Paste(text string) (changed bool) {
	before := []rune(l.Text())
	text = strings.Trim(sanitize.Text(text), "\n")
	inserted := []rune(sanitize.Line(text))
	at := l.input.Position()
	if n := strings.Count(text, "\n"); n > 0 {
		l.loss = loss(fmt.Sprintf("%d lines became one", n+1))
	}
	l.input.SetValue(l.cut(string(before[:at]) + string(inserted) + string(before[at:])))
	l.input.SetCursor(at + len(inserted))
	return l.Text() != string(before)
}

// clean drops what a terminal sent as text but no text should hold.
func (l *Line) clean() {
	text := l.cut(sanitize.Line(l.Text()))
	if text == l.Text() {
		return
	}
	at := l.input.Position()
	l.input.SetValue(text)
	l.input.SetCursor(at)
}

// Render draws the line over as many rows as it needs; an empty line shows the
// placeholder. The row that holds the cursor is returned too.
func (l *Line) Render(width int, focused bool, placeholder string, t theme.Theme) (rows []string, cursor int) {
	if l.Text() == "" {
		return []string{emptyLine(width, focused, placeholder, t)}, 0
	}
	at := -1
	if focused {
		at = l.input.Position()
	}
	return drawLine(l.Text(), at, width, t)
}

// emptyLine draws a placeholder where no text is, after the cursor if there is
// one.
func emptyLine(width int, focused bool, placeholder string, t theme.Theme) string {
	cursor := ""
	if focused {
		cursor = t.Cursor.Render(" ")
		width--
	}
	return cursor + t.Faint.Render(ansi.Truncate(placeholder, width, t.Signs.Ellipsis))
}
