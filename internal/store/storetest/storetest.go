// Package storetest holds the suites that every [interview.Store] and every
// [notebook.Store] must pass.
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

	"spar/internal/interview"
)

// Run tests the stores that open returns. Each call of open returns a new,
// empty store.
func Run(t *testing.T, open func(t *testing.T) interview.Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, interview.Store)
	}{
		{"an event comes back as it was", roundTrip},
		{"journals are apart", apart},
		{"an unknown session is not found", notFound},
		{"an event that is there conflicts", conflict},
		{"all or nothing", allOrNothing},
		{"gaps are refused", gaps},
		{"a session begins with its start", begins},
		{"summaries follow the journal", summaries},
		{"the latest change comes first", order},
		{"slices stay the caller's", aliasing},
		{"one of many writers wins each event", concurrent},
		{"two programs in one session lose nothing", fork},
		{"a cancelled context stores nothing", cancelled},
		{"nothing works after Close", closed},
	} {
		t.Run(test.name, func(t *testing.T) {
			store := open(t)
			t.Cleanup(func() { _ = store.Close() })
			test.run(t, store)
		})
	}
}

var start = time.Date(2026, 11, 2, 9, 0, 0, 123e6, time.UTC)

func started(title string) interview.Event {
	return interview.Event{Seq: 1, At: start, Act: interview.Started{
		Pack: "builtin", Question: "url-shortener", Title: title, Digest: "abc", Mode: interview.Mock,
		Level: interview.Staff, Plan: interview.PlanOf([5]int{5, 5, 10, 15, 10}), Seed: 1<<64 - 1,
	}}
}

// next returns an event at a place in the journal.
func next(seq int, act interview.Act) interview.Event {
	return interview.Event{Seq: seq, At: start.Add(time.Duration(seq) * time.Second), Act: act}
}

func add(t *testing.T, store interview.Store, id string, events ...interview.Event) {
	t.Helper()
	if err := store.Append(t.Context(), id, events...); err != nil {
		t.Fatalf("append to %q: %v", id, err)
	}
}

func journal(t *testing.T, store interview.Store, id string) []interview.Event {
	t.Helper()
	events, err := store.Events(t.Context(), id)
	if err != nil {
		t.Fatalf("events of %q: %v", id, err)
	}
	return events
}

func roundTrip(t *testing.T, store interview.Store) {
	want := []interview.Event{
		started("Design a URL shortener, with ☃ and \"quotes\""),
		next(2, interview.Wrote{
			Field: interview.Functional, Removed: []string{}, Inserted: []string{"", "世界 🙂", strings.Repeat("x", 100_000)},
		}),
		next(3, interview.Ran{
			Scenario: "read-path", Metrics: map[string]float64{"p99": 0.1 + 0.2}, Parameters: map[string]string{"shards": "4"},
			Objectives: []interview.ObjectiveResult{{Objective: "p99 < 1 s", Measured: 0.3, Met: true}},
		}),
		next(4, interview.Paused{}),
	}
	add(t, store, "s1", want[0])
	add(t, store, "s1", want[1:]...)
	got := journal(t, store, "s1")
	if len(got) != len(want) {
		t.Fatalf("%d events, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].Seq != want[i].Seq || !got[i].At.Equal(want[i].At) || got[i].At.Location() != time.UTC {
			t.Errorf("event %d at %v, want %d at %v", got[i].Seq, got[i].At, want[i].Seq, want[i].At)
		}
		if gotAct, wantAct := fmt.Sprintf("%+v", got[i].Act), fmt.Sprintf("%+v", want[i].Act); gotAct != wantAct {
			t.Errorf("event %d is %.200s, want %.200s", i+1, gotAct, wantAct)
		}
	}
}

func apart(t *testing.T, store interview.Store) {
	ids := []string{"a", "A", "a ", "'; DROP TABLE events; --", "ü", "a/b?c#d%20"}
	for _, id := range ids {
		add(t, store, id, started(id))
	}
	for _, id := range ids {
		if title := journal(t, store, id)[0].Act.(interview.Started).Title; title != id {
			t.Errorf("session %q holds the journal of %q", id, title)
		}
	}
}

func notFound(t *testing.T, store interview.Store) {
	add(t, store, "s1", started("x"))
	if _, err := store.Events(t.Context(), "s2"); !errors.Is(err, interview.ErrNotFound) {
		t.Errorf("error %v, want %v", err, interview.ErrNotFound)
	}
}

func conflict(t *testing.T, store interview.Store) {
	add(t, store, "s1", started("x"), next(2, interview.Heartbeat{}))
	for _, e := range []interview.Event{started("y"), next(2, interview.Paused{})} {
		if err := store.Append(t.Context(), "s1", e); !errors.Is(err, interview.ErrConflict) {
			t.Errorf("event %d again: error %v, want %v", e.Seq, err, interview.ErrConflict)
		}
	}
	if got := journal(t, store, "s1"); got[1].Kind() != "heartbeat" {
		t.Errorf("event 2 became %q", got[1].Kind())
	}
}

func allOrNothing(t *testing.T, store interview.Store) {
	add(t, store, "s1", started("x"))
	if err := store.Append(t.Context(), "s1", next(2, interview.Paused{}), next(4, interview.Resumed{})); err == nil {
		t.Error("a gap within a call was stored")
	}
	if got := journal(t, store, "s1"); len(got) != 1 {
		t.Errorf("%d events were stored, want 1", len(got))
	}
}

func gaps(t *testing.T, store interview.Store) {
	add(t, store, "s1", started("x"))
	for _, seq := range []int{3, 0, -1} {
		err := store.Append(t.Context(), "s1", next(seq, interview.Heartbeat{}))
		if !errors.Is(err, interview.ErrGap) || errors.Is(err, interview.ErrConflict) {
			t.Errorf("event %d after event 1: error %v, want %v", seq, err, interview.ErrGap)
		}
	}
}

