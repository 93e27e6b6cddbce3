package interview

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Rules that an act can break. Do wraps them with what was tried.
var (
	ErrNotStarted  = errors.New("the session has not started")
	ErrFinished    = errors.New("the session is finished")
	ErrPaused      = errors.New("the session is paused")
	ErrPhaseClosed = errors.New("that phase is not open")
	ErrMockRule    = errors.New("a mock does not allow it")
	ErrStrict      = errors.New("a strict practice has no hints")
	ErrInvalid     = errors.New("invalid act")
)

// A Session is one attempt at a question: the fold of its journal. The zero
// Session has not started. It is not safe for concurrent use.
type Session struct {
	Started   Started
	StartedAt time.Time
	Phase     Phase // the phase that is open; the last one once finished
	// Visited tells which phases were entered, in phase order.
	Visited [5]bool

	Finished   bool
	FinishedAt time.Time

	Asked      []Asked
	Estimates  map[string]Estimated // by estimate id
	Decisions  []Decided            // one per decision id, in the order first decided
	Hints      map[string]int       // strongest step taken, by rubric item id
	Curveballs []CurveballThrown
	Prediction Predicted
	Scenario   string // the id of the one chosen or run last; empty before that
	Runs       []Ran
	Overrides  map[string]Overrode // by rubric item id

	fields map[Field][]string
	clock  clock
	seq    int
	damage []Damage
	taken  []Event // see Mend; not kept otherwise
	mend   bool
}

// Seq returns the number of events folded so far.
func (s *Session) Seq() int { return s.seq }

// Lines returns the lines of a field. The caller must not change them.
func (s *Session) Lines(f Field) []string { return s.fields[f] }

// NextPhase returns the phase after the open one; ok is false where the session ends.
func (s *Session) NextPhase() (next Phase, ok bool) {
	if s.Started.Only != "" {
		return "", false
	}
	return s.Phase.Next()
}

// first returns the phase in which a session begins.
func (s Started) first() Phase {
	if s.Only.Index() >= 0 {
		return s.Only
	}
	return Requirements
}

// WorkedOn reports whether something was written, decided or run in a phase.
func (s *Session) WorkedOn(p Phase) bool {
	switch {
	case p == Detail && len(s.Decisions) > 0, p == Scale && len(s.Runs) > 0:
		return true
	}
	return slices.ContainsFunc(Fields(p), func(f Field) bool { return len(s.written(f)) > 0 })
}

// Fold rebuilds a session from its journal. Damage to a journal costs no more than
// the events that it is in: see [Session.Damage]. Without a start there is no session.
func Fold(events []Event) (*Session, error) {
	s := new(Session)
	if err := s.fold(events); err != nil {
		return nil, err
	}
	return s, nil
}

// Mend returns a journal without damage that folds to the same session as a damaged one:
// what could be taken of it, in order and without gaps.
func Mend(events []Event) ([]Event, error) {
	s := &Session{mend: true}
	if err := s.fold(events); err != nil {
		return nil, err
	}
	return s.taken, nil
}

func (s *Session) fold(events []Event) error {
	for i, e := range events {
		// Times never go back; one that is ahead of what comes after it is damaged.
		if i > 0 && i+1 < len(events) && events[i+1].At.Before(e.At) && !events[i+1].At.Before(s.clock.last) {
			s.damaged(e.Seq, "event %d has the time %s, after the next", e.Seq, e.At.Format(time.RFC3339))
			e.At = s.clock.last
		}
		if err := s.take(e); err != nil {
			return fmt.Errorf("fold journal: %w", err)
		}
	}
	return nil
}

// Do checks act against the rules and applies it as the next event, which it
// returns. Before that it applies whatever the clock owes (see
// [Session.Advance]); those events come first. An act that breaks a rule
// leaves only what the clock owed.
func (s *Session) Do(now time.Time, act Act) ([]Event, error) {
	events := s.Advance(now)
	if err := s.check(act); err != nil {
		return events, err
	}
	e := Event{Seq: s.seq + 1, At: s.clock.stamp(now), Act: act}
	s.apply(e)
	return append(events, e), nil
}

