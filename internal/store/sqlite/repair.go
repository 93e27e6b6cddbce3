package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"

	"spar/internal/interview"
	"spar/internal/notebook"
)

// Repaired says what a repair has saved.
type Repaired struct {
	Path     string   `json:"path"` // of the new file
	Sessions int      `json:"sessions"`
	Events   int      `json:"events"`
	Sheets   int      `json:"sheets"`
	Answers  int      `json:"answers"`
	Lost     []string `json:"lost"` // what could not be read
}

// Repair writes what can be read of the file at path to a new one beside it, and leaves
// the old one as it is. It wants no file of a newer spar.
func Repair(ctx context.Context, path string) (Repaired, error) {
	r, err := repair(ctx, path)
	if err != nil {
		return r, fmt.Errorf("repair %s: %w", path, explain(err))
	}
	return r, nil
}

func repair(ctx context.Context, path string) (r Repaired, err error) {
	old, err := salvage(ctx, path)
	if err != nil {
		return r, err
	}
	defer func() { _ = old.Close() }()
	r = Repaired{Path: freeName(path+".repaired", ""), Lost: []string{}}
	part := r.Path + ".part"
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := remove(part + ending); err != nil {
			return r, err
		}
	}
	s, err := Open(ctx, part)
	if err != nil {
		return r, err
	}
	err = errors.Join(r.sessions(ctx, old, s), r.notebook(ctx, old, s))
	if err = errors.Join(err, s.Close()); err != nil {
		return r, errors.Join(err, remove(part))
	}
	return r, os.Rename(part, r.Path)
}

// salvage opens a file to be read in whatever state it is.
func salvage(ctx context.Context, path string) (*sql.DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	var errs []error
	for _, uri := range readingURIs(path) {
		db, err := sql.Open("sqlite", uri)
		if err != nil {
			return nil, err
		}
		version := 0
		if version, err = schemaVersion(ctx, db, len(embedded())); err == nil || version == 0 && errors.Is(err, ErrDamaged) {
			return db, nil
		}
		errs = append(errs, err, db.Close())
	}
	return nil, errors.Join(errs...)
}

func (r *Repaired) lose(format string, args ...any) {
	r.Lost = append(r.Lost, fmt.Sprintf(format, args...))
}

// sessions saves the journals.
func (r *Repaired) sessions(ctx context.Context, old *sql.DB, s *Store) error {
	ids := keys(ctx, old, `SELECT id FROM sessions`, `id`)
	ids = append(ids, keys(ctx, old, `SELECT DISTINCT session FROM events`, `session`)...)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		events, err := readEvents(ctx, old, id)
		if err == nil && events == nil {
			err = interview.ErrNotFound
		}
		var session *interview.Session
		if err == nil {
			session, err = interview.Fold(events)
		}
		if err != nil {
			r.lose("session %s: %v", id, err)
			continue
		}
		for _, d := range session.Damage() {
			r.lose("session %s: %s", id, d.Reason)
		}
		mended, err := interview.Mend(events)
		if err != nil {
			return err
		}
		if err := s.Append(ctx, id, mended...); err != nil {
			return err
		}
		r.Sessions++
		r.Events += len(mended)
	}
	return nil
}

// notebook saves sheets and answers. A file of the first schema has none.
func (r *Repaired) notebook(ctx context.Context, old *sql.DB, s *Store) error {
	for _, id := range keys(ctx, old, `SELECT id FROM sheets`, `id`) {
		var sheets []notebook.Sheet
		var err error
		// An index that is damaged does not lead to a sheet that is there.
		for _, clause := range []string{`WHERE id = ?`, `NOT INDEXED WHERE id = ?`, `NOT INDEXED WHERE id = ? ORDER BY rowid DESC`} {
			if sheets, err = readSheets(ctx, old, clause, id); len(sheets) > 0 {
				break
			}
		}
		if len(sheets) == 0 {
			r.lose("sheet %s: %v", id, cmp.Or(err, ErrDamaged))
			continue
		}
		sheets[0].Revision = 1
		if err := s.SaveSheet(ctx, sheets[0]); err != nil {
			return err
		}
		r.Sheets++
	}
	answers, err := readAnswers(ctx, old, `ORDER BY at, seed, number`)
	if damaged(err) {
		r.lose("some answers of drills: %v", err)
		behind, _ := readAnswers(ctx, old, `ORDER BY at DESC, seed DESC, number DESC`) // what it gives is enough
		answers = append(answers, behind...)
	}
	if err := s.AddAnswers(ctx, answers...); err != nil {
		return err
	}
	saved, err := s.Answers(ctx)
	r.Answers = len(saved)
	return err
}

// keys returns the texts of a column that a query of one table gives. If there is damage
// in their order, they are read from both of its ends, and from both ends of the table
// without its index: damage to the one takes nothing that the other still names.
func keys(ctx context.Context, db *sql.DB, query, column string) []string {
	var all []string
	for _, order := range []string{
		" ORDER BY " + column, " ORDER BY " + column + " DESC",
		" NOT INDEXED ORDER BY rowid", " NOT INDEXED ORDER BY rowid DESC",
	} {
		rows, err := db.QueryContext(ctx, query+order)
		if err != nil {
			break // there is no such table, or no index beside it
		}
		for rows.Next() {
			var key string
			if rows.Scan(&key) == nil {
				all = append(all, key)
			}
		}
		whole := rows.Err() == nil
		_ = rows.Close()
		if whole {
			break
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
