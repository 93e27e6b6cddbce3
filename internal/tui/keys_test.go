package tui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/system"
	"spar/internal/tui/nav"
)

// states are ways to every screen, and to what can cover it.
var states = []struct {
	name  string
	width int
	first nav.Route
	reach func(a *app)
}{
	{"home", 80, nil, nil},
	{"home with a session", 80, nil, func(a *app) { a.practised() }},
	{"questions", 80, nav.Questions{Mode: interview.Mock}, nil},
	{"questions, filtered", 80, nav.Questions{}, func(a *app) { a.write("chat") }},
	{"questions, none left", 80, nav.Questions{}, func(a *app) { a.write("zzz") }},
	{"setup", 80, nav.Setup{Question: "spar/chat"}, nil},
	{"history, empty", 80, nav.History{}, nil},
	{"history", 80, nil, func(a *app) { a.practised(); a.practised(); a.press("h") }},
	{"history, filtered", 80, nil, func(a *app) { a.practised(); a.practised(); a.press("h", "/", "u") }},
	{"labs", 40, nav.Labs{}, nil},
	{"labs, filtered", 80, nav.Labs{}, func(a *app) { a.press("/", "s") }},
	{"message", 80, nav.Setup{Question: "spar/nothing"}, nil},
	{"no session", 80, nav.Session{ID: "nothing"}, nil},

	{"calculator, empty", 80, nav.Calculator{}, nil},
	{"calculator", 80, nav.Calculator{}, func(a *app) { a.estimated() }},
	{"calculator, wide and undone", 120, nav.Calculator{}, func(a *app) { a.estimated(); a.press("ctrl+_") }},
	{"calculator, long", 40, nav.Calculator{}, func(a *app) { a.write(strings.Split(strings.Repeat("5 TB;", 30), ";")...) }},
	{"calculator, commands", 80, nav.Calculator{}, func(a *app) { a.estimated(); a.press("esc") }},
	{"calculator, explanation", 40, nav.Calculator{}, func(a *app) { a.estimated(); a.press("tab") }},
	{"calculator, facts", 80, nav.Calculator{}, func(a *app) { a.press("ctrl+l") }},
	{"calculator, facts searched", 80, nav.Calculator{}, func(a *app) { a.press("ctrl+l"); a.write("ssd") }},
	{"calculator, no facts", 80, nav.Calculator{}, func(a *app) { a.press("ctrl+l"); a.write("zzz") }},
	{"calculator, earlier", 80, nav.Calculator{}, func(a *app) {
		a.estimated()
		a.wait(time.Second)
		a.press("esc", "n", "enter")
		a.estimated()
		a.wait(time.Second)
		a.press("esc", "e", "enter")
	}},
	{"calculator, asking", 80, nav.Calculator{}, func(a *app) { a.estimated(); a.press("esc", "n") }},
	{"calculator, none earlier", 80, nav.Calculator{}, func(a *app) { a.press("esc", "e", "enter") }},
	{"calculator, saving", 80, nav.Calculator{}, func(a *app) { a.press("ctrl+s") }},

	{"drill", 80, nav.Drill{Seed: 7}, nil},
	{"drill, answered", 40, nav.Drill{Seed: 7}, func(a *app) { a.press("enter") }},

	{"lab", 80, balancing(), func(a *app) { a.wait(5 * time.Second) }},
	{"lab, struck", 120, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("k", "]"); a.wait(time.Second) }},
	{"lab, paused", 80, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("space") }},
	{"lab, repeat", 40, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("tab") }},
	{"lab, prompt", 80, balancing(), func(a *app) { a.wait(5 * time.Second); a.press(":") }},
	{"lab, prompt with earlier ones", 80, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("k"); a.wait(time.Second); a.press(":", "x") }},
	{"lab, writing", 80, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("k"); a.wait(time.Second); a.press("w") }},
	{"lab, choosing", 80, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("c") }},
	{"lab, choosing a number", 80, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("c", "up") }},
	{"lab, compared", 80, balancing(), func(a *app) { a.wait(5 * time.Second); a.press("c", "enter"); a.wait(time.Second) }},
	{"lab, done", 80, balancing(), func(a *app) { a.press("m"); a.wait(time.Second) }},
	{"lab, done and seen", 80, balancing(), func(a *app) { a.press("m"); a.wait(time.Second); a.press("tab", "tab") }},
	{"lab, failed", 80, nav.Lab{Scenario: system.Scenario{System: "nothing"}}, nil},

	{"requirements", 80, begin(interview.Practice), nil},
	{"requirements, asking", 120, begin(interview.Practice), func(a *app) { a.write("How many links?") }},
	{"requirements, typing", 40, begin(interview.Practice), func(a *app) { a.press("tab"); a.write("one", "two") }},
	{"requirements, commands", 80, begin(interview.Practice), func(a *app) { a.press("esc") }},
	{"requirements, coach", 40, begin(interview.Practice), func(a *app) { a.press("ctrl+g") }},
	{"requirements, paused", 80, begin(interview.Practice), func(a *app) { a.press("esc", "p", "enter") }},
	{"requirements, pausing", 80, begin(interview.Practice), func(a *app) { a.press("esc", "p") }},
	{"answers", 40, begin(interview.Practice), func(a *app) { a.press("ctrl+n") }},
	{"capacity", 80, begin(interview.Practice), func(a *app) { a.phase(1); a.write("writes = 100M/day") }},
	{"capacity, estimates", 80, begin(interview.Practice), func(a *app) { a.phase(1); a.write("writes = 100M/day"); a.press("tab") }},
	{"capacity, commands", 80, begin(interview.Practice), func(a *app) { a.phase(1); a.write("writes = 100M/day"); a.press("tab", "esc") }},
	{"design", 80, begin(interview.Practice), func(a *app) { a.phase(2); a.write("client -> app") }},
	{"detail", 80, begin(interview.Practice), func(a *app) { a.phase(3) }},
	{"detail, reason", 80, begin(interview.Practice), func(a *app) { a.phase(3); a.press("enter") }},
	{"detail, commands", 80, begin(interview.Practice), func(a *app) { a.phase(3); a.press("esc") }},
	{"scale", 80, begin(interview.Practice), func(a *app) { a.phase(4) }},
	{"scale, run", 80, begin(interview.Practice), func(a *app) { a.phase(4); a.press("tab") }},
	{"scale, has run", 80, begin(interview.Practice), func(a *app) { a.phase(4); a.press("ctrl+r", "tab") }},
	{"mock", 80, begin(interview.Mock), nil},
	{"mock, commands", 120, begin(interview.Mock), func(a *app) { a.press("esc") }},
	{"mock, leaving", 80, begin(interview.Mock), func(a *app) { a.press("ctrl+n"); a.wait(time.Second) }},
	{"mock, going home", 80, begin(interview.Mock), func(a *app) { a.press("esc", "q"); a.wait(time.Second) }},
	{"mock, finishing", 40, begin(interview.Mock), func(a *app) {
		a.press(strings.Fields(strings.Repeat("ctrl+n confirm ", 4))...)
		a.press("ctrl+n")
		a.wait(time.Second)
	}},
	{"mock, scale", 80, begin(interview.Mock), func(a *app) { a.press(strings.Fields(strings.Repeat("ctrl+n confirm ", 4))...) }},
	{"review", 80, begin(interview.Practice), func(a *app) { a.phase(4); a.press("ctrl+n", "confirm") }},
	{"review, item", 80, begin(interview.Practice), func(a *app) { a.phase(4); a.press("ctrl+n", "confirm", "down", "down") }},
	{"review, numbers", 40, begin(interview.Practice), func(a *app) { a.phase(4); a.press("ctrl+n", "confirm", "tab") }},
	{"review, numbers in view", 120, begin(interview.Practice), func(a *app) { a.phase(4); a.press("ctrl+n", "confirm", "tab") }},
	{"review, answers", 80, begin(interview.Practice), func(a *app) { a.phase(4); a.press("ctrl+n", "confirm", "tab", "tab") }},
}

