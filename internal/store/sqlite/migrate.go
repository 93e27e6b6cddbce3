package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"os"
)

// applicationID marks a database as spar's: "spar" in ASCII.
const applicationID = 0x73706172

// Errors of a file that cannot be used.
var (
	// ErrNotOurs: the file is not a database of spar.
	ErrNotOurs = errors.New("not a database of spar")
	// ErrNewer: a newer spar has written the file.
	ErrNewer = errors.New("a newer spar has written it: update spar, or set SPAR_HOME to another folder")
)

//go:embed migrations/*.sql
var files embed.FS

// embedded returns the migrations in order: the one at index i leads to schema
// version i+1.
func embedded() []string {
	var migrations []string
	for version := 1; ; version++ {
		text, err := files.ReadFile(fmt.Sprintf("migrations/%d.sql", version))
		if err != nil {
			return migrations
		}
		migrations = append(migrations, string(text))
	}
}

// A querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// schemaVersion returns the schema version of a database, from 0 for a new one to the
// newest that this spar knows.
func schemaVersion(ctx context.Context, db querier, newest int) (version int, err error) {
	var id, tables int
	err = db.QueryRowContext(ctx, `SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_master)
		FROM pragma_application_id a, pragma_user_version v`).Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return 0, err
	case id != applicationID && (id != 0 || version != 0 || tables > 0):
		return 0, ErrNotOurs
	case version < 0:
		return 0, fmt.Errorf("schema %d: %w", version, ErrDamaged)
	case version > newest:
		return 0, fmt.Errorf("schema %d, this spar knows %d: %w", version, newest, ErrNewer)
	}
	return version, nil
}

// upgrade makes sure that a file has the newest schema. Whoever is the first of
// several spars copies it and brings it up to date under one lock; the others find
// that done.
func upgrade(ctx context.Context, db *sql.DB, path string, migrations []string) error {
	version, err := schemaVersion(ctx, db, len(migrations))
	if err != nil || version == len(migrations) {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	if version, err = schemaVersion(ctx, tx, len(migrations)); err != nil || version == len(migrations) {
		return err
	}
	if version > 0 {
		if err := backUp(ctx, path, version); err != nil {
			return fmt.Errorf("back up before a migration: %w", err)
		}
	}
	if err := apply(ctx, tx, version, migrations); err != nil {
		return err
	}
	return tx.Commit()
}

// backUp copies the file before a migration changes it, beside all copies that are
// there. The caller keeps others from writing.
func backUp(ctx context.Context, path string, version int) error {
	db, err := sql.Open("sqlite", dsn(path, "busy_timeout(5000)"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	return copyTo(ctx, db, freeName(fmt.Sprintf("%s.schema-%d", path, version), ".bak"))
}

// copyTo writes a copy of a database to a new file, which appears when it is whole.
func copyTo(ctx context.Context, db *sql.DB, path string) error {
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return errors.Join(err, remove(part))
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// remove removes what may not be there.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// freeName returns the first of name.ext, name-2.ext, name-3.ext and so on that no
// file has.
func freeName(name, ext string) string {
	path := name + ext
	for n := 2; exists(path); n++ {
		path = fmt.Sprintf("%s-%d%s", name, n, ext)
	}
	return path
}

// apply runs the migrations that are missing from a version on.
func apply(ctx context.Context, tx *sql.Tx, version int, migrations []string) error {
	for ; version < len(migrations); version++ {
		if _, err := tx.ExecContext(ctx, migrations[version]); err != nil {
			return fmt.Errorf("migrate to schema %d: %w", version+1, err)
		}
	}
	return mark(ctx, tx, version)
}

// mark notes in the file whose it is and its schema version. Pragmas take no
// parameters.
func mark(ctx context.Context, tx *sql.Tx, version int) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, version))
	return err
}
