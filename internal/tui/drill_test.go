package tui_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"spar/internal/drill"
	"spar/internal/golden"
	"spar/internal/notebook"
	"spar/internal/store/mem"
	"spar/internal/tui/nav"
)

// answers returns the stored answers of drills.
func (a *app) answers() []notebook.Answer {
	a.t.Helper()
	answers, err := a.store.(notebook.Store).Answers(context.Background())
	if err != nil {
		a.t.Fatal(err)
	}
	return answers
}

// asked returns a question of the drill that the tests take.
func asked(t *testing.T, number int) *drill.Question {
	t.Helper()
	all, errs := library.All()
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	d, err := drill.New(all, 7)
	if err != nil {
		t.Fatal(err)
	}
	return d.Question(number)
}

// twoQuestions leaves two questions in the library for a test, so that its drill
// stays what it is when questions are added.
func twoQuestions(t *testing.T) {
	t.Helper()
	pack := builtIn()
	for path := range pack {
		if path != "pack.yaml" && !strings.Contains(path, "/chat") && !strings.Contains(path, "/url-shortener") {
			delete(pack, path)
		}
	}
	withPack(t, pack)
	if n := len(library.Questions()); n != 2 {
		t.Fatalf("%d questions, %v; want 2", n, library.Errors())
	}
}

func TestDrillFrames(t *testing.T) {
	twoQuestions(t)
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}, {"40x12", 40, 12}} {
		t.Run(size.name, func(t *testing.T) {
			look := func(screen string, a *app) {
				golden.Check(t, size.name+"/"+screen+".txt", []byte(a.frame()))
			}
			a := start(t, newStore(), size.width, size.height, nav.Drill{Seed: 7})
			a.wait(20 * time.Second)
			a.write("3 GB + 5/s")
			a.press("enter")
			look("drill-refused", a)
			a.press("ctrl+u")
			a.write("5")
			a.press("enter")
			a.wait(time.Second)
			look("drill-answered", a)
		})
	}
}

// Right in time, late, wrong, skipped: each is stored, and the streak follows.
func TestDrill(t *testing.T) {
	a := start(t, newStore(), 100, 30, nil)
	a.press("d")
	a.shows("Drill 8", "1. ", "streak 0 · best 0", "1:00") // the seed that the tests choose is 7, and 0 is none
	b := start(t, a.store, 100, 30, nav.Drill{Seed: 7})
	right := func(number int) {
		t.Helper()
		expected := asked(t, number).Expected()
		b.write(expected)
		b.press("enter")
		b.shows("✓ " + expected + ", spot on")
	}
	right(1)
	b.press("enter")
	b.shows("2. ")
	b.wait(30 * time.Second)
	b.shows("0:30", "streak 1 · best 1")
	right(2)
	b.press("space")
	b.wait(61 * time.Second)
	b.shows("late, 0:01 over")
	b.write(asked(t, 3).Expected())
	b.press("enter")
	b.shows("spot on; late, after 61 s", "streak 0 · best 2", "2 of 3 right in time")
	b.press("enter")
	b.write("1 ns")
	b.press("enter", "enter", "enter")
	b.shows("skipped; " + asked(t, 5).Expected() + " is right")
	b.wait(time.Second)
	got := b.answers()
	if len(got) != 5 {
		t.Fatalf("%d answers are stored, want 5", len(got))
	}
	if tally := notebook.TallyOf(got); tally != (notebook.Tally{Answered: 5, Right: 2, Streak: 0, Best: 2}) {
		t.Errorf("tally %+v", tally)
	}
	if got[1].Seconds != 30 || !got[2].Late || got[2].Seconds != 61 || got[4].Guess != "" {
		t.Errorf("answers %+v", got)
	}
	b.press("esc")
	b.shows("Practise")
	// The best streak is there again.
	c := start(t, a.store, 100, 30, nav.Drill{Seed: 7})
	c.shows("streak 0 · best 2", "2 of 5 right in time")
}

// What is typed is an answer, also where it could be a key, until it is given.
func TestDrillKeys(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Drill{Seed: 7})
	a.write("q?=n")
	a.shows("q?=n")
	a.press("enter")
	a.shows("^")
	a.press("ctrl+u", "enter", "?")
	a.shows("next question")
	a.press("esc", "=")
	a.shows("Calculator")
	a.press("esc", "esc")
	a.shows("skipped") // back in the drill, as it was left
	a.press("space")
	a.shows("2. ")
}

// What is typed while the questions are read is kept, and nothing is skipped unseen.
func TestDrillAhead(t *testing.T) {
	a := start(t, newStore(), 100, 30, nil)
	_, reading := a.model.Update(nav.OpenMsg{Route: nav.Drill{Seed: 7}})
	a.shows("Drill 7", "reading the questions")
	a.write("5 T")
	a.press("enter")
	a.run(reading)
	a.shows("1. ", "answer  5 T")
	a.hides("reading the questions", "worked out")
}

// A store that fails is said, and nothing is lost once it is well again.
func TestDrillStoreFails(t *testing.T) {
	store := &forgetful{err: errors.New("the disk is full")}
	a := start(t, store, 100, 30, nav.Drill{Seed: 7})
	a.press("enter", "enter")
	a.wait(2 * time.Second)
	a.shows("NOT SAVED, still trying: save the drill: the disk is full")
	store.err = nil
	a.press("enter")
	a.wait(2 * time.Second)
	a.hides("NOT SAVED")
	if got := len(a.answers()); got != 2 {
		t.Errorf("%d answers are stored, want 2", got)
	}
}

// forgetful is a store that takes no answers while err is set.
type forgetful struct {
	mem.Store
	err error
}

func (f *forgetful) AddAnswers(ctx context.Context, answers ...notebook.Answer) error {
	if f.err != nil {
		return f.err
	}
	return f.Store.AddAnswers(ctx, answers...)
}

// Leaving saves at once.
func TestDrillLeave(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Drill{Seed: 7})
	a.press("enter", "ctrl+c")
	if got := a.answers(); len(got) != 1 || !a.quit {
		t.Errorf("%d answers are stored, quit %v", len(got), a.quit)
	}
}

func TestDrillSizes(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Drill{Seed: 7})
	sizes := func() {
		for _, size := range [][2]int{{1, 1}, {40, 12}, {41, 13}, {99, 24}, {250, 80}, {100, 30}} {
			a.width, a.height = size[0], size[1]
			a.send(windowSize(size[0], size[1]))
			a.frame()
		}
	}
	a.write(strings.Repeat("3 GB + 5/s ", 20))
	sizes()
	a.press("enter")
	sizes()
	a.press("ctrl+u", "enter")
	sizes()
	for range 50 {
		a.press("pgdown")
	}
	a.frame()
}