func begins(t *testing.T, store interview.Store) {
	if err := store.Append(t.Context(), "s1", next(1, interview.Heartbeat{})); err == nil {
		t.Error("a session without a start was stored")
	}
	if _, err := store.Events(t.Context(), "s1"); !errors.Is(err, interview.ErrNotFound) {
		t.Errorf("error %v, want %v", err, interview.ErrNotFound)
	}
}

func summaries(t *testing.T, store interview.Store) {
	if got, err := store.Summaries(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("an empty store has summaries %v, %v", got, err)
	}
	add(t, store, "s1", started("x"))
	add(t, store, "s1", next(2, interview.Entered{Phase: interview.Capacity}), next(3, interview.Heartbeat{}))
	add(t, store, "s1", next(4, interview.Finished{}))
	got, err := store.Summaries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := []interview.Summary{{
		ID: "s1", Pack: "builtin", Question: "url-shortener", Title: "x", Mode: interview.Mock,
		Level: interview.Staff, Phase: interview.Capacity, StartedAt: start,
		UpdatedAt: start.Add(4 * time.Second), FinishedAt: start.Add(4 * time.Second), Events: 4,
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("summaries\n%+v, want\n%+v", got, want)
	}
}

func order(t *testing.T, store interview.Store) {
	for _, id := range []string{"a", "b", "c"} {
		add(t, store, id, started(id))
	}
	add(t, store, "b", next(2, interview.Heartbeat{}))
	got, err := store.Summaries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ids := ""
	for _, s := range got {
		ids += s.ID
	}
	if ids != "bac" {
		t.Errorf("order %q, want bac", ids)
	}
}

func aliasing(t *testing.T, store interview.Store) {
	lines := []string{"kept"}
	add(t, store, "s1", started("x"), next(2, interview.Wrote{Field: interview.Functional, Inserted: lines}))
	lines[0] = "changed by the caller"
	journal(t, store, "s1")[1].Act.(interview.Wrote).Inserted[0] = "changed by a reader"
	if got := journal(t, store, "s1")[1].Act.(interview.Wrote).Inserted[0]; got != "kept" {
		t.Errorf("the stored line is %q", got)
	}
}

func concurrent(t *testing.T, store interview.Store) {
	const writers, events = 8, 10
	add(t, store, "s1", started("x"))
	var wg sync.WaitGroup
	wins := make([]int, writers)
	for w := range writers {
		wg.Go(func() {
			for seq := 2; seq < 2+events; {
				err := store.Append(t.Context(), "s1", next(seq, interview.Heartbeat{}))
				switch {
				case err == nil:
					wins[w]++
				case !errors.Is(err, interview.ErrConflict):
					t.Errorf("writer %d, event %d: %v", w, seq, err)
					return
				}
				seq++
			}
		})
	}
	wg.Wait()
	total := 0
	for _, n := range wins {
		total += n
	}
	if total != events || len(journal(t, store, "s1")) != 1+events {
		t.Errorf("%d appends succeeded, want %d", total, events)
	}
}

// fork opens one session twice, as two programs do, and writes in both.
func fork(t *testing.T, store interview.Store) {
	add(t, store, "s1", started("one"))
	write := func(j *interview.Journal, text string) {
		t.Helper()
		if err := j.Write(start.Add(time.Minute), interview.Functional, append(j.Session().Lines(interview.Functional), text)); err != nil {
			t.Fatal(err)
		}
		if err := j.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var journals [2]*interview.Journal
	for i := range journals {
		var err error
		if journals[i], err = interview.Open(t.Context(), store, "s1"); err != nil {
			t.Fatal(err)
		}
	}
	write(journals[0], "first")
	write(journals[1], "second")
	write(journals[0], "first again")
	write(journals[1], "second again")
	for i, want := range []struct{ id, forked, lines string }{
		{"s1", "", "first|first again"}, {"s1-2", "s1", "second|second again"},
	} {
		if got := journals[i].ID(); got != want.id || journals[i].Forked() != want.forked {
			t.Errorf("journal %d is %q, forked from %q; want %q from %q", i, got, journals[i].Forked(), want.id, want.forked)
		}
		session, err := interview.Fold(journal(t, store, want.id))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(session.Lines(interview.Functional), "|"); got != want.lines {
			t.Errorf("session %q holds %q, want %q", want.id, got, want.lines)
		}
	}
	// Events that are stored although the store reported an error are no
	// conflict.
	if err := journals[0].Do(start.Add(2*time.Minute), interview.Heartbeat{}); err != nil {
		t.Fatal(err)
	}
	add(t, store, "s1", interview.Event{Seq: journals[0].Session().Seq(), At: journals[0].Session().LastAt(), Act: interview.Heartbeat{}})
	if err := journals[0].Flush(t.Context()); err != nil || journals[0].ID() != "s1" {
		t.Errorf("the journal went on as %q, %v; want s1", journals[0].ID(), err)
	}
}

func cancelled(t *testing.T, store interview.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.Append(ctx, "s1", started("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if _, err := store.Events(t.Context(), "s1"); !errors.Is(err, interview.ErrNotFound) {
		t.Errorf("error %v, want %v", err, interview.ErrNotFound)
	}
}

func closed(t *testing.T, store interview.Store) {
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Append(t.Context(), "s1", started("x")); err == nil {
		t.Error("append succeeded")
	}
	if _, err := store.Events(t.Context(), "s1"); err == nil || errors.Is(err, interview.ErrNotFound) {
		t.Errorf("events: error %v", err)
	}
	if _, err := store.Summaries(t.Context()); err == nil {
		t.Error("summaries succeeded")
	}
}
