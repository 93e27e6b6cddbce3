// Package fleet is what faults do to the members of a part, such as servers: who dies,
// hangs, is cut off, slows down, fails, goes or comes back, what then becomes of what
// is sent to them, and when those who send learn of it.
//
// [system.Verb.Meaning] says what each verb means. A system that asks a [Condition]
// what becomes of a request lets its members suffer all of them in that way.
package fleet

import (
	"fmt"
	"math/rand/v2"

	"spar/internal/system"
)

// A Condition is how a member is. The zero Condition is well.
type Condition struct {
	Down    bool // it was killed
	Hung    bool // it accepts and never answers
	Cut     bool // it works, and nothing gets through
	Removed bool // nothing is sent to it any more

	Avoided bool // who sends knows that it does not answer
	// Unwatched says that who sends never learns that, and goes on.
	Unwatched bool

	// begun says that the latest restart began a process: one that works goes on.
	begun  bool
	errors float64 // share of what it is asked that it fails
	slow   float64 // how many times longer its work takes; 0 stands for 1
	spells []spell
}

// A spell is a fault that befell a member, and how many of those who asked it met that;
// late are those who did once it was noticed.
type spell struct {
	fault     system.Fault
	met, late int
}

// Answers reports whether a member answers who asks it: health checks find it well.
func (c *Condition) Answers() bool { return !c.Down && !c.Hung && !c.Cut }

// Works reports whether its process works, be it reachable or not.
func (c *Condition) Works() bool { return !c.Down && !c.Hung }

// Slowness returns how many times longer its work takes, 1 at full speed.
func (c *Condition) Slowness() float64 {
	if c.slow == 0 {
		return 1
	}
	return c.slow
}

// ErrorShare returns what share of what it is asked it fails, 0 to 1.
func (c *Condition) ErrorShare() float64 { return c.errors }

// Suffer lets a fault befall the member, and reports whether it answers now and did
// not before, or the other way round. What the member holds is for its system to fail
// or lose.
func (c *Condition) Suffer(f system.Fault) (changed bool) {
	before := c.Answers()
	c.spells = append(c.spells, spell{fault: f})
	switch f.Verb {
	case system.Kill:
		c.Down, c.Hung = true, false
	case system.Hang:
		c.Hung = !c.Down
	case system.Restart:
		c.begun = !c.Works()
		c.Down, c.Hung = false, false
	case system.Cut:
		c.Cut = true
	case system.Heal:
		c.Cut = false
	case system.Errors:
		c.errors = f.Share
	case system.Slow:
		c.slow = f.Factor
	}
	return c.Answers() != before
}

// A Fate is what becomes of a request that is sent to a member.
type Fate uint8

// The fates of requests.
const (
	Accepted Fate = iota // it may be worked on
	Refused              // nobody listens: it fails at once
	Failed               // it is answered with an error, at once and without work
	Lost                 // it gets nowhere; whoever waits does so until a time-out
	Held                 // it has got there and will not be answered, until that ends or there is a time-out
)

// Meet returns what becomes of a request that gets to the member. It draws from the
// stream only while the member fails some.
func (c *Condition) Meet(random *rand.Rand) Fate {
	switch {
	case c.Cut:
		c.Count(system.Cut)
		return Lost
	case c.Hung:
		c.Count(system.Hang)
		return Held
	case c.Down:
		c.Count(system.Kill)
		return Refused
	case c.errors > 0 && random.Float64() < c.errors:
		c.Count(system.Errors)
		return Failed
	}
	return Accepted
}

// Count notes for the reasons of a run that a request met the latest fault of a verb.
// [Condition.Meet] does so by itself.
func (c *Condition) Count(v system.Verb) { c.CountAll(v, 1) }

// CountAll does the same for n of them, or of whatever else the reason is to speak.
func (c *Condition) CountAll(v system.Verb, n int) {
	for i := len(c.spells) - 1; i >= 0; i-- {
		if s := &c.spells[i]; s.fault.Verb == v {
			s.met += n
			if c.Avoided {
				s.late += n
			}
			return
		}
	}
}

// Renew makes the member as good as new. What befell it is still told.
func (c *Condition) Renew() { *c = Condition{spells: c.spells} }

// Tell gives a result the reasons for what befell a member, under its name, and who
// sends to it; see [system.Cause].
func (c *Condition) Tell(r *system.Result, member string, senders ...string) {
	for _, s := range c.spells {
		r.Because(system.Cause{Fault: s.fault, Member: member, Met: s.met, Late: s.late, Senders: senders, Unwatched: c.Unwatched})
	}
}

// TellWhat does the same where reasons say by the verb what those met who are counted; of
// other verbs as ever. See [system.Cause].
func (c *Condition) TellWhat(r *system.Result, member string, what map[system.Verb]string) {
	for _, s := range c.spells {
		r.Because(system.Cause{Fault: s.fault, Member: member, Met: s.met, What: what[s.fault.Verb]})
	}
}

// String says what is out of the ordinary, in the words of [system.Member]; empty if
// nothing is.
func (c *Condition) String() string {
	switch {
	case c.Removed:
		return "removed"
	case c.Down:
		return "down"
	case c.Hung:
		return "hangs"
	case c.Cut:
		return "cut off"
	case c.errors > 0:
		return fmt.Sprintf("%.3g%% errors", c.errors*100)
	case c.Slowness() != 1:
		return fmt.Sprintf("%gx slower", c.Slowness())
	}
	return ""
}
