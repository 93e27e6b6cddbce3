package editor

import (
	"slices"
	"strings"
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

// Whatever line ends a paste has, its lines arrive, and what has no room is said.
func TestPaste(t *testing.T) {
	long := strings.Repeat("水", MaxLineLength)
	for _, c := range []struct {
		text string
		want int // lines
		lost string
	}{
		{"a\nb\nc", 3, ""},
		{"a\rb\rc", 3, ""},
		{"a\r\nb\r\nc\r\n", 3, ""},
		{strings.Repeat("line\n", 500), 500, ""},
		{strings.Repeat("line\r", 20000), 500, "kept 500 of 20,000 lines"},
		{strings.Repeat("line\n", 499) + long, 500, "kept 1,998 of 6,000 bytes of a line"},
	} {
		e := New(nil)
		if e.Paste(c.text); len(e.Lines()) != c.want {
			t.Errorf("%.20q gives %d lines, want %d", c.text, len(e.Lines()), c.want)
		}
		if lost := e.Lost(); lost != c.lost || e.Lost() != "" {
			t.Errorf("%.20q says %q, want %q", c.text, lost, c.lost)
		}
	}
	e := New([]string{"one", "two"})
	e.Paste(strings.Repeat("line\n", 1000))
	if lost := e.Lost(); lost != "kept 499 of 1,000 lines" {
		t.Errorf("behind two lines it says %q", lost)
	}
	e.Press(tea.KeyPressMsg{Code: tea.KeyEnter})
	if lost := e.Lost(); lost != "no more than 500 lines" {
		t.Errorf("enter in a full list says %q", lost)
	}
}

// A line takes pastes of several lines as one, and says so.
func TestPasteIntoLine(t *testing.T) {
	for text, want := range map[string][2]string{
		"one":                                {"one", ""},
		"one\n":                              {"one", ""},
		"one\rtwo\r\n":                       {"one two", "2 lines became one"},
		strings.Repeat("x", MaxLineLength+1): {strings.Repeat("x", MaxLineLength), "kept 2,000 of 2,001 bytes of a line"},
	} {
		l := NewLine("")
		l.Paste(text)
		if got := [2]string{l.Text(), l.Lost()}; got != want {
			t.Errorf("%.20q gives %q, want %q", text, got, want)
		}
	}
	l := NewLine(strings.Repeat("x", MaxLineLength))
	l.Press(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if l.Lost() == "" {
		t.Error("a key in a full line is lost without a word")
	}
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

// Whole lines that are pasted do not run into the text behind the cursor, and leave no
// empty line where there is none; what has no room is said, and that is a line only.
func TestPastedLinesStayApart(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\r\n", "\n\n\n"} {
		e := New([]string{"last"})
		e.Press(tea.KeyPressMsg{Code: tea.KeyHome})
		e.Paste("one" + end)
		e.Paste("two" + end)
		e.Paste(end)
		if got := strings.Join(e.Lines(), "|"); got != "one|two|last" {
			t.Errorf("with %q: %q", end, got)
		}
		e.Press(tea.KeyPressMsg{Code: tea.KeyEnd})
		e.Paste(" of all" + end)
		if got := strings.Join(e.Lines(), "|"); got != "one|two|last of all" {
			t.Errorf("at the end, with %q: %q", end, got)
		}
	}
	e := New(nil)
	e.Paste("one\r")
	e.Paste("two\n")
	e.Paste("three")
	e.Paste(" goes on")
	if got := strings.Join(e.Lines(), "|"); got != "one|two|three goes on" {
		t.Errorf("one paste behind another: %q", got)
	}
	e = New(nil)
	e.Paste("one\n")
	e.Press(tea.KeyPressMsg{Code: '!', Text: "!"})
	e.Paste("two")
	if got := strings.Join(e.Lines(), "|"); got != "one!two" {
		t.Errorf("a paste behind a key: %q", got)
	}
	e = New(make([]string, MaxLines-1))
	e.Paste("x")
	e.Press(tea.KeyPressMsg{Code: tea.KeyHome})
	e.Paste(strings.Repeat("line\n", 2))
	if n, lost := len(e.Lines()), e.Lost(); n != MaxLines || lost != "" {
		t.Errorf("%d lines, and it says %q", n, lost)
	}
}
