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
func (s *Store) Sheets(ctx context.Context) (sheets []notebook.Sheet, err error) {
	err = s.read(ctx, func(db *sql.DB) (err error) {
		sheets, err = readSheets(ctx, db, `ORDER BY updated_at DESC, id`)
		return err
	})
	return sheets, err
}

// readSheets returns the sheets of a query that ends so. One that is damaged costs
// itself and not the others.
func readSheets(ctx context.Context, db *sql.DB, end string, args ...any) ([]notebook.Sheet, error) {
	rows, err := db.QueryContext(ctx, `SELECT id, revision, created_at, updated_at, lines FROM sheets `+end, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var sheets []notebook.Sheet
	for rows.Next() {
		var sheet notebook.Sheet
		var created, updated int64
		var lines string
		if err := rows.Scan(&sheet.ID, &sheet.Revision, &created, &updated, &lines); err != nil {
			return sheets, err
		}
		if json.Unmarshal([]byte(lines), &sheet.Lines) == nil {
			sheet.CreatedAt, sheet.UpdatedAt = instant(created), instant(updated)
			sheets = append(sheets, sheet)
		}
	}
	return sheets, rows.Err()
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
func (s *Store) Answers(ctx context.Context) (answers []notebook.Answer, err error) {
	err = s.read(ctx, func(db *sql.DB) (err error) {
		answers, err = readAnswers(ctx, db, `ORDER BY at, number, length(seed), seed`)
		return err
	})
	return answers, err
}

// readAnswers returns the answers of a query that ends so, also with an error those
// before it. One that is damaged costs itself and not the others.
func readAnswers(ctx context.Context, db *sql.DB, end string) ([]notebook.Answer, error) {
	rows, err := db.QueryContext(ctx, `SELECT answer FROM answers `+end)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var answers []notebook.Answer
	for rows.Next() {
		var text string
		var a notebook.Answer
		if err := rows.Scan(&text); err != nil {
			return answers, err
		}
		if json.Unmarshal([]byte(text), &a) == nil {
			answers = append(answers, a)
		}
	}
	return answers, rows.Err()
}
