package diagram

import (
	"fmt"
	"strings"
)

// A Problem is a mistake in a line of the notation, at its place.
type Problem struct {
	Line    int    // index of the line
	Column  int    // from 1, in characters; up to one beyond the line's end
	Length  int    // characters that are wrong, at least 1
	Message string // what is wrong
	Fix     string // what would be right; empty if that cannot be said
}

// Text returns what is wrong, and what would be right.
func (p Problem) Text() string {
	if p.Fix == "" {
		return p.Message
	}
	return p.Message + ": " + p.Fix
}

// problem reports the line's first mistake; what follows from it is not told.
func (p *parser) problem(t token, message, fix string) {
	if p.failed {
		return
	}
	p.failed = true
	p.problems = append(p.problems, Problem{Line: p.line, Column: t.off + 1, Length: max(1, t.n), Message: message, Fix: fix})
}

// noName reports that t stands where a name was expected, after another token
// or at the start of the statement.
func (p *parser) noName(t, after token) {
	switch {
	case t.kind == wrongToken, t.kind == openToken, t.kind == strayToken:
		p.unexpected(t)
	case after.kind == commaToken:
		p.problem(after, "a name is missing after the comma", "name a component, or remove the comma")
	case isForward(after):
		p.problem(t, fmt.Sprintf("a name is missing between %s and %s", after.text, t.text), "name what is called")
	case t.kind == commaToken:
		p.problem(t, "a name is missing before the comma", "name a component, or remove the comma")
	case t.kind == colonToken:
		p.problem(t, "a name is missing before the colon", `say what a component is as in "db: store, shards 16"`)
	default:
		p.problem(t, "a name is missing before the arrow", "name what calls")
	}
}

// unexpected reports what can stand nowhere, or not behind a name.
func (p *parser) unexpected(t token) {
	switch t.kind {
	case openToken:
		p.problem(t, fmt.Sprintf("%s is not closed", t.text), "close it, or leave it out")
	case strayToken:
		p.problem(t, fmt.Sprintf("%q is no part of a name", t.text), "leave it out, or put the name in quotes")
	case nameToken:
		p.problem(t, "an arrow is missing before it", "-> calls and waits, ~> hands over")
	default:
		p.wrongArrow(t)
	}
}

// wrongArrow explains what looks like an arrow and is none.
func (p *parser) wrongArrow(t token) {
	backward := strings.HasPrefix(t.text, "<")
	forward := strings.HasSuffix(t.text, ">")
	switch {
	case len(t.text) > 1 && backward && forward, strings.Contains("↔⇔⟷⇄⇆", t.text):
		p.problem(t, "an arrow has one direction", `write "a -> b" and "b -> a", a line each`)
	case backward:
		p.problem(t, "arrows point to what is called", "turn the line round and write ->")
	default:
		p.problem(t, fmt.Sprintf("%q is no arrow", t.text), "-> calls and waits, ~> hands over")
	}
}
