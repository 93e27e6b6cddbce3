package tui_test

import (
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/golden"
	"spar/internal/interview"
	"spar/internal/tui/nav"
)

func begin(mode interview.Mode) nav.Begin {
	return nav.Begin{Question: "spar/url-shortener", Settings: coach.Settings{
		Mode: mode, Level: interview.Senior, Minutes: 45, Seed: 7,
	}}
}

// next goes to the next phase, which is answered by a key, past an interviewer who has
// something to say before.
func (a *app) next(answer string) {
	a.press("ctrl+n")
	if strings.Contains(a.frame(), "the interviewer interrupts") {
		a.press("ctrl+n")
	}
	a.press(answer)
}

// interviewed takes a candidate through a whole practice, in a minute or two
// for each phase, and calls look at every screen on the way.
func interviewed(t *testing.T, width, height int, look func(screen string, a *app)) *app {
	store := newStore()
	a := start(t, store, width, height, nil)
	look("home", a)
	a.press("p")
	a.write("short")
	look("questions", a)
	a.press("enter", "down", "right")
	look("setup", a)
	a.press("left", "enter")
	a.wait(time.Second)

	a.write("How many new links per day do you expect?")
	a.press("enter")
	a.write("What is the latency target?")
	a.press("enter", "tab")
	a.write("Shorten a long URL", "Redirect whoever opens it to the original")
	a.press("tab")
	a.write("99.9% available, p99 under 50 ms")
	a.press("tab", "tab")
	a.write("The system is read heavy, ten redirects for every new link")
	a.wait(50 * time.Second)
	a.press("ctrl+g")
	a.wait(time.Second)
	look("requirements", a)
	a.press("ctrl+n")
	look("answers", a)
	a.press("enter")

	a.write("writes = 100M/day", "reads = 1B/day", "storage = writes * 10 years * 500 bytes in TB", "broken = 3 GB + 5/s")
	a.press("tab")
	a.write("one primary takes the writes, so they are not the problem")
	a.wait(55 * time.Second)
	look("capacity", a)
	a.press("ctrl+n", "enter")

	a.write("client -> load balancer -> gateway", "gateway -> shorten, redirect", "shorten -> db",
		"redirect -> cache", "redirect -> db", "redirect ~> queue ~> analytics", "db: postgres, shards 16")
	a.wait(30 * time.Second)
	look("design", a)
	a.press("tab", "tab")
	a.write("GET /{code} -> 302 to the long URL")
	a.next("enter")

	a.press("enter")
	a.write("no collisions, and seven characters last for ninety years")
	a.press("tab", "down", "enter")
	a.write("few keys move when a shard is added")
	a.wait(40 * time.Second)
	look("detail", a)
	a.next("enter")

	a.write("40 ms")
	a.press("enter")
	a.write("db")
	look("scale", a)
	a.press("ctrl+r")
	look("run", a)
	a.press("tab", "tab")
	a.write("the database is the first bottleneck, because cache misses hit the database")
	a.wait(45 * time.Second)
	a.next("confirm")
	look("review", a)
	a.press("down", "down", "down")
	look("item", a)
	a.press("tab")
	look("numbers", a)
	a.press("tab")
	look("references", a)
	a.press("esc")
	look("home-again", a)
	a.press("h")
	look("history", a)
	return a
}

