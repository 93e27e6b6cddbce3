// Package plain takes a candidate through a session line by line, without a
// screen: for pipes, dumb terminals and screen readers. It follows the same
// rules and writes the same journal as the screens.
//
// Each part of a phase has a prompt; lines go where the prompt says, and an
// empty line goes on to the next part. A line that begins with a colon is a
// command, the same everywhere.
package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/printout"
	"spar/internal/report"
	"spar/internal/system"
)

// Config is what a session runs with.
type Config struct {
	In    io.Reader
	Out   io.Writer
	Now   func() time.Time
	Width int // of the output, in cells
	ASCII bool
	// Typed is told every line that was read, before it counts; nil for nothing. A
	// transcript echoes it, a clock of its own goes on with it.
	Typed func(line string)
	// Asks lets an empty line alone not end what cannot be taken back: a phase of a
	// mock, or the session. On a keyboard, enter is pressed once more than was meant.
	Asks bool
	// Continued has a value when the process goes on after it was stopped, so that
	// the prompt is there again; nil if it never is stopped.
	Continued <-chan struct{}
}

// Run takes a session on until it is finished, the input ends or the context does,
// whose cause it returns then. What a line says is stored before anything is answered
// to it, and what cannot be stored is tried again; a practice that is left is paused.
// An error that is left at the end says that the journal is still dirty.
func Run(ctx context.Context, c *coach.Coach, cfg Config) error {
	s := &session{ctx: ctx, coach: c, cfg: cfg, out: printout.New(cfg.Out, cfg.Width, cfg.ASCII), in: readLines(cfg.In)}
	err := s.run()
	if errors.Is(err, errLeft) || ctx.Err() != nil {
		s.leave()
	}
	if errors.Is(err, errLeft) {
		err = nil
	}
	_, unsaved := c.Journal.Saved()
	return errors.Join(err, unsaved)
}

// errLeft ends a session that is not finished: by the end of input, or :quit.
var errLeft = errors.New("left")

// A session is one that is being taken line by line.
type session struct {
	ctx   context.Context
	coach *coach.Coach
	cfg   Config
	out   *printout.Writer
	in    *lines

	open    interview.Phase   // the phase that was announced
	over    bool              // it was said that the time of the last phase is up
	warned  interview.Warning // the latest warning that was spoken
	unsaved bool              // it was said that something could not be stored
	forked  bool              // it was said that the session has a new id
	ran     *system.Result    // the latest run, of a scenario; nil before the first
	tried   *coach.Scenario
	leaving bool // it was asked whether to leave all the same
}

func (s *session) session() *interview.Session { return s.coach.Session() }

// act does what the rules allow and says what they do not.
func (s *session) act(act interview.Act) {
	s.did(s.coach.Journal.Do(s.cfg.Now(), act))
}

// did stores what was just done, before anything is said of it: whoever reads the
// output may be slow, or gone.
func (s *session) did(err error) {
	s.save()
	s.refuse(err)
}

func (s *session) refuse(err error) {
	if err != nil {
		s.out.Item("! ", err.Error())
	}
}

func (s *session) run() error {
	absence := s.coach.Absence(s.cfg.Now())
	s.coach.Journal.Advance(s.cfg.Now()) // a mock may have ended meanwhile
	if s.session().Paused() {
		s.act(interview.Resumed{})
	}
	if !s.session().Finished {
		s.act(interview.Heartbeat{})
		s.greet()
	}
	if absence != "" {
		s.out.Item("! ", absence)
	}
	for !s.session().Finished {
		phase := s.session().Phase
		s.announce(phase)
		if err := s.phase(phase); err != nil {
			return err
		}
	}
	return s.finish()
}

// phase asks through the parts of a phase until the session has left it.
func (s *session) phase(phase interview.Phase) error {
	for _, part := range s.parts(phase) {
		if part.when != nil && !part.when() {
			continue
		}
		if err := s.part(phase, part); err != nil || s.movedOn(phase) {
			return err
		}
	}
	if _, more := s.session().NextPhase(); s.cfg.Asks && !(more && s.coach.Practising()) {
		return s.confirm(phase)
	}
	return s.next()
}

// confirm asks before what cannot be taken back. Lines go where the latest went.
func (s *session) confirm(phase interview.Phase) error {
	parts := s.parts(phase)
	last := parts[len(parts)-1]
	what := string(phase)
	if _, more := s.session().NextPhase(); !more {
		what = "the session"
	}
	s.out.Item("! ", fmt.Sprintf("%s cannot be taken up again once it is over; what you enter now goes to: %s", what, last.prompt))
	for {
		text, err := s.ask("yes ends " + what)
		switch {
		case err != nil || s.movedOn(phase):
			s.late(phase, text)
			return err
		case text == "":
		case strings.EqualFold(text, "yes"):
			return s.next()
		case strings.HasPrefix(text, ":"):
			if err := s.command(text); err != nil || s.movedOn(phase) {
				return err
			}
		default:
			last.line(text)
		}
	}
}

// movedOn reports whether a phase is no longer open: its time ran out, or a
// command went elsewhere.
func (s *session) movedOn(phase interview.Phase) bool {
	return s.session().Finished || s.session().Phase != phase
}

// late says that a line came after the time of its phase, if one did.
func (s *session) late(phase interview.Phase, text string) {
	if text != "" {
		s.out.Item("! ", fmt.Sprintf("too late for %s, and not kept: %s", phase, text))
	}
}

// part asks for lines until an empty one.
func (s *session) part(phase interview.Phase, part part) error {
	if part.intro != nil {
		part.intro()
	}
	for {
		text, err := s.ask(part.prompt)
		if err != nil || s.movedOn(phase) {
			s.late(phase, text)
			return err
		}
		switch {
		case text == "":
			if part.done != nil {
				part.done()
			}
			return nil
		case strings.HasPrefix(text, ":"):
			if err := s.command(text); err != nil || s.movedOn(phase) {
				return err
			}
			continue
		}
		if goesOn := part.line(text); goesOn {
			return nil
		}
	}
}

// next goes to the next phase or, after the last, ends the session, unless the
// interviewer has something to say before.
func (s *session) next() error {
	phase := s.session().Phase
	if s.interrupt(s.coach.ThrowBeforeLeaving(s.cfg.Now())) {
		return nil
	}
	next, more := s.session().NextPhase()
	if !more {
		s.act(interview.Finished{})
		return nil
	}
	s.act(interview.Entered{Phase: next})
	s.reference(phase)
	return nil
}

// finish shows the scorecard.
func (s *session) finish() error {
	s.save()
	r := report.New(s.coach.Journal.ID(), s.session(), s.coach.Question, s.cfg.Now())
	s.out.Blank()
	report.Text(s.out, r)
	return nil
}

func (s *session) leave() {
	if s.coach.Practising() && !s.session().Paused() && !s.session().Finished {
		s.act(interview.Paused{})
	}
	if s.save(); s.coach.Journal.Dirty() {
		return // the caller says what becomes of it
	}
	s.out.Blank()
	saved := "Saved."
	if s.coach.Reserved() && s.session().Started.ClockRuns {
		saved = "Saved. The clock of a mock runs on."
	}
	s.out.Say(fmt.Sprintf("%s Go on with: spar resume %s", saved, s.coach.Journal.ID()))
}
