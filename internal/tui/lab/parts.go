package lab

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
	"spar/internal/tui/theme"
)

// A panel shows the parts of a run: a heading for each, and its members below in
// as much detail as there is room for.
type panel struct {
	lane    *lane
	theme   theme.Theme
	glyphs  *glyphs
	width   int
	rows    []string
	spots   []spot
	columns map[string]int
}

// A detail is how much is shown of the members of a part, from most to least.
type detail int

const (
	bars    detail = iota // a bar, the queue drawn, a figure of its own
	short                 // a short bar and the length of the queue
	level                 // a cell for how busy it is, and the length of the queue
	heat                  // that cell alone
	oneLine               // likewise, in the row of the heading
)

// newPanel draws the parts in as much detail as goes into so many rows.
func newPanel(l *lane, rows int) *panel {
	p := &panel{lane: l, theme: l.page.theme, glyphs: glyphsOf(l.page.theme), width: l.width - 2, columns: map[string]int{}}
	parts := l.shot.view.Parts
	details, heights := p.fit(parts, rows)
	for i, part := range parts {
		p.columns[part.Name] = p.perRow(details[i], len(part.Members))
		p.heading(part, details[i])
		if details[i] != oneLine {
			p.members(part, details[i], heights[i]-1)
		}
	}
	return p
}

// fit chooses the detail for each part, and its height, so that all go into so
// many rows if that can be: what takes most room is shown in less detail first.
func (p *panel) fit(parts []system.Part, rows int) (details []detail, heights []int) {
	details, heights = make([]detail, len(parts)), make([]int, len(parts))
	total := 0
	for i, part := range parts {
		heights[i] = p.height(part, bars)
		total += heights[i]
	}
	for total > rows {
		largest := -1
		for i := range parts {
			if details[i] < oneLine && (largest < 0 || heights[i] > heights[largest]) {
				largest = i
			}
		}
		if largest < 0 {
			break
		}
		total -= heights[largest]
		heights[largest] = p.shrink(parts[largest], &details[largest], heights[largest], rows-total)
		total += heights[largest]
	}
	return details, heights
}

// shrink returns the height of a part in one detail less. Cells of a heat are put
// together before they give way to a single line.
func (p *panel) shrink(part system.Part, d *detail, height, room int) int {
	if *d == heat && height > 2 {
		return max(2, min(height-1, room))
	}
	*d++
	return p.height(part, *d)
}

func (p *panel) height(part system.Part, d detail) int {
	if d == oneLine {
		return 1
	}
	n := p.perRow(d, len(part.Members))
	return 1 + (len(part.Members)+n-1)/n
}

// The cells of a member without its number.
const (
	barsCells  = 37
	shortCells = 15
	levelCells = 6
)

// perRow returns how many of n members stand in a row.
func (p *panel) perRow(d detail, n int) int {
	digits := len(strconv.Itoa(n))
	switch d {
	case bars:
		return max(1, p.width/(barsCells+digits))
	case short:
		return max(1, p.width/(shortCells+digits))
	case level:
		return max(1, p.width/(levelCells+digits))
	}
	return max(1, p.width)
}

// heading names a part and sums it up, with the member at the cursor at the right.
func (p *panel) heading(part system.Part, d detail) {
	t, g := p.theme, p.glyphs
	at := p.lane.page.cursor
	pointer, style := " ", t.Heading
	if at.part == part.Name && at.index == 0 {
		pointer, style = t.Accent.Render(t.Signs.Pointer), t.Chosen
	}
	line := pointer + style.Render(sanitize.Line(part.Name))
	p.spots = append(p.spots, spot{len(p.rows), 0, len(part.Name) + 2, place{part.Name, 0}})
	if d == oneLine {
		from := len(part.Name) + 2
		room := max(1, p.width-from-14)
		line += " " + p.heatRow(part, from, room, (len(part.Members)+room-1)/room, 0)
	} else if n := len(part.Members); n > 1 {
		line += t.Muted.Render(fmt.Sprintf(" %d", n))
	}
	if busy, works := p.lane.meters.mean(part); works {
		line += t.Muted.Render("  "+percent(busy)) + t.Faint.Render(" busy")
	}
	if waiting := waiting(part); waiting > 0 {
		line += "  " + t.Text.Render(system.FormatCount(float64(waiting))) + t.Faint.Render(" waiting")
	}
	if busiest := p.lane.meters.busiest; busiest.part == part.Name {
		line += "  " + t.Warning.Render(g.busiest+" busiest "+strconv.Itoa(busiest.index))
	}
	p.rows = append(p.rows, frame.Title(line, p.selected(part), p.width+2, t))
}

