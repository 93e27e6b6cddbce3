package lab

import (
	"strings"

	"spar/internal/printout"
	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/frame"
)

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
	for _, row := range printout.Rows(width-2, p.theme.ASCII, func(w *printout.Writer) { w.Result(p.shots[lane].result) }) {
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
	rows = append(append(append(rows, fileRows(sc)...), ""), p.commandRows(sc)...)
	if p.other != nil && len(p.shots) > 1 {
		rows = append(append(rows, ""), p.wrapped("and the second run:", t.Muted.Render)...)
		second := p.shots[1].scenario
		if second.Topology != nil {
			return append(rows, fileRows(second)...)
		}
		rows = append(rows, p.commandRows(second)...)
	}
	return rows
}

// fileRows shows a scenario as a file.
func fileRows(sc system.Scenario) []string {
	var rows []string
	for row := range strings.SplitSeq(strings.TrimRight(sc.YAML(), "\n"), "\n") {
		rows = append(rows, " "+sanitize.Line(row))
	}
	return rows
}

// commandRows breaks a command line so that a shell takes it as it stands.
func (p *Page) commandRows(sc system.Scenario) []string {
	words := sc.Command()
	if len(words) == 0 {
		return nil
	}
	var rows []string
	row := " "
	for i, word := range words {
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
