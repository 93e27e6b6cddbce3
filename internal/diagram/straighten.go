package diagram

import "slices"

// straighten moves ends along the sides of their boxes: to where a line
// becomes straight, and away from where a join would look like a crossing.
func (l *layout) straighten() {
	if l.form.down && l.drawer.options.EdgeWidth > 0 {
		return // figures beside the lines leave no room
	}
	for _, nets := range l.nets {
		for k := range nets {
			if t := &nets[k]; len(t.left) == 1 && len(t.right) == 1 {
				a, b := &t.left[0], &t.right[0]
				if !l.slide(nets, a, behind, b.at) {
					l.slide(nets, b, before, a.at)
				}
			}
		}
		for k := range nets {
			l.part(nets, &nets[k])
		}
	}
}

// part moves one of two ends that are opposite in the middle of a net. From
// left to right boxes have too few rows for that; there the trunk gives way.
func (l *layout) part(nets []net, t *net) {
	first, last := extent(t)
	for a := range t.left {
		for b := range t.right {
			if at := t.left[a].at; l.form.down && at == t.right[b].at && at != first && at != last {
				l.nudge(nets, &t.right[b], before)
				if at == t.right[b].at {
					l.nudge(nets, &t.left[a], behind)
				}
			}
		}
	}
}

// nudge moves an end by a cell, to either side, if that is possible.
func (l *layout) nudge(nets []net, e *end, side int) {
	if at := e.at; !l.slide(nets, e, side, at+1) {
		l.slide(nets, e, side, at-1)
	}
}

func extent(t *net) (first, last int) {
	all := append(places(t.left), places(t.right)...)
	return slices.Min(all), slices.Max(all)
}

// slide moves an end to a place across if that is on its side of the box, in
// the same order among the ports there, and opposite to no end of another net.
func (l *layout) slide(nets []net, e *end, side, to int) bool {
	if e.at == to {
		return true
	}
	i := &l.items[e.item]
	if i.node < 0 || to <= i.at || to >= i.at+i.breadth-1 {
		return false
	}
	least := 1
	if l.form.down {
		least = 2
	}
	for k := range nets {
		for _, other := range nets[k].ends(side) {
			if other.item != e.item || other.port == e.port {
				continue
			}
			if (other.at < to) != (other.port < e.port) || max(other.at-to, to-other.at) < least {
				return false
			}
		}
		for _, other := range nets[k].ends(1 - side) {
			if other.at == to && !l.shares(&nets[k], e, side) {
				return false
			}
		}
	}
	e.at = to
	return true
}

// shares reports whether an end is one of a net.
func (l *layout) shares(t *net, e *end, side int) bool {
	return slices.ContainsFunc(t.ends(side), func(o end) bool { return o.item == e.item && o.port == e.port })
}
