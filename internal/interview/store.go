package interview

import (
	"context"
	"errors"
	"time"
)

// Errors that every Store returns, wrapped with the session they concern.
var (
	// ErrNotFound: there is no session of that id.
	ErrNotFound = errors.New("session not found")
	// ErrConflict: the journal already holds an event with that sequence
	// number; another program has the same session open.
	ErrConflict = errors.New("the session was changed by another spar")
	// ErrGap: the journal lacks events before those that were to follow.
	ErrGap = errors.New("the events do not continue the journal")
)

// A Store keeps journals. It is safe for concurrent use by any number of
// goroutines and processes, and owns nothing that it is given: slices may be
// changed after a call.
type Store interface {
	// Append adds events to the journal of a session in one transaction,
	// durable when Append returns. The first event of a new session is a
	// Started with sequence number 1. Events must continue the stored journal
	// without a gap: an event already there is ErrConflict, a gap or a new
	// session that does not begin with Started is ErrGap, and then nothing is
	// stored.
	Append(ctx context.Context, session string, events ...Event) error
	// Events returns the whole journal in order, or ErrNotFound. An event that
	// cannot be read any more is there as [Lost].
	Events(ctx context.Context, session string) ([]Event, error)
	// Summaries returns all sessions, the latest changed first.
	Summaries(ctx context.Context) ([]Summary, error)
	// Close releases what the store holds. Further calls fail.
	Close() error
}

// A Summary is what a list of sessions shows of one. It is a fold of the
// journal, as a store keeps it beside the events.
type Summary struct {
	ID         string    `json:"id"`
	Pack       string    `json:"pack"`
	Question   string    `json:"question"`
	Title      string    `json:"title"`
	Mode       Mode      `json:"mode"`
	Level      Level     `json:"level"`
	Phase      Phase     `json:"phase"`
	StartedAt  time.Time `json:"started_at"`
	UpdatedAt  time.Time `json:"updated_at"`
	FinishedAt time.Time `json:"finished_at,omitzero"`
	Events     int       `json:"events"`
}

// Finished reports whether the session has ended.
func (s Summary) Finished() bool { return !s.FinishedAt.IsZero() }

// Apply folds the next event into the summary.
func (s *Summary) Apply(e Event) {
	s.UpdatedAt, s.Events = e.At, e.Seq
	switch act := e.Act.(type) {
	case Started:
		s.Pack, s.Question, s.Title = act.Pack, act.Question, act.Title
		s.Mode, s.Level = act.Mode, act.Level
		s.StartedAt, s.Phase = e.At, act.first()
	case Entered:
		s.Phase = act.Phase
	case Finished:
		s.FinishedAt = e.At
	}
}
