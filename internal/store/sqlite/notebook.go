package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"

	"spar/internal/notebook"
)

var _ notebook.Store = (*Store)(nil)

// SaveSheet implements [notebook.Store].
func (s *Store) SaveSheet(ctx context.Context, sheet notebook.Sheet) error {
	lines, err := json.Marshal(sheet.Lines)
	if err != nil {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `INSERT INTO sheets (id, revision, created_at, updated_at, lines)
			SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?2 - 1 = coalesce((SELECT revision FROM sheets WHERE id = ?1), 0)
			ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, updated_at = excluded.updated_at, lines = excluded.lines`,
			sheet.ID, sheet.Revision, sheet.CreatedAt.UnixMilli(), sheet.UpdatedAt.UnixMilli(), string(lines))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return notebook.ErrConflict
		}
		return nil
	})
}

// Sheets implements [notebook.Store].
func (s *Store) Sheets(ctx context.Context) ([]notebook.Sheet, error) {
	var sheets []notebook.Sheet
	err := s.read(ctx, func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx,
			`SELECT id, revision, created_at, updated_at, lines FROM sheets ORDER BY updated_at DESC, id`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var sheet notebook.Sheet
			var created, updated int64
			var lines string
			if err := rows.Scan(&sheet.ID, &sheet.Revision, &created, &updated, &lines); err != nil {
				return err
			}
			// One that is damaged costs itself and not the others.
			if json.Unmarshal([]byte(lines), &sheet.Lines) == nil {
				sheet.CreatedAt, sheet.UpdatedAt = instant(created), instant(updated)
				sheets = append(sheets, sheet)
			}
		}
		return rows.Err()
	})
	return sheets, err
}

// AddAnswers implements [notebook.Store].
func (s *Store) AddAnswers(ctx context.Context, answers ...notebook.Answer) error {
	encoded := make([]string, len(answers))
	for i, a := range answers {
		answer, err := json.Marshal(a)
		if err != nil {
			return err
		}
		encoded[i] = string(answer)
	}
	answers = slices.Clone(answers)
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for i, a := range answers {
			_, err := tx.ExecContext(ctx, `INSERT INTO answers (at, seed, number, answer) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				a.At.UnixMilli(), strconv.FormatUint(a.Seed, 10), a.Number, encoded[i])
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Answers implements [notebook.Store].
func (s *Store) Answers(ctx context.Context) ([]notebook.Answer, error) {
	var answers []notebook.Answer
	err := s.read(ctx, func(db *sql.DB) error {
		rows, err := db.QueryContext(ctx, `SELECT answer FROM answers ORDER BY at, number, length(seed), seed`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var text string
			var a notebook.Answer
			if err := rows.Scan(&text); err != nil {
				return err
			}
			if json.Unmarshal([]byte(text), &a) == nil { // a damaged one costs itself
				answers = append(answers, a)
			}
		}
		return rows.Err()
	})
	return answers, err
}
