package diagram

import "slices"

// Find returns the nodes that a name or a kind means, in order. A word for a
// kind ("db", "load balancer") or for a product ("redis") means every component
// of its kind. Any other name means the components that are called so, in their
// name or label: case, inflection and a last word that only says the kind do
// not matter, so "user service" finds "users", but not a "user store".
func (g *Graph) Find(what string) []int {
	asked := words(what)
	meaning := g.names.exact(asked)
	var found []int
	for i, n := range g.Nodes {
		if meaning.interchangeable() && n.Kind == meaning.kind || g.called(n, what, asked) {
			found = append(found, i)
		}
	}
	return found
}

// Has reports whether a component of a name or kind exists.
func (g *Graph) Has(what string) bool { return len(g.Find(what)) > 0 }

// called reports whether a node goes by a name, given also as its words.
func (g *Graph) called(n Node, name string, asked []string) bool {
	if g.sameName(n, n.Name, name, asked) {
		return true
	}
	return slices.ContainsFunc(n.Attributes, func(a Attribute) bool {
		return a.Name == "" && g.sameName(n, a.Value, name, asked)
	})
}

// sameName reports whether text, one of n's names, and the name asked for mean
// the same component.
func (g *Graph) sameName(n Node, text, name string, asked []string) bool {
	if normal(text) == normal(name) {
		return true
	}
	kind, rest := g.core(asked)
	_, own := g.core(words(text))
	return rest != "" && rest == own && (kind == Unknown || n.Kind == Unknown || kind == n.Kind)
}

// core splits a name into the kind that its last words state and the stems of
// the words that are left, or of all if nothing would be left.
func (g *Graph) core(name []string) (Kind, string) {
	meaning, rest := g.names.ending(name)
	if meaning.class != genericWord || len(rest) == 0 {
		return Unknown, stems(name)
	}
	return meaning.kind, stems(rest)
}
