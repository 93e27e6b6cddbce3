// Package editor is a small editor for lists of lines, as the phases use them:
// each line is a thought, an estimate or a path of the design. Lines wrap, and
// each can carry a note at its right and remarks below it.
package editor

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"spar/internal/sanitize"
)

// MaxLines bounds the lines of one editor and MaxLineLength the bytes of one
// line; what goes beyond is cut, and Lost says so.
const (
	MaxLines      = 500
	MaxLineLength = 2000
)

// An Editor holds lines and a cursor. New makes one.
type Editor struct {
	lines []string
	row   int
	input textinput.Model // the line at the cursor
	undo  []snapshot
	redo  []snapshot
	keys  keyMap
	// ended is set if a paste of whole lines ended at the cursor: what is pasted next is
	// a line of its own.
	ended bool
	loss
}

// A snapshot is a state to come back to.
type snapshot struct {
	lines    []string
	row, col int
	typing   bool // taken before a character was typed; such runs are one step
}

const maxUndo = 200

type keyMap struct {
	up, down, left, right, split, join, joinNext, undo, redo key.Binding
}

// New returns an editor of the given lines with the cursor at the end. What a terminal
// must not get is dropped from them, as it is from what is typed.
func New(lines []string) *Editor {
	e := &Editor{
		lines: slices.Clone(lines),
		input: textinput.New(),
		keys: keyMap{
			up:       key.NewBinding(key.WithKeys("up", "ctrl+p")),
			down:     key.NewBinding(key.WithKeys("down")),
			left:     key.NewBinding(key.WithKeys("left", "ctrl+b")),
			right:    key.NewBinding(key.WithKeys("right", "ctrl+f")),
			split:    key.NewBinding(key.WithKeys("enter")),
			join:     key.NewBinding(key.WithKeys("backspace", "ctrl+h")),
			joinNext: key.NewBinding(key.WithKeys("delete", "ctrl+d")),
			undo:     key.NewBinding(key.WithKeys("ctrl+/", "ctrl+_")),
			redo:     key.NewBinding(key.WithKeys("ctrl+y")),
		},
	}
	for i, line := range e.lines {
		e.lines[i] = sanitize.Line(line)
	}
	if len(e.lines) == 0 {
		e.lines = []string{""}
	}
	e.input.Prompt = ""
	e.input.Focus()
	e.moveTo(len(e.lines)-1, -1)
	return e
}

// Lines returns a copy of the lines without blank ones at the end.
func (e *Editor) Lines() []string {
	n := len(e.lines)
	for n > 0 && strings.TrimSpace(e.lines[n-1]) == "" {
		n--
	}
	return slices.Clone(e.lines[:n])
}

// All returns a copy of the lines with blank ones at the end, so that it has one
// for every row that the cursor can be on.
func (e *Editor) All() []string { return slices.Clone(e.lines) }

// Row returns the index of the line at the cursor.
func (e *Editor) Row() int { return e.row }

// Line returns the line at the cursor.
func (e *Editor) Line() string { return e.lines[e.row] }

// BeforeCursor returns the line at the cursor up to it.
func (e *Editor) BeforeCursor() string { return string([]rune(e.lines[e.row])[:e.input.Position()]) }

// AtTop and AtBottom report whether the cursor is on the first or last line,
// where moving on leaves the editor.
func (e *Editor) AtTop() bool    { return e.row == 0 }
func (e *Editor) AtBottom() bool { return e.row == len(e.lines)-1 }

// MoveToTop and MoveToBottom place the cursor on the first or last line.
func (e *Editor) MoveToTop()    { e.moveTo(0, e.input.Position()) }
func (e *Editor) MoveToBottom() { e.moveTo(len(e.lines)-1, e.input.Position()) }

// MoveTo places the cursor at the end of a line.
func (e *Editor) MoveTo(row int) { e.moveTo(row, -1) }

// moveTo places the cursor on a row at column col, in runes; a negative column
// is the end of the line.
func (e *Editor) moveTo(row, col int) {
	e.row = max(0, min(row, len(e.lines)-1))
	e.input.SetValue(e.lines[e.row])
	if n := utf8.RuneCountInString(e.lines[e.row]); col < 0 || col > n {
		col = n
	}
	e.input.SetCursor(col)
}

// Press handles a key and reports whether the text changed.
func (e *Editor) Press(msg tea.KeyPressMsg) (changed bool) {
	e.ended = false
	col := e.input.Position()
	end := utf8.RuneCountInString(e.lines[e.row])
	switch {
	case key.Matches(msg, e.keys.up):
		e.moveTo(e.row-1, col)
	case key.Matches(msg, e.keys.down):
		e.moveTo(e.row+1, col)
	case key.Matches(msg, e.keys.left) && col == 0 && e.row > 0:
		e.moveTo(e.row-1, -1)
	case key.Matches(msg, e.keys.right) && col == end && !e.AtBottom():
		e.moveTo(e.row+1, 0)
	case key.Matches(msg, e.keys.split):
		e.remember(false)
		return e.split(col)
	case key.Matches(msg, e.keys.join) && col == 0:
		e.remember(false)
		return e.joinWithPrevious()
	case key.Matches(msg, e.keys.joinNext) && col == end:
		if e.AtBottom() {
			return false
		}
		e.remember(false)
		e.moveTo(e.row+1, 0)
		return e.joinWithPrevious()
	case key.Matches(msg, e.keys.undo):
		return e.Undo()
	case key.Matches(msg, e.keys.redo):
		return e.Redo()
	default:
		return e.edit(msg)
	}
	return false
}

