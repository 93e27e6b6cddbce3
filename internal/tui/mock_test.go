package tui_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/tui/nav"
)

func windowSize(width, height int) tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: width, Height: height}
}

// A mock warns, moves on by itself, keeps the draft, and ends.
func TestMockRunsOutOfTime(t *testing.T) {
	a := start(t, newStore(), 100, 30, begin(interview.Mock))
	a.press("tab")
	a.write("Shorten a long URL")
	a.wait(3*time.Minute - time.Second)
	a.hides("2 minutes left")
	a.wait(2 * time.Second)
	a.shows("2 minutes left in requirements")
	a.wait(90 * time.Second)
	a.shows("30 seconds left in requirements")
	a.wait(30 * time.Second)
	a.shows("time is up for requirements; your draft is kept", "◐ capacity")
	a.write("writes = 100M/day")
	a.wait(40 * time.Minute)
	a.shows("of 4")
	s := a.session("url-shortener-1")
	if !s.Finished || strings.Join(s.Lines(interview.Functional), "") != "Shorten a long URL" ||
		strings.Join(s.Lines(interview.Sheet), "") != "writes = 100M/day" {
		t.Errorf("finished %v with %q and %q", s.Finished, s.Lines(interview.Functional), s.Lines(interview.Sheet))
	}
}

// A mock gives nothing away and does not go back.
func TestMockGivesNothingAway(t *testing.T) {
	a := start(t, newStore(), 120, 40, begin(interview.Mock))
	a.hides("ask yourself", "hint", "asked about", "functionality")
	a.press("ctrl+g")
	a.shows("there are no hints")
	a.press("ctrl+n")
	a.shows("a mock does not go back")
	a.press("confirm")
	a.shows("◐ capacity")
	a.hides("a strong answer")
	a.write("storage = 100M/day * 10 years * 500 bytes in GB")
	a.hides("spot on", "same order", "wrong")
	a.press("esc", "1")
	a.shows("◐ capacity")
	a.press("ctrl+n", "confirm")
	a.write("client -> app -> db")
	a.next("confirm")
	a.next("confirm")
	a.shows("◐ scale", "runs your design")
	a.hides("single point of failure")
	review := start(t, a.store, 120, 40, nav.Review{ID: "url-shortener-1"})
	review.shows("the mock is not over")
	review.hides("of 4", "practise next")
}

// The clock of a mock runs on while one is away, which is said, before and after.
func TestMockRunsWhileAway(t *testing.T) {
	store := newStore()
	a := start(t, store, 80, 24, begin(interview.Mock))
	a.press("tab")
	a.write("Shorten a long URL")
	a.press("esc", "q")
	a.shows("whose clock runs on")
	a.press("confirm")
	b := start(t, store, 100, 30, nil)
	b.now = a.now.Add(4 * time.Minute)
	b.press("c")
	b.shows("you were away for 4:00, and the clock ran on", "Shorten a long URL", "40:59 left")
	b.now = b.now.Add(time.Hour)
	b.wait(time.Second)
	b.shows("Design a URL shortener", "of 4")
	if s := b.session("url-shortener-1"); !s.Finished || s.FinishedAt.Sub(s.StartedAt) != 45*time.Minute {
		t.Errorf("finished: %v, after %v", s.Finished, s.FinishedAt.Sub(s.StartedAt))
	}
	b.press("tab")
	b.shows("and the clock ran on")
}

// A mock that ended while nobody was there opens as its review.
func TestMockEndsWhileAway(t *testing.T) {
	store := newStore()
	a := start(t, store, 80, 24, begin(interview.Mock))
	a.press("ctrl+c")
	b := start(t, store, 100, 30, nil)
	b.now = a.now.Add(2 * time.Hour)
	b.press("c")
	b.shows("Design a URL shortener", "of 4")
}

