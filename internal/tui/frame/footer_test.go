package frame_test

import (
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/tui/frame"
	"spar/internal/tui/theme"
)

func TestFooter(t *testing.T) {
	binding := func(name, desc string) key.Binding {
		return key.NewBinding(key.WithKeys(name), key.WithHelp(name, desc))
	}
	keys := []key.Binding{binding("enter", "open"), binding("↑/↓", "select"), binding("q", "quit")}
	help := binding("?", "help")
	for _, c := range []struct {
		keys  []key.Binding
		note  string
		width int
		ascii bool
		want  string
	}{
		{keys, "7 of 8", 60, false, " enter open   ↑/↓ select   q quit   ? help           7 of 8 "},
		{keys, "7 of 8", 42, false, " enter open   ↑/↓ select   ? help  7 of 8 "},
		{keys, "7 of 8", 41, false, " enter open   ? help              7 of 8 "},
		{keys, "7 of 8", 22, false, " enter open    7 of 8 "},
		{keys, "", 60, true, " enter open   up/down select   q quit   ? help              "},
		{nil, "7 of 8", 22, false, " ? help        7 of 8 "},
	} {
		if got := ansi.Strip(frame.Footer(c.keys, help, c.note, c.width, theme.New(true, c.ascii))); got != c.want {
			t.Errorf("in %d cells\ngot  %q\nwant %q", c.width, got, c.want)
		}
	}
}
