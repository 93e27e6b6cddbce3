package topology

import (
	"fmt"
	"slices"
	"strings"
)

// This file is about calls that undo what another has done, as a saga compensates its
// steps, and about what is done twice.

// Undone returns which call of a component its call j undoes: the last one above it to
// the component that Undoes names, of those that nothing else undoes; -1 if there is none.
func (c *Component) Undone(j int) int {
	taken := make([]bool, len(c.Calls))
	for i := range j + 1 {
		if c.Calls[i].Undoes == "" {
			continue
		}
		found := -1
		for k := i - 1; k >= 0 && found < 0; k-- {
			if call := &c.Calls[k]; call.Undoes == "" && !taken[k] && strings.EqualFold(call.To, c.Calls[i].Undoes) {
				found = k
			}
		}
		switch {
		case i == j:
			return found
		case found >= 0:
			taken[found] = true
		}
	}
	return -1
}

// Undoes reports whether a component undoes anything that it has asked for.
func (c *Component) Undoes() bool {
	for i := range c.Calls {
		if c.Calls[i].Undoes != "" {
			return true
		}
	}
	return false
}

// undo checks a call that undoes another.
func (c *checker) undo(at string, component *Component, j int) {
	call := &component.Calls[j]
	if call.Undoes == "" {
		return
	}
	if component.Kind != Service && component.Kind != Worker {
		c.add(at+".undoes", "a %s undoes nothing; let a service or a worker make the calls", component.Kind)
		return
	}
	step := component.Undone(j)
	if step < 0 {
		c.add(at+".undoes", "%s", component.nothingToUndo(j))
		return
	}
	if s := &component.Calls[step]; s.Async || s.Coalesce || s.Keys == EachPart {
		c.add(at+".undoes", "the call to %s is made so that nobody knows what it has done; remove async, coalesce and keys: each there", s.To)
	}
	for _, f := range []struct {
		name  string
		given bool
	}{
		{"only", call.Only != ""},
		{"when", call.When != ""},
		{"share", call.Share != ""},
		{"times", call.Times != ""},
		{"await", call.Await != ""},
		{"keys", call.Keys != ""},
		{"in_turn", call.InTurn},
		{"coalesce", call.Coalesce},
		{"parallel", call.Parallel},
		{"async", call.Async},
		{"delay", call.Delay != ""},
		{"hops", call.Hops != ""},
		{"hedge", call.Hedge != ""},
		{"fallback", call.Fallback},
	} {
		if f.given {
			c.add(at+"."+f.name, "what is undone is undone once, for the request that it was done for, and nobody waits for that; remove %s", f.name)
		}
	}
}

// nothingToUndo says why there is nothing that call j could undo, and what would be right.
func (c *Component) nothingToUndo(j int) string {
	call := &c.Calls[j]
	undone, undoneBy := map[int]bool{}, -1
	for i := range j {
		if k := c.Undone(i); c.Calls[i].Undoes != "" && k >= 0 {
			undone[k] = true
			if strings.EqualFold(c.Calls[i].Undoes, call.Undoes) {
				undoneBy = i
			}
		}
	}
	if undoneBy >= 0 {
		return fmt.Sprintf("the call to %s is undone already, by call %d of %s, to %s; remove one of them", call.Undoes, undoneBy+1, c.Name, c.Calls[undoneBy].To)
	}
	if slices.ContainsFunc(c.Calls[j:], func(later Call) bool { return later.Undoes == "" && strings.EqualFold(later.To, call.Undoes) }) {
		return fmt.Sprintf("the call to %s stands below; write it before the one that undoes it", call.Undoes)
	}
	var asked []string
	for k, earlier := range c.Calls[:j] {
		if earlier.Undoes == "" && !undone[k] {
			asked = append(asked, earlier.To)
		}
	}
	if len(asked) == 0 {
		return fmt.Sprintf("%s asks for nothing above that could be undone; write the call to %s before this one", c.Name, call.Undoes)
	}
	return fmt.Sprintf("no call above to %q; %s", call.Undoes, oneOf(call.Undoes, asked))
}

// undoing returns the calls of a node that undo others where a request fails, the latest
// first.
func (d *design) undoing(kind Kind, calls []made) []Call {
	var list []Call
	for _, m := range slices.Backward(calls) {
		switch {
		case !m.edge.Terms.Undo:
		case kind != Service && kind != Worker:
			d.note("%s: a %s undoes nothing, so that it is done for good; let a service make the call", d.arrow(m.edge), kind)
		case m.Async || m.Keys == EachPart:
			d.note("%s: nobody knows what the call has done, so that it is not undone", d.arrow(m.edge))
		default:
			list = append(list, Call{To: m.To, Undoes: m.To, Timeout: m.Timeout, Idempotent: m.Idempotent})
		}
	}
	return list
}
