package interview

import (
	"fmt"
	"time"
)

// A clock adds up the time spent in each phase from the times of events. Gaps
// longer than AwayAfter count as absence, not as work, unless the clock runs on.
type clock struct {
	last   time.Time
	spent  [5]time.Duration
	paused bool
	runs   bool // also while nobody is there

	interruptions int
	away          time.Duration
}

// stamp returns the time to record for something that happens now: in UTC, to
// the millisecond, and never before the event before it, so that a clock set
// back does not give time back.
func (c *clock) stamp(now time.Time) time.Time {
	now = now.UTC().Round(0).Truncate(time.Millisecond)
	if now.Before(c.last) {
		return c.last
	}
	return now
}

// advance books the time since the last event to phase p.
func (c *clock) advance(at time.Time, p Phase) {
	gap := at.Sub(c.last)
	worked := c.since(at)
	if i := p.Index(); i >= 0 {
		c.spent[i] += worked
	}
	if p != "" && !c.paused && gap > AwayAfter {
		c.interruptions++
		c.away += gap
	}
	if at.After(c.last) {
		c.last = at
	}
}

// since returns the working time between the last event and now.
func (c *clock) since(now time.Time) time.Duration {
	gap := now.Sub(c.last)
	if c.paused || c.last.IsZero() || gap < 0 || gap > AwayAfter && !c.runs {
		return 0
	}
	return gap
}

// Paused reports whether the clock is stopped.
func (s *Session) Paused() bool { return s.clock.paused }

// LastAt returns the time of the latest event.
func (s *Session) LastAt() time.Time { return s.clock.last }

// Interruptions returns how often the candidate was away while the clock
// should have run, and for how long altogether. That time is counted as spent only
// where the clock runs on; see [Started].
func (s *Session) Interruptions() (times int, away time.Duration) {
	return s.clock.interruptions, s.clock.away
}

// Spent returns the time spent in a phase up to now.
func (s *Session) Spent(p Phase, now time.Time) time.Duration {
	i := p.Index()
	if i < 0 {
		return 0
	}
	spent := s.clock.spent[i]
	if p == s.Phase && !s.Finished {
		spent += s.clock.since(now)
	}
	return spent
}

// TotalSpent returns the time spent in all phases up to now.
func (s *Session) TotalSpent(now time.Time) time.Duration {
	var total time.Duration
	for _, p := range Phases() {
		total += s.Spent(p, now)
	}
	return total
}

// Remaining returns what is left of the phase's budget; it is negative in
// overtime.
func (s *Session) Remaining(p Phase, now time.Time) time.Duration {
	return s.Started.Plan.Budget(p) - s.Spent(p, now)
}

// TotalRemaining returns what is left of the whole plan; it is negative in
// overtime.
func (s *Session) TotalRemaining(now time.Time) time.Duration {
	return s.Started.Plan.Total() - s.TotalSpent(now)
}

// A Warning says how pressing the time left in a phase is.
type Warning int

// The warnings, from none to overtime. In a mock a phase ends at its budget,
// so Overtime is seen only in practice.
const (
	NoWarning Warning = iota
	Soon
	Last
	Overtime
)

// The longest that is left at the warnings Soon and Last.
const (
	soonAtMost = 2 * time.Minute
	lastAtMost = 30 * time.Second
)

// At returns how much of a budget is left when a warning comes: two minutes and half a
// minute of a long one, less of a short one, so that it is always a minor part. What it
// returns is in steps of ten seconds for Soon and of five for Last.
func (w Warning) At(budget time.Duration) time.Duration {
	switch w {
	case Soon:
		return min(soonAtMost, (budget * 2 / 5).Truncate(10*time.Second))
	case Last:
		return min(lastAtMost, (budget / 10).Truncate(5*time.Second))
	}
	return 0
}

// WarningAt returns the warning that what is left of a budget deserves.
func WarningAt(left, budget time.Duration) Warning {
	switch {
	case left > Soon.At(budget):
		return NoWarning
	case left > Last.At(budget):
		return Soon
	case left > 0:
		return Last
	}
	return Overtime
}

// Warning returns the warning that the open phase's remaining time deserves.
func (s *Session) Warning(now time.Time) Warning {
	if s.Finished {
		return NoWarning
	}
	return WarningAt(s.Remaining(s.Phase, now), s.Started.Plan.Budget(s.Phase))
}

// Left says how much of a budget is left at a warning: "2 minutes left".
func (w Warning) Left(budget time.Duration) string {
	at := w.At(budget)
	if at%time.Minute == 0 && at > time.Minute {
		return fmt.Sprintf("%d minutes left", at/time.Minute)
	}
	return fmt.Sprintf("%d seconds left", at/time.Second)
}

// Advance applies what the clock alone brings about up to now and returns the
// events: in a mock, a phase whose time is up gives way to the next, and the
// last one ends the session. What was written stays.
func (s *Session) Advance(now time.Time) []Event {
	var events []Event
	for s.seq > 0 && s.Started.Mode == Mock && !s.Finished {
		left := s.Remaining(s.Phase, now)
		if left > 0 {
			break
		}
		act := Act(Finished{Expired: true})
		if next, ok := s.NextPhase(); ok {
			act = Entered{Phase: next, Expired: true}
		}
		// The event happened when the time ran out, not when it was noticed.
		e := Event{Seq: s.seq + 1, At: s.clock.stamp(now.Add(left)), Act: act}
		s.apply(e)
		events = append(events, e)
	}
	return events
}

// Clock writes a duration as minutes and seconds, "12:41"; what is negative, as
// overtime is, carries a plus sign: "+1:05".
func Clock(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "+", -d
	}
	seconds := int(d / time.Second)
	return fmt.Sprintf("%s%d:%02d", sign, seconds/60, seconds%60)
}
