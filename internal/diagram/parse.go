package diagram

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Parse reads a design, one statement a line, with the names that v adds. It
// returns the design as far as it can be read, and at most one problem a line,
// in order. Blank lines and comments are no statements. What was read otherwise than
// it looks, or not at all, is told by [Graph.Notes].
func Parse(lines []string, v Vocabulary) (*Graph, []Problem) {
	p := parser{
		graph:   &Graph{names: newLexicon(v)},
		lines:   lines,
		dialect: dialectOf(lines),
		nodes:   make(map[string]int),
		edges:   make(map[Edge]seenEdge),
		ids:     make(map[int]string),
		shapes:  make(map[int]Kind),
		labels:  make(map[int]token),
	}
	for i, line := range lines {
		p.statements(i, line)
	}
	p.classify()
	p.missDrawn()
	return p.graph, p.problems
}

// A parser reads statements into a graph.
type parser struct {
	graph    *Graph
	lines    []string
	dialect  dialect
	nodes    map[string]int    // by normal name, short names included
	edges    map[Edge]seenEdge // by their ends and whether they wait
	ids      map[int]string    // the short names that gave nodes their names
	shapes   map[int]Kind      // what the shapes of nodes say
	labels   map[int]token     // of the nodes that labels introduced, by node
	written  map[string]bool   // see drawn
	problems []Problem

	line   int            // index of the line being read
	text   []rune         // the line, with the signs of ASCII
	last   token          // the token taken last
	tokens []token        // what is left of the line; the last is an endToken
	failed bool           // the line has a problem
	arrows bool           // the line has an arrow
	said   map[int]string // how the line names nodes
	unlike bool           // the line says different things of one node
	beside string         // what stands on the arrow beside the name behind it
}

// A seenEdge is one that was read before.
type seenEdge struct {
	index int  // in the graph
	short bool // drawn with a short arrow
}

// statements reads a line.
func (p *parser) statements(i int, line string) {
	p.line, p.failed, p.said, p.unlike = i, false, make(map[int]string), false
	// Counting stops soon after the bound, so that a long paste costs no more.
	if utf8.RuneCountInString(line[:min(len(line), utf8.UTFMax*(MaxLine+1))]) > MaxLine {
		p.problem(token{off: MaxLine, n: 1}, fmt.Sprintf("the line is longer than %d characters", MaxLine), "use several lines")
		return
	}
	p.text = fold([]rune(line))
	p.unemphasize()
	if why := p.passesOver(strings.TrimSpace(string(p.text))); why != "" {
		p.ignored(why)
		return
	}
	if p.failed || p.c4(strings.TrimSpace(string(p.text))) {
		return
	}
	p.prepare()
	p.tokens = p.links(p.withoutSigns(scan(p.text, p.start())))
	p.arrows = hasArrow(p.tokens)
	if p.declares() {
		return
	}
	for !p.failed && p.tokens[0].kind != endToken {
		if p.last = (token{}); p.tokens[0].kind == semicolonToken {
			p.take()
			continue
		}
		p.statement()
	}
}

// start returns where the statements of a line begin: behind the mark of a list, or a
// header of another notation that shares the line.
func (p *parser) start() int {
	if i := slices.Index(p.text, ';'); i > 0 && isMermaid(string(p.text[:i])) {
		return i + 1
	}
	return listMark(p.text)
}

// withoutSigns drops the signs with which PlantUML starts and ends the work of a
// participant, behind its name: "api ++ : ask".
func (p *parser) withoutSigns(tokens []token) []token {
	if !p.dialect.foreign() {
		return tokens
	}
	for i := range tokens {
		t := &tokens[i]
		if last := len(t.pieces) - 1; t.kind == nameToken && last >= 0 && t.pieces[last].mark == 0 {
			t.pieces[last].text = strings.TrimSpace(strings.TrimRight(t.pieces[last].text, "+"))
			if t.pieces[last].text == "" && last > 0 {
				t.pieces = t.pieces[:last]
			}
		}
	}
	return slices.DeleteFunc(tokens, func(t token) bool {
		return t.kind == wrongToken && t.text == "--" && p.text[len(p.text)-1] != '-' && endsCall(tokens, t)
	})
}

// endsCall reports whether a token stands between a name and a colon.
func endsCall(tokens []token, t token) bool {
	i := slices.IndexFunc(tokens, func(other token) bool { return other.off == t.off })
	return i > 0 && tokens[i-1].kind == nameToken && i+1 < len(tokens) && tokens[i+1].kind == colonToken
}

func hasArrow(tokens []token) bool {
	for _, t := range tokens {
		if isForward(t) {
			return true
		}
	}
	return false
}

