package diagram

import "slices"

// maxSweeps bounds the passes that reduce crossings.
const maxSweeps = 6

// order arranges each layer so that few arrows cross: medians of the
// neighbours, swept to and fro, then swaps of neighbours (Gansner, Koutsofios,
// North and Vo, A Technique for Drawing Directed Graphs, 1993).
func (n *plan) order(p *part) {
	n.arrange(len(p.nodes))
	best, least := n.snapshot(), n.crossings()
	for sweep := 0; sweep < maxSweeps && least > 0; sweep++ {
		if sweep%2 == 0 {
			for l := 1; l < len(n.layers); l++ {
				n.sortLayer(l, before)
			}
		} else {
			for l := len(n.layers) - 2; l >= 0; l-- {
				n.sortLayer(l, behind)
			}
		}
		n.swapNeighbours()
		if c := n.crossings(); c < least {
			best, least = n.snapshot(), c
		}
	}
	for l, layer := range best {
		n.setLayer(l, layer)
	}
}

// arrange fills the layers by a walk in depth from what nothing calls, which
// leaves trees without crossings.
func (n *plan) arrange(nodes int) {
	n.layers = make([][]int, len(n.links))
	seen := make([]bool, len(n.items))
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		layer := n.items[i].layer
		n.items[i].order = len(n.layers[layer])
		n.layers[layer] = append(n.layers[layer], i)
		for _, j := range n.balanced(n.items[i].near[behind]) {
			visit(j)
		}
	}
	for i := range nodes {
		if len(n.items[i].near[before]) == 0 {
			visit(i)
		}
	}
}

// balanced returns items with the waypoints in the middle, so that what lies
// further stands in the middle too.
func (n *plan) balanced(items []int) []int {
	var nodes, waypoints []int
	for _, i := range items {
		if n.items[i].node < 0 {
			waypoints = append(waypoints, i)
		} else {
			nodes = append(nodes, i)
		}
	}
	half := (len(nodes) + 1) / 2
	return slices.Concat(nodes[:half], waypoints, nodes[half:])
}

func (n *plan) snapshot() [][]int {
	layers := make([][]int, len(n.layers))
	for l := range layers {
		layers[l] = slices.Clone(n.layers[l])
	}
	return layers
}

func (n *plan) setLayer(l int, layer []int) {
	n.layers[l] = layer
	for order, i := range layer {
		n.items[i].order = order
	}
}

// sortLayer sorts a layer by the medians of its neighbours on one side. What
// has no neighbour there keeps its place.
func (n *plan) sortLayer(l, side int) {
	layer := n.layers[l]
	for order, i := range layer {
		n.items[i].median = n.median(n.items[i].near[side], 2*order)
	}
	slices.SortStableFunc(layer, func(a, b int) int { return n.items[a].median - n.items[b].median })
	n.setLayer(l, layer)
}

// median returns twice the median place of items, or other if there are none.
func (n *plan) median(items []int, other int) int {
	n.places = n.places[:0]
	for _, i := range items {
		n.places = append(n.places, n.items[i].order)
	}
	low, high, ok := medians(n.places)
	if !ok {
		return other
	}
	return low + high
}

// medians sorts numbers and returns the two in the middle, or twice the one
// there. It reports false if there are none.
func medians(numbers []int) (low, high int, ok bool) {
	if len(numbers) == 0 {
		return 0, 0, false
	}
	slices.Sort(numbers)
	return numbers[(len(numbers)-1)/2], numbers[len(numbers)/2], true
}

// swapNeighbours swaps items beside each other wherever that removes crossings.
func (n *plan) swapNeighbours() {
	for pass, better := 0, true; better && pass < maxSweeps; pass++ {
		better = false
		for _, layer := range n.layers {
			for k := 0; k+1 < len(layer); k++ {
				a, b := layer[k], layer[k+1]
				if n.crossed(a, b) > n.crossed(b, a) {
					layer[k], layer[k+1] = b, a
					n.items[a].order, n.items[b].order = k+1, k
					better = true
				}
			}
		}
	}
}

// crossed counts the crossings of the links of a and b if a stands before b.
func (n *plan) crossed(a, b int) int {
	count := 0
	for side := range n.items[a].near {
		for _, i := range n.items[a].near[side] {
			for _, j := range n.items[b].near[side] {
				if n.items[j].order < n.items[i].order {
					count++
				}
			}
		}
	}
	return count
}

// crossings counts the crossings of all links.
func (n *plan) crossings() int {
	count := 0
	for _, layer := range n.layers {
		for k, a := range layer {
			for _, b := range layer[k+1:] {
				for _, i := range n.items[a].near[behind] {
					for _, j := range n.items[b].near[behind] {
						if n.items[j].order < n.items[i].order {
							count++
						}
					}
				}
			}
		}
	}
	return count
}
