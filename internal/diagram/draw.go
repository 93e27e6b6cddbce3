package diagram

// Options say how a design is drawn.
type Options struct {
	Width int  // cells that a row may take
	ASCII bool // only characters of ASCII
	// BoxRows rows at the bottom of every box stay empty, for figures that
	// change while the drawing stands still; BoxWidth is their least width.
	BoxRows, BoxWidth int
	// EdgeWidth cells are kept for a figure on every arrow.
	EdgeWidth int
}

// A Drawing is a design as rows of text.
type Drawing struct {
	Rows   []string
	Boxes  []Box   // where the nodes are, by index
	Labels []Label // where figures on the edges may be written, by index
	// Outline is set if the width allows no boxes: then Rows list the
	// components with what each calls, Boxes are the places of their names, and
	// Labels have no width.
	Outline bool
}

// A Box is a rectangle of cells, borders included; the first cell is (0, 0).
type Box struct{ X, Y, Width, Height int }

// A Label is a run of cells of a row that a figure on an edge may cover: on the
// edge's line from left to right, beside it from top to bottom. The Width is 0
// where an edge shares all of its line with others, which Options.EdgeWidth
// prevents.
type Label struct{ X, Y, Width int }

// Draw draws a design in rows of at most o.Width cells. Without a cell it draws
// nothing.
func Draw(g *Graph, o Options) Drawing {
	d := newDrawer(g, o)
	c, drawing, ok := d.paint()
	if !ok {
		return d.outline()
	}
	drawing.Rows = c.rows()
	return drawing
}

// paint paints a design on a canvas and says what is where, or reports that a part does
// not fit. The drawing has no rows yet.
func (d *drawer) paint() (*canvas, Drawing, bool) {
	layouts, ok := d.layouts()
	if !ok {
		return nil, Drawing{}, false
	}
	brushes, width, height := d.shelve(layouts)
	c := newCanvas(width, height, d.options.ASCII)
	drawing := Drawing{Boxes: make([]Box, len(d.graph.Nodes)), Labels: make([]Label, len(d.graph.Edges))}
	for i := range brushes {
		brushes[i].paint(c)
	}
	for i := range brushes {
		brushes[i].report(&drawing)
	}
	return c, drawing, true
}

// A drawer draws one design.
type drawer struct {
	graph    *Graph
	options  Options
	captions []caption // by node
}

func newDrawer(g *Graph, o Options) *drawer {
	d := &drawer{graph: g, options: o}
	for i := range g.Nodes {
		d.captions = append(d.captions, d.caption(&g.Nodes[i]))
	}
	return d
}

// layouts lays out the parts of a design, or reports that one does not fit.
func (d *drawer) layouts() ([]*layout, bool) {
	var layouts []*layout
	for _, p := range parts(d.graph) {
		l := d.fit(&p)
		if l == nil {
			return nil, false
		}
		layouts = append(layouts, l)
	}
	return layouts, true
}

// partGap is the number of cells between parts beside each other.
const partGap = 3

// shelve puts the parts of a design beside each other, from left to right, and
// goes on below where the width is used up.
func (d *drawer) shelve(layouts []*layout) (brushes []brush, width, height int) {
	x, y := 0, 0
	for _, l := range layouts {
		w, h := l.size()
		if x > 0 && x+w > d.options.Width {
			x, y = 0, height+1
		}
		brushes = append(brushes, brush{layout: l, x: x, y: y})
		width, height = max(width, x+w), max(height, y+h)
		x += w + partGap
	}
	return brushes, width, height
}
