package diagram

// A part is a set of components that arrows connect, in whatever direction.
// Its edges are between positions in nodes.
type part struct {
	nodes []int  // indices into the graph, ascending
	edges []Edge // without loops
	index []int  // of each edge in the graph
	loops []int  // edges of the graph from a node to itself
}

// parts splits a design into what is connected: first the parts with several
// components, then the single ones, each in the order of the components.
func parts(g *Graph) []part {
	root := make([]int, len(g.Nodes))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, e := range g.Edges {
		a, b := find(e.From), find(e.To)
		root[max(a, b)] = min(a, b)
	}
	size := make([]int, len(g.Nodes))
	for i := range g.Nodes {
		size[find(i)]++
	}
	var list []part
	at := make([]int, len(g.Nodes)) // of the part of each root
	for _, several := range []bool{true, false} {
		for i := range g.Nodes {
			if find(i) == i && size[i] > 1 == several {
				at[i] = len(list)
				list = append(list, part{})
			}
		}
	}
	local := make([]int, len(g.Nodes))
	for i := range g.Nodes {
		p := &list[at[find(i)]]
		local[i] = len(p.nodes)
		p.nodes = append(p.nodes, i)
	}
	for i, e := range g.Edges {
		p := &list[at[find(e.From)]]
		if e.From == e.To {
			p.loops = append(p.loops, i)
			continue
		}
		p.index = append(p.index, i)
		p.edges = append(p.edges, Edge{From: local[e.From], To: local[e.To], Async: e.Async})
	}
	return list
}
