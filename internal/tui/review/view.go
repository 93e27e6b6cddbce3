package review

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/interview"
	"spar/internal/report"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/wrap"
)

func (p *Page) header() []string {
	t := p.theme
	title, right := " Review", ""
	if p.report != nil {
		title = " " + sanitize.Line(p.report.Title)
		right = t.Muted.Render(sanitize.Line(fmt.Sprintf("%s %s %s ", p.report.Mode, t.Signs.Dot, p.report.Level)))
	}
	tabs := " "
	for i, name := range tabNames {
		if i == p.tab {
			tabs += t.Chosen.Render("[" + name + "]")
		} else {
			tabs += t.Muted.Render(" " + name + " ")
		}
		tabs += " "
	}
	return []string{
		frame.Title(t.Title.Render(title), right, p.width, t),
		frame.Fit(tabs, p.width, t),
		frame.Rule(p.width, t),
	}
}

// rows returns the open tab's rows.
func (p *Page) rows() []string {
	switch {
	case p.err != nil:
		return p.indent(wrap.Rows(p.theme.Danger.Render(sanitize.Line(p.err.Error())), p.width-2), 1)
	case p.report == nil:
		return nil
	case p.tab == numbersTab:
		return p.numbers()
	case p.tab == answersTab:
		return p.answers()
	}
	rows, _ := p.score()
	return rows
}

func (p *Page) indent(rows []string, by int) []string {
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = strings.Repeat(" ", by) + row
	}
	return out
}

// wrap adds text in wrapped rows after a mark.
func (p *Page) wrap(mark, text string, by int) []string {
	indent := by + ansi.StringWidth(mark)
	rows := p.indent(wrap.Rows(text, p.width-indent-1), indent)
	if len(rows) > 0 {
		rows[0] = strings.Repeat(" ", by) + mark + rows[0][indent:]
	}
	return rows
}

// score draws the scorecard. It also returns the row of each item.
func (p *Page) score() (rows []string, tops []int) {
	t, r := p.theme, p.report
	rows = []string{" " + t.Title.Render(r.Headline()) + t.Muted.Render(r.Certainty())}
	if r.Assessed < 1 {
		rows[0] += t.Muted.Render(fmt.Sprintf("   %.0f%% of the interview was assessed", r.Assessed*100))
	}
	for _, remark := range r.Remarks {
		rows = append(rows, p.wrap("", t.Warning.Render(sanitize.Line(remark)), 1)...)
	}
	rows = append(rows, "")
	for _, v := range r.Verdicts {
		style := t.Muted
		if v.Level == r.Level {
			style = t.Text
		}
		rows = append(rows, " "+t.Muted.Render(frame.Fit(string(v.Level), 8, t))+style.Render(v.Call))
	}
	rows = append(rows, "")
	for _, d := range r.Dimensions {
		bar := frame.Meter(d.Fraction, 9, t)
		rows = append(rows, fmt.Sprintf(" %s %s %s", bar, frame.Fit(d.Title, 24, t), t.Muted.Render(d.Score)))
	}
	rows = append(rows, p.list("practise next", r.Next, t.Accent.Render(t.Signs.Pointer)+" ")...)
	rows = append(rows, p.list("mistakes that interviews punish", r.Mistakes, t.Warning.Render("! "))...)
	for _, d := range r.Dimensions {
		if len(d.Items) == 0 {
			continue
		}
		rows = append(rows, "", " "+t.Heading.Render(d.Title)+"  "+t.Text.Render(d.Score))
		rows = append(rows, p.wrap("", t.Muted.Render(d.Anchor), 1)...)
		for _, item := range d.Items {
			drawn := p.itemRows(item, len(tops) == p.item)
			if len(tops) == p.item {
				drawn[0] = t.Accent.Render(t.Signs.Pointer) + drawn[0][1:]
			}
			tops = append(tops, len(rows))
			rows = append(rows, drawn...)
		}
	}
	return rows, tops
}

func (p *Page) list(title string, texts []string, mark string) []string {
	if len(texts) == 0 {
		return nil
	}
	rows := []string{"", " " + p.theme.Heading.Render(title)}
	for _, text := range texts {
		rows = append(rows, p.wrap(mark, sanitize.Line(text), 1)...)
	}
	return rows
}

