package notebook_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"spar/internal/notebook"
	"spar/internal/store/mem"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 123456789, time.UTC)

func TestTally(t *testing.T) {
	right := notebook.Answer{Passed: true}
	late := notebook.Answer{Passed: true, Late: true}
	wrong := notebook.Answer{}
	for _, c := range []struct {
		answers []notebook.Answer
		want    notebook.Tally
	}{
		{nil, notebook.Tally{}},
		{[]notebook.Answer{right, right}, notebook.Tally{Answered: 2, Right: 2, Streak: 2, Best: 2}},
		{[]notebook.Answer{right, right, wrong, right}, notebook.Tally{Answered: 4, Right: 3, Streak: 1, Best: 2}},
		{[]notebook.Answer{right, late}, notebook.Tally{Answered: 2, Right: 1, Streak: 0, Best: 1}},
	} {
		if got := notebook.TallyOf(c.answers); got != c.want {
			t.Errorf("TallyOf(%v) = %+v, want %+v", c.answers, got, c.want)
		}
	}
}

// busy is a store in which something happens while a sheet is saved.
type busy struct {
	mem.Store
	meanwhile func()
	err       error
}

func (b *busy) SaveSheet(ctx context.Context, sheet notebook.Sheet) error {
	if b.meanwhile != nil {
		b.meanwhile()
	}
	if b.err != nil {
		return b.err
	}
	return b.Store.SaveSheet(ctx, sheet)
}

func stored(t *testing.T, store notebook.Store) []notebook.Sheet {
	t.Helper()
	sheets, err := store.Sheets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return sheets
}

// An empty sheet is not stored, and what is typed while a flush is under way is
// left for the next.
func TestDraft(t *testing.T) {
	store := new(busy)
	draft := notebook.Begin(store, "s1", noon)
	if err := draft.Flush(t.Context()); err != nil || len(stored(t, store)) != 0 {
		t.Errorf("flush of an empty sheet: %v, stored %v", err, stored(t, store))
	}
	if at, _ := draft.Saved(); !at.IsZero() {
		t.Errorf("an empty sheet was saved at %v", at)
	}
	lines := []string{"one"}
	draft.Set(noon, lines)
	lines[0] = "changed by the caller"
	store.meanwhile = func() { draft.Set(noon.Add(time.Second), []string{"one", "two"}) }
	if err := draft.Flush(t.Context()); err != nil || !draft.Dirty() {
		t.Errorf("flush: %v, dirty %v; want the second line to wait", err, draft.Dirty())
	}
	if got := stored(t, store)[0].Lines; !slices.Equal(got, []string{"one"}) {
		t.Errorf("stored %q", got)
	}
	store.meanwhile = nil
	if err := draft.Flush(t.Context()); err != nil || draft.Dirty() {
		t.Errorf("the second flush: %v, dirty %v", err, draft.Dirty())
	}
	got := stored(t, store)[0]
	if !slices.Equal(got.Lines, []string{"one", "two"}) || got.Revision != 2 || !got.CreatedAt.Equal(noon.Truncate(time.Millisecond)) {
		t.Errorf("stored %+v", got)
	}
	if at, err := draft.Saved(); err != nil || !at.Equal(noon.Add(time.Second).Truncate(time.Millisecond)) {
		t.Errorf("saved at %v, %v", at, err)
	}
}

func TestDraftTriesAgain(t *testing.T) {
	store := &busy{err: errors.New("the disk is full")}
	draft := notebook.Begin(store, "s1", noon)
	draft.Set(noon, []string{"one"})
	if err := draft.Flush(t.Context()); err == nil || err.Error() != "save sheet s1: the disk is full" {
		t.Errorf("error %v", err)
	}
	if _, err := draft.Saved(); err == nil || !draft.Dirty() {
		t.Errorf("after a failure: error %v, dirty %v", err, draft.Dirty())
	}
	store.err = nil
	if err := draft.Flush(t.Context()); err != nil || len(stored(t, store)) != 1 {
		t.Errorf("the next flush: %v", err)
	}
}

// emptied is a store that can be exchanged for another.
type emptied struct{ notebook.Store }

// A store that has lost a sheet, or the latest of it, gets it again by its own id; so it
// is with the answers of a drill.
func TestAStoreThatLostASheetGetsItAgain(t *testing.T) {
	for name, left := range map[string][]string{"removed": nil, "an older copy": {"one"}} {
		store := &emptied{new(mem.Store)}
		draft, log := notebook.Begin(store, "s1", noon), notebook.NewLog(store)
		write := func(lines ...string) {
			t.Helper()
			draft.Set(noon, lines)
			log.Add(notebook.Answer{At: noon, Number: len(lines)})
			if err := errors.Join(draft.Flush(t.Context()), log.Flush(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
		write("one")
		write("one", "two")
		store.Store = new(mem.Store)
		if left != nil {
			if err := store.SaveSheet(t.Context(), notebook.Sheet{ID: "s1", Revision: 1, Lines: left}); err != nil {
				t.Fatal(err)
			}
		}
		write("one", "two", "three")
		write("one", "two", "three", "four")
		got := stored(t, store)
		if len(got) != 1 || !slices.Equal(got[0].Lines, []string{"one", "two", "three", "four"}) || draft.Forked() != "" {
			t.Errorf("%s: stored %+v, forked from %q", name, got, draft.Forked())
		}
		if answers, err := store.Answers(t.Context()); len(answers) != 4 || err != nil {
			t.Errorf("%s: %d answers, %v; want 4", name, len(answers), err)
		}
	}
}
