package diagram

import (
	"slices"
	"strings"
)

// Arms of a line within a cell.
const (
	up = 1 << iota
	right
	down
	left
)

// A canvas is a grid of cells with lines and glyphs, and texts over it.
type canvas struct {
	width, height int
	cells         []cell
	texts         [][]text // by row
	ascii         bool
}

// A cell holds a glyph, or else a line.
type cell struct {
	arms   uint8
	dashed bool
	glyph  rune
}

// A text covers cells of a row.
type text struct {
	x, width int
	string   string
}

func newCanvas(width, height int, ascii bool) *canvas {
	return &canvas{
		width: width, height: height, ascii: ascii,
		cells: make([]cell, width*height), texts: make([][]text, height),
	}
}

func (c *canvas) at(x, y int) *cell { return &c.cells[y*c.width+x] }

// blank reports whether nothing is drawn at a cell, which may lie to the right
// of the canvas.
func (c *canvas) blank(x, y int) bool {
	return x >= c.width || *c.at(x, y) == cell{}
}

// line draws a line between two cells of a row or a column.
func (c *canvas) line(x1, y1, x2, y2 int, dashed bool) {
	if x1 > x2 || y1 > y2 {
		x1, y1, x2, y2 = x2, y2, x1, y1
	}
	for x := x1; x < x2; x++ {
		c.arm(x, y1, right, dashed)
		c.arm(x+1, y1, left, dashed)
	}
	for y := y1; y < y2; y++ {
		c.arm(x1, y, down, dashed)
		c.arm(x1, y+1, up, dashed)
	}
}

func (c *canvas) arm(x, y int, arm uint8, dashed bool) {
	cell := c.at(x, y)
	// A dashed line that crosses or meets a solid one leaves it solid.
	cell.dashed = dashed && (cell.arms == 0 || cell.dashed)
	cell.arms |= arm
}

// write puts a text over cells where no other text is.
func (c *canvas) write(x, y int, s string) {
	if s != "" {
		c.texts[y] = append(c.texts[y], text{x, cells(s), s})
	}
}

// rows returns the canvas as text, without spaces at the ends of rows.
func (c *canvas) rows() []string {
	rows := make([]string, c.height)
	var b strings.Builder
	for y := range rows {
		b.Reset()
		texts := c.texts[y]
		slices.SortFunc(texts, func(a, b text) int { return a.x - b.x })
		for x := 0; x < c.width; {
			if len(texts) > 0 && texts[0].x == x {
				b.WriteString(texts[0].string)
				x += texts[0].width
				texts = texts[1:]
				continue
			}
			b.WriteRune(c.glyph(c.cells[y*c.width+x]))
			x++
		}
		rows[y] = strings.TrimRight(b.String(), " ")
	}
	return rows
}

// Characters of lines by their arms. A crossing in ASCII shows the line that
// runs down, so that it differs from a join.
var (
	boxLines   = [16]rune{' ', '│', '─', '└', '│', '│', '┌', '├', '─', '┘', '─', '┴', '┐', '┤', '┬', '┼'}
	asciiLines = [16]rune{' ', '|', '-', '+', '|', '|', '+', '+', '-', '+', '-', '+', '+', '+', '+', '|'}
)

// glyph returns the character of a cell.
func (c *canvas) glyph(cell cell) rune {
	if cell.glyph != 0 {
		return cell.glyph
	}
	lines, across, along := &boxLines, '┄', '┆'
	if c.ascii {
		lines, across, along = &asciiLines, '~', ':'
	}
	switch {
	case cell.dashed && cell.arms&(up|down) == 0:
		return across
	case cell.dashed && cell.arms&(left|right) == 0:
		return along
	}
	return lines[cell.arms]
}
