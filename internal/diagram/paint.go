package diagram

import "slices"

// A brush paints a layout onto a canvas, from a corner.
type brush struct {
	*layout
	x, y   int
	canvas *canvas
	stubs  []stub // as painted
}

// spot returns the cell of a place along and across the flow.
func (b *brush) spot(along, across int) (x, y int) {
	if b.form.down {
		return b.x + across, b.y + along
	}
	return b.x + along, b.y + across
}

// line draws between two places that differ in one direction only.
func (b *brush) line(along1, across1, along2, across2 int, dashed bool) {
	x1, y1 := b.spot(along1, across1)
	x2, y2 := b.spot(along2, across2)
	b.canvas.line(x1, y1, x2, y2, dashed)
}

// paint paints wires first, then boxes over the ends of their stubs.
func (b *brush) paint(c *canvas) {
	b.canvas = c
	for k := range b.channels {
		for i := range b.channels[k].wires {
			b.wire(k, &b.channels[k].wires[i])
		}
		for _, t := range b.channels[k].turns {
			b.turn(k, t)
		}
	}
	for i := range b.items {
		if b.items[i].node < 0 {
			b.waypoint(i)
		} else {
			b.box(i)
		}
	}
	for _, nets := range b.nets {
		for _, t := range nets {
			for _, e := range t.left {
				b.end(e, behind)
			}
			for _, e := range t.right {
				b.end(e, before)
			}
		}
	}
}

// waypoint draws the line through a layer.
func (b *brush) waypoint(i int) {
	item := &b.items[i]
	from := b.layerAt[item.layer]
	b.line(from, item.at, from+item.depth-1, item.at, item.async)
}

// wire draws the stubs and the trunk of a wire in a channel.
func (b *brush) wire(k int, w *wire) {
	t := b.nets[k][w.net]
	dashed := t.style.async
	if len(w.trunk) == 0 {
		b.stub(k, t.right[0], before, b.edge(t.left[0], behind), dashed)
		return
	}
	column := b.channels[k].trunkAt + w.column
	for i, s := range w.trunk {
		b.line(column+i, s.first, column+i, s.last, dashed)
		if i > 0 {
			b.line(column+i-1, s.first, column+i, s.first, dashed)
		}
	}
	if !w.half {
		for _, e := range t.left {
			b.stub(k, e, behind, column+w.piece(e.at, false), dashed)
		}
	}
	if w.next > 0 {
		end := b.channels[k].trunkAt + b.channels[k].wires[w.next].column
		b.line(column+w.piece(w.right[0], true), w.right[0], end, w.right[0], dashed)
		return
	}
	for _, e := range t.right {
		b.stub(k, e, before, column+w.piece(e.at, true), dashed)
	}
}

// turn draws a net of a fold.
func (b *brush) turn(k int, turn turning) {
	t := b.nets[k][turn.net]
	dashed := t.style.async
	from, to := turn.row, turn.row
	for _, e := range t.left {
		b.stub(k, e, behind, turn.exit, dashed)
		from = min(from, e.at)
	}
	for _, e := range t.right {
		b.stub(k, e, before, turn.entry, dashed)
		to = max(to, e.at)
	}
	b.line(turn.exit, from, turn.exit, turn.row, dashed)
	b.line(turn.entry, turn.row, turn.exit, turn.row, dashed)
	b.line(turn.entry, turn.row, turn.entry, to, dashed)
}

// A stub is the piece of line that an edge has for itself, where nothing
// crosses it: its first and last cell along, without border and arrow head, and
// its place across.
type stub struct{ edge, first, last, at int }

// stub draws the line from an item, on a side of it, to a cell along.
func (b *brush) stub(k int, e end, side, to int, dashed bool) {
	from := b.edge(e, side)
	b.line(from, e.at, to, e.at, dashed)
	if e.edge < 0 {
		return
	}
	c := &b.channels[k]
	s := stub{e.edge, from + 1, min(to, c.trunkAt) - 1, e.at}
	if side == before {
		s.first, s.last = max(to+1, c.tailAt), from-1
	}
	if e.arrow && side == behind {
		s.first++
	} else if e.arrow {
		s.last--
	}
	b.stubs = append(b.stubs, s)
}

