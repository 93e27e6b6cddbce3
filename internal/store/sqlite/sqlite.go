// Package sqlite keeps sessions in a SQLite database. A journal is durable
// when Append returns: the write-ahead log is synchronised at every commit.
// Several spar processes may use one file at once; all that one process writes goes
// through one connection, and what waits for it is committed together.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"spar/internal/interview"
	"spar/internal/store"
)

// A Store is a database. Open makes one.
type Store struct {
	path       string
	migrations []string
	frozen     bool // made by OpenReadOnly: it keeps the file that it has opened

	mu     sync.RWMutex // held for reading while the file is used
	file   *file        // nil while there is none
	closed bool

	changes chan *change  // waiting to be written
	stop    chan struct{} // closed by Close
	stopped chan struct{} // closed when nothing is written any more
}

var _ interview.Store = (*Store)(nil)

var errClosed = errors.New("the store is closed")

// Open opens the database at path and creates it, with its folder, if there is
// none. A file that is not a database of spar is an error and left alone, as is
// one that a newer spar has written; an older one is brought up to date after a
// copy of it has been made.
//
// Where nothing can be written, as on a full disk, what is there can be read all the
// same, and each write tries again and says why it cannot. A file that is removed or
// replaced while it is open is noticed at the next call, which uses what is there
// then, or a new one.
func Open(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, embedded())
}

func open(ctx context.Context, path string, migrations []string) (*Store, error) {
	s := &Store{path: path, migrations: migrations}
	f, err := connect(ctx, path, migrations)
	if unwritable(err) {
		f, err = lookUp(ctx, path, migrations)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil // as good as empty
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	s.file = f
	s.begin()
	return s, nil
}

// use calls fn with the file as it is at the path now, or nil if there is none.
func (s *Store) use(ctx context.Context, fn func(*file) error) error {
	for range 2 {
		s.mu.RLock()
		if s.current() {
			defer s.mu.RUnlock()
			return fn(s.file)
		}
		s.mu.RUnlock()
		if err := s.reopen(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s is being replaced all the time", s.path)
}

// current reports whether the file that is open is the one at the path. What was
// opened because nothing could be written is never current for long.
func (s *Store) current() bool {
	return s.frozen || s.closed || s.file != nil && s.file.writable && s.file.at(s.path)
}

// reopen opens what is at the path now.
func (s *Store) reopen(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current() {
		return nil // another was faster
	}
	if s.file != nil {
		_ = s.file.close() // what is wrong with a file that is gone helps nobody
		s.file = nil
	}
	f, err := connect(ctx, s.path, s.migrations)
	s.file = f
	return err
}

// read calls fn with the database, or not at all if there is none. Where it cannot
// be opened to be written, it is opened to be read.
func (s *Store) read(ctx context.Context, fn func(*sql.DB) error) error {
	err := s.use(ctx, func(f *file) error {
		if s.closed {
			return errClosed
		}
		return fn(f.reads)
	})
	if !unwritable(err) {
		return explain(err)
	}
	f, err := lookUp(ctx, s.path, s.migrations)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("open %s: %w", s.path, explain(err))
	}
	defer func() { _ = f.close() }()
	return explain(fn(f.reads))
}

// Append implements [interview.Store].
func (s *Store) Append(ctx context.Context, session string, events ...interview.Event) error {
	if len(events) == 0 {
		return ctx.Err()
	}
	// What is written later is the caller's no more.
	acts := make([]string, len(events))
	for i, e := range events {
		act, err := interview.EncodeAct(e.Act)
		if err != nil {
			return err
		}
		acts[i] = string(act)
	}
	events = slices.Clone(events)
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return appendEvents(ctx, tx, session, events, acts)
	})
}

func appendEvents(ctx context.Context, tx *sql.Tx, session string, events []interview.Event, acts []string) error {
	// The events count, not what the list of sessions says of them.
	stored := 0
	row := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM events WHERE session = ?`, session)
	if err := row.Scan(&stored); err != nil {
		return err
	}
	if err := store.Check(stored, events); err != nil {
		return err
	}
	summary := interview.Summary{ID: session}
	row = tx.QueryRowContext(ctx, selectSummaries+` WHERE id = ?`, session)
	if err := scan(row, &summary); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	for _, e := range events {
		summary.Apply(e)
	}
	if err := putSummary(ctx, tx, summary); err != nil {
		return err
	}
	for i, e := range events {
		_, err := tx.ExecContext(ctx, `INSERT INTO events (session, seq, at, kind, act) VALUES (?, ?, ?, ?, ?)`,
			session, e.Seq, e.At.UnixMilli(), e.Kind(), acts[i])
		if err != nil {
			return err
		}
	}
	return nil
}

// Events implements [interview.Store].
func (s *Store) Events(ctx context.Context, session string) ([]interview.Event, error) {
	var events []interview.Event
	err := s.read(ctx, func(db *sql.DB) (err error) {
		events, err = readEvents(ctx, db, session)
		return err
	})
	if err == nil && events == nil {
		return nil, interview.ErrNotFound
	}
	return events, err
}

// Summaries implements [interview.Store].
func (s *Store) Summaries(ctx context.Context) ([]interview.Summary, error) {
	var summaries []interview.Summary
	err := s.read(ctx, func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, selectSummaries+` ORDER BY updated_at DESC, id`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var summary interview.Summary
			if err := scan(rows, &summary); err != nil {
				return err
			}
			summaries = append(summaries, summary)
		}
		return rows.Err()
	})
	return summaries, err
}

// Close implements [interview.Store]. What is being written is written first.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.mu.Unlock()
	if s.changes != nil {
		close(s.stop)
		<-s.stopped
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return nil
	}
	return s.file.close()
}

// instant returns the time of a stored number of milliseconds since 1970. What is
// outside of the years 0 to 9999, which no JSON can write, is the zero time.
func instant(ms int64) time.Time {
	if at := time.UnixMilli(ms).UTC(); at.Year() >= 0 && at.Year() <= 9999 {
		return at
	}
	return time.Time{}
}

// exists reports whether there is a file at path, or something that cannot be looked at.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
