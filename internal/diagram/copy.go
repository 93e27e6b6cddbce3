package diagram

import "slices"

// Originals returns, for each node, the store of which it is drawn as a copy: its name
// says so ("read replica", "standby"), and the other store calls it or shares a caller
// with it. It is -1 for what is no copy.
func (g *Graph) Originals() []int {
	originals := make([]int, len(g.Nodes))
	callees := g.callees()
	for i := range originals {
		originals[i] = -1
		if !g.Nodes[i].saysCopy() {
			continue
		}
		for from, to := range callees {
			if !slices.Contains(to, i) {
				continue
			}
			for _, other := range append([]int{from}, to...) {
				if n := &g.Nodes[other]; originals[i] < 0 && n.Kind.keeps() && !n.saysCopy() {
					originals[i] = other
				}
			}
		}
	}
	return originals
}

// saysCopy reports whether a store is called a copy of another.
func (n *Node) saysCopy() bool {
	return n.Kind.keeps() && slices.ContainsFunc(words(n.Name), func(word string) bool {
		switch word {
		case "replica", "replicas", "slave", "slaves", "standby", "follower", "followers", "secondary", "mirror":
			return true
		}
		return false
	})
}
