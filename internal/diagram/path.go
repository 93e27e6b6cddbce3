package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// A Path is what a request passes, as names or kinds of components: at least
// two, from the first to the last, with anything in between.
type Path []string

// maxStops bounds a path, whose search costs as many walks over the design.
const maxStops = 12

// ParsePath reads a path such as "client to db" or "client to cache to db".
func ParsePath(text string) (Path, error) {
	var path Path
	stop := []string{}
	end := func() error {
		if len(stop) == 0 {
			return fmt.Errorf("parse path %q: a component is missing; write it as in \"client to db\"", clean(text))
		}
		path, stop = append(path, strings.Join(stop, " ")), nil
		return nil
	}
	for _, word := range strings.Fields(clean(text)) {
		if !strings.EqualFold(word, "to") && arrowKind(word) == wrongToken {
			stop = append(stop, word)
			continue
		}
		if err := end(); err != nil {
			return nil, err
		}
	}
	if err := end(); err != nil {
		return nil, err
	}
	if len(path) < 2 {
		return nil, fmt.Errorf("parse path %q: it has no end; write it as in \"client to db\"", clean(text))
	}
	if len(path) > maxStops {
		return nil, fmt.Errorf("parse path: it names %d components; at most %d are allowed", len(path), maxStops)
	}
	return path, nil
}

// String returns the path as [ParsePath] reads it.
func (p Path) String() string { return strings.Join(p, " to ") }

// Trace returns the nodes of a shortest way along the arrows, waiting or not,
// that passes the stops of a path in order; nil if there is none.
func (g *Graph) Trace(p Path) []int {
	stops := make([]map[int]bool, len(p))
	for i, stop := range p {
		stops[i] = make(map[int]bool)
		for _, node := range g.Find(stop) {
			stops[i][node] = true
		}
	}
	return trace(g.callees(), stops)
}

// A visit is a node reached by a search in width, with the number of stops
// passed until then and the index of the visit before.
type visit struct{ node, passed, before int }

func trace(callees [][]int, stops []map[int]bool) []int {
	if len(stops) == 0 {
		return nil
	}
	var visits []visit
	seen := make(map[visit]bool)
	reach := func(node, passed, before int) {
		if passed < len(stops) && stops[passed][node] {
			passed++
		}
		if key := (visit{node, passed, 0}); passed > 0 && !seen[key] {
			seen[key] = true
			visits = append(visits, visit{node, passed, before})
		}
	}
	for node := range callees {
		reach(node, 0, -1)
	}
	for i := 0; i < len(visits); i++ {
		if visits[i].passed == len(stops) {
			return way(visits, i)
		}
		for _, to := range callees[visits[i].node] {
			reach(to, visits[i].passed, i)
		}
	}
	return nil
}

// way returns the nodes that lead to a visit.
func way(visits []visit, last int) []int {
	var nodes []int
	for i := last; i >= 0; i = visits[i].before {
		nodes = append(nodes, visits[i].node)
	}
	slices.Reverse(nodes)
	return nodes
}
