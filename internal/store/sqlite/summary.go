package sqlite

import (
	"context"
	"database/sql"

	"spar/internal/interview"
)

const selectSummaries = `SELECT id, pack, question, title, mode, level, phase,
	started_at, updated_at, finished_at, events FROM sessions`

// scan reads a row of selectSummaries.
func scan(row interface{ Scan(...any) error }, s *interview.Summary) error {
	var started, updated int64
	var finished sql.NullInt64
	err := row.Scan(&s.ID, &s.Pack, &s.Question, &s.Title, &s.Mode, &s.Level, &s.Phase,
		&started, &updated, &finished, &s.Events)
	if err != nil {
		return err
	}
	s.StartedAt, s.UpdatedAt = instant(started), instant(updated)
	if finished.Valid {
		s.FinishedAt = instant(finished.Int64)
	}
	return nil
}

func putSummary(ctx context.Context, tx *sql.Tx, s interview.Summary) error {
	finished := sql.NullInt64{Int64: s.FinishedAt.UnixMilli(), Valid: s.Finished()}
	_, err := tx.ExecContext(ctx, `INSERT INTO sessions
		(id, pack, question, title, mode, level, phase, started_at, updated_at, finished_at, events)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET phase = excluded.phase, updated_at = excluded.updated_at,
			finished_at = excluded.finished_at, events = excluded.events`,
		s.ID, s.Pack, s.Question, s.Title, s.Mode, s.Level, s.Phase,
		s.StartedAt.UnixMilli(), s.UpdatedAt.UnixMilli(), finished, s.Events)
	return err
}
