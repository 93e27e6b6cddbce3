package diagram

// A plan is a part in layers, before anything has a size: what stands beside
// what, and which arrows share a line. Its directions are those of the flow:
// along it, from layer to layer, and across it, within a layer.
type plan struct {
	items  []item
	layers [][]int  // items by layer, in order across
	links  [][]link // by the channel behind each layer
	nets   [][]net  // by the channel behind each layer
	bands  []span   // cells across that the band of each layer takes
	places []int    // scratch space for medians
}

// An item takes a place in a layer: a component, or a waypoint of arrows that
// pass the layer on their way to a further one.
type item struct {
	node   int  // of the graph; -1 for a waypoint
	async  bool // a waypoint of arrows that hand over
	layer  int
	order  int // place in the layer
	median int // twice the median place of the neighbours, while the layer is sorted
	ports  [2]int
	near   [2][]int // items linked before and behind

	depth, breadth int // cells along and across the flow
	at             int // first cell across
}

// Sides of an item.
const (
	before = iota
	behind
)

// A style tells arrows that must not share a line.
type style struct {
	async bool
	back  bool // drawn against the flow
}

// A link joins items of neighbouring layers. Edge is the one edge of the graph
// that it carries, or -1 if several share it.
type link struct {
	from, to int
	style    style
	edge     int
}

// maxItems bounds the items of a part with so many nodes: with more waypoints
// the arrows could not be followed any more.
func maxItems(nodes int) int { return 4*nodes + 10 }

// newPlan builds the plan of a part. If apart is set, every arrow keeps a piece
// of line for itself. It returns nil if the part is too entangled.
func newPlan(p *part, g *Graph, l layering, apart bool) *plan {
	n := &plan{links: make([][]link, l.count), nets: make([][]net, l.count)}
	for i, node := range p.nodes {
		n.items = append(n.items, item{node: node, layer: l.layer[i]})
	}
	if !n.link(p, l) {
		return nil
	}
	n.order(p)
	for channel := range n.links {
		n.nets[channel] = n.bundle(n.links[channel], apart)
	}
	n.addLoops(p, g)
	n.assignPorts()
	return n
}

// A lane is the series of waypoints that long arrows share: those that leave
// one node, or those that come to one node.
type lane struct {
	node  int
	to    bool
	style style
}

// link adds the waypoints and the links. It reports false if there are too
// many.
func (n *plan) link(p *part, l layering) bool {
	long := make(map[lane]int)
	for i := range p.edges {
		if from, to, s := l.ends(p, i); l.layer[to]-l.layer[from] > 1 {
			long[lane{from, false, s}]++
			long[lane{to, true, s}]++
		}
	}
	ways := make(map[lane][]int)
	for i := range p.edges {
		from, to, s := l.ends(p, i)
		last, first := l.layer[to]-1, l.layer[from]+1
		if last < first {
			n.addLink(link{from, to, s, p.index[i]})
			continue
		}
		if toLane := (lane{to, true, s}); long[toLane] > long[lane{from, false, s}] {
			n.addLink(link{from, n.extend(ways, toLane, last, first), s, p.index[i]})
		} else {
			n.addLink(link{n.extend(ways, lane{from, false, s}, first, last), to, s, p.index[i]})
		}
		if len(n.items) > maxItems(len(p.nodes)) {
			return false
		}
	}
	return true
}

// ends returns an edge in the direction in which it is drawn.
func (l *layering) ends(p *part, i int) (from, to int, s style) {
	e := p.edges[i]
	s = style{e.Async, l.turned[i]}
	if s.back {
		return e.To, e.From, s
	}
	return e.From, e.To, s
}

// extend makes a lane lead from the layer next to its node to at least the far
// layer, and returns its waypoint there.
func (n *plan) extend(ways map[lane][]int, key lane, next, far int) int {
	step := 1
	if key.to {
		step = -1
	}
	way := ways[key]
	count := (far-next)*step + 1
	for len(way) < count {
		last := key.node
		if len(way) > 0 {
			last = way[len(way)-1]
		}
		at := len(n.items)
		n.items = append(n.items, item{node: -1, async: key.style.async, layer: next + step*len(way), breadth: 1})
		if key.to {
			n.addLink(link{at, last, key.style, -1})
		} else {
			n.addLink(link{last, at, key.style, -1})
		}
		way = append(way, at)
	}
	ways[key] = way
	return way[count-1]
}

func (n *plan) addLink(l link) {
	from, to := &n.items[l.from], &n.items[l.to]
	from.near[behind] = append(from.near[behind], l.to)
	to.near[before] = append(to.near[before], l.from)
	n.links[from.layer] = append(n.links[from.layer], l)
}
