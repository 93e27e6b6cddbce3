package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
)

// OpenReadOnly opens the database at path to look something up in passing: it neither
// creates nor brings up to date nor changes anything, in the file or beside it. It
// returns an error that is [fs.ErrNotExist] if there is no file, and [ErrNotOurs],
// [ErrOlder] or [ErrNewer] for one that this spar cannot read as it is. Writing to
// the store fails.
func OpenReadOnly(ctx context.Context, path string) (*Store, error) {
	s, err := openReadOnly(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	return s, nil
}

func openReadOnly(ctx context.Context, path string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	query := url.Values{"_pragma": {"busy_timeout(1000)"}, "mode": {"ro"}}
	// Where there is a log, some spar has the file open or has died with it. Without
	// one everything is in the file, and SQLite is kept from beginning a log.
	if _, err := os.Stat(path + "-wal"); errors.Is(err, fs.ErrNotExist) {
		query.Set("immutable", "1")
	}
	db, err := sql.Open("sqlite", fileURI(path, query))
	if err != nil {
		return nil, err
	}
	version, err := schemaVersion(ctx, db)
	switch newest := len(embedded()); {
	case err != nil:
	case version > newest:
		err = ErrNewer
	case version < newest:
		err = ErrOlder
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db, path}, nil
}
