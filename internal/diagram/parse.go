package diagram

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Parse reads a design, one statement a line, with the names that v adds. It
// returns the design as far as it can be read, and at most one problem a line,
// in order. Blank lines and comments are no statements.
func Parse(lines []string, v Vocabulary) (*Graph, []Problem) {
	p := parser{
		graph: &Graph{names: newLexicon(v)},
		nodes: make(map[string]int),
		edges: make(map[Edge]bool),
	}
	for i, line := range lines {
		p.statement(i, line)
	}
	for i := range p.graph.Nodes {
		n := &p.graph.Nodes[i]
		n.Kind = p.graph.names.kind(n.Name, n.Attributes)
	}
	p.graph.placeFrontEnds()
	return p.graph, p.problems
}

// A parser reads statements into a graph.
type parser struct {
	graph    *Graph
	nodes    map[string]int // by normal name
	edges    map[Edge]bool  // without lines
	problems []Problem

	line   int     // index of the line being read
	text   []rune  // the line
	last   token   // the token taken last
	tokens []token // what is left of the line; the last is an endToken
	failed bool    // the line has a problem
}

func (p *parser) statement(i int, line string) {
	p.line, p.last, p.failed = i, token{}, false
	// Counting stops soon after the bound, so that a long paste costs no more.
	if utf8.RuneCountInString(line[:min(len(line), utf8.UTFMax*(MaxLine+1))]) > MaxLine {
		p.problem(token{off: MaxLine, n: 1}, fmt.Sprintf("the line is longer than %d characters", MaxLine), "use several lines")
		return
	}
	p.text = []rune(line)
	p.tokens = scan(p.text)
	if p.tokens[0].kind == endToken {
		return
	}
	group, ok := p.group()
	if ok && p.tokens[0].kind == colonToken {
		p.label(group)
	} else if ok {
		p.chain(group)
	}
}

// chain reads arrows and the groups that they lead to, until the end or a
// mistake.
func (p *parser) chain(callers []int) {
	for {
		switch arrow := p.take(); arrow.kind {
		case endToken:
			return
		case callToken, handToken:
			if p.tokens[0].kind == endToken {
				p.problem(arrow, "the arrow leads nowhere", "name what is called")
				return
			}
			callees, ok := p.group()
			p.connect(callers, callees, arrow)
			if !ok {
				return
			}
			callers = callees
		case colonToken:
			p.problem(arrow, "an arrow carries no text", `say what a component is on a line of its own, as in "db: store"`)
			return
		default:
			p.wrongArrow(arrow)
			return
		}
	}
}

// group reads names separated by commas. It returns those before a mistake, and
// whether there was none.
func (p *parser) group() (group []int, ok bool) {
	for {
		after := p.last
		t := p.take()
		if t.kind != nameToken {
			p.noName(t, after)
			return group, false
		}
		node, ok := p.node(t)
		if !ok {
			return group, false
		}
		group = append(group, node)
		if p.tokens[0].kind != commaToken {
			return group, true
		}
		p.take()
	}
}

// node returns the node that a name stands for, adding it if it is new. A name may end
// with how many there are of it, as in "app x12".
func (p *parser) node(t token) (int, bool) {
	name, instances := t.text, 0
	for {
		space := strings.LastIndexByte(name, ' ')
		n, ok := times(name[space+1:])
		if space < 0 || !ok {
			break
		}
		name, instances = name[:space], n
	}
	i, ok := p.named(t, name)
	if ok && instances > 0 {
		p.graph.Nodes[i].Count = instances
	}
	return i, ok
}

func (p *parser) named(t token, name string) (int, bool) {
	key := normal(name)
	if i, known := p.nodes[key]; known {
		return i, true
	}
	switch {
	case utf8.RuneCountInString(name) > MaxName:
		p.problem(t, fmt.Sprintf("the name is longer than %d characters", MaxName), "shorten it, and say the rest on a line of its own, after a colon")
		return 0, false
	case len(p.graph.Nodes) == MaxNodes:
		p.problem(t, fmt.Sprintf("a design has at most %d components", MaxNodes), `draw several of a kind as one, as in "app: service x12"`)
		return 0, false
	}
	p.nodes[key] = len(p.graph.Nodes)
	p.graph.Nodes = append(p.graph.Nodes, Node{Name: name, Line: p.line})
	return p.nodes[key], true
}

// connect adds an edge from each caller to each callee.
func (p *parser) connect(callers, callees []int, arrow token) {
	for _, from := range callers {
		for _, to := range callees {
			e := Edge{From: from, To: to, Async: arrow.kind == handToken}
			if p.edges[e] {
				continue
			}
			if len(p.graph.Edges) == MaxEdges {
				p.problem(arrow, fmt.Sprintf("a design has at most %d arrows", MaxEdges), "leave out what decides nothing")
				return
			}
			p.edges[e] = true
			e.Line = p.line
			p.graph.Edges = append(p.graph.Edges, e)
		}
	}
}

// take returns the next token; the endToken stays.
func (p *parser) take() token {
	p.last = p.tokens[0]
	if p.last.kind != endToken {
		p.tokens = p.tokens[1:]
	}
	return p.last
}