// selected tells all about the member at the cursor, if it is one of the part.
func (p *panel) selected(part system.Part) string {
	at := p.lane.page.cursor
	if at.part != part.Name || at.index < 1 || at.index > len(part.Members) {
		return ""
	}
	t, member := p.theme, part.Members[at.index-1]
	var words []string
	if m := p.lane.meters.of(at); m.works {
		words = append(words, percent(m.busy))
	}
	if member.Queue > 0 {
		words = append(words, fmt.Sprintf("%d waiting", member.Queue))
	}
	for _, word := range []string{member.State, member.Note} {
		if word != "" {
			words = append(words, sanitize.Line(word))
		}
	}
	return t.Chosen.Render(t.Signs.Pointer+strconv.Itoa(at.index)) + " " + t.Text.Render(strings.Join(words, ", ")) + " "
}

func percent(share float64) string { return fmt.Sprintf("%.0f%%", max(0, share)*100) }

func waiting(part system.Part) int {
	n := 0
	for _, member := range part.Members {
		n += member.Queue
	}
	return n
}

// members draws the members of a part in rows.
func (p *panel) members(part system.Part, d detail, rows int) {
	n := p.columns[part.Name]
	if d == heat {
		each := max(1, (len(part.Members)+n*rows-1)/(n*rows))
		for first := 0; first < len(part.Members); first += n * each {
			p.rows = append(p.rows, " "+p.heatRow(part, 1, n, each, first))
		}
		return
	}
	for first := 0; first < len(part.Members); first += n {
		line := " "
		for i := first; i < min(first+n, len(part.Members)); i++ {
			from, cells := (i-first)*(p.width/n), p.width/n
			if i == len(part.Members)-1 || i == first+n-1 {
				cells = p.width - from // the last of a row has the rest
			}
			line += p.member(part, i, d, cells, 1+from)
		}
		p.rows = append(p.rows, line)
	}
}

// member draws one member in a cell that begins in a column.
func (p *panel) member(part system.Part, i int, d detail, cells, from int) string {
	t, at := p.theme, place{part.Name, i + 1}
	p.spots = append(p.spots, spot{len(p.rows), from, from + cells, at})
	m, reading := part.Members[i], p.lane.meters.of(at)
	text := p.mark(at, len(part.Members))
	switch queue := padLeft(count(m.Queue), 3); d {
	case bars:
		text += " " + p.bar(m, reading, 10) + " " + p.queue(m.Queue, 8) + " " + t.Text.Render(queue) + "  "
		if m.State != "" {
			text += t.Warning.Render(sanitize.Line(m.State))
		} else {
			text += t.Muted.Render(sanitize.Line(m.Note))
		}
	case short:
		bar := p.bar(m, reading, 8)
		if m.State != "" {
			bar = t.Warning.Render(frame.Fit(sanitize.Line(m.State), 8, t))
		}
		text += " " + bar + " " + t.Text.Render(queue)
	case level:
		text += p.level(m, reading) + t.Text.Render(queue)
	}
	return frame.Fit(text, cells, t)
}

// mark is a member's number with a sign before it: at the cursor, or the busiest.
func (p *panel) mark(at place, members int) string {
	t := p.theme
	sign, style := " ", t.Muted
	switch at {
	case p.lane.page.cursor:
		sign, style = t.Accent.Render(t.Signs.Pointer), t.Chosen
	case p.lane.meters.busiest:
		sign, style = t.Warning.Render(p.glyphs.busiest), t.Warning
	}
	return sign + style.Render(padLeft(strconv.Itoa(at.index), len(strconv.Itoa(members))))
}

