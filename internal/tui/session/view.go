package session

import (
	"strings"

	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/wrap"
)

// wideFrom is the width from which the coach stands beside the workspace.
const wideFrom = 100

func (p *Page) wide() bool { return p.width >= wideFrom }

// coachWidth is the width of the coach's side in a wide frame.
func (p *Page) coachWidth() int { return min(60, max(36, p.width/3)) }

// sideWidth is the width of what the coach says.
func (p *Page) sideWidth() int {
	if !p.wide() {
		return p.width - 2
	}
	return p.coachWidth() - 1
}

func (p *Page) workWidth() int {
	if !p.wide() {
		return p.width
	}
	return p.width - p.coachWidth() - 2
}

// View draws the page.
func (p *Page) View() string {
	if p.coach == nil {
		return strings.Join(frame.Box(p.opening(), p.width, p.height, p.theme), "\n")
	}
	rows := p.header(p.deps.Now())
	height := max(0, p.height-headerHeight)
	switch {
	case p.answers != nil:
		rows = append(rows, p.answersView(height)...)
	case p.wide():
		work := p.work.view(p.workWidth(), height, !p.Typing(), p.theme)
		side := frame.Box(p.coachSide(), p.coachWidth(), height, p.theme)
		rows = append(rows, frame.Beside(work, side, p.theme)...)
	case p.coachOnTop:
		side := p.coachSide()
		for i := range side {
			side[i] = " " + side[i]
		}
		rows = append(rows, frame.Box(p.side.View(side, height), p.width, height, p.theme)...)
	default:
		rows = append(rows, p.work.view(p.width, height, !p.Typing(), p.theme)...)
	}
	return strings.Join(rows[:min(len(rows), p.height)], "\n")
}

// opening is what is shown before the session is there, or if it never is.
func (p *Page) opening() []string {
	if p.err == nil {
		return nil
	}
	lines := []string{"", p.theme.Danger.Render(" The session could not be opened.")}
	for _, line := range wrap.Rows(sanitize.Line(p.err.Error()), p.width-2) {
		lines = append(lines, " "+line)
	}
	return lines
}