// A whole practice, with everything in the store that was entered.
func TestWholeInterview(t *testing.T) {
	a := interviewed(t, 120, 40, func(string, *app) {})
	s := a.session("url-shortener-1")
	if !s.Finished {
		t.Error("the session is not finished")
	}
	for _, check := range []struct {
		field interview.Field
		want  string
	}{
		{interview.Functional, "Shorten a long URL|Redirect whoever opens it to the original"},
		{interview.NonFunctional, "99.9% available, p99 under 50 ms"},
		{interview.Assumptions, "The system is read heavy, ten redirects for every new link"},
		{interview.Sheet, "writes = 100M/day|reads = 1B/day|storage = writes * 10 years * 500 bytes in TB|broken = 3 GB + 5/s"},
		{interview.APIs, "GET /{code} -> 302 to the long URL"},
		{interview.Bottlenecks, "the database is the first bottleneck, because cache misses hit the database"},
	} {
		if got := strings.Join(s.Lines(check.field), "|"); got != check.want {
			t.Errorf("%s holds %q, want %q", check.field, got, check.want)
		}
	}
	if len(s.Asked) != 2 || s.Asked[0].Clarification == "" || s.Asked[1].Clarification == "" {
		t.Errorf("asked %+v, want two questions that were understood", s.Asked)
	}
	if got := s.Estimates["writes"].Decides; !strings.HasPrefix(got, "one primary") {
		t.Errorf("writes decide %q", got)
	}
	if len(s.Decisions) != 2 || s.Decisions[0].Because == "" || s.Decisions[1].Because == "" {
		t.Errorf("decisions %+v, want two with reasons", s.Decisions)
	}
	if len(s.Runs) != 1 || s.Runs[0].P99Seconds <= 0 || len(s.Runs[0].Objectives) == 0 {
		t.Errorf("runs %+v, want one with a p99 and objectives", s.Runs)
	}
	if s.Prediction != (interview.Predicted{P99: "40 ms", Bottleneck: "db"}) {
		t.Errorf("prediction %+v", s.Prediction)
	}
	if len(s.Hints) != 1 {
		t.Errorf("hints %v, want one", s.Hints)
	}
	if spent := s.Spent(interview.Requirements, a.now); spent < 50*time.Second || spent > 55*time.Second {
		t.Errorf("%v spent on requirements, want about 52s: the clock stands while answers are read", spent)
	}
}

// Every screen at the sizes that people have.
func TestFrames(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}, {"40x12", 40, 12}} {
		t.Run(size.name, func(t *testing.T) {
			interviewed(t, size.width, size.height, func(screen string, a *app) {
				golden.Check(t, size.name+"/"+screen+".txt", []byte(a.frame()))
			})
		})
	}
}

// No screen breaks at any size, also while it changes.
func TestSizes(t *testing.T) {
	interviewed(t, 100, 30, func(screen string, a *app) {
		for _, size := range [][2]int{{1, 1}, {39, 11}, {40, 12}, {41, 13}, {60, 20}, {99, 24}, {100, 24}, {133, 50}, {250, 80}, {100, 30}} {
			a.width, a.height = size[0], size[1]
			a.send(windowSize(size[0], size[1]))
			a.frame()
		}
	})
}

// The candidate's own judgement of an item changes the score and is marked.
func TestOverride(t *testing.T) {
	a := start(t, newStore(), 100, 60, begin(interview.Practice))
	a.press("tab")
	a.write("Whoever opens one should not be sent to the original")
	a.press("ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "enter", "ctrl+n", "confirm")
	const near, missed = "Demands that no two URLs ever share a code", "Sets a latency target for redirects, at a percentile"
	a.shows("1.01 of 4", "~ "+near, "✗ "+missed)
	a.press("down", "down", "down", "down", "down")
	a.shows("▸✗ " + missed)
	a.hides("x this is what I meant") // nothing comes near to it
	a.press("down")
	a.shows("x this is what I meant")
	a.press("x")
	a.shows("▸✓ "+near, "1 of 1  by your own judgement", "x take it back")
	a.hides("1.01 of 4")
	a.press("x")
	a.shows("1.01 of 4", "▸~ "+near)
	if got := a.session("url-shortener-1").Overrides["unique"]; got.Earned {
		t.Errorf("the override holds %+v", got)
	}
}

// What is Markdown follows the size and the background of the terminal.
func TestMarkdownFollowsTheTerminal(t *testing.T) {
	a := start(t, newStore(), 120, 40, nil)
	a.press("p")
	a.write("short")
	a.press("enter", "enter")
	a.press("ctrl+n", "esc", "ctrl+n")
	a.shows("a strong answer", "what      │ how                │")
	content := a.model.View().Content
	a.send(tea.BackgroundColorMsg{Color: color.White})
	if got := a.model.View().Content; got == content || strings.Contains(got, "108;182;255") {
		t.Error("colours for a dark background stay on a light one")
	}
	a.width, a.height = 44, 30
	a.send(tea.WindowSizeMsg{Width: a.width, Height: a.height})
	a.shows("│ 1,157 /s │ one\n")
}
