package quantity

import "strings"

// A reader writes how a line was understood.
type reader struct {
	*evaluation
	text []byte
}

// reading returns how the line was understood, in the words of the language:
// "100M/day × 500 bytes × 10 years (365 d)".
func (e *evaluation) reading() string {
	r := reader{evaluation: e, text: make([]byte, 0, 2*len(e.line.plain)+16)}
	r.node(e.line.root, 0)
	if u := e.line.target; u != nil && u.box != nil {
		r.write(" in ")
		r.write(u.text)
	}
	return string(r.text)
}

func (r *reader) write(s string) { r.text = append(r.text, s...) }

// precedence orders operators by how tightly they bind.
func (n *node) precedence() int {
	switch n.op {
	case addOp, subOp:
		return 1
	case mulOp, divOp, labelledOp:
		return 2
	case negOp, aboutOp:
		return 3
	case rangeOp:
		return 4
	case powOp:
		return 5
	}
	return 6
}

// inner returns what stands in the parentheses of a group.
func (n *node) inner() *node {
	for n.op == groupOp {
		n = n.left
	}
	return n
}

// node writes a node, in parentheses if it binds less tightly than what is
// around it.
func (r *reader) node(n *node, around int) {
	n = n.inner()
	own := n.precedence()
	if own < around {
		r.write("(")
		defer r.write(")")
	}
	switch n.op {
	case numberOp:
		r.number(n)
	case nameOp:
		r.name(n)
	case measureOp:
		r.measure(n)
	case callOp:
		r.write(n.call.name)
		r.write("(")
		for i, a := range n.arguments {
			if i > 0 {
				r.write(", ")
			}
			r.node(a, 0)
		}
		r.write(")")
	case negOp:
		r.write("−")
		r.node(n.left, own)
	case aboutOp:
		r.write("≈")
		r.node(n.left, own)
	case roughOp:
		r.write("rough(")
		r.node(n.left, 0)
		r.write(")")
	default:
		r.operator(n, own)
	}
}

var signs = [...]string{addOp: " + ", subOp: " − ", mulOp: " × ", labelledOp: " × ", divOp: " ÷ ", powOp: "^", rangeOp: ".."}

func (r *reader) operator(n *node, own int) {
	right := own + 1
	if inner := n.right.inner(); n.op == divOp && inner.op == measureOp && len(inner.measure.per) > 0 {
		right = 7 // (200 MB/s) below a fraction bar reads as one thing
	}
	r.node(n.left, own)
	if n.op == labelledOp && !r.known(n.left) {
		r.write(" ")
		right = own
	} else {
		r.write(signs[n.op])
	}
	r.node(n.right, right)
	if (n.op == addOp || n.op == subOp) && isPercent(n.right) && !isPercent(n.left) && !isOne(n.left) {
		r.write(" of it")
	}
}

// isOne reports whether a node is the number 1 or something implied to be one.
func isOne(n *node) bool { return n.op == numberOp && n.value == whole(1) }

// known reports whether a name has a value.
func (r *reader) known(n *node) bool {
	_, err := r.evaluation.name(n)
	return err == nil
}

func isPercent(n *node) bool {
	return n.op == measureOp && n.measure.unit != nil && n.measure.unit.special == percentUnit
}

func (r *reader) number(n *node) {
	if n.end == n.start {
		return
	}
	if r.rounded {
		r.write(Quantity{value: n.value.friendly()}.String())
		return
	}
	source := r.line.plain[n.start:n.end]
	r.write(source)
	if !strings.HasSuffix(source, n.countText) {
		r.write(n.countText)
	}
}

// name writes a name with its value.
func (r *reader) name(n *node) {
	r.write(spacedWords(n.words))
	for k := len(n.words); k > 0; k-- {
		if q, ok := r.lookup(joinWords(n.words[:k])); ok {
			r.write(" (")
			r.write(r.named(q).asPut())
			r.calendar(q.powers)
			r.write(")")
			return
		}
	}
}

func (r *reader) measure(n *node) {
	m := n.measure
	dollars := m.unit != nil && m.unit.symbol == "$"
	implicit := n.left.op == numberOp && n.left.start == n.left.end
	if dollars {
		r.write("$")
	}
	if implicit {
		r.write("1")
	}
	r.node(n.left, 4)
	if m.countText != "" {
		r.write(" " + m.countText)
	}
	u := m.unit
	switch {
	case m.suffix.text == "":
	case r.readsSize(n):
		u = units[m.suffix.text]
	case m.suffix.text == "m":
		r.write(" million")
	default:
		r.write(" billion")
	}
	if u != nil && !dollars {
		r.unit(u, isOne(n.left) && m.count == whole(1) || n.left.op == numberOp && n.left.value.den > 1 && n.left.value.num == 1)
	}
	for _, noun := range m.nouns {
		r.write(" " + noun.text)
	}
	if m.times != nil {
		r.write("-" + m.times.symbol)
	}
	if m.multiplies() {
		if q, ok := r.lookup(joinWords(m.nouns)); ok {
			r.write(" (" + r.named(q).asPut() + ")")
		}
	}
	for i := range m.per {
		r.per(&m.per[i])
	}
}

func (r *reader) unit(u *unit, one bool) {
	switch {
	case u.special == percentUnit || u.special == timesUnit:
		r.write(u.symbol)
		return
	case one:
		r.write(" " + u.spoken())
	case u.long != "":
		r.write(" " + u.long)
	default:
		r.write(" " + u.symbol)
	}
	r.calendar(u.powers)
}

// calendar notes how long a month or a year was taken to be, if that mattered.
func (r *reader) calendar(p powers) {
	switch {
	case p.year > 0 && r.steps&yearsToDays != 0:
		r.write(" (365 d)")
	case p.year > 0 && r.steps&yearsToMonths != 0:
		r.write(" (12 months)")
	case p.month > 0 && r.steps&monthsToDays != 0:
		r.write(" (30 d)")
	}
}

func (r *reader) per(d *denominator) {
	r.write("/")
	if d.countText != "" {
		r.write(d.countText)
		if len(d.nouns) > 0 || d.unit != nil {
			r.write(" ")
		}
	}
	if d.unit != nil {
		r.write(d.unit.symbol)
		r.calendarPer(d.unit.powers)
	}
	if d.times != nil {
		defer r.write("-" + d.times.symbol)
	}
	if len(d.nouns) == 0 {
		return
	}
	r.write(spacedWords(d.nouns))
	if q, ok := r.lookup(joinWords(d.nouns)); ok {
		r.write(" (" + r.named(q).asPut() + ")")
	}
}

func (r *reader) calendarPer(p powers) {
	switch {
	case p.year > 0 && r.steps&yearsToDays != 0:
		r.write(" (365 d)")
	case p.month > 0 && r.steps&monthsToDays != 0:
		r.write(" (30 d)")
	}
}
