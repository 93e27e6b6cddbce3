package interview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// A Journal is a session that is being written: it applies acts at once and
// hands their events to a store when it is flushed.
//
// One goroutine owns the session and calls Do, Write and Advance; any other may
// call Flush and Saved meanwhile, so that writing never holds up typing.
type Journal struct {
	store   Store
	session *Session

	flushing sync.Mutex // held over a whole Flush, so that events keep their order
	mu       sync.Mutex // guards what follows
	id       string
	forked   string  // the id before a fork; empty if there was none
	known    []Event // what the store was last seen to hold of the session
	pending  []Event // applied, not yet handed to the store
	taken    int     // how many of pending a flush has in hand
	savedAt  time.Time
	err      error
}

// Start begins a new session. Nothing is stored until the first Flush.
func Start(store Store, id string, now time.Time, started Started) (*Journal, error) {
	j := &Journal{id: id, store: store, session: new(Session)}
	if err := j.Do(now, started); err != nil {
		return nil, err
	}
	return j, nil
}

// Open takes up a stored session.
func Open(ctx context.Context, store Store, id string) (*Journal, error) {
	events, err := store.Events(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	session, err := Fold(events)
	if err != nil {
		return nil, fmt.Errorf("open session %s: %w", id, err)
	}
	return &Journal{id: id, store: store, session: session, known: events, savedAt: session.LastAt()}, nil
}

// ID returns the session's id. It changes when the session is forked.
func (j *Journal) ID() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.id
}

// Forked returns the id that the session had before another program changed it
// too, or "" if none did.
func (j *Journal) Forked() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.forked
}

// Session returns the live session. Only the goroutine that owns the journal
// may read it, and nobody may change it.
func (j *Journal) Session() *Session { return j.session }

// Do applies an act by the rules of [Session.Do]. An act that says anew what
// the act before it said, as typing a reason does at every key, takes its place
// unless a flush has that in hand.
func (j *Journal) Do(now time.Time, act Act) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.pending = append(j.pending, j.session.Advance(now)...)
	if err := j.session.check(act); err != nil {
		return err
	}
	if n := len(j.pending); n > j.taken && supersedes(act, j.pending[n-1].Act) {
		j.pending = j.pending[:n-1]
		j.session.seq--
	}
	return j.do(now, act)
}

// supersedes reports whether act makes the one before it void.
func supersedes(act, before Act) bool {
	switch act := act.(type) {
	case Decided:
		old, ok := before.(Decided)
		return ok && old.Decision == act.Decision
	case Estimated:
		old, ok := before.(Estimated)
		return ok && old.Estimate == act.Estimate
	case Predicted:
		_, ok := before.(Predicted)
		return ok
	}
	return false
}

func (j *Journal) do(now time.Time, act Act) error {
	events, err := j.session.Do(now, act)
	j.pending = append(j.pending, events...)
	return err
}

// Advance applies what the clock alone brings about and reports whether that
// was anything.
func (j *Journal) Advance(now time.Time) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	events := j.session.Advance(now)
	j.pending = append(j.pending, events...)
	return len(events) > 0
}

// Write sets the lines of a field to those given. Edits of one field that
// follow each other before a flush become one event.
func (j *Journal) Write(now time.Time, f Field, lines []string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if slices.Equal(lines, j.session.Lines(f)) {
		return nil
	}
	// A phase that ends right now must end before the check, or the edit below
	// would be taken back and then refused.
	j.pending = append(j.pending, j.session.Advance(now)...)
	if err := j.session.check(Wrote{Field: f}); err != nil {
		return err
	}
	j.retract(f)
	w, changed := diff(f, j.session.Lines(f), lines)
	if !changed {
		return nil // the edit took back what had not been saved yet
	}
	return j.do(now, w)
}

// retract takes the latest event back if it is an edit of f that no flush has
// in hand, so that the next edit can stand for both. The time it took stays
// counted.
func (j *Journal) retract(f Field) {
	if len(j.pending) <= j.taken {
		return
	}
	w, ok := j.pending[len(j.pending)-1].Act.(Wrote)
	if !ok || w.Field != f {
		return
	}
	j.pending = j.pending[:len(j.pending)-1]
	j.session.setLines(f, splice(j.session.Lines(f), w.undo()))
	j.session.seq--
}

// Flush hands all pending events to the store in one transaction. On an error
// they stay pending, so that a later Flush tries again. If another program has
// changed the stored session meanwhile, this one goes on as a session of its own
// with all that it knows, so that neither loses a line: see [Journal.Forked]. A
// store that lacks events which it had, because its file was removed or replaced
// by an older copy, gets them again.
func (j *Journal) Flush(ctx context.Context) error {
	j.flushing.Lock()
	defer j.flushing.Unlock()
	j.mu.Lock()
	id, events := j.id, slices.Clone(j.pending)
	j.taken = len(events)
	j.mu.Unlock()
	if len(events) == 0 {
		return nil
	}
	err := j.store.Append(ctx, id, events...)
	stored := id
	if errors.Is(err, ErrConflict) || errors.Is(err, ErrGap) {
		stored, err = j.reconcile(ctx, id, slices.Concat(j.known, events))
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.taken, j.err = 0, err
	if err != nil {
		return fmt.Errorf("save session %s: %w", id, err)
	}
	if stored != id {
		j.id, j.forked = stored, id
	}
	j.pending = slices.Delete(j.pending, 0, len(events))
	j.known = append(j.known, events...)
	j.savedAt = events[len(events)-1].At
	return nil
}

// reconcile stores a whole journal whose latest events were refused under id, and
// returns the id that it has then. What the store holds decides: all of it, as it
// may after an error that came too late, and nothing is left to do; a beginning of
// it, and the rest is added; something else, and the journal gets an id of its own.
func (j *Journal) reconcile(ctx context.Context, id string, own []Event) (string, error) {
	stored, err := j.store.Events(ctx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", err
	}
	same := 0
	for same < min(len(stored), len(own)) && sameEvent(stored[same], own[same]) {
		same++
	}
	switch same {
	case len(own):
		return id, nil
	case len(stored):
		return id, j.store.Append(ctx, id, own[same:]...)
	}
	return j.fork(ctx, id, own)
}

// mostForks bounds the ids that a fork tries.
const mostForks = 100

// fork stores a whole journal under the next free id.
func (j *Journal) fork(ctx context.Context, id string, own []Event) (string, error) {
	for n := 2; n < mostForks; n++ {
		fork := fmt.Sprintf("%s-%d", id, n)
		if err := j.store.Append(ctx, fork, own...); !errors.Is(err, ErrConflict) {
			return fork, err
		}
	}
	return "", ErrConflict
}

// sameEvent reports whether two events say the same.
func sameEvent(a, b Event) bool {
	x, errX := EncodeAct(a.Act)
	y, errY := EncodeAct(b.Act)
	return errX == nil && errY == nil && a.Seq == b.Seq && a.At.Equal(b.At) && a.Kind() == b.Kind() && bytes.Equal(x, y)
}

// Saved returns the time of the latest event that the store has, and the error
// of the latest Flush if it failed.
func (j *Journal) Saved() (time.Time, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.savedAt, j.err
}

// Dirty reports whether anything is not yet stored.
func (j *Journal) Dirty() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return len(j.pending) > 0
}
