package lab

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
)

// A tab is what the page shows below its header.
type tab int

const (
	labTab    tab = iota
	resultTab     // once it is over
	repeatTab     // the scenario that repeats it
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

func (p *Page) bodyHeight() int { return max(0, p.height-p.headerHeight()-p.bottomHeight()) }

// header says what runs, how far it is, and which tab is open.
func (p *Page) header() []string {
	t := p.theme
	title := " " + t.Title.Render(p.title()) + t.Muted.Render("  seed "+plain(float64(p.base.Seed)))
	rows := []string{
		frame.Ends(title, p.clock()+" ", p.width, t),
		frame.Ends(p.tabLine(), t.Muted.Render(p.rate()+" "), p.width, t),
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
	times := system.FormatSeconds(at.Seconds()) + " of " + system.FormatSeconds(end.Seconds())
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

// views lists what can be shown, each with its tab and run.
func (p *Page) views() []view {
	views := []view{{"lab", labTab, 0}}
	if len(p.shots) > 1 && !p.sideBySide() {
		views = []view{{p.laneName(0), labTab, 0}, {p.laneName(1), labTab, 1}}
	}
	if p.finished() {
		views = append(views, view{"result", resultTab, 0})
	}
	return append(views, view{"repeat it", repeatTab, 0})
}

type view struct {
	name string
	tab  tab
	lane int
}

// viewed returns which of the views is open.
func (p *Page) viewed(views []view) int {
	for i, v := range views {
		if v.tab == p.tab && (v.lane == p.lane || v.tab != labTab || p.sideBySide()) {
			return i
		}
	}
	return 0
}

func (p *Page) nextTab(forward bool) {
	views := p.views()
	step := 1
	if !forward {
		step = len(views) - 1
	}
	v := views[(p.viewed(views)+step)%len(views)]
	p.tab, p.lane, p.offset = v.tab, v.lane, 0
}

func (p *Page) tabLine() string {
	t := p.theme
	views := p.views()
	line := " "
	for i, v := range views {
		if i == p.viewed(views) {
			line += t.Chosen.Render("[" + sanitize.Line(v.name) + "]")
		} else {
			line += t.Muted.Render(" " + sanitize.Line(v.name) + " ")
		}
	}
	return line
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
		return p.scrolled(p.resultRows(), height)
	case p.tab == repeatTab:
		return p.scrolled(p.repeatRows(), height)
	case p.sideBySide():
		half := (p.width - 2) / 2
		left := p.laneRows(0, 0, half, height)
		right := p.laneRows(1, half+2, p.width-half-2, height)
		return frame.Beside(left, right, p.theme)
	}
	return p.laneRows(min(p.lane, len(p.shots)-1), 0, p.width, height)
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
	for _, row := range frame.Wrap(sanitize.Line(text), p.width-2) {
		rows = append(rows, " "+style(row))
	}
	return rows
}

// scrolled returns the rows in view, and keeps the offset within them.
func (p *Page) scrolled(rows []string, height int) []string {
	p.offset = max(0, min(p.offset, len(rows)-height))
	return rows[p.offset:min(len(rows), p.offset+height)]
}

// resultRows draws the results, beside each other where there is room.
func (p *Page) resultRows() []string {
	if !p.sideBySide() {
		var rows []string
		for i := range p.shots {
			rows = append(rows, p.resultOf(i, p.width)...)
		}
		return rows
	}
	half := (p.width - 2) / 2
	left, right := p.resultOf(0, half), p.resultOf(1, p.width-half-2)
	height := max(len(left), len(right))
	return frame.Beside(frame.Box(left, half, height, p.theme), frame.Box(right, p.width-half-2, height, p.theme), p.theme)
}

func (p *Page) resultOf(lane, width int) []string {
	var rows []string
	if name := p.laneName(lane); name != "" {
		rows = append(rows, " "+p.theme.Heading.Render(p.other.parameter+" "+name))
	}
	text := system.Render(p.shots[lane].result, width-2, p.theme.ASCII)
	for row := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		rows = append(rows, " "+row)
	}
	return append(rows, "")
}

// repeatRows shows the scenario that repeats the run.
func (p *Page) repeatRows() []string {
	t := p.theme
	sc := p.Scenario()
	rows := p.wrapped("This repeats the run with all that was done to it. w writes the first form to a file.", t.Muted.Render)
	rows = append(rows, "")
	for row := range strings.SplitSeq(strings.TrimRight(sc.YAML(), "\n"), "\n") {
		rows = append(rows, " "+row)
	}
	rows = append(append(rows, ""), p.commandRows(sc)...)
	if p.other != nil && len(p.shots) > 1 {
		rows = append(append(rows, ""), p.wrapped("and the second run:", t.Muted.Render)...)
		rows = append(rows, p.commandRows(p.shots[1].scenario)...)
	}
	return rows
}

// commandRows breaks a command line so that a shell takes it as it stands.
func (p *Page) commandRows(sc system.Scenario) []string {
	var rows []string
	row := " "
	for i, word := range sc.Command() {
		if i > 0 && len(row)+len(word)+3 > p.width {
			rows = append(rows, row+` \`)
			row = "   "
		}
		if i > 0 && row != "   " {
			row += " "
		}
		row += sanitize.Line(word)
	}
	return append(rows, row)
}

func (p *Page) bottomHeight() int {
	if p.prompt != nil {
		return 2
	}
	return 1
}

// bottom is the prompt, a notice, or what struck last.
func (p *Page) bottom() []string {
	t := p.theme
	switch {
	case p.prompt != nil:
		return p.promptRows()
	case p.err != nil && len(p.shots) > 0:
		return []string{" " + t.Danger.Render(sanitize.Line(p.err.Error()))}
	case p.notice != "":
		return []string{" " + t.Warning.Render(sanitize.Line(p.notice))}
	case p.chooser != nil || len(p.shots) == 0 || p.tab != labTab:
		return []string{""}
	}
	return []string{p.latest()}
}

// latest tells what struck last, and what is to come.
func (p *Page) latest() string {
	t, g := p.theme, glyphsOf(p.theme)
	s := &p.shots[0]
	var parts []string
	if n := len(s.struck); n > 0 {
		parts = append(parts, t.Warning.Render(g.struck)+" "+t.Text.Render(sanitize.Line(s.struck[n-1].Text)))
	}
	if len(s.coming) > 0 {
		parts = append(parts, t.Muted.Render(g.coming+" "+sanitize.Line(s.coming[0].Text)))
	}
	if len(parts) == 0 {
		return t.Faint.Render(" nothing has struck yet")
	}
	return " " + strings.Join(parts, "   ")
}

// promptRows draws the prompt below what it is about, or why that failed.
func (p *Page) promptRows() []string {
	q, t := p.prompt, p.theme
	above := t.Faint.Render(sanitize.Line(q.hint))
	if q.err != nil {
		above = t.Danger.Render(sanitize.Line(q.err.Error()))
	}
	rows, cursor := q.line.Render(max(1, p.width-len(q.label)-3), true, "", t)
	return []string{" " + above, " " + t.Accent.Render(q.label) + " " + rows[cursor]}
}

// click selects the member under the mouse.
func (p *Page) click(msg tea.MouseClickMsg) {
	if p.Typing() || p.tab != labTab {
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
