package diagram

import "slices"

// Bounds of a design. What goes beyond is a [Problem] of its line.
const (
	MaxNodes = 100
	MaxEdges = 300
	MaxLine  = 500 // characters
	MaxName  = 60  // characters
)

// A Graph is a design: components and who calls whom. The zero Graph is an
// empty design.
type Graph struct {
	Nodes []Node // in the order in which they were first named
	Edges []Edge // in the order written, each once
	Notes []Note // how lines were read that look otherwise, in the order of the lines

	names lexicon // the words that the design was read with
}

// A Node is a component.
type Node struct {
	Name string // as first written
	Kind Kind
	// Count is the number of instances that the label states, as in x12; 0 if
	// it states none.
	Count      int
	Attributes []Attribute // the rest of the label, in the order written
	Line       int         // index of the line where it first appeared
}

// An Attribute is one item of a label. Words that state no value, as in
// "redis", have a Value without a Name. Sizes are named "size", policies of
// eviction and balancing "policy".
type Attribute struct {
	Name  string // lower case: "shards", "replicas", "size"; may be empty
	Value string // "16", "64 GB", "lru"
	Count int    // Value as a whole number, or 0 if it is none
}

// An Edge says that one component uses another.
type Edge struct {
	From, To int   // indices of nodes
	Async    bool  // hands over without waiting
	Terms    Terms // what the label of the arrow says
	Line     int   // index of the line where it first appeared
}

// Attribute returns the attribute of a name such as "shards", or the zero
// Attribute.
func (n *Node) Attribute(name string) Attribute {
	for _, a := range n.Attributes {
		if a.Name == name {
			return a
		}
	}
	return Attribute{}
}

// Counted returns the first count that the label states under one of some names; 0 for
// none.
func (n *Node) Counted(names ...string) int {
	for _, name := range names {
		if a := n.Attribute(name); a.Count > 0 {
			return a.Count
		}
	}
	return 0
}

// Instances returns how many there are of a component, by whatever name they are
// counted; 0 if nothing says so.
func (n *Node) Instances() int {
	if n.Count > 0 {
		return n.Count
	}
	return n.Counted("instances", "nodes", "servers", "machines", "pods", "brokers", "workers", "consumers")
}

// Shards returns over how many parts a component spreads its data; 0 if nothing says so.
func (n *Node) Shards() int { return n.Counted("shards", "partitions") }

// Replicas returns how many copies there are of the data of a component; 0 if nothing
// says so.
func (n *Node) Replicas() int {
	return n.Counted("replicas", "copies", "replication factor", "replication", "rf", "read replicas")
}

// set adds an attribute, or replaces the one of the same name. It reports false
// if there are too many.
func (n *Node) set(a Attribute) bool {
	i := slices.IndexFunc(n.Attributes, func(b Attribute) bool {
		return a.Name == b.Name && (a.Name != "" || normal(a.Value) == normal(b.Value))
	})
	switch {
	case i >= 0:
		n.Attributes[i] = a
	case len(n.Attributes) == maxAttributes:
		return false
	default:
		n.Attributes = append(n.Attributes, a)
	}
	return true
}

// callees returns the nodes that each node uses.
func (g *Graph) callees() [][]int {
	out := make([][]int, len(g.Nodes))
	for _, e := range g.Edges {
		out[e.From] = append(out[e.From], e.To)
	}
	return out
}

// isCalled returns which nodes another node uses.
func (g *Graph) isCalled() []bool {
	called := make([]bool, len(g.Nodes))
	for _, e := range g.Edges {
		called[e.To] = called[e.To] || e.From != e.To
	}
	return called
}
