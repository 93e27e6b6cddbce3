package diagram

import "slices"

// frontEnds are the names that people give to what users hold in their hands and to
// the servers that deliver it alike.
var frontEnds = []string{"web", "webapp", "website", "frontend", "ui"}

// placeFrontEnds makes services of front ends that stand behind something: in "client
// -> lb -> web -> db" the web is a server. What answers over the connection that it
// opened, as in "web <-> gateway", is still a client, and so is what a label calls
// one.
func (g *Graph) placeFrontEnds() {
	calls := func(from, to int) bool {
		return slices.ContainsFunc(g.Edges, func(e Edge) bool { return e.From == from && e.To == to })
	}
	for i := range g.Nodes {
		n := &g.Nodes[i]
		labelled := slices.ContainsFunc(n.Attributes, func(a Attribute) bool { return g.names.told(a).kind == Client })
		if n.Kind != Client || labelled || !slices.Contains(frontEnds, joined(numbered(words(n.Name)))) {
			continue
		}
		for _, e := range g.Edges {
			if e.To == i && g.Nodes[e.From].Kind != Client && !calls(i, e.From) {
				n.Kind = Service
				break
			}
		}
	}
}
