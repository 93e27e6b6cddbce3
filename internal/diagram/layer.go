package diagram

import "slices"

// A layering puts every node of a part into a layer so that arrows lead from
// lower to higher layers, but for those turned round to break cycles.
type layering struct {
	layer  []int  // by node of the part
	turned []bool // by edge of the part
	count  int    // of layers
}

// layers assigns each node the lowest layer behind its callers, then moves
// what has more callees than callers up to its callees, which shortens arrows.
func layers(p *part) layering {
	turned, order := acyclic(p)
	l := layering{layer: make([]int, len(p.nodes)), turned: turned}
	before, after := l.neighbours(p)
	for _, n := range order {
		for _, m := range before[n] {
			l.layer[n] = max(l.layer[n], l.layer[m]+1)
		}
	}
	for _, n := range slices.Backward(order) {
		if len(after[n]) > len(before[n]) {
			nearest := l.layer[after[n][0]]
			for _, m := range after[n] {
				nearest = min(nearest, l.layer[m])
			}
			l.layer[n] = nearest - 1
		}
	}
	l.compact()
	return l
}

// neighbours returns the nodes before and after each node once the arrows that
// close cycles are turned round.
func (l *layering) neighbours(p *part) (before, after [][]int) {
	before, after = make([][]int, len(p.nodes)), make([][]int, len(p.nodes))
	for i, e := range p.edges {
		from, to := e.From, e.To
		if l.turned[i] {
			from, to = to, from
		}
		after[from] = append(after[from], to)
		before[to] = append(before[to], from)
	}
	return before, after
}

// compact numbers the layers that hold nodes from 0.
func (l *layering) compact() {
	used := make([]bool, slices.Max(l.layer)+1)
	for _, layer := range l.layer {
		used[layer] = true
	}
	number := make([]int, len(used))
	l.count = 0
	for layer, in := range used {
		number[layer] = l.count
		if in {
			l.count++
		}
	}
	for n, layer := range l.layer {
		l.layer[n] = number[layer]
	}
}

// spread returns a layering with as many layers as it takes for the boxes of
// each, and the arrows that pass beside them, to take at most room cells
// across, as far as single boxes allow. The cells of each node are given.
func (l layering) spread(p *part, breadth []int, room int) layering {
	l.layer = slices.Clone(l.layer)
	before, after := l.neighbours(p)
	waiting := make([]int, len(p.nodes)) // arrows that still have to come, by node
	open := make([]int, len(p.nodes))    // arrows that still have to arrive, by node
	var queue []int
	for n := range p.nodes {
		waiting[n] = len(before[n])
		queue = append(queue, n)
	}
	slices.SortStableFunc(queue, func(a, b int) int { return l.layer[a] - l.layer[b] })
	for layer := 0; len(queue) > 0; layer++ {
		var placed []int
		used := 0
		for _, n := range queue {
			if waiting[n] > 0 || len(placed) > 0 && used+breadth[n]+passing(open, before[n]) > room {
				continue
			}
			used += breadth[n]
			placed = append(placed, n)
			l.layer[n] = layer
			for _, m := range before[n] {
				open[m]--
			}
		}
		for _, n := range placed {
			open[n] = len(after[n])
			for _, m := range after[n] {
				waiting[m]--
			}
		}
		queue = slices.DeleteFunc(queue, func(n int) bool { return slices.Contains(placed, n) })
	}
	l.compact()
	return l
}

// passing returns the cells that arrows take which pass a layer, from nodes
// with open arrows, once one arrow from each of the callers has arrived.
func passing(open, callers []int) int {
	cells := 0
	for n, count := range open {
		if slices.Contains(callers, n) {
			count--
		}
		if count > 0 {
			cells += laneGap
		}
	}
	return cells
}

// acyclic finds the arrows to turn round so that no cycle is left, by a search
// in depth, and the nodes in an order in which arrows then lead forwards. What
// nothing calls is visited first.
func acyclic(p *part) (turned []bool, order []int) {
	out := make([][]int, len(p.nodes)) // edges
	called := make([]bool, len(p.nodes))
	for i, e := range p.edges {
		out[e.From] = append(out[e.From], i)
		called[e.To] = true
	}
	turned = make([]bool, len(p.edges))
	state := make([]int, len(p.nodes)) // 0 new, 1 on the way, 2 done
	var visit func(n int)
	visit = func(n int) {
		state[n] = 1
		for _, i := range out[n] {
			switch to := p.edges[i].To; state[to] {
			case 0:
				visit(to)
			case 1:
				turned[i] = true
			}
		}
		state[n] = 2
		order = append(order, n)
	}
	for _, roots := range []bool{true, false} {
		for n := range p.nodes {
			if called[n] != roots && state[n] == 0 {
				visit(n)
			}
		}
	}
	slices.Reverse(order)
	return turned, order
}
