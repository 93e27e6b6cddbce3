package diagram

import "slices"

// A net is a set of arrows that share a line: each item on its left leads to
// each item on its right. Arrows of different nets only cross.
type net struct {
	style       style
	left, right []end
}

// An end is where a net meets an item.
type end struct {
	item  int
	port  int
	at    int  // place across
	arrow bool // an arrow head points at the item
	edge  int  // the edge that has the line at this end for itself, or -1
}

// bundle joins the links of a channel into nets, so that items need few ports.
// If apart is set a net has a single item on one side, so that every arrow
// keeps a piece of line for itself on the other.
func (n *plan) bundle(links []link, apart bool) []net {
	var nets []net
	for len(links) > 0 {
		s := links[0].style
		same, rest := divide(links, func(l link) bool { return l.style == s })
		// The line of a waypoint cannot be in two places, so all that branches
		// off or joins there is one net.
		branching, same := divide(same, func(l link) bool { return n.branches(l.from, behind) })
		joining, same := divide(same, func(l link) bool { return n.branches(l.to, before) })
		nets = append(nets, n.netsBy(branching, false, apart)...)
		nets = append(nets, n.netsBy(joining, true, apart)...)
		joined, split := n.netsBy(same, true, apart), n.netsBy(same, false, apart)
		if countEnds(split) < countEnds(joined) {
			joined = split
		}
		nets, links = append(nets, joined...), rest
	}
	return nets
}

// divide splits links into those that hold and those that do not.
func divide(links []link, holds func(link) bool) (yes, no []link) {
	for _, l := range links {
		if holds(l) {
			yes = append(yes, l)
		} else {
			no = append(no, l)
		}
	}
	return yes, no
}

// branches reports whether an item is a waypoint with several links on a side.
func (n *plan) branches(i, side int) bool {
	return n.items[i].node < 0 && len(n.items[i].near[side]) > 1
}

func countEnds(nets []net) int {
	count := 0
	for _, n := range nets {
		count += len(n.left) + len(n.right)
	}
	return count
}

// netsBy makes a net for each item on one side; items with the same items
// opposite share one, unless arrows are to be kept apart.
func (n *plan) netsBy(links []link, right, apart bool) []net {
	var items []int
	var opposite [][]int
	for _, l := range links {
		item, other := l.from, l.to
		if right {
			item, other = other, item
		}
		k := slices.Index(items, item)
		if k < 0 {
			k = len(items)
			items, opposite = append(items, item), append(opposite, nil)
		}
		opposite[k] = append(opposite[k], other)
	}
	var nets []net
	done := make([]bool, len(items))
	for k, item := range items {
		if done[k] {
			continue
		}
		slices.Sort(opposite[k])
		group := []int{item}
		for m := k + 1; m < len(items) && !apart; m++ {
			slices.Sort(opposite[m])
			if !done[m] && slices.Equal(opposite[k], opposite[m]) {
				done[m] = true
				group = append(group, items[m])
			}
		}
		if right {
			nets = append(nets, n.net(links, opposite[k], group))
		} else {
			nets = append(nets, n.net(links, group, opposite[k]))
		}
	}
	return nets
}

// net returns the net of items of which each on the left leads to each on the
// right.
func (n *plan) net(links []link, left, right []int) net {
	s := links[0].style
	t := net{style: s}
	for _, i := range left {
		e := end{item: i, arrow: s.back && n.items[i].node >= 0, edge: -1}
		if len(right) == 1 && len(left) > 1 {
			e.edge = edgeOf(links, i, right[0])
		}
		t.left = append(t.left, e)
	}
	for _, i := range right {
		e := end{item: i, arrow: !s.back && n.items[i].node >= 0, edge: -1}
		if len(left) == 1 {
			e.edge = edgeOf(links, left[0], i)
		}
		t.right = append(t.right, e)
	}
	return t
}

func edgeOf(links []link, from, to int) int {
	return links[slices.IndexFunc(links, func(l link) bool { return l.from == from && l.to == to })].edge
}

// addLoops adds a net for each arrow from a component to itself, on the side
// behind it.
func (n *plan) addLoops(p *part, g *Graph) {
	for _, i := range p.loops {
		item := slices.Index(p.nodes, g.Edges[i].From)
		channel := n.items[item].layer
		n.nets[channel] = append(n.nets[channel], net{
			style: style{async: g.Edges[i].Async},
			left:  []end{{item: item, edge: i}, {item: item, arrow: true, edge: -1}},
		})
	}
}

// assignPorts gives the ends at each side of an item ports in the order of
// what they lead to, so that lines do not cross at the item.
func (n *plan) assignPorts() {
	for _, nets := range n.nets {
		n.number(nets, before)
		n.number(nets, behind)
	}
}

// number gives ports to the ends of nets on one side of items.
func (n *plan) number(nets []net, side int) {
	order := make([]*net, len(nets))
	for k := range nets {
		order[k] = &nets[k]
	}
	slices.SortStableFunc(order, func(a, b *net) int { return n.centre(a, side) - n.centre(b, side) })
	for _, t := range order {
		ends := t.ends(side)
		for k := range ends {
			ports := &n.items[ends[k].item].ports[side]
			ends[k].port = *ports
			*ports++
		}
	}
}

// centre returns the mean place of what a net leads to from a side of items,
// times a thousand. Loops come last.
func (n *plan) centre(t *net, side int) int {
	ends := t.ends(1 - side)
	if len(ends) == 0 {
		return 1000 * len(n.items)
	}
	sum := 0
	for _, e := range ends {
		sum += n.items[e.item].order
	}
	return 1000 * sum / len(ends)
}

// ends returns the ends that lie on one side of their items.
func (t *net) ends(side int) []end {
	if side == before {
		return t.right
	}
	return t.left
}
