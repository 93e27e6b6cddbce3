package question

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/yamldoc"
)

// values holds the givens and estimates that formulas may name.
type values struct {
	known  map[string]quantity.Quantity
	broken map[string]bool // has a mistake that is reported already
}

// lookup makes values a [quantity.Names].
func (v *values) lookup(name string) (quantity.Quantity, bool) {
	q, ok := v.known[name]
	return q, ok
}

// set takes up a value under its names.
func (v *values) set(q quantity.Quantity, ok bool, names ...string) {
	for _, name := range names {
		if ok {
			v.known[name] = q
		} else {
			v.broken[name] = true
		}
	}
}

// evaluate returns the value of an expression at n. It reports what is wrong
// with it, unless that follows from another mistake.
func (l *lint) evaluate(n yamldoc.Node, text string) (quantity.Quantity, bool) {
	l.line(n, "expression", text)
	if strings.TrimSpace(text) == "" {
		return quantity.Quantity{}, false
	}
	follows := false
	result, err := quantity.Eval(text, func(name string) (quantity.Quantity, bool) {
		follows = follows || l.values.broken[name]
		return l.values.lookup(name)
	})
	value := result.Quantity.Base()
	switch {
	case follows:
	case err != nil:
		l.refuse(n, err)
	case math.IsInf(value, 0) || math.IsNaN(value):
		l.add(n.Place(), "", "%s is no finite number", quote(text))
	default:
		return result.Quantity, true
	}
	return quantity.Quantity{}, false
}

// refuse reports what the calculator says against a text at n.
func (l *lint) refuse(n yamldoc.Node, err error) {
	var wrong *quantity.Error
	if !errors.As(err, &wrong) {
		l.add(n.Place(), "", "%v", err)
		return
	}
	fix := ""
	switch {
	case wrong.Name != "":
		fix = choice(wrong.Name, slices.Sorted(maps.Keys(l.values.known)))
	case wrong.Fix != "":
		fix = "try " + wrong.Fix
	}
	l.add(n.Within(wrong.Offset), fix, "%s", wrong.Message)
}

// unit checks the unit at n, and that a value, if there is one, can be shown in
// it.
func (l *lint) unit(n yamldoc.Node, text string, value quantity.Quantity, ok bool) {
	l.line(n, "unit", text)
	if strings.TrimSpace(text) == "" {
		return
	}
	unit, err := quantity.ParseUnit(text)
	if err == nil && ok {
		_, err = unit.Value(value)
	}
	if err != nil {
		l.refuse(n, err)
	}
}

// name checks a name of the calculator's language.
func (l *lint) name(at yamldoc.Place, name string) {
	l.identifier(at, "name", name, '_')
	if slug(name, '_') == name && !usable(name) {
		l.add(at, "give it a longer one", "%s means something else to the calculator", quote(name))
	}
}

// usable reports whether the calculator takes a word for a name, and not for a
// unit or a function.
func usable(name string) bool {
	line, err := quantity.ParseLine(name + " = 1")
	if err != nil || line.Name != name {
		return false
	}
	asked := false
	_, err = quantity.Eval(name, func(other string) (quantity.Quantity, bool) {
		asked = asked || other == name
		return quantity.Quantity{}, true
	})
	return err == nil && asked
}

func (l *lint) givenNames() []string {
	var names []string
	for _, g := range l.question.Givens {
		names = append(names, g.Name)
	}
	return names
}

// givens checks the facts and learns their values.
func (l *lint) givens() {
	for _, g := range l.question.Givens {
		n := l.root.Field("givens").Field(g.Name)
		l.name(n.KeyPlace(), g.Name)
		value, ok := l.evaluate(n, g.Expr)
		l.values.set(value, ok, g.Name)
	}
}

// capacity checks the estimates and learns their values.
func (l *lint) capacity() {
	list := l.phase(interview.Capacity).Field("estimates")
	for i := range l.question.Phases.Capacity.Estimates {
		l.estimate(list.Item(i), &l.question.Phases.Capacity.Estimates[i])
	}
}

func (l *lint) estimate(n yamldoc.Node, e *Estimate) {
	l.text(n.Field("ask"), "ask", e.Ask)
	l.claimTexts(n.Field("decides"), e.Decides)
	l.passage(n.Field("why"), "why", e.Why)
	l.points(n, e.Points)
	if t := n.Field("tolerance"); t.Exists() && !(e.Tolerance > 1) {
		l.add(t.Place(), "write a factor such as 2", "a tolerance of %g lets no guess pass", e.Tolerance)
	}
	value, ok := l.evaluate(n.Field("formula"), e.Formula)
	l.unit(n.Field("in"), e.In, value, ok)
	if ok && value.Base() <= 0 {
		l.add(n.Field("formula").Place(), "make it greater than zero", "the estimate comes to %s, and a guess is judged by the factor between them", value)
	}
	names := l.sheetNames(n, e)
	if slices.Contains(names, e.ID) {
		l.claim(n.Field("id"), e.ID, "estimate")
	}
	l.values.set(value, ok, names...)
}

// sheetNames checks and returns the names of an estimate that are not taken.
func (l *lint) sheetNames(n yamldoc.Node, e *Estimate) []string {
	var names []string
	if !l.size(n.Field("also"), len(e.Also)) {
		return nil
	}
	for i, name := range append([]string{e.ID}, e.Also...) {
		at := n.Field("id")
		if i > 0 {
			at = n.Field("also").Item(i - 1)
		}
		if !at.Exists() {
			continue
		}
		l.name(at.Place(), name)
		_, known := l.values.known[name]
		if known || l.values.broken[name] || slices.Contains(names, name) {
			l.add(at.Place(), "give it another one", "the name %s is already taken", quote(name))
			continue
		}
		names = append(names, name)
	}
	return names
}

// changes checks the new values that a curveball gives to givens.
func (l *lint) changes(n yamldoc.Node, changes map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(changes)) {
		change := n.Field(name)
		if !slices.Contains(l.givenNames(), name) {
			l.add(change.KeyPlace(), choice(name, l.givenNames()), "no given is called %s", quote(name))
			continue
		}
		value, ok := l.evaluate(change, changes[name])
		if before, known := l.values.known[name]; ok && known && before.Dim() != value.Dim() {
			l.add(change.Place(), "write it in the same unit", "%s is of another kind than the given, %s", value, before)
		}
	}
}
