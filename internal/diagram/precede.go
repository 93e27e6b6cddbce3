package diagram

import "slices"

// arrange finds an order of the trunks with few crossings in which no two
// lines run over each other. Where two wires would each have to come before
// the other, one is cut in two that meet at a free place across.
func (c *channel) arrange() {
	var left []int
	for i := range c.wires {
		if len(c.wires[i].trunk) > 0 {
			left = append(left, i)
		}
	}
	slices.SortStableFunc(left, func(a, b int) int { return c.wires[a].rank() - c.wires[b].rank() })
	for len(left) > 0 {
		k := slices.IndexFunc(left, func(i int) bool { return c.waitsFor(left, i) < 0 })
		if k < 0 {
			left = append(left, c.detour(c.deadlocked(left)))
			continue
		}
		c.order = append(c.order, left[k])
		left = slices.Delete(left, k, k+1)
	}
	c.uncross()
}

// rank sorts wires for few crossings: those that climb from the first to the
// last, then those that descend from the last to the first.
func (w *wire) rank() int {
	if len(w.left) == 0 || len(w.right) == 0 {
		return 0
	}
	in, out := w.left[0]+w.left[len(w.left)-1], w.right[0]+w.right[len(w.right)-1]
	if out < in {
		return in
	}
	return 1<<20 - in
}

// waitsFor returns a wire among those left that has to come before wire i, or
// -1.
func (c *channel) waitsFor(left []int, i int) int {
	for _, j := range left {
		if j != i && c.precedes(j, i) {
			return j
		}
	}
	return -1
}

// precedes reports whether wire i has to turn off before wire j: i comes in
// where j goes out, or they are the halves of one.
func (c *channel) precedes(i, j int) bool {
	a, b := &c.wires[i], &c.wires[j]
	if b.half && a.next == j || a.half && b.next == i {
		return b.half
	}
	return slices.ContainsFunc(a.left, func(r int) bool { return slices.Contains(b.right, r) })
}

// deadlocked returns a wire that waits, in the end, for itself.
func (c *channel) deadlocked(left []int) int {
	i := left[0]
	for range left {
		i = c.waitsFor(left, i)
	}
	return i
}

// detour cuts a wire in two, one that collects and one that distributes, which
// meet at a free place across. It returns the second half.
func (c *channel) detour(i int) int {
	half := len(c.wires)
	free := c.freePlace(i)
	c.wires = append(c.wires, c.wires[i])
	first, second := &c.wires[i], &c.wires[half]
	first.right, first.next = []int{free}, half
	second.left, second.half = []int{free}, true
	first.cut()
	second.cut()
	return half
}

// freePlace returns the place nearest to a wire where no stub is. It may lie
// behind the band.
func (c *channel) freePlace(i int) int {
	first, last := c.wires[i].extent()
	middle := (first + last) / 2
	for away := 0; ; away++ {
		for _, r := range []int{middle + away, middle - away} {
			if r >= c.band.first && !slices.ContainsFunc(c.wires, func(w wire) bool {
				return slices.Contains(w.left, r) || slices.Contains(w.right, r)
			}) {
				return r
			}
		}
	}
}

// uncross swaps neighbours in the order where that saves crossings.
func (c *channel) uncross() {
	for pass, better := 0, true; better && pass < maxSweeps; pass++ {
		better = false
		for k := 0; k+1 < len(c.order); k++ {
			i, j := c.order[k], c.order[k+1]
			a, b := &c.wires[i], &c.wires[j]
			if !c.precedes(i, j) && crossings(b, a) < crossings(a, b) {
				c.order[k], c.order[k+1] = j, i
				better = true
			}
		}
	}
}
