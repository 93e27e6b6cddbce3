package session

import (
	"fmt"
	"strings"
	"time"

	"spar/internal/interview"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// headerHeight is the title, the phases, and the rule that gives way to
// whatever has to be said.
const headerHeight = 3

func (p *Page) header(now time.Time) []string {
	t := p.theme
	s := p.session()
	mode := sanitize.Line(fmt.Sprintf("%s %s %s", s.Started.Mode, t.Signs.Dot, s.Started.Level))
	title := t.Title.Render(" " + sanitize.Line(s.Started.Title))
	right := t.Muted.Render(mode) + "   " + p.totalClock(now) + " "
	if ansi.StringWidth(title)+ansi.StringWidth(right)+2 > p.width {
		right = p.totalClock(now) + " "
	}
	return []string{
		frame.Ends(title, right, p.width, t),
		frame.Fit(p.rail(now), p.width, t),
		p.banner(now),
	}
}

func (p *Page) totalClock(now time.Time) string {
	s := p.session()
	left := s.TotalRemaining(now)
	text := interview.Clock(left) + " left"
	if left < 0 {
		text = interview.Clock(left) + " over"
	}
	if s.Paused() {
		text = "paused, " + text
	}
	return p.clockStyle(left, s.Started.Plan.Total()).Render(text)
}

// clockStyle colours a clock by how pressing what is left of a budget is.
func (p *Page) clockStyle(left, budget time.Duration) lipgloss.Style {
	t := p.theme
	switch interview.WarningAt(left, budget) {
	case interview.Last, interview.Overtime:
		return t.Danger
	case interview.Soon:
		return t.Warning
	}
	return t.Text
}

// rail draws the five phases with a bar for each; where that is too wide, only
// the open phase has one.
func (p *Page) rail(now time.Time) string {
	for _, cells := range []int{6, 3} {
		if line := p.railOf(now, cells, true); ansi.StringWidth(line) <= p.width {
			return line
		}
	}
	if line := p.railOf(now, 6, false); ansi.StringWidth(line) <= p.width {
		return line
	}
	s := p.session()
	t := p.theme
	return fmt.Sprintf(" %d/5 %s %s", s.Phase.Index()+1, t.Accent.Render(string(s.Phase)), p.phaseClock(s.Phase, now, 6))
}

func (p *Page) railOf(now time.Time, cells int, bars bool) string {
	t := p.theme
	var parts []string
	for i, phase := range interview.Phases() {
		s := p.session()
		switch {
		case s.Started.Only != "" && phase != s.Started.Only:
		case phase == s.Phase:
			parts = append(parts, t.Accent.Render(t.Signs.Current+" "+string(phase))+" "+p.phaseClock(phase, now, cells))
		case s.Visited[i] && bars:
			parts = append(parts, t.Muted.Render(t.Signs.Done+" "+string(phase))+" "+p.bar(phase, now, cells))
		case s.Visited[i]:
			parts = append(parts, t.Muted.Render(t.Signs.Done+" "+string(phase)))
		case bars:
			parts = append(parts, t.Faint.Render(t.Signs.Todo+" "+string(phase))+" "+p.bar(phase, now, cells))
		default:
			parts = append(parts, t.Faint.Render(t.Signs.Todo+" "+string(phase)))
		}
	}
	return " " + strings.Join(parts, "  ")
}

// bar draws how much of a phase's time is spent.
func (p *Page) bar(phase interview.Phase, now time.Time, cells int) string {
	s := p.session()
	spent := s.Spent(phase, now).Seconds() / max(1, s.Started.Plan.Budget(phase).Seconds())
	return frame.Meter(spent, cells, p.theme)
}

func (p *Page) phaseClock(phase interview.Phase, now time.Time, cells int) string {
	left := p.session().Remaining(phase, now)
	return p.bar(phase, now, cells) + " " + p.clockStyle(left, p.session().Started.Plan.Budget(phase)).Render(interview.Clock(left))
}

// banner is the rule below the header with the mode at its end, and with what has to be
// said most urgently.
func (p *Page) banner(now time.Time) string {
	t := p.theme
	s := p.session()
	say := func(style lipgloss.Style, text string) string {
		return frame.ModeBanner(text, style, p.mode(), p.width, t)
	}
	switch warning := s.Warning(now); {
	case p.saver.Failed() != nil:
		return say(t.Danger, "NOT SAVED, still trying: "+sanitize.Line(p.saver.Failed().Error()))
	case p.asked != nil:
		return say(t.Warning, p.asked.text)
	case p.notice != "":
		return say(t.Warning, sanitize.Line(p.notice))
	case s.Paused() && p.answers != nil:
		return say(t.Accent, "paused while you read; "+closeKey.Help().Key+" goes on")
	case s.Paused():
		return say(t.Accent, "paused: the clock stands; p goes on")
	case warning == interview.Last:
		return say(t.Danger, warning.Left(s.Started.Plan.Budget(s.Phase))+" in "+string(s.Phase))
	case warning == interview.Soon:
		return say(t.Warning, warning.Left(s.Started.Plan.Budget(s.Phase))+" in "+string(s.Phase))
	case warning == interview.Overtime && p.coach.Practising():
		return say(t.Danger, "overtime in "+string(s.Phase)+"; "+p.lettered("n", nextKey).Help().Key+" goes on")
	}
	return say(t.Text, "")
}

// mode says what keys are now.
func (p *Page) mode() string {
	switch {
	case p.asked != nil:
		return frame.Asking
	case p.Typing():
		return frame.Writing
	}
	return frame.Commands
}
