package diagram

import (
	"fmt"
	"slices"
)

// cycles finds the components that wait for each other in a circle, all of one
// knot as one finding. A hand-over waits for nothing, so it closes no circle.
func (g *Graph) cycles() []Finding {
	calls := make([][]int, len(g.Nodes))
	self := make([]bool, len(g.Nodes))
	for _, e := range g.Edges {
		if !e.Async {
			calls[e.From] = append(calls[e.From], e.To)
			self[e.From] = self[e.From] || e.From == e.To
		}
	}
	var findings []Finding
	for _, knot := range knots(calls) {
		switch {
		case len(knot) > 1:
			findings = append(findings, Finding{Cycle, knot, fmt.Sprintf("%s wait for each other in a circle", g.list(knot))})
		case self[knot[0]]:
			findings = append(findings, Finding{Cycle, knot, fmt.Sprintf("%s waits for itself", g.Nodes[knot[0]].Name)})
		}
	}
	slices.SortStableFunc(findings, func(a, b Finding) int { return a.Nodes[0] - b.Nodes[0] })
	return findings
}

// knots returns the strongly connected components of a graph, each sorted
// (Tarjan, 1972).
func knots(callees [][]int) [][]int {
	k := knotFinder{callees: callees, index: make([]int, len(callees)), low: make([]int, len(callees)), onStack: make([]bool, len(callees))}
	for i := range callees {
		if k.index[i] == 0 {
			k.visit(i)
		}
	}
	return k.found
}

type knotFinder struct {
	callees [][]int
	count   int
	index   []int // order of the first visit, from 1; 0 before it
	low     []int // the smallest index that the node reaches on the stack
	stack   []int
	onStack []bool
	found   [][]int
}

func (k *knotFinder) visit(i int) {
	k.count++
	k.index[i], k.low[i] = k.count, k.count
	k.stack, k.onStack[i] = append(k.stack, i), true
	for _, to := range k.callees[i] {
		if k.index[to] == 0 {
			k.visit(to)
			k.low[i] = min(k.low[i], k.low[to])
		} else if k.onStack[to] {
			k.low[i] = min(k.low[i], k.index[to])
		}
	}
	if k.low[i] == k.index[i] {
		k.cut(i)
	}
}

// cut takes the knot that was entered at i off the stack.
func (k *knotFinder) cut(i int) {
	start := slices.Index(k.stack, i)
	knot := slices.Clone(k.stack[start:])
	k.stack = k.stack[:start]
	for _, node := range knot {
		k.onStack[node] = false
	}
	slices.Sort(knot)
	k.found = append(k.found, knot)
}
