package lab

import (
	"strings"

	"charm.land/lipgloss/v2"

	"spar/internal/system"
)

// sign returns the sign of a member that is out of the ordinary; empty if it is
// not.
func (p *panel) sign(m system.Member) (string, *lipgloss.Style) {
	switch {
	case m.State == "":
		return "", nil
	case isDown(m.State):
		return p.theme.Signs.Down, &p.theme.Danger
	case isRemoved(m.State):
		return p.theme.Signs.None, &p.theme.Faint
	}
	return p.theme.Signs.Odd, &p.theme.Warning
}

// warm draws a member where its queue has no figure: how busy it is fills half of
// the cell, and what waits the rest.
func (p *panel) warm(m system.Member, of meter) (string, *lipgloss.Style) {
	if sign, style := p.sign(m); sign != "" {
		return sign, style
	}
	pressure := of.pressure()
	if pressure > 1.4 {
		return p.theme.Signs.Level(pressure / 2), &p.theme.Warning
	}
	return p.theme.Signs.Level(pressure / 2), &p.theme.Accent
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
		if state := part.Members[i].State; state != "" && !isRemoved(state) {
			weight += 2 // above any pressure
		}
		if weight > most {
			best, most = i, weight
		}
	}
	return best
}
