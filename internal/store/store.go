// Package store holds what the stores of sessions have in common: the rules of
// appending. The stores themselves are mem and sqlite; storetest is the suite
// that both must pass.
package store

import (
	"fmt"

	"spar/internal/interview"
)

// Check reports whether events may be appended to a journal of the given
// length: see [interview.Store].
func Check(length int, events []interview.Event) error {
	for i, e := range events {
		switch want := length + 1 + i; {
		case e.Seq < want && i == 0 && e.Seq >= 1:
			return fmt.Errorf("append event %d: %w", e.Seq, interview.ErrConflict)
		case e.Seq != want:
			return fmt.Errorf("append event %d after event %d: %w", e.Seq, want-1, interview.ErrGap)
		case e.Seq == 1:
			if _, ok := e.Act.(interview.Started); !ok {
				return fmt.Errorf("append to a new session: %w: it begins with %q", interview.ErrGap, e.Kind())
			}
		}
	}
	return nil
}

// Copy returns events that share nothing with those given.
func Copy(events []interview.Event) ([]interview.Event, error) {
	copies := make([]interview.Event, len(events))
	for i, e := range events {
		data, err := interview.EncodeAct(e.Act)
		if err != nil {
			return nil, err
		}
		copies[i] = interview.Event{Seq: e.Seq, At: e.At, Act: interview.ReadAct(e.Kind(), data)}
	}
	return copies, nil
}
