package quantity

import (
	"fmt"
	"math"
	"strings"
)

// claim parses the result that somebody wrote behind a line, or the unit in which
// the line asks for one: "= 230/s", "= how many GB", "= ?".
func (p *parser) claim() {
	p.advance()
	switch {
	case p.isWord("how"):
		p.advance()
		if !p.acceptWord("many") {
			p.acceptWord("much")
		}
	case p.accept("?"):
	default:
		if p.token.kind != endToken {
			p.line.claimAt = p.token.start
			p.line.claim, _ = Env{Phrases: p.phrases}.ParseLine(p.text[p.token.start:])
			p.pos = len(p.text)
			p.advance()
		}
		return
	}
	if p.token.kind != endToken {
		p.line.targetStart = p.token.start
		p.line.target = p.target()
	}
	p.accept("?")
}

// claimsResult reports whether a sign that a result follows is at hand.
func (p *parser) claimsResult() bool {
	if p.isSymbol("->") {
		next := p.peek()
		return next.kind == numberToken || next.kind == symbolToken && (next.text == "$" || next.text == "~")
	}
	return p.isSymbol("=") || p.isSymbol("~")
}

// Differences between a result and what was written for it, as shares of the
// result: up to exactly it agrees, up to roughly it is near.
const (
	exactly = 0.015
	roughly = 0.25
)

// holdAgainst compares a result with the one that was written behind the line. It
// returns what to tell, and whether they agree.
func (o outcome) holdAgainst(claim *Line) (told string, agrees bool) {
	written := oneLine(claim.plain)
	if claim.claim != nil {
		written = oneLine(strings.TrimRight(claim.plain[:claim.claimAt], "=~≈≅≃:->→ "))
	}
	c, err := claim.solved(o.Env)
	if err != nil {
		return fmt.Sprintf("%q behind the line is not read: %s", written, err.Message), false
	}
	got, want, same := comparable(o, c)
	switch {
	case !same && o.q.Dim() == Dim{} && o.q.Base() == c.q.Base():
		return fmt.Sprintf("the number agrees, but %s is %s, and here it is %s", written, c.q.kind(), o.q.kind()), false
	case !same:
		return fmt.Sprintf("no: %s, you wrote %s, %s", o.primary(), written, c.q.kind()), false
	}
	switch off := math.Abs(got-want) / math.Abs(got); {
	case got == want, off <= exactly, want == roundTo(got, writtenDigits(claim)):
		return "yes, " + written, true
	case off <= roughly:
		return fmt.Sprintf("nearly: %s, you wrote %s, %s%% %s", o.primary(), written, figure(roundTo(off*100, 2)), tooMuch(want > got)), false
	case want != 0 && got != 0 && want > 0 == (got > 0):
		ratio := max(want/got, got/want)
		return fmt.Sprintf("no: %s, you wrote %s, %s times too %s", o.primary(), written, figure(roundTo(ratio, 2)), tooHigh(want > got)), false
	}
	return fmt.Sprintf("no: %s, you wrote %s", o.primary(), written), false
}

// solved solves a line that need not have been parsed.
func (l *Line) solved(env Env) (outcome, *Error) {
	switch {
	case l.err != nil:
		return outcome{}, l.err
	case l.root == nil:
		return outcome{}, &Error{Input: l.Text, Offset: len(l.Text), Message: "nothing to evaluate"}
	}
	return l.solve(env)
}

func tooMuch(above bool) string {
	if above {
		return "too much"
	}
	return "too little"
}

func tooHigh(above bool) string {
	if above {
		return "high"
	}
	return "low"
}

// comparable returns two results in the same units. A plain number is held against
// the number that was written, whatever it is of: 694 against 694 writes/s.
func comparable(o, c outcome) (got, want float64, same bool) {
	switch {
	case o.q.Dim() == c.q.Dim():
		return o.q.Base(), c.q.Base(), true
	case o.q.Dim() == Dim{} && c.q.powers.byte == 0 && c.q.powers.dollar == 0:
		if n := c.line.root.inner(); n.op == measureOp && n.left.op == numberOp {
			return o.q.Base(), n.left.value.mul(n.measure.count).float64(), true
		}
	}
	return 0, 0, false
}

// writtenDigits returns how many significant digits the figure of a claim has.
func writtenDigits(claim *Line) int {
	n := claim.root.inner()
	if n.op == measureOp {
		n = n.left
	}
	if n.op == aboutOp {
		n = n.left
	}
	if n.op != numberOp || n.end == n.start {
		return 4
	}
	digits := strings.TrimLeft(digitsOf(claim.plain[n.start:n.end]), "0")
	return max(1, len(strings.TrimRight(digits, "0")))
}
