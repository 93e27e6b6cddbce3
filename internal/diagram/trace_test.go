package diagram

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// grid splits rows into cells; the second cell of a wide character is 0.
func grid(rows []string) [][]rune {
	cells := make([][]rune, len(rows))
	for y, row := range rows {
		for len(row) > 0 {
			// Names under test are made of single characters a cell or two wide.
			r, n := utf8.DecodeRuneInString(row)
			cells[y] = append(cells[y], r)
			if ansi.StringWidth(row[:n]) == 2 {
				cells[y] = append(cells[y], 0)
			}
			row = row[n:]
		}
	}
	return cells
}

// A drawnEdge is an edge as a reader of a drawing finds it.
type drawnEdge struct {
	from, to int
	async    bool
}

// A reader follows the lines of a drawing as a person would: straight over
// crossings, along all branches of joins, but not back towards where the line
// came from, unless it is a loop without branches.
type reader struct {
	cells [][]rune
	boxes []Box
	folds map[int]bool // rows in which a drawing from left to right goes on below
}

var armsOf = map[rune]int{
	'│': up | down, '─': left | right, '┆': up | down, '┄': left | right,
	'┌': right | down, '┐': left | down, '└': up | right, '┘': up | left,
	'├': up | right | down, '┤': up | left | down, '┬': left | right | down, '┴': left | right | up, '┼': 15,
}

var steps = map[int][2]int{up: {0, -1}, down: {0, 1}, left: {-1, 0}, right: {1, 0}}

func opposite(arm int) int { return map[int]int{up: down, down: up, left: right, right: left}[arm] }

func (r *reader) at(x, y int) rune {
	if y < 0 || y >= len(r.cells) || x < 0 || x >= len(r.cells[y]) {
		return ' '
	}
	return r.cells[y][x]
}

// boxAt returns the box that holds a cell, or -1.
func (r *reader) boxAt(x, y int) int {
	return slices.IndexFunc(r.boxes, func(b Box) bool { return x >= b.X && x < b.X+b.Width && y >= b.Y && y < b.Y+b.Height })
}

type place struct{ x, y, arm int }

