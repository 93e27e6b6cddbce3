package lab

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
	"spar/internal/tui/theme"
)

// A panel shows the parts of a run: a heading for each, and its members below in
// as much detail as there is room for. A part with a single member has but a line.
type panel struct {
	lane    *lane
	theme   theme.Theme
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
	p := &panel{lane: l, theme: l.page.theme, width: l.width - 2, columns: map[string]int{}}
	parts := l.shot.view.Parts
	details, heights := p.fit(parts, rows)
	for i, part := range parts {
		p.columns[part.Name] = p.perRow(part, details[i])
		if len(part.Members) == 1 {
			p.single(part)
			continue
		}
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
	if d == oneLine || len(part.Members) == 1 {
		return 1
	}
	n := p.perRow(part, d)
	return 1 + (len(part.Members)+n-1)/n
}

// The cells of a member without its number; for bars without its note, and the
// unit that the room for notes grows by, so that it keeps still while they change.
const (
	barsCells  = 24
	noteCells  = 13
	shortCells = 15
	levelCells = 6
)

// perRow returns how many members of a part stand in a row.
func (p *panel) perRow(part system.Part, d detail) int {
	digits := len(strconv.Itoa(len(part.Members)))
	switch d {
	case bars:
		note := noteCells
		for _, member := range part.Members {
			for note < utf8.RuneCountInString(brief(member.Note)) {
				note += noteCells
			}
		}
		return max(1, p.width/(barsCells+digits+note))
	case short:
		return max(1, p.width/(shortCells+digits))
	case level:
		return max(1, p.width/(levelCells+digits))
	}
	return max(1, p.width)
}

// brief returns the first figure of a note.
func brief(note string) string {
	first, _, _ := strings.Cut(note, ", ")
	return first
}

// single draws a part with one member, all that there is to tell in a line.
func (p *panel) single(part system.Part) {
	t, member := p.theme, part.Members[0]
	at := place{part.Name, 1}
	pointer, style := " ", t.Heading
	if p.lane.page.cursor.part == part.Name {
		pointer, style = t.Accent.Render(t.Signs.Pointer), t.Chosen
	}
	p.spots = append(p.spots, spot{len(p.rows), 0, p.width, at})
	line := pointer + style.Render(sanitize.Line(part.Name))
	if reading := p.lane.meters.of(at); reading.works {
		line += " " + p.bar(member, reading, 10)
	}
	line += p.sum(part)
	if p.lane.meters.busiest == at {
		line += "  " + t.Warning.Render(p.theme.Signs.Busiest+" busiest")
	}
	if member.State != "" {
		line += "  " + t.Warning.Render(sanitize.Line(member.State))
	}
	if member.Note != "" {
		line += "  " + t.Muted.Render(sanitize.Line(member.Note))
	}
	p.rows = append(p.rows, frame.Fit(line, p.width+2, t))
}

// sum says how busy a part is, and what waits at it.
func (p *panel) sum(part system.Part) string {
	t, line := p.theme, ""
	if busy, works := p.lane.meters.mean(part); works {
		line += t.Muted.Render("  "+percent(busy)) + t.Faint.Render(" busy")
	}
	if waiting := waiting(part); waiting > 0 {
		line += "  " + t.Text.Render(system.Jobs.Format(float64(waiting))) + t.Faint.Render(" waiting")
	}
	return line
}

// heading names a part and sums it up, with the member at the cursor at the right.
func (p *panel) heading(part system.Part, d detail) {
	t, g := p.theme, p.theme.Signs
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
	} else {
		line += t.Muted.Render(fmt.Sprintf(" %d", len(part.Members)))
	}
	line += p.sum(part)
	if busiest := p.lane.meters.busiest; busiest.part == part.Name {
		line += "  " + t.Warning.Render(g.Busiest+" busiest "+strconv.Itoa(busiest.index))
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
	if m := p.lane.meters.of(at); m.works && !gone(member.State) {
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
