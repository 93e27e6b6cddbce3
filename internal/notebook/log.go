package notebook

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// A Log hands the answers of a drill to a store. One goroutine calls Add; any
// other may call Flush and Dirty meanwhile.
type Log struct {
	store Store

	flushing sync.Mutex // held over a whole Flush, so that answers keep their order
	mu       sync.Mutex // guards what follows
	pending  []Answer
}

// NewLog returns a log that writes to a store.
func NewLog(store Store) *Log { return &Log{store: store} }

// Add adds an answer, which the next Flush stores.
func (l *Log) Add(a Answer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = append(l.pending, a)
}

// Dirty reports whether there are answers that are not yet stored.
func (l *Log) Dirty() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.pending) > 0
}

// Flush stores all answers that are not yet stored. After an error a later Flush
// tries again.
func (l *Log) Flush(ctx context.Context) error {
	l.flushing.Lock()
	defer l.flushing.Unlock()
	l.mu.Lock()
	answers := slices.Clone(l.pending)
	l.mu.Unlock()
	if len(answers) == 0 {
		return nil
	}
	if err := l.store.AddAnswers(ctx, answers...); err != nil {
		return fmt.Errorf("save the drill: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = slices.Delete(l.pending, 0, len(answers))
	return nil
}
