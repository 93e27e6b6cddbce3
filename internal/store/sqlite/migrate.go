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
	// ErrOlder: an older spar has written the file, and it was not to be changed.
	ErrOlder = errors.New("an older spar has written it")
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

// inspect returns the schema version of the file, 0 if it is new. It sets none
// of the modes that would change a file that is not ours.
func inspect(ctx context.Context, path string) (version int, err error) {
	db, err := sql.Open("sqlite", dsn(path, "busy_timeout(5000)"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return schemaVersion(ctx, db)
}

// schemaVersion returns the schema version of a database, 0 if it is new.
func schemaVersion(ctx context.Context, db *sql.DB) (version int, err error) {
	var id, tables int
	err = db.QueryRowContext(ctx, `SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_master)
		FROM pragma_application_id a, pragma_user_version v`).Scan(&id, &version, &tables)
	if err == nil && id != applicationID && (id != 0 || version != 0 || tables > 0) {
		return 0, ErrNotOurs
	}
	return version, err
}

// migrate makes sure that the file, found at a version, has the newest schema.
func (s *Store) migrate(ctx context.Context, version int, migrations []string) error {
	switch {
	case version > len(migrations):
		return fmt.Errorf("schema %d, this spar knows %d: %w", version, len(migrations), ErrNewer)
	case version == len(migrations):
		return nil
	case version > 0:
		if err := s.backUp(ctx, version); err != nil {
			return err
		}
	}
	return s.apply(ctx, migrations)
}

// backUp copies the file before a migration changes it.
func (s *Store) backUp(ctx context.Context, version int) error {
	path := fmt.Sprintf("%s.schema-%d.bak", s.path, version)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("back up before a migration: %w", err)
	}
	if _, err := s.db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("back up before a migration: %w", err)
	}
	return os.Chmod(path, 0o600)
}

// apply runs the migrations that are missing, in one transaction. Another
// process may have been faster.
func (s *Store) apply(ctx context.Context, migrations []string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	version := 0
	if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return err
	}
	for ; version < len(migrations); version++ {
		if _, err := tx.ExecContext(ctx, migrations[version]); err != nil {
			return fmt.Errorf("migrate to schema %d: %w", version+1, err)
		}
	}
	if err := mark(ctx, tx, version); err != nil {
		return err
	}
	return tx.Commit()
}

// mark notes in the file whose it is and its schema version. Pragmas take no
// parameters.
func mark(ctx context.Context, tx *sql.Tx, version int) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, version))
	return err
}
