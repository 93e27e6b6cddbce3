package plain

import (
	"context"
	"fmt"
	"time"
)

// saveLimit bounds how long a line waits to be stored before the session goes on and
// tries again.
const saveLimit = 2 * time.Second

// save stores what is not stored yet, and says once that it cannot and once that it
// could again. It works on after the context has ended.
func (s *session) save() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), saveLimit)
	defer cancel()
	err := s.coach.Journal.Flush(ctx)
	switch {
	case err != nil && !s.unsaved:
		s.out.Item("! ", fmt.Sprintf("not saved, and tried again: %v", err))
	case err == nil && s.unsaved:
		s.out.Item("  ", "saved again")
		s.leaving = false
	}
	s.unsaved = err != nil
	if from := s.coach.Journal.Forked(); from != "" && !s.forked {
		s.forked = true
		s.out.Item("! ", fmt.Sprintf("another spar changed %s; yours goes on as %s", from, s.coach.Journal.ID()))
	}
}

// quit leaves, and asks once more if not all is saved.
func (s *session) quit() error {
	s.save()
	if s.unsaved && !s.leaving {
		s.leaving = true
		s.out.Item("! ", "the latest lines are not saved; make room and they will be, or type :quit again to leave")
		return nil
	}
	return errLeft
}
