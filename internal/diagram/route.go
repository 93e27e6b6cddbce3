package diagram

import "slices"

// A channel is the space between two layers, with the wires in it. Places are
// cells across; columns count cells along, from the first trunk.
type channel struct {
	wires   []wire
	order   []int // wires with a trunk, by column
	columns int
	trunkAt int       // first column, along
	tailAt  int       // first cell behind the columns, along
	width   int       // cells along
	turns   []turning // the nets, if the channel is folded
	band    span      // places that are the channel's own
}

// A wire is the line of a net in a channel: stubs along the flow that meet a
// trunk across it.
type wire struct {
	net         int
	left, right []int  // places of the stubs on both sides, ascending
	trunk       []span // pieces, each one column further; none if the wire is straight
	column      int    // of the first piece
	next        int    // the second half, at whose trunk the stub of the right ends; 0 if there is none
	half        bool   // the stub of the left starts at the trunk of a first half
}

// A span is a piece of a trunk, both ends included.
type span struct{ first, last int }

// route lays the nets of a channel so that lines of different nets only cross,
// at right angles. Pitch is the distance of trunks beside each other; no line
// lies before the band.
func route(nets []net, pitch int, band span) channel {
	c := channel{band: band}
	for k, t := range nets {
		w := wire{net: k, left: places(t.left), right: places(t.right)}
		w.cut()
		c.wires = append(c.wires, w)
	}
	for i := range nets {
		// Who comes in below a cut could not go out above it.
		if w := &c.wires[i]; len(w.trunk) > 1 && len(w.left) > 1 && len(w.right) > 1 {
			c.detour(i)
		}
	}
	c.arrange()
	c.spread(pitch)
	return c
}

// places returns where ends are, ascending.
func places(ends []end) []int {
	places := make([]int, len(ends))
	for k, e := range ends {
		places[k] = e.at
	}
	slices.Sort(places)
	return places
}

// cut makes the trunk, in a new piece wherever stubs come from both sides in
// the middle: their four arms would look like a crossing.
func (w *wire) cut() {
	w.trunk = nil
	first, last := w.extent()
	if first == last {
		return
	}
	for _, r := range w.left {
		if r > first && r < last && slices.Contains(w.right, r) {
			w.trunk = append(w.trunk, span{first, r})
			first = r
		}
	}
	w.trunk = append(w.trunk, span{first, last})
}

// extent returns the first and the last place of the wire.
func (w *wire) extent() (first, last int) {
	first, last = 1<<30, -1
	for _, side := range [][]int{w.left, w.right} {
		if len(side) > 0 {
			first, last = min(first, side[0]), max(last, side[len(side)-1])
		}
	}
	return first, last
}

// crossings counts how often the lines of two wires cross if a's trunk comes
// before b's.
func crossings(a, b *wire) int {
	count := 0
	for _, r := range a.right {
		count += b.inside(r)
	}
	for _, r := range b.left {
		count += a.inside(r)
	}
	return count
}

// inside counts the pieces of the trunk that pass a place.
func (w *wire) inside(r int) int {
	count := 0
	for _, s := range w.trunk {
		if r > s.first && r < s.last {
			count++
		}
	}
	return count
}

// last returns the last place across that the band or a wire takes.
func (c *channel) last() int {
	last := c.band.last
	for i := range c.wires {
		_, end := c.wires[i].extent()
		last = max(last, end)
	}
	return last
}

// near reports whether the trunks of two wires cannot stand in one column.
func near(a, b *wire) bool {
	a1, a2 := a.extent()
	b1, b2 := b.extent()
	return a1 <= b2+1 && b1 <= a2+1
}

// spread gives every trunk the first column that those before it leave.
func (c *channel) spread(pitch int) {
	for k, i := range c.order {
		w := &c.wires[i]
		for _, j := range c.order[:k] {
			if b := &c.wires[j]; near(b, w) {
				w.column = max(w.column, b.column+len(b.trunk)-1+pitch)
			}
		}
		c.columns = max(c.columns, w.column+len(w.trunk))
	}
}
