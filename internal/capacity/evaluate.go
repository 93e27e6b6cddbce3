package capacity

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"spar/internal/quantity"
	"spar/internal/spelling"
)

// An entry is a line or given with what is known about it.
type entry struct {
	line   Line
	parsed *quantity.Line // nil for a setting
	names  []string       // that it mentions, by their keys
	// settled reports that the result holds as long as those of uses do.
	settled bool
	uses    []*entry

	// These serve while a sheet is evaluated.
	state   state
	changed bool   // it was evaluated anew
	waiting *entry // the entry that this one had evaluated last
}

// A state says how far an entry has come.
type state uint8

const (
	untouched state = iota
	busy
	done
)

func (s *Sheet) evaluateAll() {
	before := s.byName
	s.byName = make(map[string]*entry, len(s.givens)+len(s.entries))
	for _, g := range s.givens {
		g.reset()
		s.byName[key(g.line.Name)] = g
	}
	for _, e := range s.entries {
		e.reset()
		s.claim(e)
	}
	// Another name can turn a label into a reference anywhere.
	s.again = s.again || len(before) != len(s.byName)
	for name := range s.byName {
		s.again = s.again || before[name] == nil
	}
	for _, g := range s.givens {
		s.evaluate(g)
	}
	for _, e := range s.entries {
		s.evaluate(e)
	}
	for _, e := range slices.Concat(s.givens, s.entries) {
		if e.changed && e.line.Err != nil {
			s.explain(e)
		}
	}
}

// reset prepares an entry for another evaluation of its sheet. What was refused
// is tried again.
func (e *entry) reset() {
	e.settled = e.settled && e.line.Err == nil
	e.line.Err = nil
	e.state, e.changed, e.waiting = untouched, false, nil
}

// claim gives a line its name, which only the first line of a name gets. It
// takes precedence over a given.
func (s *Sheet) claim(e *entry) {
	if e.line.Name == "" || e.line.Kind == GuessLine {
		return
	}
	k := key(e.line.Name)
	other := s.byName[k]
	if other == nil || other.line.Kind == GivenLine {
		s.byName[k] = e
		return
	}
	e.state = done
	e.line.Err = e.nameError("%s is line %d already; give this line another name", e.line.Name, other.line.Number)
}

// nameError refuses a line for its name.
func (e *entry) nameError(format string, arguments ...any) *quantity.Error {
	offset, length := e.parsed.NameAt()
	return &quantity.Error{
		Input: e.line.Text, Offset: offset, Length: length,
		Name: e.line.Name, Message: fmt.Sprintf(format, arguments...),
	}
}

// evaluate computes an entry and, before it, those that it mentions.
func (s *Sheet) evaluate(e *entry) {
	if e.state != untouched || e.parsed == nil || e.line.Blank() {
		return
	}
	e.state = busy
	defer func() { e.state = done }()
	uses := s.mentioned(e)
	unchanged := e.settled && !s.again && slices.Equal(uses, e.uses)
	for _, other := range uses {
		if other.state == busy {
			e.line.Err = s.cycle(e, other)
			return
		}
		e.waiting = other
		s.evaluate(other)
		unchanged = unchanged && !other.changed && other.line.Err == nil
	}
	if e.line.Err != nil || unchanged {
		return // found to be part of a cycle, or known
	}
	e.uses, e.changed, e.settled = uses, true, true
	s.compute(e)
}

// compute evaluates an entry whose uses are known.
func (s *Sheet) compute(e *entry) {
	if e.line.Kind == AssumedLine || e.line.Kind == DerivedLine {
		e.line.Kind = AssumedLine
		if len(e.uses) > 0 {
			e.line.Kind = DerivedLine
		}
	}
	e.line.Result, e.line.Grade = quantity.Result{}, nil
	e.line.Result, e.line.Err = e.parsed.Eval(s.env(e))
	if e.line.Err == nil && e.line.Kind == GuessLine {
		s.gradeGuess(e)
	}
}