// edit gives the key to the line at the cursor.
func (e *Editor) edit(msg tea.KeyPressMsg) bool {
	before := e.snapshot(isWordCharacter(msg))
	e.input, _ = e.input.Update(msg)
	text := e.cut(sanitize.Line(e.input.Value()))
	if text != e.input.Value() {
		col := e.input.Position()
		e.input.SetValue(text)
		e.input.SetCursor(col)
	}
	if text == e.lines[e.row] {
		return false
	}
	e.push(before)
	e.lines[e.row] = text
	return true
}

// isWordCharacter reports whether msg types part of a word: such keys in a row
// are undone together.
func isWordCharacter(msg tea.KeyPressMsg) bool {
	r, _ := utf8.DecodeRuneInString(msg.Text)
	return msg.Text != "" && !unicode.IsSpace(r)
}

func (e *Editor) split(col int) bool {
	if len(e.lines) >= MaxLines {
		e.loss = loss(fmt.Sprintf("no more than %d lines", MaxLines))
		return false
	}
	runes := []rune(e.lines[e.row])
	e.lines[e.row] = string(runes[:col])
	e.lines = slices.Insert(e.lines, e.row+1, string(runes[col:]))
	e.moveTo(e.row+1, 0)
	return true
}

func (e *Editor) joinWithPrevious() bool {
	if e.row == 0 {
		return false
	}
	previous := e.lines[e.row-1]
	e.lines[e.row-1] = e.cut(previous + e.lines[e.row])
	e.lines = slices.Delete(e.lines, e.row, e.row+1)
	e.moveTo(e.row-1, utf8.RuneCountInString(previous))
	return true
}

// Paste inserts text at the cursor, many lines if it has them, and reports
// whether anything changed. Control characters are dropped, and so are line ends at the
// end, but for one that keeps whole lines from running into what stands behind the cursor.
func (e *Editor) Paste(text string) (changed bool) {
	text = sanitize.Text(text)
	whole := strings.TrimRight(text, "\n")
	if whole == "" {
		return false
	}
	runes := []rune(e.lines[e.row])
	col := e.input.Position()
	atEnd := col == len(runes)
	if e.ended && atEnd {
		whole = "\n" + whole
	}
	pasted := strings.Split(whole, "\n")
	all := len(pasted)
	pasted = pasted[:min(len(pasted), MaxLines-len(e.lines)+1)]
	e.remember(false)
	e.ended = atEnd && strings.HasSuffix(text, "\n")
	if !atEnd && strings.HasSuffix(text, "\n") && len(e.lines)+all <= MaxLines {
		pasted = append(pasted, "")
		all++
	}
	last := len(pasted) - 1
	end := utf8.RuneCountInString(pasted[last])
	if last == 0 {
		end += col
	}
	pasted[0] = string(runes[:col]) + pasted[0]
	pasted[last] += string(runes[col:])
	for i := range pasted {
		pasted[i] = e.cut(pasted[i])
	}
	e.count(last+1, all, "lines")
	e.lines = slices.Replace(e.lines, e.row, e.row+1, pasted...)
	e.moveTo(e.row+last, end)
	return true
}

// Change replaces all lines in one step, which can be undone, and places the
// cursor at the end of a row. It reports whether anything changed. Control
// characters are dropped.
func (e *Editor) Change(lines []string, row int) (changed bool) {
	before := e.snapshot(false)
	e.lines, e.ended = nil, false
	for _, line := range lines[:min(len(lines), MaxLines)] {
		e.lines = append(e.lines, e.cut(sanitize.Line(line)))
	}
	e.count(len(e.lines), len(lines), "lines")
	if len(e.lines) == 0 {
		e.lines = []string{""}
	}
	e.moveTo(row, -1)
	if slices.Equal(e.lines, before.lines) {
		return false
	}
	e.push(before)
	return true
}

func (e *Editor) snapshot(typing bool) snapshot {
	return snapshot{slices.Clone(e.lines), e.row, e.input.Position(), typing}
}

func (e *Editor) remember(typing bool) { e.push(e.snapshot(typing)) }

// push keeps a state to undo to. A run of typed characters keeps only the
// state before its first.
func (e *Editor) push(s snapshot) {
	e.redo = nil
	if n := len(e.undo); s.typing && n > 0 && e.undo[n-1].typing && e.undo[n-1].row == s.row {
		return
	}
	e.undo = append(e.undo, s)
	if len(e.undo) > maxUndo {
		e.undo = slices.Delete(e.undo, 0, 1)
	}
}

// CanUndo and CanRedo report whether there is a change to undo or to do again.
func (e *Editor) CanUndo() bool { return len(e.undo) > 0 }
func (e *Editor) CanRedo() bool { return len(e.redo) > 0 }

// Undo and Redo do so and report whether the text changed.
func (e *Editor) Undo() (changed bool) { return e.travel(&e.undo, &e.redo) }
func (e *Editor) Redo() (changed bool) { return e.travel(&e.redo, &e.undo) }

// travel goes back to the latest state of from, keeping the present in to.
func (e *Editor) travel(from, to *[]snapshot) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, e.snapshot(false))
	e.lines = s.lines
	e.moveTo(s.row, s.col)
	return true
}
