package lab

import (
	"strconv"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
)

// box writes into the box of a node: its name, marked at the cursor, and how it is
// doing.
func (l *lane) box(d *drawing, node int, add func(y int, q patch)) {
	t, g := l.page.theme, l.page.theme.Signs
	box, name := d.Boxes[node], d.graph.Nodes[node].Name
	inner, figuresAt := box.Width-2, box.Y+box.Height-1-d.rooms.BoxRows
	style, pointer := t.Text, " "
	if l.page.cursor.part == name {
		style, pointer = t.Chosen, t.Signs.Pointer
	}
	for y := box.Y + 1; y < figuresAt; y++ {
		add(y, patch{box.X + 1, inner, style.Render(pointer + ansi.Cut(d.Rows[y], box.X+2, box.X+1+inner))})
		pointer = " "
	}
	part, ok := l.part(name)
	if !ok {
		return
	}
	for i, text := range l.standing(part, d.rooms.BoxRows, inner-2) {
		add(figuresAt+i, patch{box.X + 2, inner - 2, text})
	}
	if l.meters.busiest.part == name {
		text := t.Warning.Render(g.Busiest + " busiest")
		add(box.Y+box.Height-1, patch{box.X + 1, ansi.StringWidth(text), text})
	}
}

// standing says in so many rows of so many cells how a part is doing: how busy it
// is, what is out of the ordinary with its members, and what waits and fails. Where
// there are fewer than three rows the extraordinary takes the place of the rest.
func (l *lane) standing(part system.Part, rows, cells int) []string {
	t := l.page.theme
	trouble, backlog := "", l.backlog(part, cells)
	line := backlog
	if text := ailment(part); text != "" {
		trouble = t.Warning.Render(text)
		line = trouble
	}
	var out []string
	switch {
	case rows > 2:
		out = []string{l.load(part, cells), trouble, backlog}
	case rows == 2:
		out = []string{l.load(part, cells), line}
	case trouble != "" || l.failing(part) >= 1:
		out = []string{line}
	default:
		out = []string{l.share(part, cells)}
	}
	for i := range out {
		out[i] = frame.Fit(out[i], cells, t)
	}
	return out
}

// load draws how busy a part is as a bar with its figure.
func (l *lane) load(part system.Part, cells int) string {
	busy, works := l.meters.mean(part)
	if !works {
		return ""
	}
	t := l.page.theme
	if busy >= hot {
		t.Accent = t.Warning
	}
	return frame.Meter(busy, cells-5, t) + l.heated(busy).Render(padLeft(percent(busy), 5))
}

// share says how busy a part is, and at the right what waits at it.
func (l *lane) share(part system.Part, cells int) string {
	text := ""
	busy, works := l.meters.mean(part)
	if works {
		text = l.heated(busy).Render(percent(busy))
	}
	return frame.Ends(text, l.queue(part, cells-ansi.StringWidth(text)-1), cells, l.page.theme)
}

// queue draws what waits at a part: its number, with the sign for it if that fits.
func (l *lane) queue(part system.Part, cells int) string {
	t, sign, text := l.page.theme, l.page.theme.Signs.Waiting, count(waiting(part))
	switch {
	case text == "":
		return ""
	case ansi.StringWidth(sign+text) > cells:
		return t.Text.Render(text)
	}
	return t.Muted.Render(sign) + t.Text.Render(text)
}

// backlog says what a part refuses or answers with errors, as long as it does so,
// and what waits at it.
func (l *lane) backlog(part system.Part, cells int) string {
	t := l.page.theme
	failing, waits := l.failing(part), waiting(part)
	switch {
	case failing >= 1:
		text := t.Warning.Render(twoDigits(failing) + "/s fail")
		if queue := l.queue(part, cells); ansi.StringWidth(text+queue) < cells {
			return frame.Ends(text, queue, cells, t)
		}
		return text
	case waits > 0:
		return t.Text.Render(system.Jobs.Format(float64(waits))) + t.Muted.Render(" waiting")
	}
	return ""
}

// heated returns the style of a figure for how busy something is.
func (l *lane) heated(busy float64) lipgloss.Style {
	if busy >= hot {
		return l.page.theme.Warning
	}
	return l.page.theme.Text
}

// failing returns how many requests a part refuses or answers with errors, a second.
func (l *lane) failing(part system.Part) float64 {
	sum := 0.
	for i := range part.Members {
		sum += l.meters.of(place{part.Name, i + 1}).failing
	}
	return sum
}

// ailment says what is out of the ordinary with the members of a part: how many are
// down, or else what the others suffer.
func ailment(part system.Part) string {
	down, odd, state, same := 0, 0, "", true
	for _, m := range part.Members {
		switch {
		case isDown(m.State):
			down++
		case m.State != "" && !isRemoved(m.State):
			same = same && (state == "" || state == m.State)
			odd, state = odd+1, m.State
		}
	}
	switch {
	case down > 0 && len(part.Members) == 1:
		return "down"
	case down > 0:
		return strconv.Itoa(down) + " down"
	case !same:
		return strconv.Itoa(odd) + " faulty"
	}
	return sanitize.Line(state)
}

// failingCalls is the share of calls that must fail for their arrow to be marked.
const failingCalls = .01

// label writes the rate of the calls on an arrow, with a sign where they fail.
func (l *lane) label(d *drawing, edge int, add func(y int, q patch)) {
	t, at := l.page.theme, d.Labels[edge]
	e := d.graph.Edges[edge]
	calls := l.meters.traffic.flows[arrow{d.graph.Nodes[e.From].Name, d.graph.Nodes[e.To].Name}]
	sign, style := "", t.Text
	if calls.failing >= failingCalls {
		sign, style = t.Signs.Odd, t.Warning
	}
	for _, text := range []string{system.PerSecond.Format(calls.rate), twoDigits(calls.rate) + "/s", twoDigits(calls.rate)} {
		if width := ansi.StringWidth(sign + text); width <= min(at.Width, d.rooms.EdgeWidth) {
			add(at.Y, patch{at.X, width, style.Render(sign + text)})
			return
		}
	}
}
