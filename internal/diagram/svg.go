package diagram

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// The size of a cell in a picture, in its units, and of the letters in it. A monospaced
// letter is as wide as 0.6 of its size.
const (
	cellWidth  = 8
	cellHeight = 18
	letterSize = 13
)

// SVG draws a design as a picture for a document, as [Labelled] draws it in rows of at
// most width cells, in black on white.
func SVG(g *Graph, width int) string {
	d := newDrawer(g, Options{Width: width})
	w, ok := d.worded()
	if !ok {
		return outlined(d.outline().Rows)
	}
	c := w.canvas
	p := newPicture(max(c.width, widest(w.below)), w.height())
	for y, row := range w.below {
		p.text(0, c.height+1+y, cells(row), row)
	}
	for y := range c.height {
		for _, t := range c.texts[y] {
			p.text(t.x, y, t.width, t.string)
			for x := t.x; x < t.x+t.width && x < c.width; x++ {
				*c.at(x, y) = cell{}
			}
		}
	}
	p.strokes(c, false)
	p.strokes(c, true)
	for y := range c.height {
		for x := range c.width {
			p.head(c.at(x, y).glyph, x, y)
		}
	}
	return p.end()
}

// outlined draws rows of text.
func outlined(rows []string) string {
	p := newPicture(widest(rows), len(rows))
	for y, row := range rows {
		indent := len(row) - len(strings.TrimLeft(row, " "))
		p.text(indent, y, cells(row)-indent, row[indent:])
	}
	return p.end()
}

// A picture is an SVG that is being written.
type picture struct{ strings.Builder }

func newPicture(columns, rows int) *picture {
	p := &picture{}
	width, height := (columns+2)*cellWidth, (rows+1)*cellHeight
	fmt.Fprintf(p, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="%d %d %d %d" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="%d">`+"\n",
		width, height, -cellWidth, -cellHeight/2, width, height, letterSize)
	fmt.Fprintf(p, `<rect x="%d" y="%d" width="%d" height="%d" fill="#fff"/>`+"\n", -cellWidth, -cellHeight/2, width, height)
	return p
}

func (p *picture) end() string {
	p.WriteString("</svg>\n")
	return p.String()
}

// text writes a text over cells.
func (p *picture) text(x, y, width int, s string) {
	if s = strings.TrimRight(s, " "); s == "" {
		return
	}
	fmt.Fprintf(p, `<text x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs" xml:space="preserve">`, x*cellWidth, y*cellHeight+cellHeight*3/4, min(width, cells(s))*cellWidth)
	_ = xml.EscapeText(p, []byte(s))
	p.WriteString("</text>\n")
}

// A stroke is a line through or into a cell.
type stroke struct {
	arms   uint8
	dashed bool
	double uint8 // arms that are drawn twice as thick
}

// glyphStrokes are the strokes of the characters that borders are made of.
var glyphStrokes = map[rune]stroke{
	'╭': {right | down, false, 0}, '╮': {left | down, false, 0}, '╯': {left | up, false, 0}, '╰': {right | up, false, 0},
	'╓': {right | down, false, down}, '╖': {left | down, false, down}, '╜': {left | up, false, up}, '╙': {right | up, false, up},
	'║': {up | down, false, up | down}, '╟': {up | down | right, false, up | down}, '╢': {up | down | left, false, up | down},
	'╒': {right | down, false, right}, '╕': {left | down, false, left}, '╛': {left | up, false, left}, '╘': {right | up, false, right},
	'═': {left | right, false, left | right}, '╧': {left | right | up, false, left | right}, '╤': {left | right | down, false, left | right},
	'╌': {left | right, true, 0}, '╎': {up | down, true, 0},
	'▲': {down, false, 0}, '▼': {up, false, 0}, '▶': {left, false, 0}, '◀': {right, false, 0},
}

// strokeOf returns the strokes of a cell.
func strokeOf(c cell) stroke {
	if c.glyph == 0 {
		return stroke{arms: c.arms, dashed: c.dashed}
	}
	if s, known := glyphStrokes[c.glyph]; known {
		s.dashed = s.dashed || c.dashed && c.arms != 0
		return s
	}
	for arms, r := range boxLines {
		if r == c.glyph {
			return stroke{arms: uint8(arms)}
		}
	}
	return stroke{}
}

// strokes draws the lines of a canvas that run across, or down, each as long as it goes
// on unchanged.
func (p *picture) strokes(c *canvas, vertical bool) {
	lines, along := c.height, c.width
	first, second := uint8(left), uint8(right)
	if vertical {
		lines, along = along, lines
		first, second = up, down
	}
	for line := range lines {
		from, style := -1, ""
		flush := func(to int) {
			if from >= 0 && to > from {
				p.line(vertical, line, from, to, style)
			}
			from = -1
		}
		for i := range along {
			x, y := i, line
			if vertical {
				x, y = line, i
			}
			s := strokeOf(*c.at(x, y))
			for half, arm := range []uint8{first, second} {
				at := 2*i + half
				if s.arms&arm == 0 {
					flush(at)
					continue
				}
				if with := s.style(arm); from >= 0 && with != style {
					flush(at)
					from, style = at, with
				} else if from < 0 {
					from, style = at, with
				}
			}
		}
		flush(2 * along)
	}
}

// style returns the attributes of a stroke's arm.
func (s stroke) style(arm uint8) string {
	switch {
	case s.double&arm != 0:
		return ` stroke-width="3"`
	case s.dashed:
		return ` stroke-dasharray="4 3"`
	}
	return ""
}

// line draws a line between two halves of cells of a row or a column.
func (p *picture) line(down bool, line, from, to int, style string) {
	x1, x2, y := from*cellWidth/2, to*cellWidth/2, line*cellHeight+cellHeight/2
	y2 := y
	if down {
		x1, y, x2, y2 = line*cellWidth+cellWidth/2, from*cellHeight/2, line*cellWidth+cellWidth/2, to*cellHeight/2
	}
	fmt.Fprintf(p, `<path d="M%d %dL%d %d" stroke="#222" fill="none"%s/>`+"\n", x1, y, x2, y2, style)
}

// head draws the head of an arrow in a cell.
func (p *picture) head(glyph rune, x, y int) {
	const w, h = cellWidth, cellHeight
	x, y = x*w, y*h
	points := ""
	switch glyph {
	case '▶':
		points = fmt.Sprintf("%d,%d %d,%d %d,%d", x, y+h/2-4, x+w, y+h/2, x, y+h/2+4)
	case '◀':
		points = fmt.Sprintf("%d,%d %d,%d %d,%d", x+w, y+h/2-4, x, y+h/2, x+w, y+h/2+4)
	case '▲':
		points = fmt.Sprintf("%d,%d %d,%d %d,%d", x, y+h/2+4, x+w/2, y+h/2-4, x+w, y+h/2+4)
	case '▼':
		points = fmt.Sprintf("%d,%d %d,%d %d,%d", x, y+h/2-4, x+w/2, y+h/2+4, x+w, y+h/2-4)
	default:
		return
	}
	fmt.Fprintf(p, `<polygon points="%s" fill="#222"/>`+"\n", points)
}
