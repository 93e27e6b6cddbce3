package diagram

import "slices"

// Folding lets a drawing from left to right go on below its start, as text
// does: what is before a fold and what is behind it are bands of layers.

// maxTurns is the number of nets that one fold may lead round.
const maxTurns = 3

// A turning is a net led from the end of a band to the start of the next: down
// at its exit, back along a row between them, and down at its entry.
type turning struct {
	net              int
	exit, row, entry int
}

// fold chooses the folds that make the fewest bands of at most a width, with
// the fewest nets between them. It reports whether there are any.
func (l *layout) fold(width int) bool {
	n := len(l.layers)
	cost := make([]int, n+1) // of the layers before each; 0 where no band can end
	from := make([]int, n+1) // the first layer of the band that ends before each
	cost[0] = 1
	for end := 1; end <= n; end++ {
		for first := end - 1; first >= 0; first-- {
			if cost[first] == 0 || end < n && !l.foldable(end-1) || l.bandWidth(first, end) > width {
				continue
			}
			c := cost[first] + 100
			if end < n {
				c += 10 * len(l.nets[end-1])
			}
			if cost[end] == 0 || c < cost[end] {
				cost[end], from[end] = c, first
			}
		}
	}
	if cost[n] == 0 {
		return false
	}
	for first := from[n]; first > 0; first = from[first] {
		l.folded[first-1] = true
	}
	return true
}

// foldable reports whether the flow can be led on below behind a layer: few
// nets, all of which lead on.
func (l *layout) foldable(layer int) bool {
	nets := l.nets[layer]
	return len(nets) <= maxTurns && !slices.ContainsFunc(nets, func(t net) bool { return t.style.back || len(t.right) == 0 })
}

// bandWidth returns the cells along that layers take as a band.
func (l *layout) bandWidth(first, end int) int {
	width := 0
	if first > 0 {
		_, tail := l.margins(l.nets[first-1], false)
		width += l.turnColumns(first-1) + tail
	}
	for k := first; k < end; k++ {
		width += l.depths[k]
		if k < end-1 || end == len(l.layers) {
			width += l.channels[k].width
		}
	}
	if end < len(l.layers) {
		lead, _ := l.margins(l.nets[end-1], false)
		width += lead + l.turnColumns(end-1)
	}
	return width
}

// turnColumns returns the columns that the nets of a fold take on either side.
func (l *layout) turnColumns(k int) int { return (len(l.nets[k])-1)*l.pitch() + 1 }

// turn places the folded channel behind layer k, which ends at a cell along,
// and returns where the next layer begins. The first net takes the way around
// all others.
func (l *layout) turn(k, at int) int {
	nets := l.nets[k]
	lead, tail := l.margins(nets, false)
	last := l.turnColumns(k) - 1
	l.channels[k].trunkAt, l.channels[k].tailAt = at+lead, last+1
	for n, i := range byPlace(nets) {
		l.channels[k].turns = append(l.channels[k].turns, turning{
			net:   i,
			exit:  at + lead + last - n*l.pitch(),
			row:   l.bands[k].last + len(nets) - n,
			entry: last - n*l.pitch(),
		})
	}
	l.along = max(l.along, at+lead+last+1)
	return last + 1 + tail
}

// byPlace returns the indices of nets in the order of what they come from.
func byPlace(nets []net) []int {
	order := make([]int, len(nets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return slices.Min(places(nets[a].left)) - slices.Min(places(nets[b].left))
	})
	return order
}

// stack moves the items so that the first cell that each band takes follows
// what lies before: the band before and the lines of the fold between them. It
// returns the number of cells taken.
func (p *placer) stack() int {
	end, first := 0, 0
	p.plan.bands = make([]span, len(p.plan.layers))
	for l := range p.plan.layers {
		if l < len(p.plan.layers)-1 && !p.folded[l] {
			continue
		}
		band := span{end, end + p.move(first, l, end) - 1}
		for ; first <= l; first++ {
			p.plan.bands[first] = band
		}
		end = band.last + 1
		if p.folded[l] {
			end += len(p.plan.nets[l])
		}
	}
	return end
}

// move moves the items of a band of layers so that they begin at a cell, and
// returns the number of cells that they take.
func (p *placer) move(first, last, to int) int {
	low, high := 1<<30, -1<<30
	for i := range p.plan.items {
		if item := &p.plan.items[i]; item.layer >= first && item.layer <= last {
			low, high = min(low, item.at), max(high, item.at+item.breadth)
		}
	}
	for i := range p.plan.items {
		if item := &p.plan.items[i]; item.layer >= first && item.layer <= last {
			item.at += to - low
		}
	}
	return high - low
}
