package prose

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/tui/theme"
)

// A passage shows as plain text until the command that renders it is done.
func TestShow(t *testing.T) {
	dark, light := theme.New(true, false), theme.New(false, false)
	passage := Passage{"a **bold** word", 20}
	var texts Texts
	text := func() string { return strings.Join(texts.Rows(passage), "\n") }

	render := texts.Show(t.Context(), dark, passage)
	if got := text(); got != "a **bold** word" {
		t.Errorf("before it is rendered it shows %q", got)
	}
	if texts.Show(t.Context(), dark, passage) != nil {
		t.Error("it is rendered twice")
	}
	texts.Update(render())
	if got := text(); got != "a \x1b[1mbold\x1b[m word" {
		t.Errorf("it shows %q", got)
	}

	passage.Source = "`code`"
	late := texts.Show(t.Context(), dark, passage)
	render = texts.Show(t.Context(), light, passage)
	if render == nil {
		t.Fatal("a new theme renders nothing")
	}
	texts.Update(render())
	shown := text()
	texts.Update(late())
	if got := text(); got != shown || ansi.Strip(got) != "code" {
		t.Errorf("what came late turned %q into %q", shown, got)
	}
	var others Texts
	others.Update(texts.Show(t.Context(), dark, passage)())
	if len(others.rendered) > 0 {
		t.Error("it took another page's passage")
	}
}
