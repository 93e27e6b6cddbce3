package lab

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/diagram"
	"spar/internal/system"
	"spar/internal/topology"
	"spar/internal/tui/frame"
)

// A drawing shows the parts of a run as boxes and their calls as arrows. It is laid
// out once, with room for figures that change.
type drawing struct {
	diagram.Drawing
	graph diagram.Graph
	rooms diagram.Options
	of    question
	fits  bool
}

// A question is what the layout of a drawing depends on.
type question struct {
	parts string
	width int
	rows  int // that it may take
	most  int // likewise, if charts stay as small as can be
	ascii bool
}

// rooms are what boxes and arrows keep for figures, from most to least: a bar needs
// two rows at least.
var rooms = []diagram.Options{
	{BoxRows: 3, BoxWidth: 14, EdgeWidth: 8},
	{BoxRows: 2, BoxWidth: 14, EdgeWidth: 8},
	{BoxRows: 1, BoxWidth: 8, EdgeWidth: 6},
}

// drawing returns the drawing of a run; nil if its system has no calls to draw, or
// there is no room for them and for the row below that tells about the part at the
// cursor.
func (l *lane) drawing() *drawing {
	if len(l.shot.view.Calls) == 0 {
		return nil
	}
	graph := l.graph()
	rows := l.partsRoom() - 1
	of := question{
		parts: fmt.Sprint(graph.Nodes, graph.Edges), width: l.width, rows: rows,
		most: rows + max(0, l.chartRoom()-leastCharts), ascii: l.page.theme.ASCII,
	}
	if l.laidOut.of != of {
		*l.laidOut = layOut(graph, of)
	}
	if !l.laidOut.fits {
		return nil
	}
	return l.laidOut
}

// leastCharts are the rows that a drawing leaves to charts beside each other.
const leastCharts = 4

// layOut draws with as much room for figures as the rows allow; with the least it
// may take some from the charts.
func layOut(g diagram.Graph, of question) drawing {
	for i, o := range rooms {
		o.Width, o.ASCII = of.width, of.ascii
		d := diagram.Draw(&g, o)
		if !d.Outline && (len(d.Rows) <= of.rows || i == len(rooms)-1 && len(d.Rows) <= of.most) {
			return drawing{Drawing: d, graph: g, rooms: o, of: of, fits: true}
		}
	}
	return drawing{of: of}
}

// graph returns the parts with the calls between them.
func (l *lane) graph() diagram.Graph {
	var g diagram.Graph
	node := func(name string) int {
		at := slices.IndexFunc(g.Nodes, func(n diagram.Node) bool { return n.Name == name })
		if at < 0 {
			at = len(g.Nodes)
			g.Nodes = append(g.Nodes, l.node(name))
		}
		return at
	}
	for _, c := range l.shot.view.Calls {
		e := diagram.Edge{From: node(c.From), To: node(c.To), Async: l.async(c.From, c.To)}
		if !slices.Contains(g.Edges, e) {
			g.Edges = append(g.Edges, e)
		}
	}
	for _, part := range l.shot.view.Parts {
		node(part.Name)
	}
	return g
}

// node returns a part, or a client, with its kind where the scenario tells it.
func (l *lane) node(name string) diagram.Node {
	n := diagram.Node{Name: name}
	if spec := l.shot.scenario.Topology; spec != nil {
		if at := spec.Find(name); at >= 0 {
			n.Kind = diagram.Kind(spec.Components[at].Kind)
		}
	}
	if part, ok := l.part(name); ok && len(part.Members) > 1 {
		n.Count = present(part)
	}
	return n
}

// async reports whether the scenario tells that calls are handed over: nobody waits
// for them.
func (l *lane) async(from, to string) bool {
	spec := l.shot.scenario.Topology
	if spec == nil {
		return false
	}
	caller := spec.Find(from)
	return caller >= 0 && slices.ContainsFunc(spec.Components[caller].Calls, func(c topology.Call) bool {
		return c.Async && strings.EqualFold(c.To, to)
	})
}

// part returns a part by its name; clients are none.
func (l *lane) part(name string) (system.Part, bool) {
	parts := l.shot.view.Parts
	at := slices.IndexFunc(parts, func(p system.Part) bool { return p.Name == name })
	if at < 0 {
		return system.Part{}, false
	}
	return parts[at], true
}

// present counts the members that were not removed.
func present(part system.Part) int {
	n := 0
	for _, m := range part.Members {
		if !isRemoved(m.State) {
			n++
		}
	}
	return n
}

// diagram draws the parts as boxes, and a row that tells about the one at the
// cursor.
func (l *lane) diagram(d *drawing) {
	first := len(l.rows)
	patches := make([][]patch, len(d.Rows))
	add := func(y int, q patch) { patches[y] = append(patches[y], q) }
	for i, box := range d.Boxes {
		l.box(d, i, add)
		l.aim(d.graph.Nodes[i].Name, box, first)
	}
	for i := range d.Labels {
		l.label(d, i, add)
	}
	for y, row := range d.Rows {
		l.rows = append(l.rows, l.patched(row, patches[y]))
	}
	l.rows = append(l.rows, l.selected())
	l.space()
}

// A patch covers some cells of a row.
type patch struct {
	x, width int
	text     string
}

// patched returns a row of a drawing with patches on it.
func (l *lane) patched(row string, patches []patch) string {
	slices.SortFunc(patches, func(a, b patch) int { return a.x - b.x })
	t := l.page.theme
	row = frame.Fit(row, l.width, t)
	var b strings.Builder
	at := 0
	for _, q := range patches {
		b.WriteString(t.Muted.Render(ansi.Cut(row, at, q.x)))
		b.WriteString(q.text)
		at = q.x + q.width
	}
	b.WriteString(t.Muted.Render(ansi.Cut(row, at, l.width)))
	return b.String()
}

// aim lets the mouse select a part by its box, and the arrows leave the part for
// its neighbours.
func (l *lane) aim(name string, box diagram.Box, first int) {
	part, ok := l.part(name)
	if !ok {
		return
	}
	l.page.drawn.columns[name] = len(part.Members)
	for y := range box.Height {
		l.page.drawn.spots = append(l.page.drawn.spots, spot{
			first + box.Y + y, l.left + box.X, l.left + box.X + box.Width, place{name, firstIndex(part)},
		})
	}
}

// selected tells about the part at the cursor and its members, in a row.
func (l *lane) selected() string {
	part, ok := l.part(l.page.cursor.part)
	if !ok {
		return ""
	}
	p := &panel{lane: l, theme: l.page.theme, width: l.width - 2}
	if len(part.Members) == 1 {
		p.single(part)
	} else {
		p.heading(part, oneLine)
	}
	l.take(p)
	return p.rows[0]
}
