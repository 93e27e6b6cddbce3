// Package mem keeps sessions and the notebook in memory, for tests and for demonstrations that
// should leave nothing behind.
package mem

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/store"
)

// A Store keeps journals, sheets and answers in memory. The zero Store is empty and ready to use.
type Store struct {
	mu       sync.Mutex
	journals map[string][]interview.Event
	sheets   map[string]notebook.Sheet
	answers  []notebook.Answer // in the order of their times
	closed   bool
}

var _ interview.Store = (*Store)(nil)

var errClosed = errors.New("the store is closed")

// Append implements [interview.Store].
func (s *Store) Append(ctx context.Context, session string, events ...interview.Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	if err := store.Check(len(s.journals[session]), events); err != nil {
		return err
	}
	stored, err := store.Copy(events)
	if err != nil {
		return err
	}
	if s.journals == nil {
		s.journals = make(map[string][]interview.Event)
	}
	s.journals[session] = append(s.journals[session], stored...)
	return nil
}

func (s *Store) usable(ctx context.Context) error {
	if s.closed {
		return errClosed
	}
	return ctx.Err()
}

// Events implements [interview.Store].
func (s *Store) Events(ctx context.Context, session string) ([]interview.Event, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	events, ok := s.journals[session]
	if !ok {
		return nil, interview.ErrNotFound
	}
	return store.Copy(events)
}

// Summaries implements [interview.Store].
func (s *Store) Summaries(ctx context.Context) ([]interview.Summary, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return nil, err
	}
	var summaries []interview.Summary
	for id, events := range s.journals {
		summary := interview.Summary{ID: id}
		for _, e := range events {
			summary.Apply(e)
		}
		summaries = append(summaries, summary)
	}
	slices.SortFunc(summaries, func(a, b interview.Summary) int {
		return cmp.Or(b.UpdatedAt.Compare(a.UpdatedAt), cmp.Compare(a.ID, b.ID))
	})
	return summaries, nil
}

// Close implements [interview.Store].
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return nil
}
