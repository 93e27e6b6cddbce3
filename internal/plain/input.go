package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"spar/internal/interview"
	"spar/internal/printout"
	"spar/internal/quantity"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/terminal/keyboard"
)

// maxLine bounds a line of input in bytes; what is longer is cut, and that is said.
const maxLine = 64 << 10

// lines reads lines in the background, so that time goes on while nobody types.
type lines struct {
	next  chan line
	err   error     // why next was closed
	until time.Time // when lines are no longer taken, once the context has ended
}

// A line is one as it was read.
type line struct {
	text   string
	length int // in bytes; more than text has if it was cut
}

// clean returns the text as one that can be shown and stored, without spaces around
// it. It says if it was cut.
func (l line) clean(out *printout.Writer) string {
	if l.length > len(l.text) {
		out.Item("! ", fmt.Sprintf("kept %s of the %s bytes of this line", quantity.Thousands(len(l.text)), quantity.Thousands(l.length)))
	}
	return strings.TrimSpace(sanitize.Line(l.text))
}

func readLines(r io.Reader) *lines {
	l := &lines{next: make(chan line)}
	go func() {
		defer close(l.next)
		defer func() {
			if cause := recover(); cause != nil {
				l.err = fmt.Errorf("read a line: %v", cause) // the reader is the caller's
			}
		}()
		reader := keyboard.NewLineReader(keyboard.Text(r), maxLine)
		for {
			text, length, err := reader.Next()
			if err != nil {
				l.err = err
				return
			}
			l.next <- line{text, length}
		}
	}()
	return l
}

// ask prompts and returns the next line, cleaned and without spaces around it.
// While nobody types it keeps the clock going and the journal saved. At the end
// of the input it returns errLeft.
func (s *session) ask(prompt string) (string, error) {
	s.out.Print(prompt + "> ")
	for {
		select {
		case <-s.ctx.Done():
			if read, ok := s.in.last(); ok {
				return s.took(read, ok)
			}
			s.out.Blank()
			return "", context.Cause(s.ctx)
		case <-s.cfg.Continued:
			s.out.Print(prompt + "> ")
		case read, ok := <-s.in.next:
			return s.took(read, ok)
		case <-time.After(s.patience()):
			if s.tick(); s.over {
				s.out.Blank()
				return "", nil // nobody need enter anything for the scorecard
			}
		}
	}
}

// took returns a line that was read, or why there is none.
func (s *session) took(read line, ok bool) (string, error) {
	if !ok {
		s.out.Blank()
		if errors.Is(s.in.err, io.EOF) {
			return "", errLeft
		}
		return "", s.in.err
	}
	text := read.clean(s.out)
	if s.cfg.Typed != nil {
		s.cfg.Typed(text)
	}
	s.tick()
	return text, nil
}

// Once the context has ended, as by a signal, lines that were entered before are still
// taken: as long as one comes right after the other, and not for long altogether.
const (
	lastLines = 500 * time.Millisecond
	lastGap   = 50 * time.Millisecond
)

// last returns such a line; ok is false if there is none.
func (l *lines) last() (read line, ok bool) {
	now := time.Now()
	if l.until.IsZero() {
		l.until = now.Add(lastLines)
	}
	if !now.Before(l.until) {
		return line{}, false
	}
	select {
	case read, ok = <-l.next:
		return read, ok
	case <-time.After(lastGap):
		return line{}, false
	}
}

// patience is how long to wait for a line before time has to be looked at.
func (s *session) patience() time.Duration {
	if s.unsaved {
		return time.Second // it is tried again
	}
	return interview.HeartbeatEvery
}

// tick is what passing time brings: the heartbeat that tells work from absence,
// the end of a mock's phase, a curveball, a warning, and the journal on disk.
func (s *session) tick() {
	now := s.cfg.Now()
	if absence := s.coach.Absence(now); absence != "" {
		s.out.Item("! ", absence)
	}
	if now.Sub(s.session().LastAt()) >= interview.HeartbeatEvery && !s.session().Finished && !s.session().Paused() {
		s.act(interview.Heartbeat{})
	}
	s.coach.Journal.Advance(now)
	curveball, err := s.coach.Throw(now)
	s.save()
	if s.session().Phase != s.open || s.session().Finished && !s.over {
		s.out.Item("! ", "time is up for "+string(s.open)+"; your draft is kept")
		s.open, s.over = s.session().Phase, s.session().Finished
	}
	s.interrupt(curveball, err)
	s.warn(now)
}

// interrupt says what the interviewer has thrown, if there is a curveball, and reports
// whether there is.
func (s *session) interrupt(curveball *question.Curveball, err error) bool {
	s.refuse(err)
	if curveball == nil || err != nil {
		return false
	}
	s.save()
	s.out.Blank()
	s.out.Say("The interviewer interrupts: " + curveball.Says)
	return true
}

// warn speaks a warning once.
func (s *session) warn(now time.Time) {
	warning := s.session().Warning(now)
	if warning == s.warned {
		return
	}
	s.warned = warning
	phase := string(s.session().Phase)
	switch warning {
	case interview.Soon, interview.Last:
		s.out.Item("! ", warning.Left(s.session().Started.Plan.Budget(s.session().Phase))+" in "+phase)
	case interview.Overtime:
		s.out.Item("! ", "the time for "+phase+" is over; :next goes on")
	}
}
