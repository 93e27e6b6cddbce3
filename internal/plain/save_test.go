package plain_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"spar/internal/coach"
	"spar/internal/drill"
	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/plain"
	"spar/internal/question"
	"spar/internal/store/mem"
)

// brittle is a store that cannot be written to for a while.
type brittle struct {
	mem.Store
	fails int // so many calls
}

var errFull = errors.New("the disk is full")

func (b *brittle) Append(ctx context.Context, id string, events ...interview.Event) error {
	if b.fails > 0 {
		b.fails--
		return errFull
	}
	return b.Store.Append(ctx, id, events...)
}

func (b *brittle) AddAnswers(ctx context.Context, answers ...notebook.Answer) error {
	if b.fails > 0 {
		b.fails--
		return errFull
	}
	return b.Store.AddAnswers(ctx, answers...)
}

func begin(t *testing.T, store interview.Store, q *question.Question) *coach.Coach {
	t.Helper()
	c, err := coach.Begin(store, "s1", q, coach.Settings{Mode: interview.Practice, Level: interview.Senior, Minutes: 45, Seed: 3}, morning)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// writerFunc is a writer.
type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// Whatever is said, what it answers is stored: the reader of the output may be gone.
func TestNothingIsSaidBeforeItIsStored(t *testing.T) {
	c := begin(t, new(mem.Store), fresh(t, "spar/url-shortener"))
	var out bytes.Buffer
	now := morning
	err := plain.Run(t.Context(), c, plain.Config{
		In: strings.NewReader(everything), Width: 80,
		Now:   func() time.Time { return now },
		Typed: func(string) { now = now.Add(20 * time.Second) },
		Out: writerFunc(func(p []byte) (int, error) {
			if c.Journal.Dirty() {
				t.Errorf("%q is said of what is not stored", p)
			}
			return out.Write(p)
		}),
	})
	if err != nil || !strings.Contains(out.String(), "hint 1 of") {
		t.Errorf("%v:\n%s", err, out.String())
	}
}

func TestAFailedSaveIsSaidOnceAndTriedAgain(t *testing.T) {
	for _, test := range []struct {
		name    string
		fails   int
		script  string
		unsaved int // how often it is said
		again   bool
		asked   bool
		lost    bool
	}{
		{"all is well", 0, "\na\n:quit\n", 0, false, false, false},
		{"for a while", 4, "\na\nb\nc\nd\ne\n:quit\n", 1, true, false, false},
		{"to the end", 1 << 30, "\na\nb\n:quit\nc\n:quit\n", 1, false, true, true},
		{"to the end of the input", 1 << 30, "\na\nb\n", 1, false, false, true},
		{"until asked", 11, "\na\nb\n:quit\nc\nd\ne\n:quit\n", 1, true, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			store := &brittle{fails: test.fails}
			c := begin(t, store, fresh(t, "spar/chat"))
			var out bytes.Buffer
			err := plain.Run(t.Context(), c, plain.Config{
				In: strings.NewReader(test.script), Out: &out, Width: 80, Now: func() time.Time { return morning },
			})
			if test.lost != errors.Is(err, errFull) || test.lost != c.Journal.Dirty() {
				t.Errorf("ended with %v, dirty %v", err, c.Journal.Dirty())
			}
			for text, times := range map[string]int{
				"! not saved, and tried again: save session s1: the disk is full": test.unsaved,
				"saved again":              count(test.again),
				"the latest lines are not": count(test.asked),
				"Saved. Go on with:":       count(!test.lost),
			} {
				if n := strings.Count(out.String(), text); n != times {
					t.Errorf("%q is said %d times, want %d:\n%s", text, n, times, out.String())
				}
			}
		})
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// When the context ends, as by a signal, lines that were entered before still count.
func TestLinesBeforeASignalAreStored(t *testing.T) {
	store := new(mem.Store)
	c := begin(t, store, fresh(t, "spar/chat"))
	ended := errors.New("ended by SIGTERM")
	ctx, cancel := context.WithCancelCause(t.Context())
	in, typed := io.Pipe()
	defer func() { _ = typed.Close() }()
	go func() { _, _ = io.WriteString(typed, "\nSend messages\nRead messages\n") }()
	err := plain.Run(ctx, c, plain.Config{
		In: in, Out: io.Discard, Width: 80, Now: func() time.Time { return morning },
		Typed: func(line string) {
			if line == "" {
				cancel(ended)
			}
		},
	})
	if !errors.Is(err, ended) {
		t.Errorf("ended with %v, want %v", err, ended)
	}
	events, err := store.Events(t.Context(), "s1")
	if err != nil {
		t.Fatal(err)
	}
	s, err := interview.Fold(events)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.Lines(interview.Functional), "|"); got != "Send messages|Read messages" || !s.Paused() {
		t.Errorf("stored are %q, paused %v", got, s.Paused())
	}
}

// An answer that cannot be stored does not end the drill, and is not lost with it.
func TestADrillGoesOnWithoutRoom(t *testing.T) {
	for name, test := range map[string]struct{ fails, stored int }{"for a while": {1, 3}, "to the end": {1 << 30, 0}} {
		store := &brittle{fails: test.fails}
		q, err := library.Find("spar/chat")
		if err != nil {
			t.Fatal(err)
		}
		d, err := drill.New([]*question.Question{q}, 7)
		if err != nil {
			t.Fatal(err)
		}
		log := notebook.NewLog(store)
		var out bytes.Buffer
		err = plain.Drill(t.Context(), d, store, log, plain.Config{
			In: strings.NewReader("9\n9\n9\n"), Out: &out, Width: 80, Now: func() time.Time { return morning },
		})
		answers, also := store.Answers(t.Context())
		if also != nil || len(answers) != test.stored || len(log.Unsaved()) != 3-test.stored || errors.Is(err, errFull) != (test.stored == 0) {
			t.Errorf("%s: %d answers are stored, %v; %d are not; ended with %v", name, len(answers), also, len(log.Unsaved()), err)
		}
		if n := strings.Count(out.String(), "! not saved, and tried again"); n != 1 {
			t.Errorf("%s: it is said %d times:\n%s", name, n, out.String())
		}
	}
}
