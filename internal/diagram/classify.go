package diagram

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/spelling"
)

// classify says what the components are.
func (p *parser) classify() {
	g := p.graph
	for i := range g.Nodes {
		n := &g.Nodes[i]
		meant := g.names.meaning(n.Name, n.Attributes)
		n.Kind = meant.kind
		if shape := p.shapes[i]; shape != Unknown && shape != n.Kind && meant.class < productWord && n.set(Attribute{Value: string(shape)}) {
			n.Kind = shape
		}
	}
	g.placeFrontEnds()
	g.placeCallers()
	g.placeSenders()
}

// missDrawn tells of labels whose component no arrow names while one has almost that
// name.
func (p *parser) missDrawn() {
	linked := make([]bool, len(p.graph.Nodes))
	for _, e := range p.graph.Edges {
		linked[e.From], linked[e.To] = true, true
	}
	for i, n := range p.graph.Nodes {
		at, labelled := p.labels[i]
		if !labelled || linked[i] || slices.ContainsFunc(p.problems, func(other Problem) bool { return other.Line == n.Line }) {
			continue
		}
		for j, other := range p.graph.Nodes {
			if linked[j] && isSlip(n.Name, other.Name) {
				p.problems = append(p.problems, Problem{
					Line: n.Line, Column: 1, Length: max(1, at.n),
					Message: fmt.Sprintf("no arrow names %s", n.Name), Fix: fmt.Sprintf("did you mean %s?", other.Name),
				})
				break
			}
		}
	}
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Line - b.Line })
}

// isSlip reports whether one name is the other with a slip of the fingers: what differs
// by a figure or by a short word differs on purpose.
func isSlip(a, b string) bool {
	letters := func(name string) string { return strings.Trim(normal(name), "0123456789") }
	last := strings.Fields(a)[len(strings.Fields(a))-1]
	return letters(a) != letters(b) && len(letters(a)) > 3 && len(last) > 2 && spelling.OneSlip(normal(a), normal(b))
}
