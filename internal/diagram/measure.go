package diagram

import "slices"

// Cells across between boxes beside each other in a drawing from top to bottom,
// and cells that a line beside them takes with its gap. From left to right
// boxes and lines stand close: the eye takes rows for further apart.
const (
	boxGap  = 2
	laneGap = 2
)

// breadths returns the cells across that boxes take with their gap, in a
// drawing from top to bottom, as far as that is known before they have ports.
func (l *layout) breadths() []int {
	breadths := make([]int, len(l.faces))
	for i := range l.faces {
		breadths[i] = l.faces[i].wide + 4 + boxGap
	}
	return breadths
}

// measure sets the cells that every item takes.
func (l *layout) measure() {
	l.depths = make([]int, len(l.layers))
	l.inside = make([]bool, len(l.faces))
	if l.form.down {
		l.findExits()
	}
	for i := range l.faces {
		item := &l.items[i]
		l.measureBox(i)
		l.depths[item.layer] = max(l.depths[item.layer], item.depth)
	}
	for i := range l.items {
		// From left to right, boxes of a layer are as wide as the widest, so that
		// they end on one line.
		if item := &l.items[i]; !l.form.down || item.node < 0 {
			item.depth = l.depths[item.layer]
		}
	}
}

// findExits finds the boxes that arrows against the flow leave at the top,
// where the tag would be.
func (l *layout) findExits() {
	for _, nets := range l.nets {
		for _, t := range nets {
			for _, e := range t.right {
				if t.style.back && l.items[e.item].node >= 0 {
					l.inside[e.item] = l.faces[e.item].tag != ""
				}
			}
		}
	}
}

func (l *layout) measureBox(item int) {
	o, i, f := l.drawer.options, &l.items[item], &l.faces[item]
	rows, columns := len(f.rows)+o.BoxRows, max(f.wide, o.BoxWidth)+2
	if l.inside[item] {
		rows++
	}
	ports := max(i.ports[before], i.ports[behind])
	if l.form.down {
		i.depth, i.breadth = rows+2, max(columns, 2*ports+1)+2
		if o.EdgeWidth > 0 {
			// A figure beside each line needs its room as well, with spaces.
			i.breadth = max(i.breadth, (ports+1)*(o.EdgeWidth+3))
		}
		return
	}
	i.depth, i.breadth = columns+2, max(rows, ports)+2
}

// gap returns the cells between neighbours of a layer.
func (l *layout) gap(a, b *item) int {
	switch {
	case !l.form.down:
		return 0
	case a.node >= 0 && b.node >= 0:
		return boxGap
	case a.node < 0 && b.node < 0 && l.drawer.options.EdgeWidth > 0:
		return l.drawer.options.EdgeWidth + 2
	}
	return laneGap - 1
}

// widestLayer returns the cells across that the widest layer takes at least.
func (l *layout) widestLayer() int {
	widest := 0
	for _, layer := range l.layers {
		widest = max(widest, l.packed(layer, l.gap))
	}
	return widest
}

// port returns how far a port is from the first cell of its item: ports are
// spread evenly over the side of a box.
func (l *layout) port(i *item, side, port int) int {
	if i.node < 0 {
		return 0
	}
	inner := i.breadth - 2
	if l.form.down {
		return (port + 1) * (inner + 1) / (i.ports[side] + 1)
	}
	// Rows are few, so that those next to the corners count as well.
	return 1 + ((2*port+1)*inner-1)/(2*i.ports[side])
}

// pitch returns the distance of trunks beside each other, and of ports.
func (l *layout) pitch() int {
	if l.form.down {
		return 1
	}
	return 2
}

// margins returns the cells along before and behind the trunks of a channel,
// or of its stubs if it has only straight ones.
func (l *layout) margins(nets []net, straight bool) (lead, tail int) {
	if len(nets) == 0 {
		return 0, 0
	}
	stub, least := 1, 3
	switch {
	case l.form.down:
		stub, least = 0, 1
	case l.form.tight:
		least = 2
	}
	lead, tail = stub, max(stub, 1)
	if slices.ContainsFunc(nets, func(t net) bool { return arrives(t.left) }) {
		lead++
	}
	if (!l.form.tight || l.drawer.options.EdgeWidth > 0) && slices.ContainsFunc(nets, func(t net) bool { return arrives(t.right) }) {
		tail = stub + 1
	}
	if straight {
		tail = max(tail, least-lead)
	}
	if !slices.ContainsFunc(nets, func(t net) bool { return len(t.right) > 0 }) {
		tail = 0
	}
	return l.withFigures(nets, lead, tail)
}

// withFigures widens the margins of a channel for figures on its arrows.
func (l *layout) withFigures(nets []net, lead, tail int) (wideLead, wideTail int) {
	need := l.drawer.options.EdgeWidth
	if need == 0 {
		return lead, tail
	}
	need++
	if l.form.down {
		need = 1
	}
	if slices.ContainsFunc(nets, func(t net) bool { return alone(t.left) }) {
		lead += need
	}
	if slices.ContainsFunc(nets, func(t net) bool { return alone(t.right) }) {
		tail += need
	}
	return lead, tail
}

// arrives reports whether an arrow head is at one of the ends.
func arrives(ends []end) bool {
	return slices.ContainsFunc(ends, func(e end) bool { return e.arrow })
}

// alone reports whether an edge has the line at one of the ends for itself.
func alone(ends []end) bool {
	return slices.ContainsFunc(ends, func(e end) bool { return e.edge >= 0 })
}
