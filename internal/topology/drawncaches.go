package topology

import (
	"slices"
	"strings"

	"spar/internal/diagram"
)

// cacheBefore returns the cache that a node reads before what an arrow leads to, -1 if
// there is none: the one that the arrow's label names, that is said to stand there, that
// reads through to it or has a word of its name, or else one that stands before nothing
// else.
func (d *design) cacheBefore(node int, e diagram.Edge) int {
	onMiss := e.Terms.Answer == "miss" || e.Terms.Answer == "missing"
	if !keeps(d.graph.Nodes[e.To].Kind) || e.Async || e.Terms.Answer != "" && !onMiss || duty(d.graph.Nodes[node].Name) == onlyWrites && !onMiss {
		return -1
	}
	cache, certain := -1, false
	for _, to := range d.edges[node] {
		if to.Async || d.graph.Nodes[to.To].Kind != diagram.Cache {
			continue
		}
		if e.Terms.Asked != "" {
			if d.means(e.Terms.Asked, to.To) {
				return to.To
			}
			continue
		}
		switch tied := d.isTied(to, e.To); {
		case tied:
			cache, certain = to.To, true
		case !certain && (onMiss || d.graph.Nodes[e.To].Kind == diagram.Store && !d.isTaken(node, to, e.To)):
			cache = to.To
		}
	}
	return cache
}

// isTaken reports whether a cache stands before another store of the same node.
func (d *design) isTaken(node int, cache diagram.Edge, store int) bool {
	return slices.ContainsFunc(d.edges[node], func(e diagram.Edge) bool {
		return e.To != store && keeps(d.graph.Nodes[e.To].Kind) && d.isTied(cache, e.To)
	})
}

// isTied reports whether something says that a cache stands before a store: the label of
// the arrow to the cache, the label of the cache, an arrow from it, or their names.
func (d *design) isTied(cache diagram.Edge, store int) bool {
	if said := d.standsBefore(cache); said != "" {
		return d.means(said, store)
	}
	return d.calls(cache.To, store) || shareWord(d.graph.Nodes[cache.To].Name, d.graph.Nodes[store].Name)
}

// standsBefore returns before what a cache is said to stand; empty if nothing says so.
func (d *design) standsBefore(cache diagram.Edge) string {
	if cache.Terms.Before != "" {
		return cache.Terms.Before
	}
	for _, a := range d.graph.Nodes[cache.To].Attributes {
		for _, preposition := range []string{"of ", "for ", "before ", "in front of "} {
			if name, ok := strings.CutPrefix(strings.ToLower(a.Value), preposition); ok && a.Name == "" {
				return name
			}
		}
	}
	return ""
}
