package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"spar/internal/interview"
)

// readEvents reads a journal, nil if there is none. Where a part of the file is
// damaged, it is read from both ends, and only what lies between is missing.
func readEvents(ctx context.Context, db *sql.DB, session string) ([]interview.Event, error) {
	const query = `SELECT seq, at, kind, act FROM events WHERE session = ? ORDER BY seq`
	events, err := scanEvents(ctx, db, query, session)
	if damaged(err) {
		var behind []interview.Event
		behind, err = scanEvents(ctx, db, query+` DESC`, session)
		if damaged(err) && len(events)+len(behind) > 0 {
			err = nil
		}
		slices.Reverse(behind)
		for _, e := range behind {
			if n := len(events); n == 0 || e.Seq > events[n-1].Seq {
				events = append(events, e)
			}
		}
	}
	if err != nil || len(events) == 0 {
		return nil, err
	}
	return withStart(ctx, db, session, events)
}

// scanEvents returns the events that a query gives, also with an error those before it.
func scanEvents(ctx context.Context, db *sql.DB, query, session string) ([]interview.Event, error) {
	rows, err := db.QueryContext(ctx, query, session)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var events []interview.Event
	for rows.Next() {
		var e interview.Event
		var at int64
		var kind, act string
		if err := rows.Scan(&e.Seq, &at, &kind, &act); err != nil {
			return events, err
		}
		e.At, e.Act = instant(at), interview.ReadAct(kind, []byte(act))
		events = append(events, e)
	}
	return events, rows.Err()
}

// withStart returns a journal that begins with its start. If that is damaged, most of
// it stands in the list of sessions too.
func withStart(ctx context.Context, db *sql.DB, session string, events []interview.Event) ([]interview.Event, error) {
	first := events[0]
	if _, ok := first.Act.(interview.Started); ok && first.Seq == 1 {
		return events, nil
	}
	var summary interview.Summary
	err := scan(db.QueryRowContext(ctx, selectSummaries+` WHERE id = ?`, session), &summary)
	if err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return events, err
	}
	plan, err := interview.PlanFor(interview.DefaultMinutes)
	if err != nil {
		return nil, err
	}
	lost, ok := first.Act.(interview.Lost)
	switch {
	case first.Seq != 1:
		lost = interview.Lost{Stored: "started", Reason: "it is missing"}
		events = slices.Insert(events, 0, interview.Event{Seq: 1})
	case !ok:
		lost = interview.Lost{Stored: first.Kind(), Reason: "it does not begin the session"}
	}
	lost.Instead = interview.Started{
		Pack: summary.Pack, Question: summary.Question, Title: summary.Title,
		Mode: summary.Mode, Level: summary.Level, Plan: plan,
	}
	events[0].At, events[0].Act = summary.StartedAt, lost
	return events, nil
}
