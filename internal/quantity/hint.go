package quantity

import (
	"strings"

	"spar/internal/wordset"
)

// A timespan is a length of time that people turn rates by: what to type for it, and what to
// ask for to see a rate per one of it.
type timespan struct {
	seconds    float64
	amount, in string
}

var timespans = []timespan{
	{1, "1 s", "/s"},
	{60, "1 minute", "/min"},
	{3600, "1 hour", "/hour"},
	{86_400, "1 day", "/day"},
	{7 * 86_400, "7 days", "/week"},
	{30 * 86_400, "30 days", "/month"},
	{365 * 86_400 / 12., "1 year / 12", "/month"},
	{360 * 86_400, "12 months", "/year"},
	{364 * 86_400, "52 weeks", "/year"},
	{365 * 86_400, "365 days", "/year"},
}

// maxRun bounds the constants that are taken together.
const maxRun = 6

// warnConversion warns of constants that the units take care of: a rate per second
// times 86,400 is a rate per second still, in whatever parts they are written.
func (e *evaluation) warnConversion(n *node, left, right Quantity) {
	e.warnEight(n, left, right)
	e.warnUnity(n.right.inner())
	if n.chained || right.powers != (powers{}) {
		return
	}
	first := n
	for k := 1; k < maxRun && first.left.op == n.op && isConstant(first.left.right); k++ {
		first = first.left
	}
	if !isConstant(n.right) || left.powers.time() != -1 || left.powers.byte < 0 || left.powers.dollar < 0 {
		return
	}
	from := first.left.put(left)
	best, written := timespan{}, ""
	for start := n; ; start = start.left { // every run of factors, by its first one
		product := whole(1)
		for end := start; ; end = end.left {
			product = product.mul(end.right.constant())
			s, ok := turns(from, product.float64(), n.op)
			if ok && end.right.start < start.right.end && (written == "" || product.float64() > 1) {
				if text := oneLine(e.line.plain[end.left.end:start.right.end]); len(text) > len(written) {
					best, written = s, text
				}
			}
			if end == first {
				break
			}
		}
		if start == first {
			break
		}
	}
	unit := best.in
	switch {
	case left.powers.byte > 0:
		unit = "GB" + unit
	case left.powers.dollar > 0:
		unit = "$" + unit
	}
	switch {
	case written == "":
	case n.op == divOp:
		e.warn("%s leaves %s: leave it out, or ask in %s", written, left.powers.kind(), unit)
	default:
		e.warn("%s leaves %s: for an amount type %s, or ask in %s", written, left.powers.kind(), best.amount, unit)
	}
}

// turns reports whether a factor turns one timespan into another.
func turns(from timespan, factor float64, o op) (timespan, bool) {
	seconds := from.seconds * factor
	if o == divOp {
		seconds = from.seconds / factor
	}
	for _, s := range timespans {
		if distance(s.seconds, seconds) < 1e-6 && s.seconds != from.seconds {
			return s, true
		}
	}
	return timespan{}, false
}

// put returns the timespan that a rate was put per: in the unit of time that stands
// last below a node or, behind a name, the one that the name is kept in.
func (n *node) put(q Quantity) timespan {
	seconds := q.period().seconds
	if q.powers.second != 0 {
		seconds = 1
	}
	n.walk(func(n *node) {
		if n.op != measureOp {
			return
		}
		for _, d := range n.measure.per {
			if d.unit != nil && d.unit.isTime() {
				seconds = d.unit.one(1000).Base()
			}
		}
	})
	return timespan{seconds: seconds}
}

// isConstant reports whether a node is made of written numbers alone.
func isConstant(n *node) bool {
	switch n.op {
	case numberOp:
		return n.end > n.start
	case groupOp:
		return isConstant(n.left)
	case mulOp:
		return isConstant(n.left) && isConstant(n.right)
	}
	return false
}

// constant returns the value of what isConstant.
func (n *node) constant() number {
	switch n.op {
	case groupOp:
		return n.left.constant()
	case mulOp:
		return n.left.constant().mul(n.right.constant())
	}
	return n.value
}

// warnEight warns of an eight that turns bits into bytes.
func (e *evaluation) warnEight(n *node, left, right Quantity) {
	if right.powers != (powers{}) || n.right.op != numberOp || n.right.end == n.right.start || right.value != whole(8) || left.powers.byte != 1 {
		return
	}
	written := oneLine(e.line.plain[n.left.end:n.right.end])
	switch {
	case n.op == divOp && n.left.inBits() && e.line.target == nil:
		e.warn("%s divides by eight things: to turn bits into bytes, just ask in MB/s or GB/s", written)
	case e.line.target != nil && e.asksForBits() == (n.op == mulOp):
		e.warn("the units know that a byte has 8 bits: the %s counts twice", written)
	}
}

// warnUnity warns of a factor such as 86400 s/day, which is one.
func (e *evaluation) warnUnity(r *node) {
	if r.op != measureOp || r.measure.unit == nil || !r.measure.unit.isTime() || len(r.measure.per) != 1 || r.measure.per[0].unit == nil {
		return
	}
	q, err := e.eval(r)
	if err != nil {
		return
	}
	if q, _ = q.settle(e.calendar); q.powers == (powers{}) && q.value == whole(1) {
		e.warn("%s is 1, so it changes nothing: units of time convert by themselves", e.source(r))
	}
}

// characters are what is counted in place of the bytes that it takes.
var characters = wordset.Of("char character letter glyph codepoint int integer float double long")

// warnCharacters warns of characters that stand where bytes are meant.
func (e *evaluation) warnCharacters(q Quantity) {
	if q.powers.byte != 0 || q.powers.dollar != 0 || len(q.labels) < 2 {
		return
	}
	for _, l := range q.labels {
		if word := strings.TrimSuffix(strings.ToLower(l.words), "s"); !l.per && characters[word] {
			e.warn("%s are counted, not weighed: for a size type how many bytes each has", l.words)
		}
	}
}
