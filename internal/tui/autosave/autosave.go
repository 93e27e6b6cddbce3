// Package autosave saves what pages write, off the loop that draws and within a
// second of each change.
package autosave

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// after is how long a change may wait to be saved together with those that
// follow it. With the write itself it stays well below a second.
const after = 400 * time.Millisecond

// Closing bounds the last write before a page closes or the program ends.
const Closing = time.Second

// A Work is something that is written and stored. Its methods may be called from
// any goroutine.
type Work interface {
	// Dirty reports whether anything is not yet stored.
	Dirty() bool
	// Flush stores what is not yet stored. After an error a later call tries
	// again.
	Flush(context.Context) error
}

// A Saver saves one work, or several after each other. Context and After are
// required.
type Saver struct {
	Context context.Context
	// After returns a command that sends what fn returns after a while.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd

	waiting Work // scheduled or being saved
	failed  error
}

type (
	dueMsg   struct{ work Work }
	savedMsg struct {
		work Work
		err  error
	}
)

// Schedule returns a command that begins to save a work if something has changed
// and no save is under way. Call it after every message: a failed save is tried
// again at the next.
func (s *Saver) Schedule(w Work) tea.Cmd {
	if s.waiting == w || !w.Dirty() {
		return nil
	}
	s.waiting = w
	return s.After(after, func(time.Time) tea.Msg { return dueMsg{w} })
}

// Update handles the messages of a save. It reports that a save has ended, well
// or not.
func (s *Saver) Update(msg tea.Msg) (cmd tea.Cmd, ended bool) {
	switch msg := msg.(type) {
	case dueMsg:
		if msg.work == s.waiting {
			return save(s.Context, msg.work), false
		}
	case savedMsg:
		if msg.work == s.waiting {
			s.waiting, s.failed = nil, msg.err
			return nil, true
		}
	}
	return nil, false
}

func save(ctx context.Context, w Work) tea.Cmd {
	return func() tea.Msg { return savedMsg{w, w.Flush(ctx)} }
}

// Failed returns the error of the latest save, nil if it went well.
func (s *Saver) Failed() error { return s.failed }

// A LastMsg says how the last write of a work went that its page has left, or one after
// that.
type LastMsg struct{ Err error }

// Last writes what is left of a work before its page closes.
func Last(ctx context.Context, w Work) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, Closing)
		defer cancel()
		return LastMsg{w.Flush(ctx)}
	}
}
