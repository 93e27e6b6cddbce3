package quantity

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of a line.
const (
	MaxLength = 10_000 // characters
	MaxDepth  = 200    // parentheses, signs and powers within one another
)

// A parser turns a line into nodes, one method per rule of the grammar. The
// first mistake ends the line, so that rules need not look for it.
type parser struct {
	scanner
	token token
	last  int // where the token before it ends
	depth int
	// unit is set where a lone letter such as s stands for a unit: after a slash
	// and after the dot of GB·s.
	unit bool
	slab []node
	line *Line
	// phrases are names that are more than plain words.
	phrases []string
	err     *Error
	// failed reports that the last fail found the first mistake.
	failed bool
}

// slabSize is how many nodes are allocated together: most lines have fewer.
const slabSize = 12

// node returns a pointer to a node.
func (p *parser) node(n node) *node {
	if len(p.slab) == cap(p.slab) {
		p.slab = make([]node, 0, slabSize)
	}
	p.slab = append(p.slab, n)
	return &p.slab[len(p.slab)-1]
}

// ParseLine parses a line of a sheet: an expression, "name = expression" or "name:
// expression", "name ? guess", an expression with its result, a comment or
// nothing. Errors are of type *Error. The line of
// an error can be evaluated all the same, which gives the error again with a fix
// that knows the names.
func ParseLine(text string) (*Line, error) { return Env{}.ParseLine(text) }

// ParseLine parses a line in which the phrases of the environment are names. See
// the function.
func (e Env) ParseLine(text string) (*Line, error) {
	plain, at := fold(text)
	p := parser{scanner: scanner{text: plain}, line: &Line{Text: text, plain: plain, at: at}, phrases: e.Phrases}
	p.parseLine()
	if p.err == nil {
		return p.line, nil
	}
	p.line.err = p.err
	return p.line, p.line.unfold(p.err)
}

func (p *parser) parseLine() {
	if len(p.line.Text) > MaxLength && utf8.RuneCountInString(p.line.Text) > MaxLength {
		p.fail(MaxLength, len(p.text), "the line has more than %d characters", MaxLength)
		return
	}
	p.head()
	p.advance()
	if p.token.kind == endToken {
		if p.line.Name != "" {
			p.fail(p.token.start, p.token.start, "a figure is missing after %q", p.text[:p.pos])
		}
		return
	}
	p.line.root = p.sum()
	if p.line.root.op == roughOp {
		p.line.rough, p.line.root = true, p.line.root.left
	}
	p.lineEnd()
}

func (p *parser) advance() {
	p.last = p.token.end
	p.token = p.next()
}

func (p *parser) peek() token {
	ahead := p.scanner
	return ahead.next()
}

func (p *parser) isSymbol(s string) bool { return p.token.kind == symbolToken && p.token.text == s }

func (p *parser) isWord(w string) bool { return p.token.kind == wordToken && p.token.text == w }

func (p *parser) accept(symbol string) bool {
	if !p.isSymbol(symbol) {
		return false
	}
	p.advance()
	return true
}

func (p *parser) acceptWord(word string) bool {
	if !p.isWord(word) {
		return false
	}
	p.advance()
	return true
}

// fail records a mistake, unless there is one already, and moves to the end. It
// returns a node so that rules can return it.
func (p *parser) fail(start, end int, format string, arguments ...any) *node {
	p.failed = p.err == nil
	if p.failed {
		message := strings.Join(strings.Fields(fmt.Sprintf(format, arguments...)), " ") // it may quote tabs of the line
		p.err = &Error{Input: p.text, Offset: start, Length: max(0, end-start), Message: message}
	}
	p.pos = len(p.text)
	p.token = token{start: p.pos, end: p.pos}
	return &node{}
}

// try offers lines that may be what was meant instead of the mistake that was
// just found.
func (p *parser) try(lines ...string) {
	if p.failed {
		p.err.tries = func() []string { return lines }
	}
}

// replace returns the line with other text in a place.
func (p *parser) replace(start, end int, text string) string {
	return p.text[:start] + text + p.text[end:]
}

// deeper parses one level further down.
func (p *parser) deeper(rule func() *node) *node {
	if p.depth == MaxDepth {
		return p.fail(p.token.start, p.token.end, "nested more than %d deep", MaxDepth)
	}
	p.depth++
	n := rule()
	p.depth--
	return n
}

// unexpected says why the line cannot go on at the current token.
func (p *parser) unexpected(missing string) *node {
	t := p.token
	switch t.kind {
	case badToken:
		n := p.fail(t.start, t.end, "%s", t.text)
		if t.note != "" {
			p.try(p.replace(t.start, t.end, t.note))
		}
		return n
	case endToken:
		return p.fail(t.start, t.start, "%s at the end", missing)
	}
	return p.fail(t.start, t.end, "%s before %q", missing, p.text[t.start:t.end])
}

// lineEnd parses the conversion at the end, and that nothing follows.
func (p *parser) lineEnd() {
	if p.isWord("in") || p.isWord("to") || p.isWord("as") || p.isSymbol("->") && !p.claimsResult() {
		p.line.targetStart = p.token.start
		p.advance()
		p.line.target = p.target()
	}
	if p.rangesByTilde() {
		return
	}
	if p.claimsResult() {
		p.claim()
	}
	switch t := p.token; {
	case t.kind == endToken:
	case p.isSymbol("?"):
		p.fail(t.start, t.end, "a ? stands after a name at the beginning of a line, to grade a guess")
		p.try(p.replace(t.start, t.end, ""))
	case p.isSymbol(")"):
		p.fail(t.start, t.end, "no parenthesis is open here")
	case p.line.target != nil:
		p.fail(t.start, t.end, "nothing can follow the unit, which ends the line")
		p.try(p.text[:p.line.targetStart] + p.text[t.start:] + " " + p.text[p.line.targetStart:t.start])
	default:
		p.missingOperator()
	}
}

// splitSign reports whether a number is followed by the other side of a ratio.
func splitSign(behind string) bool {
	return len(behind) > 1 && (behind[0] == ':' || behind[0] == '/') && isDigit(rune(behind[1]))
}

// missingOperator refuses what stands where an operator should. It offers one
// where the word at hand suggests it: facts side by side are no product.
func (p *parser) missingOperator() {
	t, next := p.token, p.peek()
	p.unexpected("an operator such as * or / is missing")
	with := func(operator string) string { return p.replace(t.start, t.end, operator) }
	switch {
	case t.kind == wordToken && t.text == "over":
		p.try(with("/"), with("*"))
	case t.kind == wordToken && t.text == "and":
		p.try(with("+"))
	case slices.ContainsFunc(strings.Fields(p.text), func(word string) bool { return shrinking[word] }):
	case next.kind == numberToken && splitSign(p.text[next.end:]): // at 4:1: a ratio of what to what?
	case (t.text == "at" || t.text == "having" || t.text == "@") && !strings.HasPrefix(strings.TrimLeft(p.text[t.end:], "0123456789. "), "%"):
		p.try(with("*"))
	}
}
