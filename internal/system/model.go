package system

import (
	"context"
	"fmt"
	"time"

	"spar/internal/sim"
)

// A Model is a system at work: one run of a plan. It is used by one goroutine,
// in the way of a [Run].
type Model interface {
	// RunUntil carries out whatever is due up to a virtual time, which never goes
	// back. It stops early with the context's error, or one of package sim.
	RunUntil(ctx context.Context, t time.Duration) error
	// Strike carries out a fault now. It is one of the plan's system's forms.
	Strike(f Fault)
	// View returns what is going on now.
	View() View
	// Result ends the run, at the end of its duration, and returns what it
	// measured. Requests that count and are still under way may be waited for.
	Result(ctx context.Context) (*Result, error)
}

// A View is a run at one moment, for watching it.
type View struct {
	At     time.Duration // virtual time
	Events uint64
	Parts  []Part
	Series []Point // up to now; the last point may be under way
	// Metrics are those that objectives are about, as they stand. What cannot be
	// told before the end is missing.
	Metrics map[string]float64
	// Calls are how the parts call one another, for drawing; nil where a system has
	// no graph of its own.
	Calls []CallRate
}

// A CallRate is how often one part has called another, on average since measuring
// began.
type CallRate struct {
	From, To  string // names of parts
	PerSecond float64
	Failed    float64 // part of those calls that failed or timed out, 0 to 1
}

// A Part is all members of one component of a system.
type Part struct {
	Name    string // as faults name it
	Members []Member
}

// A Member is one of the equals that make up a part.
type Member struct {
	Busy  float64 // part of its workers that are busy, 0 to 1
	Queue int     // what waits for it
	// Worked is how long its workers have been busy, on average, since measuring
	// began: it falls back to zero at the end of the warm-up.
	Worked time.Duration
	// Failed is how many requests it has refused or answered with an error since
	// then.
	Failed int
	// State says what is out of the ordinary, such as "5x slower". It begins with
	// "down" where the member is dead, and with "removed" where it is gone; it ends
	// with "down" too where only some are dead of those for which the member stands.
	State string
	// Note is a figure of its own, such as its share of the keys.
	Note string
}

// NewMember returns what a station is doing.
func NewMember(st *sim.Station) Member {
	workers := max(1, st.Servers())
	m := Member{
		Queue: st.Waiting(), Busy: float64(st.Busy()) / float64(workers),
		Worked: time.Duration(st.Stats().BusyArea / int64(workers)),
	}
	switch {
	case st.Down():
		m.State = "down"
	case st.Slowness() != 1:
		m.State = fmt.Sprintf("%gx slower", st.Slowness())
	}
	return m
}
