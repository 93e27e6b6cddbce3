package notebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// A Draft is a sheet that is being written. One goroutine calls Set; any other
// may call the rest meanwhile, so that writing never holds up typing.
type Draft struct {
	store Store

	flushing sync.Mutex // held over a whole Flush, so that revisions keep their order
	mu       sync.Mutex // guards what follows
	sheet    Sheet      // the revision that the store has, with the latest lines
	dirty    bool       // the store has other lines
	forked   string     // the id before a fork; empty if there was none
	savedAt  time.Time
	err      error
}

// Begin starts a new sheet. It is stored once it has lines.
func Begin(store Store, id string, now time.Time) *Draft {
	return &Draft{store: store, sheet: Sheet{ID: id, CreatedAt: now.Truncate(time.Millisecond).UTC()}}
}

// TakeUp goes on with a stored sheet.
func TakeUp(store Store, sheet Sheet) *Draft {
	sheet.Lines = slices.Clone(sheet.Lines)
	return &Draft{store: store, sheet: sheet, savedAt: sheet.UpdatedAt}
}

// ID returns the sheet's id. It changes when the sheet is forked.
func (d *Draft) ID() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sheet.ID
}

// Lines returns a copy of the lines.
func (d *Draft) Lines() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.sheet.Lines)
}

// Set replaces the lines.
func (d *Draft) Set(now time.Time, lines []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if slices.Equal(lines, d.sheet.Lines) {
		return
	}
	d.sheet.Lines, d.dirty = slices.Clone(lines), true
	d.sheet.UpdatedAt = now.Truncate(time.Millisecond).UTC()
}

// Dirty reports whether there are lines that are not yet stored.
func (d *Draft) Dirty() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.dirty
}

// Saved returns the time of the latest change that the store has, which is zero
// if it has none, and the error of the latest Flush if it failed.
func (d *Draft) Saved() (time.Time, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.savedAt, d.err
}

// Forked returns the id that the sheet had before another program changed it
// too, or "" if none did.
func (d *Draft) Forked() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.forked
}

// Flush stores the lines. After an error a later Flush tries again. If another
// program has changed the stored sheet meanwhile, this one goes on as a sheet of
// its own, so that neither loses a line: see [Draft.Forked].
func (d *Draft) Flush(ctx context.Context) error {
	d.flushing.Lock()
	defer d.flushing.Unlock()
	d.mu.Lock()
	before, dirty := d.sheet, d.dirty
	d.mu.Unlock()
	if !dirty {
		return nil
	}
	next := before
	next.Revision++
	err := d.store.SaveSheet(ctx, next)
	if errors.Is(err, ErrConflict) {
		next, err = d.fork(ctx, next)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.err = err
	if err != nil {
		return fmt.Errorf("save sheet %s: %w", before.ID, err)
	}
	if next.ID != before.ID {
		d.forked = before.ID
	}
	d.sheet.ID, d.sheet.Revision, d.savedAt = next.ID, next.Revision, next.UpdatedAt
	d.dirty = !slices.Equal(d.sheet.Lines, next.Lines)
	return nil
}

// mostForks bounds the ids that a fork tries.
const mostForks = 100

// fork stores a revision that was refused under the next free id. If it was
// refused because it is stored already, as it may be after an error that came
// too late, the id stays, and so it does if the store holds an earlier revision than
// it had, or none: its file was removed or replaced.
func (d *Draft) fork(ctx context.Context, refused Sheet) (Sheet, error) {
	sheets, err := d.store.Sheets(ctx)
	if err != nil {
		return refused, err
	}
	var stored Sheet
	if i := slices.IndexFunc(sheets, func(s Sheet) bool { return s.ID == refused.ID }); i >= 0 {
		stored = sheets[i]
	}
	switch {
	case stored.Revision == refused.Revision && slices.Equal(stored.Lines, refused.Lines):
		return refused, nil
	case stored.Revision < refused.Revision-1:
		refused.Revision = stored.Revision + 1
		return refused, d.store.SaveSheet(ctx, refused)
	}
	id := refused.ID
	refused.Revision = 1
	for n := 2; n < mostForks; n++ {
		refused.ID = fmt.Sprintf("%s-%d", id, n)
		if err := d.store.SaveSheet(ctx, refused); !errors.Is(err, ErrConflict) {
			return refused, err
		}
	}
	return refused, ErrConflict
}
