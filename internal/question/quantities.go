package question

import (
	"errors"
	"fmt"
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
	used   []string        // by the expression that was evaluated last
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
	before := len(l.problems)
	if l.line(n, "expression", text); len(l.problems) > before || strings.TrimSpace(text) == "" {
		return quantity.Quantity{}, false
	}
	follows, unsure := false, l.unsure("givens") || l.unsure("phases", "capacity", "estimates")
	l.values.used = nil
	result, err := quantity.Eval(text, func(name string) (quantity.Quantity, bool) {
		l.values.used = append(l.values.used, name)
		q, ok := l.values.lookup(name)
		follows = follows || l.values.broken[name] || !ok && unsure
		return q, ok
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
	if wrong.Name != "" {
		l.stray("value "+wrong.Name, n.Within(wrong.Offset), fix, "%s", wrong.Message)
		return
	}
	l.add(n.Within(wrong.Offset), fix, "%s", wrong.Message)
}

// unit checks the unit at n. The error is why a value, if there is one, cannot be shown
// in it.
func (l *lint) unit(n yamldoc.Node, text string, value quantity.Quantity, ok bool) error {
	l.line(n, "unit", text)
	if strings.TrimSpace(text) == "" {
		return nil
	}
	unit, err := quantity.ParseUnit(text)
	switch {
	case err != nil:
		l.refuse(n, err)
	case ok:
		_, err = unit.Value(value)
		return err
	}
	return nil
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
		if ok && value.Base() < 0 {
			l.add(n.Place(), "make it zero or greater", "%s is below zero", quote(g.Expr))
			ok = false
		}
		l.values.set(value, ok, g.Name)
	}
}

// capacity checks the estimates and learns their values.
func (l *lint) capacity() {
	list := l.phase(interview.Capacity).Field("estimates")
	var misfits []misfit
	uses := make(map[string]int) // of givens, by estimates that are sound
	for i := range l.question.Phases.Capacity.Estimates {
		m := l.estimate(list.Item(i), &l.question.Phases.Capacity.Estimates[i])
		if m.err != nil {
			misfits = append(misfits, m)
			continue
		}
		for _, name := range m.givens {
			uses[name]++
		}
	}
	l.blame(misfits, uses)
}

// A misfit is an estimate whose value cannot be shown in its unit, or is nothing to
// guess.
type misfit struct {
	at     yamldoc.Node // of the unit, or of the formula
	err    error        // nil if the estimate is sound
	zero   bool
	givens []string // that its formula names
}

// blame reports misfits where they were made: at a given that is zero, or that fits none
// of several estimates, and otherwise at the estimate.
func (l *lint) blame(misfits []misfit, uses map[string]int) {
	told := make(map[string]bool)
	for _, m := range misfits {
		at := slices.IndexFunc(m.givens, func(name string) bool {
			others := 0
			for _, other := range misfits {
				if other.zero == m.zero && slices.Contains(other.givens, name) {
					others++
				}
			}
			return m.zero && l.values.known[name].Base() == 0 || !m.zero && uses[name] == 0 && others > 1
		})
		if at < 0 {
			l.refuseMisfit(m)
			continue
		}
		name := m.givens[at]
		given := l.root.Field("givens").Field(name)
		switch {
		case told[name]:
		case m.zero:
			l.add(given.Place(), "make it greater than zero", "the given is zero, and so is what is estimated from it")
		default:
			l.add(given.Place(), "write its unit", "the given comes to %s, which fits no estimate that is made of it: %v", l.values.known[name], m.err)
			l.values.broken[name] = true
		}
		told[name] = true
	}
}

// refuseMisfit reports a misfit where it is estimated.
func (l *lint) refuseMisfit(m misfit) {
	var wrong *quantity.Error
	if m.zero || !errors.As(m.err, &wrong) {
		l.add(m.at.Place(), "make it greater than zero", "%v", m.err)
		return
	}
	fix := ""
	if len(m.givens) == 1 {
		given := l.root.Field("givens").Field(m.givens[0])
		fix = fmt.Sprintf("mend the formula, or %s on line %d", m.givens[0], given.Place().Line)
	}
	l.add(m.at.Within(wrong.Offset), fix, "%s", wrong.Message)
}

// estimate checks an estimate and learns its value, which is as broken as a misfit's.
func (l *lint) estimate(n yamldoc.Node, e *Estimate) misfit {
	l.text(n.Field("ask"), "ask", e.Ask)
	l.claimTexts(n.Field("decides"), e.Decides)
	l.passage(n.Field("why"), "why", e.Why)
	l.points(n, e.Points)
	if t := n.Field("tolerance"); t.Exists() && !(e.Tolerance > 1) {
		l.add(t.Place(), "write a factor such as 2", "a tolerance of %g lets no guess pass", e.Tolerance)
	}
	value, ok := l.evaluate(n.Field("formula"), e.Formula)
	m := misfit{at: n.Field("in")}
	for _, name := range l.values.used {
		if slices.Contains(l.givenNames(), name) && !slices.Contains(m.givens, name) {
			m.givens = append(m.givens, name)
		}
	}
	m.err = l.unit(n.Field("in"), e.In, value, ok)
	if ok && m.err == nil && value.Base() <= 0 {
		m.at, m.zero = n.Field("formula"), true
		m.err = fmt.Errorf("the estimate comes to %s, and a guess is judged by the factor between them", value)
	}
	names := l.sheetNames(n, e)
	if slices.Contains(names, e.ID) {
		l.claim(n.Field("id"), e.ID, "estimate")
	}
	l.values.set(value, ok && m.err == nil, names...)
	return m
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
			if l.unsure("givens") {
				continue
			}
			l.stray("value "+name, change.KeyPlace(), choice(name, l.givenNames()), "no given is called %s", quote(name))
			continue
		}
		value, ok := l.evaluate(change, changes[name])
		if before, known := l.values.known[name]; ok && known && !l.values.broken[name] && before.Dim() != value.Dim() {
			l.add(change.Place(), "write it in the same unit", "%s is of another kind than the given, %s", value, before)
		}
	}
}
