package tui_test

import (
	"strings"
	"testing"
	"time"

	"spar/internal/interview"
)

// capacityPhase opens the capacity phase of a session.
func capacityPhase(t *testing.T, mode interview.Mode) *app {
	t.Helper()
	a := start(t, newStore(), 140, 40, begin(mode))
	a.press("ctrl+n")
	if mode == interview.Mock {
		a.press("confirm")
	} else {
		a.press("enter")
	}
	a.shows("◐ capacity")
	return a
}

// The sheet of a session explains its lines and takes factors by a key.
func TestCapacitySheet(t *testing.T) {
	a := capacityPhase(t, interview.Practice)
	a.write("reads = redirects")
	a.shows("read as", "redirects (1bn/day)", "roughly 10k/s", "about twelve thousand a second", "compare")
	a.press("ctrl+x")
	a.shows("3x peak; the same key again takes the next factor", "34.7k/s (3bn/day)")
	a.wait(time.Second)
	if got := strings.Join(a.session("url-shortener-1").Lines(interview.Sheet), "|"); got != "reads = redirects * 3x peak" {
		t.Errorf("the sheet holds %q", got)
	}
	a.press("ctrl+_")
	a.shows("11.6k/s (1bn/day)")
}

// A mock tells how a line was read, but not what it compares with.
func TestCapacityMock(t *testing.T) {
	a := capacityPhase(t, interview.Mock)
	a.write("reads = redirects")
	a.shows("read as", "about twelve thousand a second")
	a.hides("compare", "Redis")
}

// A line of another name is chosen for an estimate, and that is said.
func TestChosenLine(t *testing.T) {
	a := capacityPhase(t, interview.Practice)
	a.write("peak redirects = redirects * 3x", "redirects * 2")
	a.shows("reads = ?")
	a.press("tab", "down")
	a.shows("ctrl+l takes the sheet's redirects * 2")
	a.press("ctrl+l")
	a.shows("by your line: redirects * 2", "23.1k/s", "ctrl+l lets it go")
	a.press("ctrl+l")
	a.hides("by your line")
	a.shows("reads = ?")
	a.press("shift+tab", "up", "tab", "down", "ctrl+l")
	a.shows("by your line: peak_redirects", "34.7k/s  same order")
	a.write("a cache in front of the database")
	a.wait(time.Second)
	want := interview.Estimated{Estimate: "reads", Value: "peak_redirects", Decides: "a cache in front of the database"}
	if got := a.session("url-shortener-1").Estimates["reads"]; got != want {
		t.Errorf("stored %+v, want %+v", got, want)
	}
	// The choice follows its line, and says if that is gone.
	a.press("shift+tab")
	a.press("backspace")
	a.write("2x")
	a.shows("23.1k/s")
	a.press("ctrl+u", "tab")
	a.shows("the sheet no longer says peak_redirects", "reads = ?")
}
