package topology

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"spar/internal/diagram"
)

// ErrNoWay means that a design carries no request from a client to a store.
var ErrNoWay = errors.New("no way leads from a client to a store; draw one, as in \"client -> app -> db\"")

// FromDesign returns the system that a design draws: the components drawn are the
// components run, with the figures that their labels state and the calls that the
// arrows say. The notes are sentences that say what was left out and what was
// assumed. It returns [ErrNoWay] if there is nothing to run.
//
// A service that asks a cache and a store reads the store on a miss only, and so
// does a cache that calls a store. What a client, a balancer or a gateway spreads
// over several services goes to each by its name, writes to "shorten" and reads to
// "redirect", or else in equal parts.
func FromDesign(g *diagram.Graph, classes ...string) (Spec, []string, error) {
	d := newDesign(g, classes)
	if !d.carries() {
		return Spec{}, nil, ErrNoWay
	}
	var spec Spec
	for i := range g.Nodes {
		if d.runs[i] {
			spec.Components = append(spec.Components, d.component(i))
		}
	}
	for i := range spec.Components {
		d.spread(&spec, &spec.Components[i])
	}
	return spec, d.notes, nil
}

// A design is a drawing on its way to a system.
type design struct {
	graph     *diagram.Graph
	names     []string         // of the components, by node
	runs      []bool           // whether a node becomes a component
	edges     [][]diagram.Edge // calls of each node, without those that cannot be run
	classes   []string         // of requests that labels may name
	originals []int            // see [diagram.Graph.Originals]
	notes     []string
}

func newDesign(g *diagram.Graph, classes []string) *design {
	d := &design{graph: g, classes: classes, runs: make([]bool, len(g.Nodes)), edges: make([][]diagram.Edge, len(g.Nodes)), originals: g.Originals()}
	d.name()
	for _, e := range g.Edges {
		d.edges[e.From] = append(d.edges[e.From], e)
	}
	d.bypass()
	state := make([]visit, len(g.Nodes))
	for i, n := range g.Nodes {
		if n.Kind != diagram.Client {
			continue
		}
		d.follow(i, state)
		if len(d.edges[i]) == 0 {
			d.runs[i] = false
			d.note("%s is left out: it calls nothing", n.Name)
		}
	}
	d.noteUnreached()
	return d
}

// note says something of the design, once.
func (d *design) note(format string, arguments ...any) {
	if text := fmt.Sprintf(format, arguments...); !slices.Contains(d.notes, text) {
		d.notes = append(d.notes, text)
	}
}

// name gives every node a name that parameters and faults can hold.
func (d *design) name() {
	taken := make(map[string]bool)
	for _, n := range d.graph.Nodes {
		base := ComponentName(n.Name)
		name := base
		for i := 2; taken[name]; i++ {
			name = fmt.Sprintf("%s-%d", base, i)
		}
		taken[name] = true
		d.names = append(d.names, name)
	}
}

// ComponentName returns the name of the component that a drawn one becomes, unless
// another has it already: "Click Store" becomes "click-store".
func ComponentName(name string) string {
	word := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' }
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !word(r) })
	joined := strings.Trim(strings.Join(parts, "-"), "-_")
	if len(joined) > longestName-4 { // room for a number
		joined = strings.Trim(joined[:longestName-4], "-_")
	}
	if !isName(joined) {
		joined = strings.Trim("part-"+joined, "-")
	}
	return joined[:min(len(joined), longestName-4)]
}

// leftOut says why components of a kind are not run; it is empty for the others.
func leftOut(kind diagram.Kind) string {
	switch kind {
	case diagram.DNS:
		return "a name is looked up once and remembered, so it takes no part in a request"
	case diagram.Monitor:
		return "it watches, and serves no requests"
	case diagram.Scheduler:
		return "work that the clock starts is not run"
	}
	return ""
}