// count writes the length of a queue in three cells; an empty one is not worth a
// figure.
func count(n int) string {
	switch {
	case n == 0:
		return ""
	case n < 1000:
		return strconv.Itoa(n)
	case n < 100_000:
		return strconv.Itoa(n/1000) + "k"
	case n < 1_000_000:
		return "." + strconv.Itoa(n/100_000) + "M"
	}
	return strconv.Itoa(min(n/1_000_000, 99)) + "M"
}

func (p *panel) bar(m system.Member, of meter, cells int) string {
	t := p.theme
	switch {
	case gone(m.State):
		return t.Faint.Render(strings.Repeat(p.glyphs.none, cells))
	case !of.works:
		return strings.Repeat(" ", cells)
	case of.busy >= hot:
		t.Accent = t.Warning
	}
	return frame.Meter(of.busy, cells, t)
}

// hot is from where a member is marked as busy.
const hot = .9

// queue draws what waits, as many as there are cells.
func (p *panel) queue(n, cells int) string {
	n = min(n, cells)
	return p.theme.Muted.Render(strings.Repeat(p.glyphs.waiting, n)) + strings.Repeat(" ", cells-n)
}

// level draws a member in one cell: the fuller the busier.
func (p *panel) level(m system.Member, of meter) string {
	if sign, style := p.sign(m); sign != "" {
		return style.Render(sign)
	}
	if of.busy >= hot {
		return p.theme.Warning.Render(p.glyphs.level(of.busy))
	}
	return p.theme.Accent.Render(p.glyphs.level(of.busy))
}

// sign returns the sign of a member that is out of the ordinary; empty if it is
// not.
func (p *panel) sign(m system.Member) (string, *lipgloss.Style) {
	switch {
	case m.State == "":
		return "", nil
	case strings.HasPrefix(m.State, "down"):
		return p.glyphs.down, &p.theme.Danger
	case strings.HasPrefix(m.State, "removed"):
		return p.glyphs.none, &p.theme.Faint
	}
	return p.glyphs.odd, &p.theme.Warning
}

// warm draws a member where its queue has no figure: how busy it is fills half of
// the cell, and what waits the rest.
func (p *panel) warm(m system.Member, of meter) (string, *lipgloss.Style) {
	if sign, style := p.sign(m); sign != "" {
		return sign, style
	}
	pressure := of.pressure()
	if pressure > 1.4 {
		return p.glyphs.level(pressure / 2), &p.theme.Warning
	}
	return p.glyphs.level(pressure / 2), &p.theme.Accent
}

// heatRow draws members in a cell each, or so many of them in one: then the one
// that is strange, or else the busiest, stands for them.
func (p *panel) heatRow(part system.Part, from, cells, each, first int) string {
	var b strings.Builder
	var run strings.Builder
	var style *lipgloss.Style
	flush := func() {
		if run.Len() > 0 {
			b.WriteString(style.Render(run.String()))
			run.Reset()
		}
	}
	for c := range cells {
		begin := first + c*each
		end := min(begin+each, len(part.Members))
		if begin >= end {
			break
		}
		shown := p.standsOut(part, begin, end)
		at := p.lane.page.cursor
		p.spots = append(p.spots, spot{len(p.rows), from + c, from + c + 1, place{part.Name, shown + 1}})
		sign, s := p.warm(part.Members[shown], p.lane.meters.of(place{part.Name, shown + 1}))
		if at.part == part.Name && at.index > begin && at.index <= end {
			s = &p.theme.Cursor
		}
		if s != style {
			flush()
			style = s
		}
		run.WriteString(sign)
	}
	flush()
	return b.String()
}

// standsOut returns which of some members stands for all of them.
func (p *panel) standsOut(part system.Part, begin, end int) int {
	best, most := begin, -1.
	for i := begin; i < end; i++ {
		m := p.lane.meters.of(place{part.Name, i + 1})
		weight := m.pressure()
		if state := part.Members[i].State; state != "" && !strings.HasPrefix(state, "removed") {
			weight += 2 // above any pressure
		}
		if weight > most {
			best, most = i, weight
		}
	}
	return best
}
