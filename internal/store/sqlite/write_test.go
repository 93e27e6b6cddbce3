package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"spar/internal/interview"
)

// Of many that write together each gets its own outcome.
func TestAChangeFailsAlone(t *testing.T) {
	s := mustOpen(t, newPath(t))
	if err := s.Append(t.Context(), "there", started); err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	var batch []*change
	add := func(ctx context.Context, session string, events ...interview.Event) {
		acts := slices.Repeat([]string{"{}"}, len(events))
		batch = append(batch, &change{ctx: ctx, done: make(chan struct{}), apply: func(ctx context.Context, tx *sql.Tx) error {
			return appendEvents(ctx, tx, session, events, acts)
		}})
	}
	add(t.Context(), "a", started, heartbeat(2))
	add(t.Context(), "there", started)
	add(cancelled, "b", started)
	add(t.Context(), "c", started, heartbeat(3))
	add(t.Context(), "d", started)
	cancel()
	s.commit(batch)
	for i, want := range []error{nil, interview.ErrConflict, context.Canceled, interview.ErrGap, nil} {
		if <-batch[i].done; !errors.Is(batch[i].err, want) {
			t.Errorf("change %d: error %v, want %v", i, batch[i].err, want)
		}
	}
	summaries, err := s.Summaries(t.Context())
	if err != nil || len(summaries) != 3 {
		t.Errorf("%d sessions are stored, %v; want 3", len(summaries), err)
	}
}

// What SQLite takes back as a whole, as it does when a disk is full, is told to all that
// were part of it, and the next change finds the connection free.
func TestATransactionFailsAsAWhole(t *testing.T) {
	s := mustOpen(t, newPath(t))
	full := errors.New("the disk is full")
	var batch []*change
	for _, session := range []string{"a", "", "b"} {
		batch = append(batch, &change{ctx: t.Context(), done: make(chan struct{}), apply: func(ctx context.Context, tx *sql.Tx) error {
			if session != "" {
				return appendEvents(ctx, tx, session, []interview.Event{started}, []string{"{}"})
			}
			_, err := tx.ExecContext(ctx, `ROLLBACK`) // not by us
			return errors.Join(full, err)
		}})
	}
	s.commit(batch)
	for i, c := range batch {
		if <-c.done; c.err == nil || i == 1 && !errors.Is(c.err, full) {
			t.Errorf("change %d: error %v", i, c.err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := s.Append(ctx, "c", started); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if summaries, err := s.Summaries(ctx); err != nil || len(summaries) != 1 || summaries[0].ID != "c" {
		t.Errorf("stored are %v, %v", summaries, err)
	}
}

// What comes too late for Close is refused, also where the file could not be opened again.
func TestACommitAfterClose(t *testing.T) {
	s := mustOpen(t, newPath(t))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.file = nil
	c := &change{ctx: t.Context(), done: make(chan struct{}), apply: func(context.Context, *sql.Tx) error { return nil }}
	s.commit([]*change{c})
	if <-c.done; !errors.Is(c.err, errClosed) {
		t.Errorf("error %v, want %v", c.err, errClosed)
	}
}

// Close waits for what is being written, and refuses what comes after.
func TestCloseWhileManyWrite(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	var wg sync.WaitGroup
	stored := make([]bool, 50)
	for i := range stored {
		wg.Go(func() { stored[i] = s.Append(t.Context(), fmt.Sprint("s", i), started) == nil })
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	s = mustOpen(t, path)
	for i, ok := range stored {
		if _, err := s.Events(t.Context(), fmt.Sprint("s", i)); ok != (err == nil) {
			t.Errorf("session %d: stored %v, found %v", i, ok, err)
		}
	}
}

// BenchmarkManyWriters measures an append while 300 sessions write an event each
// every 400 ms, as a server of many candidates would.
func BenchmarkManyWriters(b *testing.B) {
	const writers, events, every = 300, 12, 400 * time.Millisecond
	var mu sync.Mutex
	var took []time.Duration
	for b.Loop() {
		s := mustOpen(b, newPath(b))
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				session := fmt.Sprint("s", w)
				time.Sleep(time.Duration(w) * every / writers) // they do not type in step
				tick := time.NewTicker(every)
				defer tick.Stop()
				for seq := 1; seq <= events; seq++ {
					began := time.Now()
					if err := s.Append(b.Context(), session, nth(seq)); err != nil {
						b.Error(err)
						return
					}
					mu.Lock()
					took = append(took, time.Since(began))
					mu.Unlock()
					<-tick.C
				}
			})
		}
		wg.Wait()
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2])/1e6, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100])/1e6, "p99-ms")
	b.ReportMetric(0, "ns/op")
}