// check reports which rule act would break now.
func (s *Session) check(act Act) error {
	if _, ok := act.(Started); ok {
		if s.seq > 0 {
			return fmt.Errorf("start: %w: already started", ErrInvalid)
		}
		return nil
	}
	if s.seq == 0 {
		return fmt.Errorf("%s: %w", act.kind(), ErrNotStarted)
	}
	if _, ok := act.(Overrode); ok {
		return nil
	}
	if s.Finished {
		return fmt.Errorf("%s: %w", act.kind(), ErrFinished)
	}
	if p, ok := phaseOf(act); ok && p != s.Phase && s.Started.Mode == Mock {
		return fmt.Errorf("%s for %s: %w", act.kind(), p, ErrPhaseClosed)
	}
	switch act := act.(type) {
	case Wrote:
		return s.checkWrote(act)
	case Entered:
		return s.checkEntered(act)
	case Paused:
		if s.Started.Mode == Mock {
			return fmt.Errorf("pause: %w: the interview's clock does not stop", ErrMockRule)
		}
		if s.clock.paused {
			return fmt.Errorf("pause: %w", ErrPaused)
		}
	case Resumed:
		if !s.clock.paused {
			return fmt.Errorf("resume: %w: not paused", ErrInvalid)
		}
	case HintTaken:
		if s.Started.Mode == Mock {
			return fmt.Errorf("hint: %w: there are no hints", ErrMockRule)
		}
		if s.Started.Strict {
			return fmt.Errorf("hint: %w", ErrStrict)
		}
	case Decided:
		if !slices.Contains(Topics(), act.Topic) {
			return fmt.Errorf("decide: %w: unknown topic %q", ErrInvalid, act.Topic)
		}
	}
	return nil
}

// phaseOf returns the phase to which an act belongs; ok is false for acts of
// every phase.
func phaseOf(act Act) (p Phase, ok bool) {
	switch act := act.(type) {
	case Wrote:
		p = act.Field.Phase()
	case Estimated:
		p = Capacity
	case Decided:
		p = Detail
	case Predicted, Chose, Ran:
		p = Scale
	}
	return p, p != ""
}

func (s *Session) checkWrote(w Wrote) error {
	if w.Field.Phase() == "" {
		return fmt.Errorf("write: %w: unknown field %q", ErrInvalid, w.Field)
	}
	lines := s.fields[w.Field]
	if w.From < 0 || len(w.Removed) > len(lines)-w.From ||
		!slices.Equal(lines[w.From:w.From+len(w.Removed)], w.Removed) {
		return fmt.Errorf("write %s: %w: the lines to replace are not there", w.Field, ErrInvalid)
	}
	return nil
}

func (s *Session) checkEntered(e Entered) error {
	if e.Phase.Index() < 0 {
		return fmt.Errorf("enter: %w: unknown phase %q", ErrInvalid, e.Phase)
	}
	if s.Started.Only != "" {
		return fmt.Errorf("enter %s: %w: the session is about %s alone", e.Phase, ErrPhaseClosed, s.Started.Only)
	}
	next, _ := s.Phase.Next()
	if s.Started.Mode == Mock && e.Phase != next {
		return fmt.Errorf("enter %s: %w", e.Phase, ErrPhaseClosed)
	}
	return nil
}

// apply changes the session as e says. The rules have been checked.
func (s *Session) apply(e Event) {
	if s.mend {
		s.taken = append(s.taken, Event{len(s.taken) + 1, e.At, e.Act})
	}
	s.seq = e.Seq
	s.clock.advance(e.At, s.Phase)
	switch act := e.Act.(type) {
	case Started:
		if act.Only.Index() < 0 {
			act.Only = "" // damaged: the session is about all phases
		}
		s.Started, s.StartedAt = act, e.At
		s.clock.runs = act.ClockRuns
		s.enter(act.first())
	case Entered:
		s.enter(act.Phase)
	case Paused:
		s.clock.paused = true
	case Resumed:
		s.clock.paused = false
	case Wrote:
		s.setLines(act.Field, splice(s.fields[act.Field], act))
	case Asked:
		s.Asked = append(s.Asked, act)
	case Estimated:
		if s.Estimates == nil {
			s.Estimates = make(map[string]Estimated)
		}
		s.Estimates[act.Estimate] = act
	case Decided:
		s.decide(act)
	case HintTaken:
		if s.Hints == nil {
			s.Hints = make(map[string]int)
		}
		s.Hints[act.Item] = max(s.Hints[act.Item], act.Step)
	case CurveballThrown:
		s.Curveballs = append(s.Curveballs, act)
	case Predicted:
		s.Prediction = act
	case Chose:
		s.Scenario = act.Scenario
	case Ran:
		s.Scenario = act.Scenario
		s.Runs = append(s.Runs, act)
	case Overrode:
		if s.Overrides == nil {
			s.Overrides = make(map[string]Overrode)
		}
		s.Overrides[act.Item] = act
	case Finished:
		s.Finished, s.FinishedAt = true, e.At
	}
}

func (s *Session) enter(p Phase) {
	s.Phase = p
	s.Visited[p.Index()] = true
}

func (s *Session) decide(d Decided) {
	i := slices.IndexFunc(s.Decisions, func(old Decided) bool { return old.Decision == d.Decision })
	if i < 0 {
		s.Decisions = append(s.Decisions, d)
		return
	}
	s.Decisions = slices.Clone(s.Decisions)
	s.Decisions[i] = d
}

func (s *Session) setLines(f Field, lines []string) {
	if s.fields == nil {
		s.fields = make(map[Field][]string)
	}
	s.fields[f] = lines
}