// mentioned returns the entries that an entry names.
func (s *Sheet) mentioned(e *entry) []*entry {
	var uses []*entry
	for _, name := range e.names {
		if other := s.longest(e, name); other != nil {
			uses = append(uses, other)
		}
	}
	return uses
}

// longest returns what an entry means by one or several words: the longest name
// that they begin with, as those after it are labels; nil for none.
func (s *Sheet) longest(e *entry, words string) *entry {
	for words != "" {
		if other := s.find(e, words); other != nil {
			return other
		}
		words = words[:max(0, strings.LastIndexByte(words, '_'))]
	}
	return nil
}

// find returns what an entry means by a name: in its own line the name of a
// given is that of the given.
func (s *Sheet) find(e *entry, k string) *entry {
	other := s.byName[k]
	if other != e {
		return other
	}
	for _, g := range s.givens {
		if g != e && key(g.line.Name) == k {
			return g
		}
	}
	return other
}

// value returns the quantity that a name has for an entry. What the entry
// mentions is evaluated by now. Of a name that only serves as a label, all that
// matters is that there is one.
func (s *Sheet) value(e *entry, name string) (quantity.Quantity, bool) {
	other := s.find(e, key(name))
	if other == nil || other.state == busy {
		return quantity.Quantity{}, false
	}
	return other.line.Result.Quantity, other.line.Err == nil && !other.line.Blank()
}

// cycle refuses all entries that need one another, from the one that is being
// evaluated back to the one it needs.
func (s *Sheet) cycle(e, needed *entry) error {
	names := []string{needed.line.Name}
	for at := needed; at != e; at = at.waiting {
		names = append(names, at.waiting.line.Name)
	}
	path := strings.Join(append(names, needed.line.Name), " needs ")
	if len(names) == 1 {
		path = names[0] + " needs itself"
	}
	for at := needed; at != e; at = at.waiting {
		at.line.Err = cycleError(at, path)
	}
	return cycleError(e, path)
}

func cycleError(e *entry, path string) error {
	err := &quantity.Error{Input: e.line.Text, Message: "a circle: " + path}
	if refs := e.parsed.References(); len(refs) > 0 {
		err.Offset, err.Length = refs[0].Offset, refs[0].Length
	}
	return err
}

// explain completes a refusal once all names have their values: with a fix that
// may need them, why a name has no value, or which name may be meant.
func (s *Sheet) explain(e *entry) {
	if _, err := e.parsed.Eval(s.env(e)); err != nil {
		e.line.Err = err
	}
	err, ok := errors.AsType[*quantity.Error](e.line.Err)
	if !ok || err.Name == "" || e.line.Kind == GuessLine && err.Name == e.line.Name {
		return
	}
	better := *err
	if other := s.find(e, key(err.Name)); other != nil {
		better.Message = fmt.Sprintf("%s has no value: its own line is refused", err.Name)
	} else if near := spelling.Nearest(key(err.Name), s.names()); near != "" {
		better.Fix = s.tried(e, e.line.Text[:err.Offset]+near+e.line.Text[err.Offset+err.Length:])
	} else {
		better.Message += "; name a line so: " + err.Name + " = 10M users"
	}
	e.line.Err = &better
}

// tried returns a corrected line of an entry and what it gives.
func (s *Sheet) tried(e *entry, text string) string {
	corrected, _ := s.env(e).ParseLine(text)
	r, err := corrected.Eval(s.env(e))
	if err != nil {
		return text
	}
	return text + " → " + r.Display
}

// env returns what an entry is evaluated in.
func (s *Sheet) env(e *entry) quantity.Env {
	return quantity.Env{Base: s.base, Phrases: s.phrases, Names: func(name string) (quantity.Quantity, bool) { return s.value(e, name) }}
}

// names returns the names that have a value.
func (s *Sheet) names() []string {
	var names []string
	for _, e := range slices.Concat(s.givens, s.entries) {
		if e.line.Name != "" && s.byName[key(e.line.Name)] == e {
			names = append(names, key(e.line.Name))
		}
	}
	return names
}
