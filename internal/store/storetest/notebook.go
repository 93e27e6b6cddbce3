package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"spar/internal/notebook"
)

// RunNotebook tests the stores that open returns. Each call of open returns a
// new, empty store.
func RunNotebook(t *testing.T, open func(t *testing.T) notebook.Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, notebook.Store)
	}{
		{"a sheet comes back as it was", sheetRoundTrip},
		{"the latest sheet comes first", sheetOrder},
		{"a revision follows the one before it", revisions},
		{"lines stay the caller's", sheetAliasing},
		{"one of many writers wins each revision", sheetWriters},
		{"two programs in one sheet lose nothing", sheetFork},
		{"answers come back as they were, in order", answerRoundTrip},
		{"answers can be added again", answersAgain},
		{"a log keeps what it could not store", logAgain},
		{"a cancelled context keeps nothing", notebookCancelled},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// sheet returns a revision of a sheet.
func sheet(id string, revision int, lines ...string) notebook.Sheet {
	return notebook.Sheet{
		ID: id, Revision: revision, Lines: lines,
		CreatedAt: start, UpdatedAt: start.Add(time.Duration(revision) * time.Second),
	}
}

func save(t *testing.T, store notebook.Store, s notebook.Sheet) {
	t.Helper()
	if err := store.SaveSheet(t.Context(), s); err != nil {
		t.Fatalf("save revision %d of %q: %v", s.Revision, s.ID, err)
	}
}

func sheets(t *testing.T, store notebook.Store) []notebook.Sheet {
	t.Helper()
	all, err := store.Sheets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sheetRoundTrip(t *testing.T, store notebook.Store) {
	if got := sheets(t, store); len(got) != 0 {
		t.Errorf("an empty store has sheets %v", got)
	}
	want := []notebook.Sheet{
		sheet("'; DROP TABLE sheets; --", 3, "", "writes = 100M/day # 世界 🙂 \"quoted\"", strings.Repeat("x", 100_000), ""),
		sheet("A", 1, "5"),
		sheet("a", 1),
	}
	for _, s := range want[1:] {
		save(t, store, s)
	}
	save(t, store, sheet(want[0].ID, 1, "one"))
	save(t, store, sheet(want[0].ID, 2))
	save(t, store, want[0])
	got := sheets(t, store)
	if len(got) != len(want) {
		t.Fatalf("%d sheets, want %d", len(got), len(want))
	}
	for i := range want {
		if fmt.Sprintf("%+v", got[i]) != fmt.Sprintf("%+v", want[i]) {
			t.Errorf("sheet %d is %.300v, want %.300v", i, got[i], want[i])
		}
	}
}

func sheetOrder(t *testing.T, store notebook.Store) {
	for _, id := range []string{"a", "b", "c"} {
		save(t, store, sheet(id, 1, id))
	}
	save(t, store, sheet("b", 2, "again"))
	ids := ""
	for _, s := range sheets(t, store) {
		ids += s.ID
	}
	if ids != "bac" {
		t.Errorf("order %q, want bac", ids)
	}
}

func revisions(t *testing.T, store notebook.Store) {
	save(t, store, sheet("s1", 1, "one"))
	save(t, store, sheet("s1", 2, "two"))
	for _, revision := range []int{-1, 0, 1, 2, 4} {
		if err := store.SaveSheet(t.Context(), sheet("s1", revision, "other")); !errors.Is(err, notebook.ErrConflict) {
			t.Errorf("revision %d after 2: error %v, want %v", revision, err, notebook.ErrConflict)
		}
	}
	if err := store.SaveSheet(t.Context(), sheet("s2", 2, "other")); !errors.Is(err, notebook.ErrConflict) {
		t.Errorf("revision 2 of a new sheet: error %v, want %v", err, notebook.ErrConflict)
	}
	if got := sheets(t, store); len(got) != 1 || got[0].Lines[0] != "two" {
		t.Errorf("the store holds %v", got)
	}
}

func sheetAliasing(t *testing.T, store notebook.Store) {
	lines := []string{"kept"}
	save(t, store, sheet("s1", 1, lines...))
	lines[0] = "changed by the caller"
	sheets(t, store)[0].Lines[0] = "changed by a reader"
	if got := sheets(t, store)[0].Lines[0]; got != "kept" {
		t.Errorf("the stored line is %q", got)
	}
}

func sheetWriters(t *testing.T, store notebook.Store) {
	const writers, revisions = 8, 10
	var wg sync.WaitGroup
	wins := make([]int, writers)
	for w := range writers {
		wg.Go(func() {
			for revision := 1; revision <= revisions; revision++ {
				err := store.SaveSheet(t.Context(), sheet("s1", revision, fmt.Sprint(w)))
				switch {
				case err == nil:
					wins[w]++
				case !errors.Is(err, notebook.ErrConflict):
					t.Errorf("writer %d, revision %d: %v", w, revision, err)
				}
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range wins {
		total += n
	}
	if got := sheets(t, store); len(got) != 1 || got[0].Revision != total {
		t.Errorf("%d revisions were saved, the store holds %v", total, got)
	}
}

// sheetFork takes up one sheet twice, as two programs do, and writes in both.
func sheetFork(t *testing.T, store notebook.Store) {
	save(t, store, sheet("s1", 1, "one"))
	write := func(d *notebook.Draft, line string) {
		t.Helper()
		d.Set(start.Add(time.Minute), append(d.Lines(), line))
		if err := d.Flush(t.Context()); err != nil || d.Dirty() {
			t.Fatalf("flush: %v, still dirty: %v", err, d.Dirty())
		}
	}
	drafts := []*notebook.Draft{notebook.TakeUp(store, sheets(t, store)[0]), notebook.TakeUp(store, sheets(t, store)[0])}
	write(drafts[0], "first")
	write(drafts[1], "second")
	write(drafts[0], "first again")
	write(drafts[1], "second again")
	held := make(map[string]string)
	for _, s := range sheets(t, store) {
		held[s.ID] = strings.Join(s.Lines, "|")
	}
	if want := map[string]string{"s1": "one|first|first again", "s1-2": "one|second|second again"}; !reflect.DeepEqual(held, want) {
		t.Errorf("the store holds %v, want %v", held, want)
	}
	if drafts[0].Forked() != "" || drafts[1].Forked() != "s1" {
		t.Errorf("forked from %q and %q, want only the second from s1", drafts[0].Forked(), drafts[1].Forked())
	}
	// A revision that is stored although the store reported an error is no
	// conflict.
	drafts[0].Set(start.Add(2*time.Minute), []string{"late"})
	late := sheet("s1", 4, "late")
	save(t, store, late)
	if err := drafts[0].Flush(t.Context()); err != nil || drafts[0].ID() != "s1" {
		t.Errorf("the draft went on as %q, %v; want s1", drafts[0].ID(), err)
	}
}

func answer(number int, after time.Duration) notebook.Answer {
	return notebook.Answer{
		At: start.Add(after), Seed: 1<<64 - 1, Number: number, Question: "spar/chat", Estimate: "storage_day",
		Ask: "Storage for a day of \"text\" 世界", Guess: "5 TB", Expected: "5 TB", Verdict: "spot on",
		Passed: true, Seconds: 12.345, Late: number%2 == 0,
	}
}

func answers(t *testing.T, store notebook.Store) []notebook.Answer {
	t.Helper()
	all, err := store.Answers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func answerRoundTrip(t *testing.T, store notebook.Store) {
	if got := answers(t, store); len(got) != 0 {
		t.Errorf("an empty store has answers %v", got)
	}
	want := []notebook.Answer{answer(9, 0), answer(2, time.Second), answer(10, time.Second), answer(1, time.Minute)}
	for _, i := range []int{3, 2, 0, 1} {
		if err := store.AddAnswers(t.Context(), want[i]); err != nil {
			t.Fatal(err)
		}
	}
	if got := answers(t, store); !reflect.DeepEqual(got, want) {
		t.Errorf("answers\n%+v, want\n%+v", got, want)
	}
}

func answersAgain(t *testing.T, store notebook.Store) {
	other := answer(1, 0)
	other.Seed = 2
	for range 2 {
		if err := store.AddAnswers(t.Context(), answer(1, 0), answer(2, time.Second), other); err != nil {
			t.Fatal(err)
		}
	}
	if got := answers(t, store); len(got) != 3 {
		t.Errorf("%d answers are stored, want 3", len(got))
	}
}

func logAgain(t *testing.T, store notebook.Store) {
	log := notebook.NewLog(store)
	log.Add(answer(1, 0))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := log.Flush(ctx); err == nil || !log.Dirty() {
		t.Errorf("a flush that could not store: %v, dirty %v", err, log.Dirty())
	}
	log.Add(answer(2, time.Second))
	if err := log.Flush(t.Context()); err != nil || log.Dirty() {
		t.Errorf("the flush after it: %v, dirty %v", err, log.Dirty())
	}
	if got := answers(t, store); len(got) != 2 {
		t.Errorf("%d answers are stored, want 2", len(got))
	}
}

func notebookCancelled(t *testing.T, store notebook.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.SaveSheet(ctx, sheet("s1", 1, "x")); !errors.Is(err, context.Canceled) {
		t.Errorf("sheet: error %v, want %v", err, context.Canceled)
	}
	if err := store.AddAnswers(ctx, answer(1, 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("answer: error %v, want %v", err, context.Canceled)
	}
	if len(sheets(t, store)) != 0 || len(answers(t, store)) != 0 {
		t.Error("something was stored")
	}
}
