package diagram

import "strings"

// mostOnArrow is how many cells the words on an arrow take at most: longer ones would
// tear the boxes apart, and are told below the drawing.
const mostOnArrow = 14

// Labelled returns the rows of a drawing as [Draw] does, with what is said of the arrows:
// on their lines where that takes no more rows, else below the drawing, as in
// "cache -> db: on miss, timeout 200 ms". Nothing that an arrow says is left out.
func Labelled(g *Graph, o Options) []string {
	d := newDrawer(g, o)
	w, ok := d.worded()
	if !ok {
		return d.outline().Rows
	}
	rows := w.canvas.rows()
	if len(w.below) > 0 {
		rows = append(append(rows, ""), w.below...)
	}
	return rows
}

// A worded drawing has what is said of its arrows on it, and below it what has no room.
type worded struct {
	canvas *canvas
	below  []string
}

// height returns the rows of the whole.
func (w *worded) height() int {
	if len(w.below) == 0 {
		return w.canvas.height
	}
	return w.canvas.height + 1 + len(w.below)
}

// worded draws a design with what is said of its arrows, with room on them or without,
// whichever is lower. It reports whether it fits.
func (d *drawer) worded() (*worded, bool) {
	labels := make([]string, len(d.graph.Edges))
	roomy := *d
	for i, e := range d.graph.Edges {
		labels[i] = d.printable(strings.Join(e.Terms.Label(), ", "))
		if width := cells(labels[i]); width <= mostOnArrow {
			roomy.options.EdgeWidth = max(roomy.options.EdgeWidth, width)
		}
	}
	w, ok := d.word(labels)
	if roomy.options.EdgeWidth > d.options.EdgeWidth {
		if with, fits := roomy.word(labels); fits && (!ok || with.height() <= w.height()) {
			return with, true
		}
	}
	return w, ok
}

// word draws a design and writes what its edges are labelled with.
func (d *drawer) word(labels []string) (*worded, bool) {
	c, drawing, ok := d.paint()
	if !ok {
		return nil, false
	}
	w := &worded{canvas: c}
	for i, label := range labels {
		switch at := drawing.Labels[i]; {
		case label == "":
		case d.options.EdgeWidth > 0 && cells(label) <= at.Width:
			c.write(at.X, at.Y, label)
		default:
			w.below = append(w.below, fill(d.said(d.graph.Edges[i], label), d.options.Width)...)
		}
	}
	return w, true
}

// said says what an edge is labelled with.
func (d *drawer) said(e Edge, label string) string {
	arrow := " -> "
	if e.Async {
		arrow = " ~> "
	}
	return d.printable(d.graph.Nodes[e.From].Name) + arrow + d.printable(d.graph.Nodes[e.To].Name) + ": " + label
}