// itemRows draws one thing of the rubric with the lines that earned it, or what
// came nearest; the chosen one also with why it matters and what a strong answer
// says.
func (p *Page) itemRows(i report.Item, chosen bool) []string {
	t := p.theme
	sign := t.Faint.Render(t.Signs.No)
	if i.Earned {
		sign = t.Good.Render(t.Signs.Yes)
	}
	if i.Near {
		sign = t.Warning.Render("~")
	}
	text := sanitize.Line(i.Text) + t.Faint.Render("  "+i.Points)
	if i.Remark != "" {
		text += t.Warning.Render("  " + i.Remark)
	}
	rows := p.wrap(sign+" ", text, 1)
	for _, line := range i.Lines {
		for _, row := range wrap.Rows(`"`+sanitize.Line(line)+`"`, p.width-6) {
			rows = append(rows, "     "+t.Muted.Render(row))
		}
	}
	if i.Nearest != "" {
		rows = append(rows, p.wrap("", t.Muted.Render(sanitize.Line(i.Nearest)), 5)...)
	}
	if chosen {
		for _, advice := range i.Advice {
			rows = append(rows, p.wrap("", t.Text.Render(sanitize.Line(advice)), 5)...)
		}
	}
	return rows
}

func (p *Page) numbers() []string {
	t, r := p.theme, p.report
	rows := []string{" " + t.Heading.Render("time")}
	for _, phase := range r.Phases {
		fraction := phase.Spent.Seconds() / max(1, phase.Planned.Seconds())
		over := ""
		if phase.Over > 0 {
			over = t.Warning.Render("over by " + interview.Clock(phase.Over))
		}
		rows = append(rows, fmt.Sprintf(" %s %s %s of %s  %s", frame.Fit(string(phase.Phase), 13, t),
			frame.Meter(fraction, 10, t), interview.Clock(phase.Spent), interview.Clock(phase.Planned), over))
	}
	if r.Interruptions > 0 {
		rows = append(rows, " "+t.Muted.Render(r.Absence()))
	}
	if len(r.Estimates) > 0 {
		rows = append(rows, "", " "+t.Heading.Render("estimates"))
	}
	for _, e := range r.Estimates {
		rows = append(rows, p.estimate(e)...)
	}
	return rows
}

func (p *Page) estimate(e report.Estimate) []string {
	t := p.theme
	sign, style := t.Good.Render(t.Signs.Yes), t.Good
	if !e.Passed {
		sign, style = t.Warning.Render(t.Signs.No), t.Warning
	}
	guess := e.Guess
	if guess == "" {
		guess = "not estimated"
	}
	text := fmt.Sprintf("%s: %s, expected %s", sanitize.Line(e.Ask), sanitize.Line(guess), sanitize.Line(e.Expected))
	if e.Verdict != "" {
		text += "  " + style.Render(e.Verdict)
	}
	rows := p.wrap(sign+" ", text, 1)
	if e.Slip != "" {
		rows = append(rows, p.wrap("", t.Warning.Render(e.Slip), 5)...)
	}
	if e.Decides != "" {
		rows = append(rows, p.wrap("", t.Muted.Render("decides: "+sanitize.Line(e.Decides)), 5)...)
	}
	return rows
}

func (p *Page) answers() []string {
	t := p.theme
	var rows []string
	for _, a := range p.report.Answers {
		rows = append(rows, " "+t.Heading.Render(a.Title))
		rows = append(rows, p.missed(a)...)
		rows = append(rows, p.indent(p.references.Rows(p.reference(a)), 3)...)
		rows = append(rows, "")
	}
	return rows
}

func (p *Page) missed(a report.Answer) []string {
	var rows []string
	for _, text := range a.Missed {
		rows = append(rows, p.wrap(p.theme.Warning.Render(p.theme.Signs.No)+" ", "missed: "+sanitize.Line(text), 1)...)
	}
	if a.Phase == interview.Capacity && len(rows) == 0 {
		return nil
	}
	return append(rows, "")
}
