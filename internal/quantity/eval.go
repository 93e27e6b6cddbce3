package quantity

import (
	"fmt"
	"slices"
)

// Names returns the quantity that a name stands for. The words of a name are
// joined by underscores.
type Names func(name string) (Quantity, bool)

// An Env is what a line is evaluated in. The zero Env has no names.
type Env struct {
	Names Names
	// Base is what the kilo of KB stands for, 1000 or 1024; zero means 1000. It
	// concerns bytes only: bits are counted in thousands everywhere.
	Base int
	// Phrases are those names that are more than plain words, as [IsPhrase] has
	// it. They are read as names where they stand whole.
	Phrases []string
}

func (e Env) base() int {
	if e.Base == 1024 {
		return 1024
	}
	return 1000
}

func (e Env) lookup(name string) (Quantity, bool) {
	if e.Names == nil {
		return Quantity{}, false
	}
	return e.Names(name)
}

// An evaluation computes one line under one reading of its ambiguous parts.
type evaluation struct {
	Env
	line     *Line
	calendar *calendar
	rounded  bool   // literals and names become friendly figures
	sizes    uint64 // bit i is set where asked[i] of the line is read as a size
	steps    conversions
	warnings []string
	sized    bool // something that is not ambiguous is a size
	absurd   bool // a size below one byte came up
	sizeTime bool // something was put as GB-month
}

func (e *evaluation) fail(n *node, format string, arguments ...any) *Error {
	return &Error{Input: e.line.plain, Offset: n.start, Length: max(0, n.end-n.start), Message: fmt.Sprintf(format, arguments...)}
}

func (e *evaluation) warn(format string, arguments ...any) {
	if w := fmt.Sprintf(format, arguments...); !slices.Contains(e.warnings, w) {
		e.warnings = append(e.warnings, w)
	}
}

// eval returns the value of a node.
func (e *evaluation) eval(n *node) (Quantity, *Error) {
	q, err := e.node(n)
	if err != nil {
		return Quantity{}, err
	}
	return q, e.check(n, q)
}

// check refuses values that cannot be trusted further on.
func (e *evaluation) check(n *node, q Quantity) *Error {
	switch {
	case !q.value.measurable():
		return e.tooLarge(n)
	case !q.powers.bounded():
		return e.fail(n, "too many units on top of one another")
	case q.spread == nil:
	case len(q.spread.inputs) > maxInputs:
		return e.fail(n, "more than %d ranges meet here; put a single figure for the narrow ones", maxInputs)
	case !q.spread.measurable():
		return e.fail(n, "the ends of the range are beyond all measure, as when a range that reaches zero divides")
	}
	e.absurd = e.absurd || len(e.line.asked) > 0 && q.isAbsurd()
	return nil
}

// isAbsurd reports whether the quantity is less than a byte, or less than one a
// second.
func (q Quantity) isAbsurd() bool {
	d := q.Dim()
	if d != (Dim{Byte: 1}) && d != (Dim{Byte: 1, Second: -1}) || q.spread != nil {
		return false
	}
	base := q.Base()
	return base > 0 && base < 1
}

func (e *evaluation) tooLarge(n *node) *Error {
	return e.fail(n, "beyond all measure: the result has no room in a number")
}

func (e *evaluation) node(n *node) (Quantity, *Error) {
	switch n.op {
	case numberOp:
		return e.number(n), nil
	case nameOp:
		return e.name(n)
	case rangeOp:
		return e.rangeOf(n)
	case measureOp:
		return e.measure(n)
	case groupOp:
		return e.eval(n.left)
	case negOp:
		q, err := e.eval(n.left)
		return q.neg(), err
	case aboutOp:
		return e.eval(n.left)
	case roughOp:
		return e.rough(n)
	case callOp:
		return e.call(n)
	case labelledOp:
		return e.labelled(n)
	}
	left, err := e.eval(n.left)
	if err != nil {
		return Quantity{}, err
	}
	right, err := e.eval(n.right)
	if err != nil {
		return Quantity{}, err
	}
	return e.binary(n, left, right)
}

func (e *evaluation) number(n *node) Quantity {
	if n.countText != "" {
		e.noteCount(n.countText, e.source(n))
	}
	if n.noted {
		e.warn("%s", e.line.notes[n])
	}
	if e.rounded {
		return Quantity{value: n.value.friendly()}
	}
	return Quantity{value: n.value}
}

// noteCount says how a count was read that may mean something else.
func (e *evaluation) noteCount(word, source string) {
	if note := countNote(word); note != "" {
		e.warn("read %s as %s", source, note)
	}
}

// name looks up the longest name that the words make. Words after it are
// labels.
func (e *evaluation) name(n *node) (Quantity, *Error) {
	for k := len(n.words); k > 0; k-- {
		if q, ok := e.lookup(joinWords(n.words[:k])); ok {
			return e.named(q), nil
		}
	}
	name := joinWords(n.words)
	err := e.fail(n, "nothing is named %s", spacedWords(n.words))
	err.Name = name
	return Quantity{}, err
}

// named returns the value of a name as the line sees it.
func (e *evaluation) named(q Quantity) Quantity {
	e.sized = e.sized || q.powers.byte != 0
	if e.rounded && q.spread == nil {
		q.value = q.value.friendly()
	}
	return q
}

func (e *evaluation) labelled(n *node) (Quantity, *Error) {
	right, err := e.eval(n.right)
	if err != nil {
		return Quantity{}, err
	}
	left, err := e.eval(n.left)
	switch {
	case err == nil:
		return left.times(right), nil
	case n.left.label:
		return right, nil
	}
	return Quantity{}, err
}
