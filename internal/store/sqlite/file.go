package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"spar/internal/interview"
)

// A file is a database file that is open.
type file struct {
	writes   *sql.DB // of one connection; nil if it is open only to be read
	reads    *sql.DB
	info     os.FileInfo // nil for one in memory
	writable bool
	// unclean: there was a log before it was opened. Some spar has it open, or has
	// died with it.
	unclean bool
}

// connect opens the database at path to read and write it, creates it if there is
// none, and brings it up to date.
func connect(ctx context.Context, path string, migrations []string) (*file, error) {
	if err := create(path); err != nil {
		return nil, err
	}
	f := &file{writable: true, unclean: logged(path)}
	var err error
	f.writes, err = sql.Open("sqlite", dsn(path, "busy_timeout(5000)", "synchronous(FULL)", "foreign_keys(1)"))
	if err != nil {
		return nil, err
	}
	f.writes.SetMaxOpenConns(1)
	if err := f.prepare(ctx, path, migrations); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

func (f *file) prepare(ctx context.Context, path string, migrations []string) (err error) {
	if err := patiently(ctx, func() error { return upgrade(ctx, f.writes, path, migrations) }); err != nil {
		return err
	}
	// The change to a log waits for nobody by itself.
	if err := patiently(ctx, func() error { return useLog(ctx, f.writes) }); err != nil {
		return err
	}
	if f.info, err = os.Stat(path); err != nil {
		return err
	}
	f.reads, err = sql.Open("sqlite", dsn(path, "busy_timeout(5000)", "query_only(1)"))
	return err
}

// useLog makes the file one with a write-ahead log, if it is not.
func useLog(ctx context.Context, db *sql.DB) error {
	mode := ""
	return db.QueryRowContext(ctx, `PRAGMA journal_mode = WAL`).Scan(&mode)
}

// at reports whether the file is the one at path.
func (f *file) at(path string) bool {
	info, err := os.Stat(path)
	return err == nil && os.SameFile(info, f.info)
}

func (f *file) close() error {
	var errs []error
	for _, db := range []*sql.DB{f.reads, f.writes} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// create creates the folder and an empty file, both for the user alone. A file that
// is there is not touched: closing it again would end the locks that others in this
// process have on it.
func create(path string) error {
	if exists(path) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil // another was faster
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// logged reports whether there is a log beside the file that is not empty.
func logged(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// patience is how long another spar may take for what it does at a start.
const patience = 10 * time.Second

// patiently calls fn until it is not kept from its work by another process.
func patiently(ctx context.Context, fn func() error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		err := fn()
		if code(err) != sqlite3.SQLITE_BUSY {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(10 * time.Millisecond):
		}
	}
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

// ErrDamaged means that a file holds what cannot be.
var ErrDamaged = errors.New("the file is damaged")

// code returns the primary code of an error of SQLite, without its extension, or 0.
func code(err error) int {
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		return 0
	}
	return failed.Code() & 0xff
}

// unwritable reports whether an error says that nothing can be written where the
// file is, or would be: it may still be read.
func unwritable(err error) bool {
	switch code(err) {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return true
	}
	return errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// explain turns the errors of the driver that users meet into what they mean,
// by their codes.
func explain(err error) error {
	switch code(err) {
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another spar has been writing for too long: %w", err)
	case sqlite3.SQLITE_CONSTRAINT:
		return fmt.Errorf("%w: %w", interview.ErrConflict, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full: %w", err)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("the file or its folder is read-only: %w", err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR:
		return fmt.Errorf("the disk does not take or give what it should: %w", err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrNotOurs, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}