// follow collects what a line leads to from a cell, entered by an arm's
// direction: the boxes at arrow heads, and those where the line leaves.
func (r *reader) follow(x, y, direction, flow int, seen map[place]bool, found func(box int, head bool), dashed *[3]bool) error {
	for {
		if seen[place{x, y, direction}] {
			return nil
		}
		seen[place{x, y, direction}] = true
		c := r.at(x, y)
		if box := r.boxAt(x, y); box >= 0 {
			found(box, false)
			return nil
		}
		if head := map[rune]int{'▶': right, '▼': down, '◀': left, '▲': up}[c]; head != 0 {
			if head != direction {
				return fmt.Errorf("(%d,%d): head %c entered in direction %d", x, y, c, direction)
			}
			box := r.boxAt(x+steps[head][0], y+steps[head][1])
			if box < 0 {
				return fmt.Errorf("(%d,%d): head %c points at no box", x, y, c)
			}
			found(box, true)
			return nil
		}
		arms, ok := armsOf[c]
		if !ok || arms&opposite(direction) == 0 {
			return fmt.Errorf("(%d,%d): line runs into %q", x, y, c)
		}
		switch c {
		case '┄', '┆':
			dashed[1] = true
		case '─', '│':
			dashed[0] = true
		case '┼':
			x, y = x+steps[direction][0], y+steps[direction][1]
			continue
		}
		ways := arms &^ opposite(direction)
		if bits.OnesCount(uint(arms)) > 2 {
			dashed[2] = true
		}
		if dashed[2] && !r.folds[y] {
			ways &^= opposite(flow)
		}
		for arm, step := range steps {
			if ways&arm != 0 {
				if err := r.follow(x+step[0], y+step[1], arm, flow, seen, found, dashed); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// edges reads all edges of a drawing.
func (r *reader) edges() ([]drawnEdge, error) {
	var edges []drawnEdge
	for i, b := range r.boxes {
		exits := []place{}
		for y := b.Y; y < b.Y+b.Height; y++ {
			exits = append(exits, place{b.X + b.Width - 1, y, right}, place{b.X, y, left})
		}
		for x := b.X; x < b.X+b.Width; x++ {
			exits = append(exits, place{x, b.Y, up}, place{x, b.Y + b.Height - 1, down})
		}
		for _, e := range exits {
			if !strings.ContainsRune(map[int]string{right: "├╟", left: "┤╢", up: "┴╧", down: "┬╤"}[e.arm], r.at(e.x, e.y)) {
				continue
			}
			var dashed [3]bool
			var to []int
			seen := map[place]bool{}
			step := steps[e.arm]
			err := r.follow(e.x+step[0], e.y+step[1], e.arm, e.arm, seen, func(box int, head bool) {
				if head {
					to = append(to, box)
				}
			}, &dashed)
			if err != nil {
				return nil, fmt.Errorf("box %d: %w", i, err)
			}
			if dashed[0] && dashed[1] {
				return nil, fmt.Errorf("box %d: a line is both solid and dashed", i)
			}
			for _, t := range to {
				edges = append(edges, drawnEdge{i, t, dashed[1]})
			}
		}
	}
	return edges, nil
}

// foldRows returns the rows of a drawing in which a part goes on below.
func foldRows(g *Graph, o Options) map[int]bool {
	d := newDrawer(g, o)
	layouts, _ := d.layouts()
	brushes, _, _ := d.shelve(layouts)
	rows := map[int]bool{}
	for _, b := range brushes {
		for _, c := range b.channels {
			for _, turn := range c.turns {
				rows[b.y+turn.row] = true
			}
		}
	}
	return rows
}

// checkLabels returns what is wrong with the places for figures on edges.
func checkLabels(cells [][]rune, d Drawing, o Options) error {
	for i, l := range d.Labels {
		if l.Width < o.EdgeWidth {
			return fmt.Errorf("label %d is %d cells wide, want %d", i, l.Width, o.EdgeWidth)
		}
		for x := l.X; x < l.X+l.Width; x++ {
			if x >= o.Width {
				return fmt.Errorf("label %d reaches column %d", i, x)
			}
			if x < len(cells[l.Y]) && !strings.ContainsRune(" ─┄-~", cells[l.Y][x]) && !(o.EdgeWidth == 0 && strings.ContainsRune("┼│┆|", cells[l.Y][x])) {
				return fmt.Errorf("label %d covers %q", i, cells[l.Y][x])
			}
		}
		for j, m := range d.Labels[:i] {
			if l.Width > 0 && m.Width > 0 && l.Y == m.Y && l.X < m.X+m.Width && m.X < l.X+l.Width {
				return fmt.Errorf("labels %d and %d overlap", j, i)
			}
		}
	}
	return nil
}

// asciiOf lists what stands in ASCII for the characters of lines and borders.
var asciiOf = map[rune]string{
	'│': "|", '─': "-=", '┆': ":", '┄': "~", '┼': "|", '╎': ":", '╌': ".", '║': "|", '═': "-",
	'╭': ".", '╮': ".", '╯': "'", '╰': "'", '▶': ">", '▼': "v", '◀': "<", '▲': "^",
}

// checkASCII returns where a drawing in ASCII says something else than the same
// drawing with box-drawing characters.
func checkASCII(g *Graph, ascii [][]rune, o Options) error {
	o.ASCII = false
	cells := grid(Draw(g, o).Rows)
	if len(cells) != len(ascii) {
		return fmt.Errorf("%d rows in ASCII, want %d", len(ascii), len(cells))
	}
	for y := range cells {
		for x, c := range cells[y] {
			want, listed := asciiOf[c]
			switch {
			case !listed && strings.ContainsRune("┌┐└┘├┤┬┴╓╖╙╜╟╢╒╕╘╛╤╧", c):
				want = "+"
			case !listed:
				continue // of a text
			}
			if x >= len(ascii[y]) || !strings.ContainsRune(want, ascii[y][x]) {
				return fmt.Errorf("(%d,%d): no %q for %q in ASCII", x, y, want, c)
			}
		}
	}
	return nil
}

// checkDrawing returns what is wrong with a drawing of boxes.
func checkDrawing(g *Graph, d Drawing, o Options) error {
	for y, row := range d.Rows {
		if w := ansi.StringWidth(row); w > o.Width {
			return fmt.Errorf("row %d has %d cells, want at most %d", y, w, o.Width)
		}
	}
	if d.Outline {
		return nil
	}
	for i, a := range d.Boxes {
		for j, b := range d.Boxes[:i] {
			if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height {
				return fmt.Errorf("boxes %d and %d overlap", j, i)
			}
		}
	}
	cells := grid(d.Rows)
	if o.ASCII {
		if strings.Join(canonical(g), "") != plain(strings.Join(canonical(g), "")) {
			return nil // names differ in width
		}
		return checkASCII(g, cells, o)
	}
	if err := checkLabels(cells, d, o); err != nil {
		return err
	}
	r := reader{cells, d.Boxes, foldRows(g, o)}
	got, err := r.edges()
	if err != nil {
		return err
	}
	want := map[drawnEdge]int{}
	for _, e := range g.Edges {
		want[drawnEdge{e.From, e.To, e.Async}]++
	}
	for _, e := range got {
		want[e]--
	}
	for e, n := range want {
		if n == 0 {
			continue
		}
		// A line of one cell is all head, so that its dashes do not show.
		if n > 0 && want[drawnEdge{e.from, e.to, !e.async}] == -n {
			continue
		}
		if n < 0 && want[drawnEdge{e.from, e.to, !e.async}] == -n {
			continue
		}
		return fmt.Errorf("edge %s to %s, async %v: %d times too few", g.Nodes[e.from].Name, g.Nodes[e.to].Name, e.async, n)
	}
	return nil
}

// tangles generates designs that nobody would draw, with many cycles.
func tangles() *rapid.Generator[[]string] {
	return rapid.Custom(func(t *rapid.T) []string {
		nodes := rapid.IntRange(1, 14).Draw(t, "nodes")
		var lines []string
		for i := range nodes {
			lines = append(lines, fmt.Sprintf("n%d", i))
		}
		for range rapid.IntRange(0, 24).Draw(t, "edges") {
			lines = append(lines, fmt.Sprintf("n%d %s n%d", rapid.IntRange(0, nodes-1).Draw(t, "from"),
				rapid.SampledFrom([]string{"->", "->", "~>"}).Draw(t, "arrow"), rapid.IntRange(0, nodes-1).Draw(t, "to")))
		}
		return lines
	})
}

func TestDrawingSaysWhatTheGraphSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.OneOf(designs(), tangles()).Draw(t, "design")
		g, problems := Parse(lines, nil)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		o := Options{Width: rapid.IntRange(1, 180).Draw(t, "width"), ASCII: rapid.IntRange(0, 4).Draw(t, "ascii") == 0}
		if rapid.IntRange(0, 2).Draw(t, "live") == 0 {
			o.BoxRows, o.BoxWidth, o.EdgeWidth = live.BoxRows, live.BoxWidth, live.EdgeWidth
		}
		d := Draw(g, o)
		if err := checkDrawing(g, d, o); err != nil {
			t.Fatalf("%v\n%s\n%s", err, strings.Join(lines, "\n"), strings.Join(d.Rows, "\n"))
		}
	})
}
