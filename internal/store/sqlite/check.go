package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"time"
)

// CheckEvery is how often a file that was left in order is looked through for damage.
const CheckEvery = 24 * time.Hour

// CheckIfDue looks for damage as [Store.Check] does, if the file was not closed in
// order before it was opened or nobody has looked for [CheckEvery]. When that was is
// noted in the time of a file beside it. It may take as long as reading the whole file,
// and is meant for the background.
func (s *Store) CheckIfDue(ctx context.Context, now time.Time) error {
	due := false
	err := s.use(ctx, func(f *file) error {
		if f != nil {
			due = f.unclean || now.Sub(s.Checked()) >= CheckEvery
		}
		return nil
	})
	if err != nil || !due {
		return err
	}
	if err := s.Check(ctx); err != nil {
		return err
	}
	note, err := os.OpenFile(s.notePath(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil // it is looked at once more the next time
	}
	_ = note.Close()
	_ = os.Chtimes(s.notePath(), now, now)
	return nil
}

func (s *Store) notePath() string { return s.path + ".checked" }

// Checked returns when the file was looked through last and found in order, zero if
// never.
func (s *Store) Checked() time.Time {
	info, err := os.Stat(s.notePath())
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// Check looks for damage in the whole file and describes what it finds.
func (s *Store) Check(ctx context.Context) error {
	found := "ok"
	err := s.read(ctx, func(db *sql.DB) error {
		return db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&found)
	})
	if err != nil {
		return fmt.Errorf("check %s: %w", s.path, err)
	}
	if found != "ok" {
		return fmt.Errorf("check %s: %w: %s", s.path, ErrDamaged, found)
	}
	return nil
}