// edge returns the cell along where an item meets the channel on a side of it.
func (b *brush) edge(e end, side int) int {
	item := &b.items[e.item]
	if side == behind {
		return b.layerAt[item.layer] + item.depth - 1
	}
	return b.layerAt[item.layer]
}

// piece returns the first or the last piece of the trunk at a place.
func (w *wire) piece(r int, last bool) int {
	at := slices.IndexFunc(w.trunk, func(s span) bool { return r >= s.first && r <= s.last })
	if last && at+1 < len(w.trunk) && w.trunk[at+1].first == r {
		at++
	}
	return at
}

// end draws the arrow head in front of a box, or the exit in its border.
func (b *brush) end(e end, side int) {
	item := &b.items[e.item]
	if item.node < 0 {
		return
	}
	along := b.edge(e, side)
	outside, outward := along-1, toLeft
	if side == behind {
		outside, outward = along+1, toRight
	}
	if b.form.down {
		outward = (outward + 1) % 4 // left becomes up, right down
	}
	if e.arrow {
		x, y := b.spot(outside, e.at)
		b.canvas.at(x, y).glyph = heads(b.canvas.ascii)[(outward+2)%4]
		return
	}
	x, y := b.spot(along, e.at)
	b.canvas.at(x, y).glyph = b.drawer.graph.Nodes[item.node].Kind.border(b.canvas.ascii).exits[outward]
}

// report tells where the boxes are, and where figures on the edges may stand.
func (b *brush) report(d *Drawing) {
	for i := range b.faces {
		d.Boxes[b.items[i].node] = b.rectangle(i)
	}
	for _, s := range b.stubs {
		d.Labels[s.edge] = b.label(s)
	}
}

// label returns the cells for a figure on a stub: all but its ends from left to
// right, and from top to bottom what is free beside it.
func (b *brush) label(s stub) Label {
	if !b.form.down {
		x, y := b.spot(s.first+1, s.at)
		return Label{x, y, max(0, s.last-s.first-1)}
	}
	x, y := b.spot(s.last, s.at)
	l := Label{X: x + 2, Y: y}
	if s.last < s.first {
		return l
	}
	end, width := x+1, b.drawer.options.Width
	for end < width && b.canvas.blank(end, y) {
		end++
	}
	if end < width {
		end-- // a space stays before what follows
	}
	l.Width = max(0, end-l.X)
	return l
}

// rectangle returns the cells of a box.
func (b *brush) rectangle(i int) Box {
	item := &b.items[i]
	x, y := b.spot(b.layerAt[item.layer], item.at)
	if b.form.down {
		return Box{x, y, item.breadth, item.depth}
	}
	return Box{x, y, item.depth, item.breadth}
}

func (b *brush) box(i int) {
	r := b.rectangle(i)
	node := b.items[i].node
	o := b.drawer.graph.Nodes[node].Kind.border(b.canvas.ascii)
	lastX, lastY := r.X+r.Width-1, r.Y+r.Height-1
	for x := r.X + 1; x < lastX; x++ {
		b.canvas.at(x, r.Y).glyph, b.canvas.at(x, lastY).glyph = o.across, o.across
	}
	for y := r.Y + 1; y < lastY; y++ {
		b.canvas.at(r.X, y).glyph, b.canvas.at(lastX, y).glyph = o.along, o.along
	}
	for k, corner := range [4][2]int{{r.X, r.Y}, {lastX, r.Y}, {lastX, lastY}, {r.X, lastY}} {
		b.canvas.at(corner[0], corner[1]).glyph = o.corners[k]
	}
	rows := b.faces[i].rows
	if tag := b.faces[i].tag; b.inside[i] {
		b.canvas.write(r.X+2, r.Y+1+len(rows), tag)
	} else if tag != "" {
		b.canvas.write(r.X+1, r.Y, " "+tag+" ")
	}
	for k, row := range rows {
		b.canvas.write(r.X+2, r.Y+1+k, row)
	}
}