func (p *parser) statement() {
	if p.property() || p.heading() {
		return
	}
	p.headed()
	group, ok := p.group()
	if ok && p.tokens[0].kind == colonToken {
		p.label(group)
	} else if ok {
		p.chain(group)
	}
}

// chain reads arrows and the groups that they lead to, until the end of the statement
// or a mistake.
func (p *parser) chain(callers []int) {
	if p.beside != "" {
		p.note("%q is not drawn: it stands on no arrow", clean(p.beside))
	}
	for first := true; ; first = false {
		switch arrow := p.take(); arrow.kind {
		case endToken, semicolonToken:
			return
		case callToken, handToken:
			if kind := p.tokens[0].kind; kind == endToken || kind == semicolonToken {
				p.problem(arrow, "the arrow leads nowhere", "name what is called")
				return
			}
			p.beside = ""
			callees, ok := p.group()
			terms := p.terms(arrow, arrow.label)
			p.join(&terms, p.terms(arrow, p.beside), arrow)
			if ok && p.tokens[0].kind == colonToken {
				p.join(&terms, p.carried(callers, callees, first), arrow)
			}
			p.connect(callers, callees, arrow, terms)
			if !ok {
				return
			}
			callers = callees
		default:
			p.unexpected(arrow)
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
		for _, m := range p.mentions(t) {
			if len(group) > 0 && p.describes(group[len(group)-1], m) {
				continue
			}
			node, ok := p.node(m)
			if !ok {
				return group, false
			}
			group = append(group, node)
		}
		if p.tokens[0].kind != commaToken {
			return group, true
		}
		p.take()
	}
}

// connect adds an edge from each caller to each callee.
func (p *parser) connect(callers, callees []int, arrow token, terms Terms) {
	if arrow.turned {
		callers, callees = callees, callers
	}
	if p.answers(callers, callees, arrow) {
		p.ignored("an answer calls nobody, so nothing is drawn")
		return
	}
	switch {
	case len(callers) == 0 || len(callees) == 0:
	case arrow.turned && arrow.kind == handToken:
		p.note("read as %s ~> %s", p.namesOf(callers), p.namesOf(callees))
	case arrow.turned:
		p.note("read as %s -> %s", p.namesOf(callers), p.namesOf(callees))
	case arrow.bare:
		p.note("a line without a head is read as %s -> %s", p.namesOf(callers), p.namesOf(callees))
	}
	async := p.waits(&terms, arrow)
	if async && !arrow.turned && (arrow.kind != handToken || arrow.dotted()) {
		p.note("read as ~>, which hands over without waiting")
	}
	p.tell(terms.Text)
	for _, from := range callers {
		for _, to := range callees {
			if from == to && p.unlike {
				p.problem(arrow, fmt.Sprintf("both ends are %s", p.graph.Nodes[to].Name), `give each a name of its own, as in "db ~> db replica"`)
				return
			}
			if from == to && p.dialect.sequence {
				p.note("what a component does by itself is not drawn")
				continue
			}
			e := Edge{From: from, To: to, Async: async}
			if known, ok := p.edges[e]; ok {
				p.join(&p.graph.Edges[known.index].Terms, terms, arrow)
				continue
			}
			if len(p.graph.Edges) == MaxEdges {
				p.problem(arrow, fmt.Sprintf("a design has at most %d arrows", MaxEdges), "leave out what decides nothing")
				return
			}
			p.edges[e] = seenEdge{len(p.graph.Edges), arrow.short()}
			e.Line, e.Terms = p.line, terms
			p.graph.Edges = append(p.graph.Edges, e)
		}
	}
}

// namesOf returns the names of a group.
func (p *parser) namesOf(group []int) string {
	names := make([]string, len(group))
	for i, node := range group {
		names[i] = p.graph.Nodes[node].Name
	}
	return strings.Join(names, ", ")
}

// answers reports whether a dashed arrow only answers calls that are drawn.
func (p *parser) answers(callers, callees []int, arrow token) bool {
	d := p.dialect
	if !arrow.dashed(d.sequence || d.plantuml && !d.components) {
		return false
	}
	for _, from := range callers {
		for _, to := range callees {
			call, called := p.edges[Edge{From: to, To: from}]
			if !called || !call.short && !arrow.dashed(false) {
				return false
			}
		}
	}
	return true
}

// take returns the next token; the endToken stays.
func (p *parser) take() token {
	p.last = p.tokens[0]
	if p.last.kind != endToken {
		p.tokens = p.tokens[1:]
	}
	return p.last
}
