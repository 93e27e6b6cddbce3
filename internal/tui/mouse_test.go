package tui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
)

// click presses the mouse where the screen shows a text.
func (a *app) click(text string) {
	a.t.Helper()
	for y, row := range strings.Split(a.frame(), "\n") {
		if x := strings.Index(row, text); x >= 0 {
			a.send(tea.MouseClickMsg{X: len([]rune(row[:x])), Y: y, Button: tea.MouseLeft})
			return
		}
	}
	a.t.Fatalf("the screen does not show %q:\n%s", text, a.frame())
}

// The mouse leads through everything that the keys do, up to typing.
func TestMouse(t *testing.T) {
	a := start(t, newStore(), 100, 30, nil)
	a.click("Practise")
	a.shows("which question?")
	a.click("Design a URL shortener")
	a.shows("start the clock", "‹ practice ›")
	a.click("‹ practice ›")
	a.shows("‹ mock ›")
	a.click("‹ mock ›")
	a.press("enter")
	a.click("what must it do?")
	a.write("Shorten a long URL")
	a.click("what limits the design?")
	a.write("No two URLs share a code")
	a.click("Shorten a long URL")
	a.write(" quickly")
	a.wait(time.Second)
	s := a.session("url-shortener-1")
	if got := strings.Join(append(s.Lines(interview.Functional), s.Lines(interview.Constraints)...), "|"); got != "Shorten a long URL quickly|No two URLs share a code" {
		t.Errorf("wrote %q", got)
	}
	a.press("ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "enter")
	a.click("( ) round robin")
	a.shows("(x) round robin", "because")
	before := a.frame()
	a.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if a.frame() == before {
		t.Error("the wheel scrolls nothing")
	}
	a.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	if a.frame() != before {
		t.Error("the wheel does not scroll back")
	}
	a.next("enter")
	a.next("confirm")
	a.shows("[score]")
	a.click("strong answers")
	a.shows("[strong answers]")
	a.press("esc", "h")
	a.click("Design a URL shortener")
	a.shows("[score]")
}

// An option that takes several rows is chosen by any of them.
func TestClickOnOption(t *testing.T) {
	a := start(t, newStore(), 40, 12, begin(interview.Practice))
	a.phase(3)
	a.click("    characters") // the second row of the second option
	a.shows("(x) hash of the URL, cut to seven")
	a.click("on insert")
	a.shows("(x) seven random characters, checked", "( ) hash")
	a.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	a.click("why, for this")
	a.write("q")
	a.shows("because  q")
}
