package tui_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/store/mem"
	"spar/internal/tui/nav"
)

// brittle is a store to which no event can be written while it has an error.
type brittle struct {
	mem.Store
	err error
}

func (b *brittle) Append(ctx context.Context, id string, events ...interview.Event) error {
	if b.err != nil {
		return b.err
	}
	return b.Store.Append(ctx, id, events...)
}

// Whoever quits while something cannot be saved is asked once, by another key than the
// one that quits, and loses nothing by either answer.
func TestQuittingWithoutRoomAsksOnce(t *testing.T) {
	for _, size := range [][2]int{{100, 30}, {40, 12}} {
		store := new(brittle)
		a := start(t, store, size[0], size[1], nav.Begin{Question: "spar/url-shortener", Settings: coach.Settings{Mode: interview.Practice, Level: interview.Mid, Minutes: 45}})
		store.err = errors.New("the disk is full")
		a.press("tab")
		a.write("Shorten a long URL")
		a.press("ctrl+c")
		a.shows("not saved", "save session url-shortener-1: the disk", "y leave", "goes back.")
		a.press("x")
		if a.quit {
			t.Fatal("the answer to stay left")
		}
		a.shows("Shorten a long URL")
		a.press("ctrl+c", "ctrl+c", "y")
		if !a.quit {
			t.Fatal("the answer to leave stayed")
		}
		unsaved := a.model.Unsaved()
		if len(unsaved) != 1 {
			t.Fatalf("%d works are unsaved, want the session", len(unsaved))
		}
		lines := unsaved[0].(*interview.Journal).Session().Lines(interview.Functional)
		if got := strings.Join(lines, "|"); got != "Shorten a long URL" {
			t.Errorf("what is unsaved holds %q", got)
		}
	}
}

func TestQuittingTriesOnceMore(t *testing.T) {
	store := new(brittle)
	a := start(t, store, 80, 24, nav.Begin{Question: "spar/url-shortener", Settings: coach.Settings{Mode: interview.Practice, Level: interview.Mid, Minutes: 45}})
	store.err = errors.New("the disk is full")
	a.press("tab")
	a.write("Shorten a long URL")
	a.press("ctrl+c")
	store.err = nil
	a.press("ctrl+c")
	if n := len(a.model.Unsaved()); !a.quit || n != 0 {
		t.Errorf("left %v, with %d works unsaved", a.quit, n)
	}
}

// What a page could not save when it was closed is said, tried again and asked about.
func TestWhatAClosedPageCouldNotSave(t *testing.T) {
	store := new(brittle)
	a := start(t, store, 100, 30, nav.Begin{Question: "spar/url-shortener", Settings: coach.Settings{Mode: interview.Practice, Level: interview.Mid, Minutes: 45}})
	store.err = errors.New("the disk is full")
	a.press("tab")
	a.write("Shorten a long URL")
	for range 4 {
		a.press("esc")
	}
	a.shows("Practise", "save session url-shortener-1: the disk is full")
	a.press("ctrl+c")
	a.shows("y leave")
	a.press("x")
	store.err = nil
	a.wait(2 * time.Second)
	a.hides("the disk is full")
	if got := strings.Join(a.session("url-shortener-1").Lines(interview.Functional), "|"); got != "Shorten a long URL" {
		t.Errorf("stored %q", got)
	}
}

// A session that could not be saved goes on where it was when it is opened again, in the
// same journal: nothing of it is missing, and nothing of it is kept twice.
func TestAnUnsavedSessionIsOpenedAgain(t *testing.T) {
	store := new(brittle)
	a := start(t, store, 100, 30, nav.Begin{Question: "spar/url-shortener", Settings: coach.Settings{Mode: interview.Practice, Level: interview.Mid, Minutes: 45}})
	store.err = errors.New("the disk is full")
	a.press("tab")
	a.write("Shorten a long URL")
	for range 4 {
		a.press("esc")
	}
	a.press("c")
	a.shows("Shorten a long URL")
	if n := len(a.model.Unsaved()); n != 1 {
		t.Errorf("%d works are unsaved, want the session", n)
	}
	a.press("tab")
	a.write("Expire links")
	store.err = nil
	a.press("ctrl+c")
	if got := strings.Join(a.session("url-shortener-1").Lines(interview.Functional), "|"); !a.quit || !strings.Contains(got, "Expire links") || !strings.Contains(got, "Shorten a long URL") {
		t.Errorf("stored %q", got)
	}
	if summaries, err := store.Summaries(t.Context()); err != nil || len(summaries) != 1 {
		t.Errorf("%d sessions, %v, want one", len(summaries), err)
	}
}

// So does a sheet.
func TestAnUnsavedSheetIsOpenedAgain(t *testing.T) {
	store := new(full)
	a := start(t, store, 100, 30, nil)
	a.press("=")
	a.write("reads = 5/s")
	a.wait(time.Second)
	store.err = errors.New("the disk is full")
	a.press("enter")
	a.write("writes = 3/s")
	a.press("esc", "esc")
	a.shows("Practise", "the disk is full")
	a.press("=")
	a.shows("reads = 5/s", "writes = 3/s")
	a.press("enter")
	a.write("sum = reads + writes")
	if n := len(a.model.Unsaved()); n != 1 {
		t.Errorf("%d works are unsaved, want the sheet", n)
	}
	store.err = nil
	a.press("ctrl+c")
	sheets := a.sheets()
	if got := sheets["sheet-1"]; !a.quit || len(sheets) != 1 || !strings.Contains(got, "reads = 5/s") || !strings.Contains(got, "writes = 3/s") || !strings.Contains(got, "sum = ") {
		t.Errorf("stored %q", sheets)
	}
}
