package quantity

import (
	"slices"
	"strings"
)

// maxTries bounds the corrected lines that are evaluated to offer one of them.
const maxTries = 12

// suggest completes a refusal with the first corrected line that evaluates, and
// its value.
func (e Env) suggest(err *Error) *Error {
	if err.Fix != "" || err.tries == nil {
		return err
	}
	out := *err
	tries := err.tries()
	for _, text := range tries[:min(len(tries), maxTries)] {
		if out.Fix = e.tried(text); out.Fix != "" {
			out.Fix += without(err.Input, text)
		}
		if out.Fix != "" {
			break
		}
	}
	return &out
}

// tried returns a line and what it gives, or nothing if it does not evaluate.
func (e Env) tried(text string) string {
	l, err := e.ParseLine(text)
	if err != nil || l.Blank() {
		return ""
	}
	o, failure := l.solve(e)
	if failure != nil {
		return ""
	}
	return oneLine(text) + " → " + o.primary()
}

// without names the numbers and units of a line that a fix leaves out. Digits that
// are only grouped otherwise are all there.
func without(line, fix string) string {
	left, sameDigits := keptTokens(fix), digitsOf(line) == digitsOf(fix)
	var missing []string
	for _, t := range keptTokens(line) {
		i := slices.Index(left, t)
		switch {
		case i >= 0:
			left = slices.Delete(left, i, i+1)
		case !sameDigits || !isDigit(rune(t[0])):
			missing = append(missing, t)
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return ", without " + strings.Join(missing, ", ")
}

// keptTokens returns the numbers and units of a line, with the slash before those
// that it is per.
func keptTokens(line string) []string {
	var kept []string
	slash := ""
	s := scanner{text: line}
	for t := s.next(); t.kind != endToken; t = s.next() {
		u := findUnit(t.text)
		switch {
		case t.kind == numberToken:
			kept = append(kept, t.value.text())
		case t.kind == wordToken && u != nil && u.special != timesUnit, t.kind == symbolToken && symbolUnits[t.text] != nil:
			kept = append(kept, slash+t.text)
		}
		slash = ""
		if t.text == "/" || t.text == "per" {
			slash = "/"
		}
	}
	return kept
}

func digitsOf(line string) string {
	return strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, uncommented(line))
}

// mismatch refuses to put two kinds together.
func (e *evaluation) mismatch(n *node, left, right Quantity, verb string) *Error {
	err := e.fail(n, "%s and %s %s", left.kind(), right.kind(), verb)
	switch {
	case isBare(n.right) && right.powers == powers{}:
		err.Message += ": " + e.source(n.right) + " what?"
		err.Offset, err.Length = n.right.start, n.right.end-n.right.start
	case isBare(n.left) && left.powers == powers{}:
		err.Message += ": " + e.source(n.left) + " what?"
		err.Offset, err.Length = n.left.start, n.left.end-n.left.start
	}
	err.tries = func() []string { return e.sumTries(n, left, right) }
	return err
}

// source returns how a node was written.
func (e *evaluation) source(n *node) string { return oneLine(e.line.plain[n.start:n.end]) }

// isBare reports whether a node is a number without a unit.
func isBare(n *node) bool { return n.op == numberOp }

func (e *evaluation) sumTries(n *node, left, right Quantity) []string {
	if high := n.right.edge(false); n.op == subOp && isBare(n.left) && high != nil && high.op == measureOp && n.left.value.sub(high.left.value).sign() < 0 {
		return []string{e.replace(n.left.end, high.start, "..")}
	}
	var tries []string
	if isBare(n.right) {
		tries = append(tries, e.insert(n.right.end, e.unitOf(n.left)))
	}
	if isBare(n.left) {
		tries = append(tries, e.insert(n.left.end, e.unitOf(n.right)))
	}
	if left.powers.byte != right.powers.byte {
		return tries
	}
	slow, fast := n.left, n.right
	if left.powers.time() < right.powers.time() {
		slow, fast = fast, slow
	}
	return append(append(tries, e.apply(dropPer(fast))...), e.apply(addPer(slow))...)
}

func (e *evaluation) replace(start, end int, text string) string {
	return e.line.plain[:start] + text + e.line.plain[end:]
}

func (e *evaluation) insert(at int, text string) string { return e.replace(at, at, text) }

// unitOf returns the unit with which the measure that comes last in a node was
// written.
func (e *evaluation) unitOf(n *node) string {
	text := ""
	n.walk(func(n *node) {
		if n.op == measureOp && n.measure.unit != nil && n.measure.unit.powers != (powers{}) {
			text = " " + e.line.plain[n.left.end:n.end]
		}
	})
	return strings.Replace(text, "  ", " ", 1)
}

// An edit puts other text in a place of the line.
type edit struct {
	start, end int
	text       string
}

// apply returns the line with each of the last edits, the last one first.
func (e *evaluation) apply(edits []edit) []string {
	var lines []string
	for i := len(edits) - 1; i >= 0 && len(lines) < maxTries; i-- {
		lines = append(lines, e.replace(edits[i].start, edits[i].end, edits[i].text))
	}
	return lines
}

// dropPer takes away one of the divisions by a time below a node.
func dropPer(within *node) []edit {
	var edits []edit
	within.walk(func(n *node) {
		switch n.op {
		case measureOp:
			for _, d := range n.measure.per {
				if d.unit != nil && d.unit.powers.time() != 0 {
					edits = append(edits, edit{d.start, d.end, ""})
				}
			}
		case divOp:
			if isTime(n.right) {
				edits = append(edits, edit{n.left.end, n.right.end, ""})
			}
		}
	})
	return edits
}

// addPer makes a rate per day of one of the sizes or counts below a node, those
// with a label last.
func addPer(within *node) []edit {
	var labelled, counts, sizes []edit
	measured, inExponent := -1, -1
	within.walk(func(n *node) {
		perDay := edit{n.end, n.end, "/day"}
		switch {
		case n.op == powOp:
			inExponent = n.right.start
		case n.op == measureOp && len(n.measure.per) > 0:
		case n.op == measureOp && n.measure.unit == nil:
			labelled = append(labelled, perDay)
		case n.op == measureOp && n.measure.unit.powers.time() == 0 && n.measure.unit.special == ordinary:
			sizes = append(sizes, perDay)
		case n.op == numberOp && n.start != inExponent && n.start != measured:
			counts = append(counts, perDay)
		}
	})
	return slices.Concat(sizes, counts, labelled)
}

// dropUnit leaves away one of the units of some dimension below a node.
func dropUnit(within *node, has func(powers) bool) []edit {
	var edits []edit
	within.walk(func(n *node) {
		if n.op != measureOp || n.measure.unit == nil {
			return
		}
		if at := n.measure.unitAt; has(n.measure.unit.powers) && at.end > at.start {
			edits = append(edits, edit{n.left.end, at.end, ""})
		}
	})
	return edits
}

// kindTries returns what may be meant by a line whose kind differs from the
// wanted one.
func (e *evaluation) kindTries(got, want powers) []string {
	var tries []string
	switch root := e.line.root; {
	case got.time() > 1:
		tries = e.apply(dropUnit(root, func(p powers) bool { return p.time() > 0 }))
		slices.Reverse(tries) // the seven of "7 days * 24 hours" counts
	case got.time() > want.time():
		tries = e.apply(addPer(root))
	case got.time() < want.time():
		tries = e.apply(dropPer(root))
	}
	if got.byte > max(1, want.byte) {
		tries = append(tries, e.apply(dropUnit(e.line.root, func(p powers) bool { return p.byte > 0 }))...)
	}
	return tries
}
