package autosave_test

import (
	"context"
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/autosave"
)

// work counts how often it is stored.
type work struct {
	dirty   bool
	flushed int
	err     error
}

func (w *work) Dirty() bool { return w.dirty }

func (w *work) Flush(context.Context) error {
	w.flushed++
	w.dirty = w.err != nil
	return w.err
}

// newSaver returns a saver whose time passes at once, and a function that sends
// it what a command gives until nothing follows, and counts the saves that end.
func newSaver(t *testing.T) (*autosave.Saver, func(tea.Cmd) int) {
	s := &autosave.Saver{Context: t.Context(), After: func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
		if d <= 0 || d >= time.Second {
			t.Errorf("a change waits %v to be saved", d)
		}
		return func() tea.Msg { return fn(time.Time{}) }
	}}
	return s, func(cmd tea.Cmd) int {
		saves := 0
		for cmd != nil {
			next, ended := s.Update(cmd())
			if ended {
				saves++
			}
			cmd = next
		}
		return saves
	}
}

func TestSaver(t *testing.T) {
	s, run := newSaver(t)
	w := &work{}
	if s.Schedule(w) != nil {
		t.Error("what is stored is scheduled")
	}
	w.dirty = true
	first := s.Schedule(w)
	if s.Schedule(w) != nil {
		t.Error("a second save is scheduled while one waits")
	}
	if saves := run(first); saves != 1 || w.flushed != 1 || s.Failed() != nil {
		t.Errorf("%d saves ended, %d times flushed, failed %v", saves, w.flushed, s.Failed())
	}
	w.dirty, w.err = true, errors.New("the disk is full")
	run(s.Schedule(w))
	if !errors.Is(s.Failed(), w.err) {
		t.Errorf("failed %v, want %v", s.Failed(), w.err)
	}
	w.err = nil
	run(s.Schedule(w))
	if s.Failed() != nil || w.dirty {
		t.Errorf("tried again: failed %v, dirty %v", s.Failed(), w.dirty)
	}
}

// Of two works after each other the messages of the first do not count for the
// second.
func TestSaverOfAnotherWork(t *testing.T) {
	s, run := newSaver(t)
	before, after := &work{dirty: true}, &work{dirty: true}
	late := s.Schedule(before)
	now := s.Schedule(after)
	if saves := run(late); saves != 0 || before.flushed != 0 {
		t.Errorf("the save of the work before ended %d times", saves)
	}
	if saves := run(now); saves != 1 || after.flushed != 1 {
		t.Errorf("the save of the work at hand ended %d times", saves)
	}
}

func TestLast(t *testing.T) {
	for _, err := range []error{nil, errors.New("the disk is full")} {
		w := &work{dirty: true, err: err}
		if msg := autosave.Last(t.Context(), w)(); msg != (autosave.LastMsg{Err: err}) || w.flushed != 1 {
			t.Errorf("gives %v, flushed %d times", msg, w.flushed)
		}
	}
}
