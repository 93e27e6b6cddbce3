// Package interview holds the rules of a session: its five phases, the plan of
// minutes, the clock, what may be done when, and the journal of events that a
// session is. It does no I/O, never reads the time, and knows nothing about
// terminals, databases or the text of a question.
//
// A [Session] is a fold of [Event] values. [Session.Do] checks an [Act] against
// the rules and turns it into the next event; [Fold] rebuilds the same session
// from stored events. A [Journal] joins a session to a [Store].
package interview

import (
	"fmt"
	"strings"
)

// A Phase is one of the five parts of an interview, by its id in packs and
// journals.
type Phase string

// The five phases, in the order in which an interview takes them.
const (
	Requirements Phase = "requirements"
	Capacity     Phase = "capacity"
	Design       Phase = "design"
	Detail       Phase = "detail"
	Scale        Phase = "scale"
)

// Phases lists the five phases in order.
func Phases() []Phase {
	return []Phase{Requirements, Capacity, Design, Detail, Scale}
}

// Index returns the position of p among the phases, from 0 to 4, or -1 if p is
// no phase.
func (p Phase) Index() int {
	for i, q := range Phases() {
		if p == q {
			return i
		}
	}
	return -1
}

// Title returns the name of the phase as a heading.
func (p Phase) Title() string {
	switch p {
	case Requirements:
		return "Requirements clarification"
	case Capacity:
		return "Capacity estimation"
	case Design:
		return "High-level design"
	case Detail:
		return "Detailed design"
	case Scale:
		return "Scale and optimize"
	}
	return string(p)
}

// Next returns the phase after p; ok is false after the last one.
func (p Phase) Next() (next Phase, ok bool) {
	i := p.Index() + 1
	if i <= 0 || i >= len(Phases()) {
		return "", false
	}
	return Phases()[i], true
}

// A Mode says how strict a session is.
type Mode string

// Practice is coached: soft timers, hints, answers after each phase, any phase
// at any time. Mock is the real thing: no hints, no answers, phases that end.
const (
	Practice Mode = "practice"
	Mock     Mode = "mock"
)

// A Level is the seniority that a candidate is held against.
type Level string

// The three levels, from the lowest bar to the highest.
const (
	Mid    Level = "mid"
	Senior Level = "senior"
	Staff  Level = "staff"
)

// Levels lists the levels from the lowest bar to the highest.
func Levels() []Level { return []Level{Mid, Senior, Staff} }

// ParseLevel reads a level as typed on a command line or in a pack.
func ParseLevel(s string) (Level, error) {
	for _, l := range Levels() {
		if strings.EqualFold(s, string(l)) {
			return l, nil
		}
	}
	return "", fmt.Errorf("unknown level %q: want mid, senior or staff", s)
}
