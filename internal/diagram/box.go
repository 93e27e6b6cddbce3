package diagram

import (
	"fmt"
	"strings"
)

// Rows that a name and the rest of a label take at most.
const (
	maxNameRows   = 4
	maxDetailRows = 4
)

// A face is what a box shows.
type face struct {
	rows []string
	tag  string // the kind, in the border; empty if the name says it
	wide int    // cells of the widest row or the tag
	cut  bool   // whether something of the name is missing
}

// face returns what the box of a node shows in rows of at most width cells.
func (d *drawer) face(node, width int) face {
	var f face
	c := &d.captions[node]
	f.rows, f.cut = wrap(c.name, width, maxNameRows, d.mark())
	if c.details != "" {
		rows, _ := wrap(c.details, width, maxDetailRows, d.mark())
		f.rows = append(f.rows, rows...)
	}
	f.tag = c.tag
	f.wide = max(widest(f.rows), len(f.tag)+1)
	return f
}

// A caption is what is to be said about a node.
type caption struct{ name, details, tag string }

func (d *drawer) caption(n *Node) caption {
	name := n.Name
	if n.Count > 0 {
		name = fmt.Sprintf("%s ×%d", name, n.Count)
	}
	c := caption{name: d.printable(name), details: strings.Join(d.details(n), ", ")}
	if n.Kind != Unknown && !d.graph.names.says(n.Name, n.Kind) {
		c.tag = n.Kind.tag()
	}
	return c
}

// details returns the items of the label but for what the box shows otherwise.
func (d *drawer) details(n *Node) []string {
	var items []string
	for _, a := range n.Attributes {
		item := a.Value
		switch a.Name {
		case "":
			if len(words(item)) == 1 && d.graph.names.says(item, n.Kind) {
				continue
			}
		case "size", "policy":
		default:
			item = a.Name + " " + a.Value
		}
		items = append(items, strings.ReplaceAll(d.printable(item), " ", glue))
	}
	return items
}

// tag returns the word for a kind in the border of a box.
func (k Kind) tag() string {
	if k == Balancer {
		return "lb"
	}
	return string(k)
}

func (d *drawer) mark() string {
	if d.options.ASCII {
		return ".."
	}
	return "…"
}

// printable returns text as the drawing may show it.
func (d *drawer) printable(text string) string {
	text = clean(text)
	if d.options.ASCII {
		text = plain(text)
	}
	return text
}
