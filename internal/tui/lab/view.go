package lab

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
	"spar/internal/wrap"
)

// Drawn is the latest frame, with where its members are.
type drawn struct {
	text    string // empty if it is out of date
	spots   []spot
	columns map[string]int // of members, by part
}

// A spot is where a member is on the screen.
type spot struct {
	line, from, to int
	place
}

// View draws the page.
func (p *Page) View() string {
	if p.drawn.text == "" {
		p.drawn = drawn{columns: map[string]int{}}
		rows := append(p.header(), frame.Box(p.body(), p.width, p.bodyHeight(), p.theme)...)
		rows = append(rows, p.bottom()...)
		p.drawn.text = strings.Join(frame.Box(rows, p.width, p.height, p.theme), "\n")
	}
	return p.drawn.text
}

// spacious reports whether there is room for rules between the parts of the page.
func (p *Page) spacious() bool { return p.height >= 16 }

func (p *Page) headerHeight() int {
	if p.spacious() {
		return 3
	}
	return 2
}

func (p *Page) bodyHeight() int { return max(0, p.height-p.headerHeight()-len(p.bottom())) }

// header says what runs, how far it is, and which tab is open.
func (p *Page) header() []string {
	t := p.theme
	title := " " + t.Title.Render(p.title())
	if p.width >= 60 {
		title += t.Muted.Render(fmt.Sprintf("  seed %d", p.base.Seed))
	}
	rows := []string{
		frame.Ends(title, p.clock()+" ", p.width, t),
		p.tabLine(),
	}
	if p.spacious() {
		rows = append(rows, frame.Rule(p.width, t))
	}
	return rows
}

func (p *Page) title() string {
	if s, ok := p.deps.Systems.Find(p.base.System); ok {
		return s.Title
	}
	return sanitize.Line(p.base.System)
}

// clock tells the state of the run and its virtual time.
func (p *Page) clock() string {
	t := p.theme
	if len(p.shots) == 0 {
		if p.err != nil {
			return t.Danger.Render("cannot run")
		}
		return t.Muted.Render("preparing")
	}
	at, furthest, end := p.stand()
	times := system.Seconds.Format(at.Seconds()) + " of " + system.Seconds.Format(end.Seconds())
	return p.state(at, furthest, end) + "  " + t.Text.Render(times)
}

func (p *Page) state(at, furthest, end time.Duration) string {
	t := p.theme
	switch {
	case p.err != nil:
		return t.Danger.Render("stopped")
	case p.finished():
		return t.Good.Render("done")
	case at == end:
		return t.Muted.Render("measuring")
	case at < furthest:
		return t.Muted.Render("catching up")
	case p.paused:
		return t.Warning.Render("paused") + t.Muted.Render(" "+p.pace.text())
	}
	return t.Accent.Render(p.pace.text())
}

func (p *Page) rate() string {
	if p.pace.events == 0 || !p.running() {
		return ""
	}
	return twoDigits(p.pace.events) + " events/s"
}

// sideBySide reports whether two runs have room beside each other.
func (p *Page) sideBySide() bool { return len(p.shots) > 1 && p.width >= 100 }

// body returns the rows between the header and the bottom.
func (p *Page) body() []string {
	height := p.bodyHeight()
	switch {
	case p.chooser != nil:
		return p.chooserRows(height)
	case len(p.shots) == 0:
		return p.failure()
	case p.tab == resultTab && p.finished():
		return p.scroll.View(p.resultRows(), height)
	case p.tab == repeatTab:
		return p.scroll.View(p.repeatRows(), height)
	}
	lanes := p.lanes()
	if len(lanes) == 1 {
		return lanes[0].draw()
	}
	return frame.Beside(lanes[0].draw(), lanes[1].draw(), p.theme)
}

// lanes returns those of the runs that are shown.
func (p *Page) lanes() []*lane {
	height := p.bodyHeight()
	if p.sideBySide() {
		half := (p.width - 2) / 2
		return []*lane{p.newLane(0, 0, half, height), p.newLane(1, half+2, p.width-half-2, height)}
	}
	return []*lane{p.newLane(min(p.lane, len(p.shots)-1), 0, p.width, height)}
}

// drawable reports whether any run that is shown can be drawn as a diagram.
func (p *Page) drawable() bool {
	return slices.ContainsFunc(p.lanes(), func(l *lane) bool { return l.drawing() != nil })
}

// failure says why nothing runs.
func (p *Page) failure() []string {
	if p.err == nil {
		return nil
	}
	return p.wrapped(p.err.Error(), p.theme.Danger.Render)
}

func (p *Page) wrapped(text string, style func(...string) string) []string {
	var rows []string
	for _, row := range wrap.Rows(sanitize.Line(text), p.width-2) {
		rows = append(rows, " "+style(row))
	}
	return rows
}

// bottom is the prompt, a notice, or what struck last.
func (p *Page) bottom() []string {
	t := p.theme
	switch {
	case p.prompt != nil:
		return p.promptRows()
	case p.err != nil && len(p.shots) > 0:
		return p.message(p.err.Error(), t.Danger.Render)
	case p.notice != "":
		return p.message(p.notice, t.Warning.Render)
	case p.chooser != nil || len(p.shots) == 0 || p.tab != labTab:
		return []string{""}
	}
	return []string{p.latest()}
}

// message breaks a text into rows, at most a third of the page.
func (p *Page) message(text string, style func(...string) string) []string {
	rows := p.wrapped(text, style)
	return rows[:min(len(rows), max(1, p.height/3))]
}

// latest tells what struck last, and what is to come.
func (p *Page) latest() string {
	t, g := p.theme, p.theme.Signs
	s := &p.shots[0]
	var parts []string
	if n := len(s.struck); n > 0 {
		parts = append(parts, t.Warning.Render(g.Struck)+" "+t.Text.Render(sanitize.Line(s.struck[n-1].Text)))
	}
	if len(s.coming) > 0 {
		parts = append(parts, t.Muted.Render(g.Coming+" "+sanitize.Line(s.coming[0].Text)))
	}
	if len(parts) == 0 {
		return t.Faint.Render(" nothing has struck yet")
	}
	return " " + strings.Join(parts, "   ")
}

// promptRows draws the prompt below what it is about, or why that failed.
func (p *Page) promptRows() []string {
	q, t := p.prompt, p.theme
	above := p.message(q.hint, t.Faint.Render)
	if q.err != nil {
		above = p.message(q.err.Error(), t.Danger.Render)
	}
	rows, cursor := q.line.Render(max(1, p.width-len(q.label)-3), true, "", t)
	return append(above, " "+t.Accent.Render(q.label)+" "+rows[cursor])
}

// click opens the tab or selects the member under the mouse.
func (p *Page) click(msg tea.MouseClickMsg) {
	if p.Typing() || len(p.shots) == 0 {
		return
	}
	if v, ok := p.tabAt(msg.X); ok && msg.Y == 1 {
		p.open(v)
		return
	}
	if p.tab != labTab {
		return
	}
	line := msg.Y - p.headerHeight()
	for _, s := range p.drawn.spots {
		if s.line == line && msg.X >= s.from && msg.X < s.to {
			p.cursor = s.place
			return
		}
	}
}
