package editor

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/theme"
)

var plain = theme.New(true, false)

// A click places the cursor at its cell: in wide characters, in rows after a
// line's first, and beside or below what is drawn.
func TestClick(t *testing.T) {
	e := New([]string{"one two three four", "世界x", ""})
	v := View{Width: 12, Focused: true, Theme: plain, Note: func(i int) Note {
		if i == 0 {
			return Note{Under: []string{"^^^"}, Below: []string{"a remark"}}
		}
		return Note{}
	}}
	d := e.Render(v)
	for _, c := range []struct {
		row, cell int
		before    string
	}{
		{0, 0, ""},
		{0, 3, "one"},
		{0, 50, "one two "},
		{1, 2, "one two "},
		{1, 4, "one two th"},
		{1, 0, "one two "},
		{2, 50, "one two three four"},
		{3, 0, "one two three four"},
		{4, 0, "one two three four"},
		{5, 0, ""},
		{5, 1, ""},
		{5, 2, "世"},
		{5, 4, "世界"},
		{6, 7, ""},
	} {
		e.Click(d, c.row, c.cell)
		if got := e.BeforeCursor(); got != c.before || e.Row() != d.Lines[c.row] {
			t.Errorf("a click at %d,%d places the cursor in line %d after %q, want line %d after %q",
				c.row, c.cell, e.Row(), got, d.Lines[c.row], c.before)
		}
	}
	e.Click(d, 99, 0)
	e.Click(d, -1, 0)
}

func TestChange(t *testing.T) {
	e := New([]string{"a", "b"})
	if e.Change([]string{"a", "b"}, 0) || e.Row() != 0 {
		t.Error("the same lines are a change")
	}
	if !e.Change([]string{"a", "x\x1b[31m", ""}, 1) {
		t.Error("other lines are no change")
	}
	if got := e.All(); !slices.Equal(got, []string{"a", "x", ""}) || e.BeforeCursor() != "x" {
		t.Errorf("holds %q with the cursor after %q", got, e.BeforeCursor())
	}
	if !e.Change(nil, 5) || !slices.Equal(e.All(), []string{""}) {
		t.Errorf("without lines it holds %q", e.All())
	}
	for _, want := range [][]string{{"a", "x", ""}, {"a", "b"}} {
		e.Press(tea.KeyPressMsg{Code: '_', Mod: tea.ModCtrl})
		if got := e.All(); !slices.Equal(got, want) {
			t.Errorf("undone it holds %q, want %q", got, want)
		}
	}
}
