// Package coach joins a session with its question: it is the interviewer who
// answers, throws curveballs and runs the design, and the coach who hints and
// grades while the candidate works. Both faces of a session, the screens and
// the line-by-line mode, work through a [Coach], so that they follow the same
// rules. Like the packages below it, it is told the time.
package coach

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"spar/internal/capacity"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sim"
)

// A Coach is a session in progress with the question that it is about. The
// goroutine that owns the journal owns the coach.
type Coach struct {
	Question *question.Question
	Journal  *interview.Journal

	sheet       *capacity.Sheet // kept, for it knows what an edit leaves alone
	sheetThrown int             // curveballs thrown when it was made
}

// Settings say how to begin a session.
type Settings struct {
	Mode    interview.Mode
	Level   interview.Level
	Minutes int // see [interview.PlanFor]
	Seed    uint64
	Strict  bool // no hints in practice
	// Phase is the one to practise alone; empty for all five. Draft is a session on the same
	// question whose work up to that phase is taken over; nil for none.
	Phase interview.Phase
	Draft *interview.Session
}

// Begin starts a new session on a question. Nothing is stored before the
// journal's first Flush.
func Begin(store interview.Store, id string, q *question.Question, settings Settings, now time.Time) (*Coach, error) {
	plan, err := planFor(q, settings.Minutes)
	if err != nil {
		return nil, fmt.Errorf("begin %s: %w", q.ID, err)
	}
	if settings.Phase != "" {
		if settings.Phase.Index() < 0 {
			return nil, fmt.Errorf("begin %s: unknown phase %q", q.ID, settings.Phase)
		}
		var alone interview.Plan
		alone[settings.Phase.Index()] = plan.Budget(settings.Phase)
		plan = alone
	}
	journal, err := interview.Start(store, id, now, interview.Started{
		Pack: q.Pack, Question: q.ID, Title: q.Title, Digest: q.Digest,
		Mode: settings.Mode, Level: settings.Level, Plan: plan, Seed: settings.Seed,
		ClockRuns: settings.Mode == interview.Mock, Strict: settings.Strict, Only: settings.Phase,
	})
	if err != nil {
		return nil, fmt.Errorf("begin %s: %w", q.ID, err)
	}
	c := &Coach{Question: q, Journal: journal}
	if settings.Draft != nil {
		if err := c.takeOver(settings.Draft, settings.Phase, now); err != nil {
			return nil, fmt.Errorf("begin %s: %w", q.ID, err)
		}
	}
	return c, nil
}

// planFor returns the author's own minutes where they add up to what was asked
// for, and the usual plan otherwise.
func planFor(q *question.Question, minutes int) (interview.Plan, error) {
	var own [5]int
	total := 0
	for i, p := range interview.Phases() {
		own[i] = q.Common(p).Minutes
		total += own[i]
	}
	if total == minutes {
		return interview.PlanOf(own), nil
	}
	return interview.PlanFor(minutes)
}

// ErrNoQuestion means that the question of a session is in no pack.
var ErrNoQuestion = errors.New("its question is in no pack")

// Finder finds a question by "pack/id"; a question library is one.
type Finder interface {
	Find(id string) (*question.Question, error)
}

// Resume takes up a stored session.
func Resume(ctx context.Context, store interview.Store, id string, questions Finder) (*Coach, error) {
	journal, err := interview.Open(ctx, store, id)
	if err != nil {
		return nil, err
	}
	return Continue(journal, questions)
}

// Continue takes up the session of a journal that is open already.
func Continue(journal *interview.Journal, questions Finder) (*Coach, error) {
	id, started := journal.ID(), journal.Session().Started
	q, err := questions.Find(started.Pack + "/" + started.Question)
	var unusable *question.PackError
	switch {
	case errors.As(err, &unusable):
		return nil, fmt.Errorf("open session %s: %w", id, err)
	case err != nil:
		return nil, fmt.Errorf("open session %s: %w: %w", id, ErrNoQuestion, err)
	}
	return &Coach{Question: q, Journal: journal}, nil
}

// Session returns the live session. Nobody may change it.
func (c *Coach) Session() *interview.Session { return c.Journal.Session() }

// Changed reports whether the question's text has changed since the session
// began.
func (c *Coach) Changed() bool {
	began := c.Session().Started.Digest
	return began != "" && began != c.Question.Digest
}

// Decisions returns the question's decisions. The options of each stand in an
// order of this session's own, so that their place says nothing.
func (c *Coach) Decisions() []question.Decision {
	decisions := slices.Clone(c.Question.Phases.Detail.Decisions)
	for i, d := range decisions {
		options := slices.Clone(d.Options)
		sim.Stream(c.Session().Started.Seed, "options of "+d.ID).Shuffle(len(options), func(a, b int) {
			options[a], options[b] = options[b], options[a]
		})
		decisions[i].Options = options
	}
	return decisions
}

// Absence says what became of the clock while the candidate was away until now; empty
// if they were not.
func (c *Coach) Absence(now time.Time) string {
	s := c.Session()
	away := now.Sub(s.LastAt())
	switch {
	case s.Finished || s.Paused() || away <= interview.AwayAfter:
		return ""
	case s.Started.ClockRuns:
		return fmt.Sprintf("you were away for %s, and the clock ran on", interview.Clock(away))
	}
	return fmt.Sprintf("you were away for %s, and the clock stood", interview.Clock(away))
}

// Reserved reports whether what is scored must not be shown yet: in a mock, before its
// end. A damaged mode, which no clock ends, reserves nothing.
func (c *Coach) Reserved() bool {
	s := c.Session()
	return s.Started.Mode == interview.Mock && !s.Finished
}

// ErrReserved means that something waits for the end of a mock.
var ErrReserved = errors.New("the mock is not over, and what is scored is shown when it is")

// HasHints reports whether the session has hints.
func (c *Coach) HasHints() bool { return c.Practising() && !c.Session().Started.Strict }

// Practising reports whether hints, grades and answers may be shown.
func (c *Coach) Practising() bool { return c.Session().Started.Mode == interview.Practice }
