// Package sqlite keeps sessions in a SQLite database. A journal is durable
// when Append returns: the write-ahead log is synchronised at every commit.
// Several spar processes may use one file at once.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"spar/internal/interview"
	"spar/internal/store"
)

// A Store is an open database. Open makes one.
type Store struct {
	db   *sql.DB
	path string
}

var _ interview.Store = (*Store)(nil)

// Open opens the database at path and creates it, with its folder, if there is
// none. A file that is not a database of spar is an error and left alone, as is
// one that a newer spar has written; an older one is brought up to date after a
// copy of it has been made.
func Open(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, embedded())
}

func open(ctx context.Context, path string, migrations []string) (*Store, error) {
	if err := prepare(path); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	version, err := inspect(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	db, err := sql.Open("sqlite", dsn(path, "busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{db, path}
	if err := s.migrate(ctx, version, migrations); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, explain(err)), db.Close())
	}
	return s, nil
}

// prepare creates the folder and an empty file, both for the user alone.
func prepare(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// dsn returns the data source name. The pragmas stand in it because each
// connection of the pool needs them.
func dsn(path string, pragmas ...string) string {
	return fileURI(path, url.Values{"_pragma": pragmas, "_txlock": {"immediate"}})
}

// fileURI returns the name by which SQLite opens a file with options.
func fileURI(path string, query url.Values) string {
	// "?" and "#" are legal in file names.
	file := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	return file.String() + "?" + query.Encode()
}

// Append implements [interview.Store].
func (s *Store) Append(ctx context.Context, session string, events ...interview.Event) error {
	if len(events) == 0 {
		return ctx.Err()
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := appendEvents(ctx, tx, session, events); err != nil {
		return explain(err)
	}
	return explain(tx.Commit())
}

func appendEvents(ctx context.Context, tx *sql.Tx, session string, events []interview.Event) error {
	summary := interview.Summary{ID: session}
	row := tx.QueryRowContext(ctx, selectSummaries+` WHERE id = ?`, session)
	if err := scan(row, &summary); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err := store.Check(summary.Events, events); err != nil {
		return err
	}
	for _, e := range events {
		summary.Apply(e)
	}
	if err := putSummary(ctx, tx, summary); err != nil {
		return err
	}
	for _, e := range events {
		act, err := interview.EncodeAct(e.Act)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (session, seq, at, kind, act) VALUES (?, ?, ?, ?, ?)`,
			session, e.Seq, e.At.UnixMilli(), e.Kind(), string(act))
		if err != nil {
			return err
		}
	}
	return nil
}

// Events implements [interview.Store].
func (s *Store) Events(ctx context.Context, session string) ([]interview.Event, error) {
	rows, err := s.db.QueryContext(ctx,
		`SELECT seq, at, kind, act FROM events WHERE session = ? ORDER BY seq`, session)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = rows.Close() }()
	var events []interview.Event
	for rows.Next() {
		var e interview.Event
		var at int64
		var kind, act string
		if err := rows.Scan(&e.Seq, &at, &kind, &act); err != nil {
			return nil, explain(err)
		}
		if e.Act, err = interview.DecodeAct(kind, []byte(act)); err != nil {
			return nil, fmt.Errorf("event %d of session %s: %w", e.Seq, session, err)
		}
		e.At = time.UnixMilli(at).UTC()
		events = append(events, e)
	}
	if err := rows.Err(); err != nil {
		return nil, explain(err)
	}
	if events == nil {
		return nil, interview.ErrNotFound
	}
	return events, nil
}

// Summaries implements [interview.Store].
func (s *Store) Summaries(ctx context.Context) ([]interview.Summary, error) {
	rows, err := s.db.QueryContext(ctx, selectSummaries+` ORDER BY updated_at DESC, id`)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = rows.Close() }()
	var summaries []interview.Summary
	for rows.Next() {
		var summary interview.Summary
		if err := scan(rows, &summary); err != nil {
			return nil, explain(err)
		}
		summaries = append(summaries, summary)
	}
	return summaries, explain(rows.Err())
}

// Check looks for damage in the whole file and describes what it finds.
func (s *Store) Check(ctx context.Context) error {
	var found string
	if err := s.db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&found); err != nil {
		return fmt.Errorf("check %s: %w", s.path, explain(err))
	}
	if found != "ok" {
		return fmt.Errorf("check %s: the file is damaged: %s", s.path, found)
	}
	return nil
}

// Close implements [interview.Store].
func (s *Store) Close() error { return s.db.Close() }

// explain turns the errors of the driver that users meet into what they mean,
// by their codes.
func explain(err error) error {
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Code() & 0xff { // the primary code, without its extension
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another spar has been writing for too long: %w", err)
	case sqlite3.SQLITE_CONSTRAINT:
		return fmt.Errorf("%w: %w", interview.ErrConflict, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full: %w", err)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("the file or its folder is read-only: %w", err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrNotOurs, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the file is damaged: %w", err)
	}
	return err
}
