package interview

import (
	"errors"
	"fmt"
	"slices"
)

// Lost is an event of a stored journal that cannot be read: damaged, or of a kind
// that only a newer spar knows. It changes nothing in a session, and a store that
// is given one keeps it as it was found.
type Lost struct {
	// Stored and Data are the kind and the act as they were found.
	Stored string
	Data   []byte
	Reason string // why it cannot be read
	// Instead is what is known of the event from elsewhere; nil for nothing.
	Instead Act
}

func (l Lost) kind() string { return l.Stored }

// ReadAct reads the JSON of an act of the named kind as [DecodeAct] does, and returns
// what cannot be read as [Lost].
func ReadAct(kind string, data []byte) Act {
	act, err := DecodeAct(kind, data)
	if err != nil {
		return Lost{Stored: kind, Data: data, Reason: err.Error()}
	}
	return act
}

// Damage is a place of a journal that a session could not take as it stands.
type Damage struct {
	Seq    int    `json:"seq"` // of the event
	Reason string `json:"reason"`
}

// Damage returns what was wrong with the journal that the session was folded from,
// in order; nothing for a journal as spar writes them.
func (s *Session) Damage() []Damage { return s.damage }

func (s *Session) damaged(seq int, format string, args ...any) {
	s.damage = append(s.damage, Damage{seq, fmt.Sprintf(format, args...)})
}

// take folds the next event of a stored journal. One that is missing, unreadable or
// against the rules is noted and costs itself, not what comes after it: lines that no
// longer fit where they were written are kept all the same.
func (s *Session) take(e Event) error {
	switch {
	case e.Seq <= s.seq:
		return fmt.Errorf("event %d follows event %d", e.Seq, s.seq)
	case e.Seq == s.seq+2:
		s.damaged(s.seq+1, "event %d is missing", s.seq+1)
	case e.Seq > s.seq+2:
		s.damaged(s.seq+1, "events %d to %d are missing", s.seq+1, e.Seq-1)
	}
	if lost, ok := e.Act.(Lost); ok {
		s.damaged(e.Seq, "event %d cannot be read: %s", e.Seq, lost.Reason)
		switch {
		case lost.Instead != nil:
		case s.seq == 0:
			return fmt.Errorf("event %d: %w: %s", e.Seq, ErrNotStarted, lost.Reason)
		default:
			s.pass(e)
			return nil
		}
		e.Act = lost.Instead
	}
	err := s.check(e.Act)
	switch {
	case err == nil:
		s.apply(e)
	case errors.Is(err, ErrNotStarted):
		return fmt.Errorf("event %d: %w", e.Seq, err)
	default:
		s.takeAnyway(e, err)
	}
	return nil
}

// takeAnyway takes an event that breaks a rule. After damage rules are broken as a
// consequence, which is not told again.
func (s *Session) takeAnyway(e Event, broken error) {
	if len(s.damage) == 0 {
		s.damaged(e.Seq, "event %d: %v", e.Seq, broken)
	}
	switch act := e.Act.(type) {
	case Started, Paused, Resumed:
		s.pass(e) // it is so already
		return
	case Wrote:
		if act.Field.Phase() == "" {
			s.pass(e)
			return
		}
		s.catchUp(e, act.Field.Phase())
		e.Act = fit(s.fields[act.Field], act)
	case Entered:
		if act.Phase.Index() < 0 {
			s.pass(e)
			return
		}
		s.catchUp(e, Phases()[max(0, act.Phase.Index()-1)])
	case Decided:
		if !slices.Contains(Topics(), act.Topic) {
			s.pass(e)
			return
		}
		s.catchUp(e, Detail)
	default:
		if p, ok := phaseOf(act); ok {
			s.catchUp(e, p)
		}
	}
	s.apply(e)
}

// catchUp enters the phases of a mock up to the one that an event shows to have been
// entered.
func (s *Session) catchUp(e Event, p Phase) {
	for s.Started.Mode == Mock && !s.Finished && s.Phase.Index() < p.Index() {
		next, _ := s.Phase.Next()
		s.apply(Event{e.Seq, e.At, Entered{Phase: next}})
	}
}

// pass counts an event that changes nothing but the time.
func (s *Session) pass(e Event) {
	s.seq = e.Seq
	s.clock.advance(e.At, s.Phase)
}

// fit returns an edit that can be made of lines: where the lines to be removed stand
// nearest to their place or, if they stand nowhere, without removing any.
func fit(lines []string, w Wrote) Wrote {
	w.From = min(max(w.From, 0), len(lines))
	nearest := -1
	for i := 0; len(w.Removed) > 0 && i <= len(lines)-len(w.Removed); i++ {
		found := slices.Equal(lines[i:i+len(w.Removed)], w.Removed)
		if found && (nearest < 0 || distance(i, w.From) < distance(nearest, w.From)) {
			nearest = i
		}
	}
	if nearest < 0 {
		w.Removed = nil
		return w
	}
	w.From = nearest
	return w
}

func distance(a, b int) int { return max(a-b, b-a) }
