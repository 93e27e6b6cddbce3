package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"spar/internal/notebook"
)

var _ notebook.Store = (*Store)(nil)

// SaveSheet implements [notebook.Store].
func (s *Store) SaveSheet(ctx context.Context, sheet notebook.Sheet) error {
	lines, err := json.Marshal(sheet.Lines)
	if err != nil {
		return err
	}
	result, err := s.db.ExecContext(ctx, `INSERT INTO sheets (id, revision, created_at, updated_at, lines)
		SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?2 - 1 = coalesce((SELECT revision FROM sheets WHERE id = ?1), 0)
		ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, updated_at = excluded.updated_at, lines = excluded.lines`,
		sheet.ID, sheet.Revision, sheet.CreatedAt.UnixMilli(), sheet.UpdatedAt.UnixMilli(), string(lines))
	if err != nil {
		return explain(err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return notebook.ErrConflict
	}
	return nil
}

// Sheets implements [notebook.Store].
func (s *Store) Sheets(ctx context.Context) ([]notebook.Sheet, error) {
	rows, err := s.db.QueryContext(ctx,
		`SELECT id, revision, created_at, updated_at, lines FROM sheets ORDER BY updated_at DESC, id`)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = rows.Close() }()
	var sheets []notebook.Sheet
	for rows.Next() {
		var sheet notebook.Sheet
		var created, updated int64
		var lines string
		if err := rows.Scan(&sheet.ID, &sheet.Revision, &created, &updated, &lines); err != nil {
			return nil, explain(err)
		}
		if err := json.Unmarshal([]byte(lines), &sheet.Lines); err != nil {
			return nil, fmt.Errorf("sheet %s: %w", sheet.ID, err)
		}
		sheet.CreatedAt, sheet.UpdatedAt = time.UnixMilli(created).UTC(), time.UnixMilli(updated).UTC()
		sheets = append(sheets, sheet)
	}
	return sheets, explain(rows.Err())
}

// AddAnswers implements [notebook.Store].
func (s *Store) AddAnswers(ctx context.Context, answers ...notebook.Answer) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	for _, a := range answers {
		answer, err := json.Marshal(a)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO answers (at, seed, number, answer) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			a.At.UnixMilli(), strconv.FormatUint(a.Seed, 10), a.Number, string(answer))
		if err != nil {
			return explain(err)
		}
	}
	return explain(tx.Commit())
}

// Answers implements [notebook.Store].
func (s *Store) Answers(ctx context.Context) ([]notebook.Answer, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT answer FROM answers ORDER BY at, number, length(seed), seed`)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = rows.Close() }()
	var answers []notebook.Answer
	for rows.Next() {
		var text string
		var a notebook.Answer
		if err := rows.Scan(&text); err != nil {
			return nil, explain(err)
		}
		if err := json.Unmarshal([]byte(text), &a); err != nil {
			return nil, fmt.Errorf("answer of a drill: %w", err)
		}
		answers = append(answers, a)
	}
	return answers, explain(rows.Err())
}