// practised begins a session and leaves it for home.
func (a *app) practised() { a.press("p", "enter", "enter", "esc", "esc") }

// estimated writes two lines of a sheet.
func (a *app) estimated() { a.write("writes = 100M/day", "reads = writes * 10") }

// phase goes on by so many phases of a practice.
func (a *app) phase(n int) {
	for range n {
		a.press("ctrl+n", "enter")
	}
}

// Every key that a page shows has help, is its own, and does something now.
func TestKeys(t *testing.T) {
	for _, s := range states {
		t.Run(s.name, func(t *testing.T) {
			t.Chdir(t.TempDir()) // some keys write files
			reached := func() *app {
				a := start(t, newStore(), s.width, map[int]int{40: 12, 80: 24, 120: 40}[s.width], s.first)
				a.frame() // as a page knows what is in view once it is drawn
				if s.reach != nil {
					s.reach(a)
				}
				return a
			}
			a := reached()
			a.frame()
			owner := make(map[string]string)
			for _, k := range append(a.model.RootKeys(), a.model.Keys()...) {
				name := k.Help().Key + " " + k.Help().Desc
				if k.Help().Key == "" || k.Help().Desc == "" {
					t.Errorf("the keys %v have no help", k.Keys())
				}
				for _, pressed := range k.Keys() {
					if other, taken := owner[pressed]; taken {
						t.Errorf("%s stands for %q and for %q", pressed, other, name)
					}
					owner[pressed] = name
				}
			}
			for _, k := range a.model.Keys() {
				if !worksNow(reached, k.Keys()) {
					t.Errorf("none of %v, for %q, does anything on\n%s", k.Keys(), k.Help().Desc, a.frame())
				}
			}
		})
	}
}

// worksNow reports whether any of some keys changes the screen or leaves it.
func worksNow(reached func() *app, keys []string) bool {
	for _, k := range keys {
		a := reached()
		before := a.frame()
		a.press(strings.TrimSuffix(k, "-z")) // a-z stands for text
		if a.quit || a.frame() != before {
			return true
		}
	}
	return false
}

// The help names every key of the page, and scrolls where they do not fit.
func TestHelp(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		a := start(t, newStore(), size[0], size[1], balancing())
		a.wait(time.Second)
		keys := append(a.model.Keys(), a.model.RootKeys()...)
		a.press("?")
		seen := a.frame()
		long := strings.Contains(seen, "scroll   any other key")
		for range len(keys) {
			if long {
				a.press("down")
				seen += a.frame()
			}
		}
		for _, k := range keys {
			for _, text := range append(k.Keys(), k.Help().Desc) {
				if !strings.Contains(seen, text) {
					t.Errorf("on %v the help does not say %q of %v", size, text, k.Keys())
				}
			}
		}
		before := a.frame()
		a.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		if scrolled := a.frame() != before; scrolled != long || long != (size[0] == 40) {
			t.Errorf("on %v the help is long: %v, and the wheel scrolls it: %v", size, long, scrolled)
		}
		a.press("x")
		a.shows("[lab]")
	}
}
