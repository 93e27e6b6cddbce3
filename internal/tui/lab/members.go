package lab

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
)

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
		text += " " + p.bar(m, reading, 10) + " " + p.queue(m.Queue, 5) + " " + t.Text.Render(queue) + "  "
		note := m.Note
		if utf8.RuneCountInString(note) > cells-ansi.StringWidth(text) {
			note = brief(note)
		}
		if m.State != "" {
			text += t.Warning.Render(sanitize.Line(m.State))
		} else {
			text += t.Muted.Render(sanitize.Line(note))
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
		sign, style = t.Warning.Render(p.theme.Signs.Busiest), t.Warning
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
		return t.Faint.Render(strings.Repeat(p.theme.Signs.None, cells))
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
	return p.theme.Muted.Render(strings.Repeat(p.theme.Signs.Waiting, n)) + strings.Repeat(" ", cells-n)
}

// level draws a member in one cell: the fuller the busier.
func (p *panel) level(m system.Member, of meter) string {
	if sign, style := p.sign(m); sign != "" {
		return style.Render(sign)
	}
	if of.busy >= hot {
		return p.theme.Warning.Render(p.theme.Signs.Level(of.busy))
	}
	return p.theme.Accent.Render(p.theme.Signs.Level(of.busy))
}
