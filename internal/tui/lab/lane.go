package lab

import (
	"slices"
	"strings"
	"time"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
)

// A lane draws one run in a column of the page.
type lane struct {
	page          *Page
	shot          *shot
	meters        *meters
	laidOut       *drawing // the latest drawing of the run
	left          int      // the column of the screen that it begins in
	width, height int
	rows          []string
	objectives    []string // the rows that say how these stand
}

// newLane returns the lane of a run with its head and its objectives.
func (p *Page) newLane(i, left, width, height int) *lane {
	l := &lane{
		page: p, shot: &p.shots[i], meters: &p.meters[i], laidOut: &p.drawings[i],
		left: left, width: width, height: height,
	}
	l.head(p.laneName(i))
	l.objectives = l.objectiveRows()
	return l
}

// draw draws the run: its parts as a diagram if that is wanted and fits.
func (l *lane) draw() []string {
	if d := l.drawing(); d != nil && !l.page.listed {
		l.diagram(d)
	} else {
		l.parts()
	}
	l.charts(l.height - len(l.rows) - len(l.objectives))
	l.rows = append(l.rows, l.objectives...)
	l.log(l.height - len(l.rows))
	return frame.Box(l.rows, l.width, l.height, l.page.theme)
}

// head says what differs in this run, and which of its knobs are not as usual.
func (l *lane) head(name string) {
	t := l.page.theme
	if name == "" && l.height < 10 {
		return
	}
	line := ""
	if name != "" {
		line = " " + t.Accent.Render(sanitize.Line(l.page.other.parameter+" "+name)) + " "
	}
	if knobs := l.knobs(); len(knobs) > 0 {
		line += " " + t.Muted.Render(sanitize.Line(strings.Join(knobs, " "+t.Signs.Dot+" ")))
	}
	if line != "" {
		l.rows = append(l.rows, line)
	}
}

// knobs lists what can be turned and the parameters that were given, but for the
// one that is compared.
func (l *lane) knobs() []string {
	compared := ""
	if l.page.other != nil {
		compared = l.page.other.parameter
	}
	var knobs []string
	choice, ok := l.shot.choice()
	if ok && choice.Name != compared {
		knobs = append(knobs, choice.Name+" "+l.shot.value(choice.Name))
	}
	if f, ok := l.shot.last(place{}, system.Load); ok && f.Factor != 1 {
		knobs = append(knobs, "load x"+plain(f.Factor))
	}
	if f, ok := l.shot.last(place{}, system.Hot); ok && f.Share > 0 {
		knobs = append(knobs, "hot key "+system.Ratio.Format(f.Share))
	}
	for _, parameter := range l.shot.system.Parameters {
		text, given := l.shot.scenario.Parameters[parameter.Name]
		if given && parameter.Name != choice.Name && parameter.Name != compared {
			knobs = append(knobs, parameter.Name+" "+text)
		}
	}
	return knobs
}

// objectiveRows says how each objective stands, in one row for all where there is
// little room.
func (l *lane) objectiveRows() []string {
	var rows []string
	met, missed := 0, 0
	for _, text := range l.shot.scenario.Objectives {
		o, err := system.ParseObjective(text, l.shot.system.Metrics)
		if err != nil {
			continue
		}
		measured, ok := l.measured(o.Metric)
		switch {
		case !ok && l.shot.result != nil:
			missed++
		case !ok:
		case o.Met(measured):
			met++
		default:
			missed++
		}
		rows = append(rows, l.objective(o, measured, ok))
	}
	if l.height < 14 && len(rows) > 1 {
		t := l.page.theme
		open := len(rows) - met - missed
		row := " " + t.Muted.Render("objectives ") + t.Good.Render(t.Signs.Yes+plain(float64(met))) + " " + t.Danger.Render(t.Signs.No+plain(float64(missed)))
		if open > 0 {
			row += t.Muted.Render(" " + t.Signs.Todo + plain(float64(open)))
		}
		return []string{row}
	}
	return rows
}

// measured returns a metric as it stands, or at the end.
func (l *lane) measured(metric string) (float64, bool) {
	if r := l.shot.result; r != nil {
		value, ok := r.Metrics[metric]
		return value, ok
	}
	value, ok := l.shot.view.Metrics[metric]
	return value, ok
}

func (l *lane) objective(o system.Objective, measured float64, known bool) string {
	t := l.page.theme
	text := t.Text.Render(sanitize.Line(o.Text))
	switch {
	case !known && l.shot.result != nil:
		return frame.Ends(" "+t.Danger.Render(t.Signs.No)+" "+text, t.Danger.Render("nothing measured "), l.width, t)
	case !known:
		return frame.Ends(" "+t.Muted.Render(t.Signs.Todo)+" "+text, t.Faint.Render("not measured yet "), l.width, t)
	case o.Met(measured):
		return frame.Ends(" "+t.Good.Render(t.Signs.Yes)+" "+text, t.Muted.Render(o.Unit.Format(measured)+" "), l.width, t)
	}
	return frame.Ends(" "+t.Danger.Render(t.Signs.No)+" "+text, t.Danger.Render(o.Unit.Format(measured)+" "), l.width, t)
}

// The fewest rows that charts are left, with what is around them.
func (l *lane) chartRoom() int {
	switch {
	case l.height >= 12 && l.width >= beside:
		return max(6, l.height/3)
	case l.height >= 16:
		return 7
	case l.height >= 7:
		return 3
	}
	return 1
}

// partsRoom returns how many rows the parts may take.
func (l *lane) partsRoom() int {
	return l.height - len(l.rows) - len(l.objectives) - l.chartRoom()
}

// parts lists the parts.
func (l *lane) parts() {
	panel := newPanel(l, l.partsRoom())
	l.take(panel)
	for name, columns := range panel.columns {
		l.page.drawn.columns[name] = columns
	}
	l.rows = append(l.rows, panel.rows...)
	l.space()
}

// take makes the spots of a panel, whose rows come next, those of the page.
func (l *lane) take(p *panel) {
	for _, s := range p.spots {
		s.line += len(l.rows)
		s.from += l.left
		s.to += l.left
		l.page.drawn.spots = append(l.page.drawn.spots, s)
	}
}

// space leaves a row free below the parts if there is one.
func (l *lane) space() {
	if l.page.spacious() && l.partsRoom() > 1 {
		l.rows = append(l.rows, "")
	}
}

// log lists the faults before the latest, which is at the bottom of the page, where
// there are rows left.
func (l *lane) log(rows int) {
	t, g := l.page.theme, l.page.theme.Signs
	earlier := l.shot.struck[:max(0, len(l.shot.struck)-1)]
	earlier = earlier[max(0, len(earlier)-max(0, rows)):]
	for range rows - len(earlier) {
		l.rows = append(l.rows, "")
	}
	for _, f := range earlier {
		l.rows = append(l.rows, " "+t.Warning.Render(g.Struck)+" "+t.Muted.Render(sanitize.Line(f.Text)))
	}
}

// faultColumns returns where the faults are on an axis of so many columns.
func (l *lane) faultColumns(columns int) (struck, coming []int) {
	column := func(at time.Duration) int {
		return max(0, min(int(float64(at)/float64(max(1, l.shot.end))*float64(columns)), columns-1))
	}
	for _, f := range l.shot.struck {
		struck = append(struck, column(f.At))
	}
	for _, f := range l.shot.coming {
		if c := column(f.At); !slices.Contains(struck, c) {
			coming = append(coming, c)
		}
	}
	return struck, coming
}
