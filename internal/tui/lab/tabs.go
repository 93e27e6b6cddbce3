package lab

import (
	"github.com/charmbracelet/x/ansi"

	"spar/internal/sanitize"
	"spar/internal/tui/frame"
)

// A tab is what the page shows below its header.
type tab int

const (
	labTab    tab = iota
	resultTab     // once it is over
	repeatTab     // the scenario that repeats it
)

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

// A view is what a name in the line of tabs opens: a tab, and of the lab a run.
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
	p.open(views[(p.viewed(views)+step)%len(views)])
}

func (p *Page) open(v view) { p.tab, p.lane, p.scroll = v.tab, v.lane, frame.Scroll{} }

// tabAt returns the view whose name is at a column of the line of tabs.
func (p *Page) tabAt(x int) (view, bool) {
	from := 1
	for _, v := range p.tabs() {
		to := from + tabWidth(v)
		if x >= from && x < to {
			return v, true
		}
		from = to
	}
	return view{}, false
}

// tabs returns the views whose names are shown: all, or where there is no room
// for that those from the one that is open on.
func (p *Page) tabs() []view {
	views := p.views()
	for p.viewed(views) > 0 && tabsWidth(views) > p.width {
		views = views[1:]
	}
	return views
}

func tabsWidth(views []view) int {
	width := 1
	for _, v := range views {
		width += tabWidth(v)
	}
	return width
}

func tabWidth(v view) int { return ansi.StringWidth(sanitize.Line(v.name)) + 2 }

// tabLine names the tabs, with how fast the machine is where there is room.
func (p *Page) tabLine() string {
	t := p.theme
	views := p.tabs()
	line := " "
	for i, v := range views {
		if i == p.viewed(views) {
			line += t.Chosen.Render("[" + sanitize.Line(v.name) + "]")
		} else {
			line += t.Muted.Render(" " + sanitize.Line(v.name) + " ")
		}
	}
	if rate := p.rate() + " "; tabsWidth(views)+len(rate) < p.width {
		line = frame.Ends(line, t.Muted.Render(rate), p.width, t)
	}
	return line
}
