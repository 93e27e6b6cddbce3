package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// OpenReadOnly opens the database at path to look something up in passing: it neither
// creates nor brings up to date nor changes anything, in the file or beside it, and
// needs no room on the disk. It returns an error that is [fs.ErrNotExist] if there is
// no file, and [ErrNotOurs] or [ErrNewer] for one that this spar cannot read. One that
// an older spar has written is read as a copy in memory that is up to date. Writing to
// the store fails.
func OpenReadOnly(ctx context.Context, path string) (*Store, error) {
	f, err := lookUp(ctx, path, embedded())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	return &Store{path: path, frozen: true, file: f}, nil
}

// lookUp opens the file at path to be read, as far as what is there allows.
func lookUp(ctx context.Context, path string, migrations []string) (*file, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	f := &file{info: info, unclean: logged(path)}
	for _, uri := range readingURIs(path) {
		version := 0
		f.reads, err = sql.Open("sqlite", uri)
		if err != nil {
			return nil, err
		}
		version, err = schemaVersion(ctx, f.reads, len(migrations))
		if err == nil && version < len(migrations) {
			err = errors.Join(f.reads.Close(), f.load(ctx, uri, version, migrations))
		}
		if err == nil {
			return f, nil
		}
		err = errors.Join(err, f.close())
		if !unwritable(err) {
			return nil, err
		}
	}
	return nil, err
}

// readingURIs returns the names by which a file can be opened to be read, the best
// first. Where there is a log, some spar has the file open or has died with it. Without
// one everything is in the file, and SQLite is kept from beginning a log. A log whose
// index can be neither found nor made, as on a read-only disk, is read by SQLite alone
// in its own memory; nobody else can write there either.
func readingURIs(path string) []string {
	query := url.Values{"_pragma": {"busy_timeout(1000)"}, "mode": {"ro"}}
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		query.Set("immutable", "1")
		return []string{fileURI(path, query)}
	}
	alone := url.Values{"_pragma": {"locking_mode(exclusive)"}, "mode": {"ro"}, "vfs": {"unix-none"}}
	if runtime.GOOS == "windows" {
		alone.Set("vfs", "win32-none")
	}
	return []string{fileURI(path, query), fileURI(path, alone)}
}

// load makes the file a copy in memory of the one that a name stands for, and brings
// that up to date.
func (f *file) load(ctx context.Context, uri string, version int, migrations []string) (err error) {
	if f.reads, err = sql.Open("sqlite", ":memory:"); err != nil {
		return err
	}
	f.reads.SetMaxOpenConns(1) // each would be another database
	conn, err := f.reads.Conn(ctx)
	if err != nil {
		return err
	}
	err = conn.Raw(func(driver any) error {
		restorer, ok := driver.(interface {
			NewRestore(string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the driver copies no databases")
		}
		restore, err := restorer.NewRestore(uri)
		if err != nil {
			return err
		}
		_, err = restore.Step(-1) // all of it
		return errors.Join(err, restore.Finish())
	})
	if err := errors.Join(err, conn.Close()); err != nil {
		return err
	}
	tx, err := f.reads.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if err := apply(ctx, tx, version, migrations); err != nil {
		return err
	}
	return tx.Commit()
}

// damaged reports whether an error says that the file is.
func damaged(err error) bool {
	return code(err) == sqlite3.SQLITE_CORRUPT || errors.Is(err, ErrDamaged)
}