// A strict practice has no hints, and says so.
func TestStrictPracticeHasNoHints(t *testing.T) {
	strict := begin(interview.Practice)
	strict.Settings.Strict = true
	a := start(t, newStore(), 120, 40, strict)
	a.shows("ask yourself")
	a.hides("ctrl+g")
	a.press("ctrl+g")
	a.shows("a strict practice has no hints")
	if s := a.session("url-shortener-1"); len(s.Hints) > 0 || !s.Started.Strict {
		t.Errorf("hints %v, strict: %v", s.Hints, s.Started.Strict)
	}
}

// A practice that is left is paused: it goes on where it was.
func TestPracticeGoesOn(t *testing.T) {
	store := newStore()
	a := start(t, store, 100, 30, begin(interview.Practice))
	a.press("tab")
	a.write("Shorten a long URL")
	a.wait(10 * time.Second)
	a.press("ctrl+c")
	if !a.quit {
		t.Fatal("ctrl+c did not leave")
	}
	b := start(t, store, 100, 30, nil)
	b.now = a.now.Add(24 * time.Hour)
	b.shows("Continue", "Design a URL shortener")
	b.press("c")
	b.shows("Shorten a long URL", "44:50 left")
	b.press("tab")
	b.write(" into a code")
	b.wait(time.Second)
	if got := b.session("url-shortener-1").Lines(interview.Functional); len(got) != 1 || got[0] != "Shorten a long URL into a code" {
		t.Errorf("functional holds %q", got)
	}
}

// Whatever was typed is stored within a second.
func TestSavedWithinASecond(t *testing.T) {
	a := start(t, newStore(), 100, 30, begin(interview.Practice))
	a.press("tab")
	for i := range 20 {
		a.write("x")
		a.wait(100 * time.Millisecond)
		stored := len(strings.Join(a.session("url-shortener-1").Lines(interview.Functional), ""))
		if i >= 10 && stored < i-9 {
			t.Fatalf("%d of %d keys are stored a second later", stored, i+1)
		}
	}
}

// A store that fails is said, work goes on, and nothing is lost once it is well
// again.
func TestStoreFails(t *testing.T) {
	store := &sick{Store: newStore()}
	a := start(t, store, 100, 30, begin(interview.Practice))
	store.err = errors.New("the disk is full")
	a.press("tab")
	a.write("Shorten a long URL")
	a.wait(2 * time.Second)
	a.shows("NOT SAVED, still trying: save session url-shortener-1: the disk is full")
	a.write(" into a code")
	store.err = nil
	a.wait(2 * time.Second)
	a.hides("NOT SAVED")
	if got := a.session("url-shortener-1").Lines(interview.Functional); len(got) != 1 || got[0] != "Shorten a long URL into a code" {
		t.Errorf("functional holds %q", got)
	}
}

