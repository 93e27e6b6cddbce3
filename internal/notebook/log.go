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
	answers  []Answer
	stored   int // how many of them the store was given
}

// NewLog returns a log that writes to a store.
func NewLog(store Store) *Log { return &Log{store: store} }

// Add adds an answer, which the next Flush stores.
func (l *Log) Add(a Answer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.answers = append(l.answers, a)
}

// Dirty reports whether there are answers that are not yet stored.
func (l *Log) Dirty() bool { return len(l.Unsaved()) > 0 }

// Unsaved returns the answers that are not yet stored.
func (l *Log) Unsaved() []Answer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.answers[l.stored:])
}

// Flush stores all answers that are not yet stored, with those before them, which a
// store that has them keeps as they are and one whose file was removed gets again.
// After an error a later Flush tries again.
func (l *Log) Flush(ctx context.Context) error {
	l.flushing.Lock()
	defer l.flushing.Unlock()
	l.mu.Lock()
	answers, stored := slices.Clone(l.answers), l.stored
	l.mu.Unlock()
	if len(answers) == stored {
		return nil
	}
	if err := l.store.AddAnswers(ctx, answers...); err != nil {
		return fmt.Errorf("save the drill: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stored = len(answers)
	return nil
}
