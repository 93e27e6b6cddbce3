package diagram

// placeSweeps is the number of passes that line up items.
const placeSweeps = 8

// A pull says where across an item would have its line to another straight:
// so far from where the other is.
type pull struct {
	item, offset int
}

// A spacing says how much room items need across.
type spacing struct {
	gap    func(a, b *item) int              // cells between neighbours of a layer
	port   func(i *item, side, port int) int // how far a port is from the first cell of its item
	folded []bool                            // by channel: whether the flow goes on below
	room   int                               // cells that no item may leave; no layer takes more
}

// unlimited is room for everything.
const unlimited = 1 << 20

// A placer moves the items of a plan across the flow until most lines are
// straight.
type placer struct {
	spacing
	plan  *plan
	pulls [2][][]pull // by side, by item
}

// place gives every item and every end its place across and returns the cells
// that all take.
func (n *plan) place(s spacing) int {
	p := placer{spacing: s, plan: n}
	p.pack()
	p.collect()
	best, least := p.snapshot(), p.cost()
	for sweep := range placeSweeps {
		switch {
		case sweep == placeSweeps-1:
			for l := range n.layers {
				p.settle(l, before, behind)
			}
		case sweep%2 == 0:
			for l := 1; l < len(n.layers); l++ {
				p.settle(l, before)
			}
		default:
			for l := len(n.layers) - 2; l >= 0; l-- {
				p.settle(l, behind)
			}
		}
		if c := p.cost(); c < least {
			best, least = p.snapshot(), c
		}
	}
	for i, at := range best {
		n.items[i].at = at
	}
	across := p.stack()
	p.setEnds()
	return across
}

// pack places every layer as tightly as it goes, all centred on one line.
func (p *placer) pack() {
	for _, layer := range p.plan.layers {
		at := -p.plan.packed(layer, p.gap) / 2
		for k, i := range layer {
			item := &p.plan.items[i]
			if k > 0 {
				at += p.gap(&p.plan.items[layer[k-1]], item)
			}
			item.at = at
			at += item.breadth
		}
	}
}

// packed returns the cells across that the items of a layer take at least.
func (n *plan) packed(layer []int, gap func(a, b *item) int) int {
	cells := 0
	for k, i := range layer {
		if k > 0 {
			cells += gap(&n.items[layer[k-1]], &n.items[i])
		}
		cells += n.items[i].breadth
	}
	return cells
}

// collect notes what each end of each net pulls its item towards. Nothing
// pulls over a fold.
func (p *placer) collect() {
	items := p.plan.items
	p.pulls = [2][][]pull{make([][]pull, len(items)), make([][]pull, len(items))}
	for k, nets := range p.plan.nets {
		if p.folded[k] {
			continue
		}
		for _, t := range nets {
			for _, a := range t.left {
				for _, b := range t.right {
					offset := p.port(&items[a.item], behind, a.port) - p.port(&items[b.item], before, b.port)
					p.pulls[before][b.item] = append(p.pulls[before][b.item], pull{a.item, offset})
					p.pulls[behind][a.item] = append(p.pulls[behind][a.item], pull{b.item, -offset})
				}
			}
		}
	}
}

// A block is a run of items that stand as close as they may, and the sums of
// their wishes for the first cell of the run.
type block struct {
	items       int
	sum, weight int
}

// place returns where a block's items are least far from their wishes.
func (b block) place() int { return floorDiv(2*b.sum+b.weight, 2*b.weight) }

// settle moves the items of a layer as near to where their neighbours on the
// given sides pull them as their order and gaps allow: weighted least squares
// under order, solved by pooling neighbours that are in each other's way
// (Ayer and others, 1955).
func (p *placer) settle(l int, sides ...int) {
	layer := p.plan.layers[l]
	base := make([]int, len(layer)) // first cell of each item if the first were at 0
	var blocks []block
	for k, i := range layer {
		item := &p.plan.items[i]
		if k > 0 {
			last := &p.plan.items[layer[k-1]]
			base[k] = base[k-1] + last.breadth + p.gap(last, item)
		}
		wish, weight := p.wish(i, sides)
		blocks = append(blocks, block{1, weight * (wish - base[k]), weight})
		for len(blocks) > 1 && blocks[len(blocks)-2].place() >= blocks[len(blocks)-1].place() {
			b := blocks[len(blocks)-1]
			blocks = blocks[:len(blocks)-1]
			a := &blocks[len(blocks)-1]
			a.items, a.sum, a.weight = a.items+b.items, a.sum+b.sum, a.weight+b.weight
		}
	}
	k := 0
	low := -p.room / 2
	high := low + p.room - p.plan.packed(layer, p.gap)
	for _, b := range blocks {
		at := max(low, min(high, b.place()))
		for range b.items {
			p.plan.items[layer[k]].at = at + base[k]
			k++
		}
	}
}

// wish returns the median of the places to which an item is pulled, and how
// much it counts. Between two waypoints a line is long and in the open, where
// bends disturb most.
func (p *placer) wish(i int, sides []int) (at, weight int) {
	item := &p.plan.items[i]
	places := p.plan.places[:0]
	for _, side := range sides {
		for _, pull := range p.pulls[side][i] {
			other := &p.plan.items[pull.item]
			if item.node < 0 && other.node < 0 {
				return other.at + pull.offset, 16
			}
			places = append(places, other.at+pull.offset)
		}
	}
	p.plan.places = places
	low, high, ok := medians(places)
	if !ok {
		return item.at, 1
	}
	return floorDiv(low+high, 2), 1 + len(places)
}

// cost measures how crooked the lines are.
func (p *placer) cost() int {
	cost := 0
	for i := range p.plan.items {
		for _, pull := range p.pulls[before][i] {
			off := p.plan.items[pull.item].at + pull.offset - p.plan.items[i].at
			if off != 0 {
				cost += 4 + max(off, -off)
			}
		}
	}
	return cost
}

func (p *placer) snapshot() []int {
	at := make([]int, len(p.plan.items))
	for i := range at {
		at[i] = p.plan.items[i].at
	}
	return at
}

// setEnds notes where the ends of nets are.
func (p *placer) setEnds() {
	for _, nets := range p.plan.nets {
		for _, t := range nets {
			for side := range 2 {
				ends := t.ends(side)
				for k := range ends {
					i := &p.plan.items[ends[k].item]
					ends[k].at = i.at + p.port(i, side, ends[k].port)
				}
			}
		}
	}
}

// floorDiv divides rounding down, for a positive b.
func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