// Two programs in one session: the second goes on in a session of its own.
func TestTwoPrograms(t *testing.T) {
	store := newStore()
	a := start(t, store, 100, 30, begin(interview.Practice))
	a.press("tab")
	a.write("one")
	a.wait(time.Second)
	b := start(t, store, 100, 30, nav.Session{ID: "url-shortener-1"})
	b.press("tab")
	b.write(" and two")
	b.wait(time.Second)
	a.write(" and three")
	a.wait(time.Second)
	a.shows("another spar changed url-shortener-1; yours goes on as url-shortener-1-2")
	for id, want := range map[string]string{"url-shortener-1": "one and two", "url-shortener-1-2": "one and three"} {
		if got := strings.Join(a.session(id).Lines(interview.Functional), "|"); got != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
}

// A sick store fails to append while err is set.
type sick struct {
	interview.Store
	err error
}

func (s *sick) Append(ctx context.Context, id string, events ...interview.Event) error {
	if s.err != nil {
		return s.err
	}
	return s.Store.Append(ctx, id, events...)
}

// A curveball comes at its minute and changes what is given.
func TestCurveball(t *testing.T) {
	a := start(t, newStore(), 120, 40, begin(interview.Practice))
	a.press("esc", "3", "enter")
	a.press("enter")
	a.wait(6*time.Minute - 10*time.Second)
	a.hides("the interviewer")
	a.wait(20 * time.Second)
	a.shows("the interviewer interrupts", "3 billion a day")
	a.press("esc", "2", "enter")
	a.shows("3B/day")
}

// Whoever is done before the curveball gets it before the phase ends, in a mock too, and
// goes on at the second press.
func TestCurveballBeforeLeaving(t *testing.T) {
	a := start(t, newStore(), 120, 40, begin(interview.Mock))
	a.press("ctrl+n", "confirm", "ctrl+n", "confirm")
	a.write("client -> service -> db")
	a.press("ctrl+n")
	a.shows("the interviewer interrupts", "3 billion a day", "◐ design")
	a.hides("other keys stay")
	a.press("ctrl+n", "confirm")
	a.shows("◐ detail")
}

// Pasted text keeps its lines and loses what could command a terminal.
func TestPaste(t *testing.T) {
	a := start(t, newStore(), 100, 30, begin(interview.Practice))
	a.press("tab")
	a.send(tea.PasteMsg{Content: "one\r\ntwo\x1b]52;c;aGk=\x07\x1b[31m red\x00\n\u202ethree"})
	a.wait(time.Second)
	got := strings.Join(a.session("url-shortener-1").Lines(interview.Functional), "|")
	if want := "one|two red|three"; got != want {
		t.Errorf("pasted %q, want %q", got, want)
	}
	if strings.ContainsAny(a.model.View().Content, "\x07\x00\u202e") {
		t.Error("control characters reach the screen")
	}
}

// What has no room is said, on every page that takes pastes.
func TestPasteTooMuch(t *testing.T) {
	lines := strings.Repeat("x = 1\r\n", 20000)
	for name, reach := range map[string]func() *app{
		"functional": func() *app { a := start(t, newStore(), 80, 24, begin(interview.Mock)); a.press("tab"); return a },
		"narrow":     func() *app { a := start(t, newStore(), 40, 12, begin(interview.Mock)); a.press("tab"); return a },
		"sheet":      func() *app { return start(t, newStore(), 80, 24, nav.Calculator{}) },
	} {
		a := reach()
		a.send(tea.PasteMsg{Content: lines})
		if !strings.Contains(a.frame(), "kept 500 of 20,000 lines") {
			t.Errorf("%s says nothing:\n%s", name, a.frame())
		}
		a.press("x")
		a.hides("kept 500")
	}
	for name, reach := range map[string]func() *app{
		"ask": func() *app { return start(t, newStore(), 80, 24, begin(interview.Mock)) },
		"estimate": func() *app {
			a := start(t, newStore(), 80, 24, begin(interview.Practice))
			a.phase(1)
			a.press("tab")
			return a
		},
		"reason": func() *app {
			a := start(t, newStore(), 80, 24, begin(interview.Practice))
			a.phase(3)
			a.press("enter")
			return a
		},
		"predict": func() *app { a := start(t, newStore(), 80, 24, begin(interview.Practice)); a.phase(4); return a },
		"drill":   func() *app { return start(t, newStore(), 80, 24, nav.Drill{}) },
		"filter":  func() *app { return start(t, newStore(), 80, 24, nav.Questions{}) },
		"facts":   func() *app { a := start(t, newStore(), 80, 24, nav.Calculator{}); a.press("ctrl+l"); return a },
		"file":    func() *app { a := start(t, newStore(), 80, 24, nav.Calculator{}); a.press("ctrl+s"); return a },
		"fault": func() *app {
			a := start(t, newStore(), 80, 24, balancing())
			a.wait(time.Second)
			a.press(":")
			return a
		},
	} {
		a := reach()
		a.send(tea.PasteMsg{Content: "one\rtwo"})
		if !strings.Contains(a.frame(), "2 lines became one") {
			t.Errorf("%s says nothing:\n%s", name, a.frame())
		}
	}
}

// A session that does not exist is an error on the screen, not the end.
func TestUnknownSession(t *testing.T) {
	a := start(t, newStore(), 80, 24, nav.Session{ID: "nope"})
	a.shows("The session could not be opened", "session not found")
	a.press("esc")
	a.shows("Practise")
}
