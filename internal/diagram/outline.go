package diagram

import "strings"

// outline lists the components with what each calls, for widths that hold no
// boxes.
func (d *drawer) outline() Drawing {
	drawing := Drawing{
		Outline: true,
		Boxes:   make([]Box, len(d.graph.Nodes)),
		Labels:  make([]Label, len(d.graph.Edges)),
	}
	width := d.options.Width
	if width < 1 {
		return drawing
	}
	for i := range d.graph.Nodes {
		head := cut(d.headline(i), width, d.mark())
		drawing.Boxes[i] = Box{0, len(drawing.Rows), cells(head), 1}
		drawing.Rows = append(drawing.Rows, head)
		drawing.Rows = append(drawing.Rows, d.calls(i, false)...)
		drawing.Rows = append(drawing.Rows, d.calls(i, true)...)
	}
	return drawing
}

// headline returns the name of a component with all that its box would show.
func (d *drawer) headline(node int) string {
	c := d.captions[node]
	details := strings.ReplaceAll(c.details, glue, " ")
	if c.tag != "" {
		details = strings.TrimSuffix(c.tag+", "+details, ", ")
	}
	if details == "" {
		return c.name
	}
	return c.name + ": " + details
}

// calls returns the rows that list what a component calls, or hands over to.
func (d *drawer) calls(node int, async bool) []string {
	arrow, indent := " -> ", "    "
	if async {
		arrow = " ~> "
	}
	if d.options.Width < 12 {
		arrow, indent = arrow[1:3], "  "
	}
	var names []string
	for _, e := range d.graph.Edges {
		if e.From == node && e.Async == async {
			name := d.captions[e.To].name
			if items := e.Terms.Label(); items != nil {
				name += " (" + d.printable(strings.Join(items, ", ")) + ")"
			}
			names = append(names, name)
		}
	}
	if names == nil {
		return nil
	}
	rows := fill(strings.Join(names, ", "), d.options.Width-len(indent))
	for i := range rows {
		rows[i] = cut(indent+rows[i], d.options.Width, d.mark())
	}
	rows[0] = cut(arrow+strings.TrimPrefix(rows[0], indent), d.options.Width, d.mark())
	return rows
}