// bypass leads the callers of what is left out to what that calls.
func (d *design) bypass() {
	for i, n := range d.graph.Nodes {
		why := leftOut(n.Kind)
		if why == "" {
			continue
		}
		d.note("%s is left out: %s", n.Name, why)
		onward := d.edges[i]
		d.edges[i] = nil
		if n.Kind == diagram.DNS {
			d.splice(i, onward)
		}
		for from := range d.edges {
			d.edges[from] = slices.DeleteFunc(d.edges[from], func(e diagram.Edge) bool { return e.To == i })
		}
	}
}

// splice gives all callers of a node its own calls, unless they have them.
func (d *design) splice(node int, onward []diagram.Edge) {
	for from := range d.edges {
		if !d.calls(from, node) {
			continue
		}
		for _, e := range onward {
			if e.To != from && !d.calls(from, e.To) {
				d.edges[from] = append(d.edges[from], diagram.Edge{From: from, To: e.To, Async: e.Async, Terms: e.Terms, Line: e.Line})
			}
		}
	}
}

func (d *design) calls(from, to int) bool {
	return slices.ContainsFunc(d.edges[from], func(e diagram.Edge) bool { return e.To == to })
}

// A visit says how far a walk has come with a node.
type visit int

const (
	unseen visit = iota
	open
	closed
)

// mostDrawn bounds the arrows of a component that are run: each makes up to two
// calls, one for reads and one for writes.
const mostDrawn = MostCalls / 2

// follow walks the calls from a node and drops those that lead back: a request that
// goes round never ends.
func (d *design) follow(node int, state []visit) {
	state[node], d.runs[node] = open, true
	if len(d.edges[node]) > mostDrawn {
		d.note("%s calls %d others; only the first %d are run", d.graph.Nodes[node].Name, len(d.edges[node]), mostDrawn)
		d.edges[node] = d.edges[node][:mostDrawn]
	}
	d.edges[node] = slices.DeleteFunc(d.edges[node], func(e diagram.Edge) bool {
		from, to := d.graph.Nodes[node].Name, d.graph.Nodes[e.To]
		switch {
		case to.Kind == diagram.Client:
			d.note("%s -> %s is left out: what is sent to clients is not run", from, to.Name)
			return true
		case state[e.To] == open:
			d.note("%s -> %s is left out: it leads back, and requests would go round for ever", from, to.Name)
			return true
		case state[e.To] == unseen:
			d.follow(e.To, state)
		}
		return false
	})
	state[node] = closed
}

func (d *design) noteUnreached() {
	for i, n := range d.graph.Nodes {
		if !d.runs[i] && leftOut(n.Kind) == "" && n.Kind != diagram.Client {
			d.note("%s is left out: it is on no way from a client", n.Name)
		}
	}
}

// carries reports whether a store is among what requests come to.
func (d *design) carries() bool {
	for i, n := range d.graph.Nodes {
		if d.runs[i] && keeps(n.Kind) {
			return true
		}
	}
	return false
}

func keeps(kind diagram.Kind) bool {
	return kind == diagram.Store || kind == diagram.Objects || kind == diagram.Search
}

// component returns a node as a component, with its calls.
func (d *design) component(node int) Component {
	n := &d.graph.Nodes[node]
	c := Component{Name: d.names[node], Kind: d.kind(n)}
	d.read(&c, n)
	c.Calls = d.callsOf(node, c.Kind)
	return c
}

// kind returns what a node does with a request.
func (d *design) kind(n *diagram.Node) Kind {
	if n.Kind == diagram.Unknown {
		d.note("%s is taken for a service, as nothing tells what it is; say so, as in \"%s: cache\"", n.Name, n.Name)
	}
	return kindOf(n.Kind)
}

// kindOf returns what a component of a drawn kind does with a request.
func kindOf(kind diagram.Kind) Kind {
	switch kind {
	case diagram.Limiter:
		return Gateway
	case diagram.Objects, diagram.Search:
		return Store
	case diagram.Unknown:
		return Service
	}
	return Kind(kind)
}
