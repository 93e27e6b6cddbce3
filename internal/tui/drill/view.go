package drill

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/drill"
	"spar/internal/interview"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/sheet"
	"spar/internal/wrap"
)

// headerHeight is the title and the rule below it.
const headerHeight = 2

// View draws the page.
func (p *Page) View() string {
	t := p.theme
	score := fmt.Sprintf("streak %d %s best %d ", p.tally.Streak, t.Signs.Dot, p.tally.Best)
	if p.width >= 60 {
		score = fmt.Sprintf("%d of %d right in time %s ", p.tally.Right, p.tally.Answered, t.Signs.Dot) + score
	}
	rows := []string{
		frame.Title(t.Title.Render(fmt.Sprintf(" Drill %d", p.deps.Seed)), t.Muted.Render(score), p.width, t),
		p.banner(),
	}
	height := max(0, p.height-headerHeight)
	rows = append(rows, frame.Box(p.scroll.View(p.body(), height), p.width, height, t)...)
	return strings.Join(rows[:min(len(rows), p.height)], "\n")
}

func (p *Page) banner() string {
	t := p.theme
	switch failed := p.saver.Failed(); {
	case failed != nil:
		return frame.Banner("NOT SAVED, still trying: "+sanitize.Line(failed.Error()), t.Danger, p.width, t)
	case p.err != nil && p.question != nil:
		return frame.Banner(sanitize.Line(p.err.Error()), t.Danger, p.width, t)
	}
	return frame.Rule(p.width, t)
}

func (p *Page) body() []string {
	t, q := p.theme, p.question
	if q == nil {
		return p.unread()
	}
	from := t.Muted.Render(fmt.Sprintf(" %d. %s", q.Number, sanitize.Line(q.Title)))
	rows := []string{frame.Ends(from, p.clock()+" ", p.width, t)}
	rows = append(rows, p.wrapped(q.Asks(), 1)...)
	if p.answer == nil {
		rows = append(rows, p.givens()...)
		rows = append(rows, "")
		return append(rows, p.typed()...)
	}
	rows = append(rows, p.verdict()...)
	return append(rows, p.route()...)
}

// unread is what is shown before the questions are there, or if they never are.
func (p *Page) unread() []string {
	if p.err == nil {
		return []string{p.theme.Muted.Render(" reading the questions")}
	}
	var rows []string
	for _, line := range wrap.Rows(sanitize.Line(p.err.Error()), p.width-2) {
		rows = append(rows, " "+p.theme.Danger.Render(line))
	}
	return rows
}

// clock shows the time that is left for the answer, or how long it took.
func (p *Page) clock() string {
	t := p.theme
	if p.answer != nil {
		return t.Muted.Render(fmt.Sprintf("after %.0f s", p.answer.Seconds))
	}
	spent := p.deps.Now().Sub(p.asked)
	left := drill.Limit - spent
	style := t.Text
	switch {
	case left < 0:
		return t.Danger.Render("late, " + interview.Clock(-left) + " over")
	case left <= 10*time.Second:
		style = t.Warning
	}
	return frame.Meter(spent.Seconds()/drill.Limit.Seconds(), 6, t) + " " + style.Render(interview.Clock(left))
}

func (p *Page) givens() []string {
	t := p.theme
	widest := 0
	for _, g := range p.question.Givens {
		widest = max(widest, ansi.StringWidth(g.Name))
	}
	var rows []string
	for _, g := range p.question.Givens {
		rows = append(rows, "   "+t.Muted.Render(frame.Fit(sanitize.Line(g.Name), widest+2, t))+sanitize.Line(g.Expr))
	}
	return rows
}

// answerLabel stands before the line that is typed.
const answerLabel = " answer  "

// typed draws the line that is typed, and why it could not be read.
func (p *Page) typed() []string {
	t := p.theme
	indent := strings.Repeat(" ", len(answerLabel))
	width := p.width - len(answerLabel) - 1
	lines, _ := p.line.Render(width, true, "a number in the unit, or any expression", t)
	rows := []string{t.Accent.Render(answerLabel) + lines[0]}
	for _, row := range lines[1:] {
		rows = append(rows, indent+row)
	}
	if p.refused == nil {
		return rows
	}
	note := sheet.Note(p.refusal(), width, t)
	for _, row := range note.Under {
		rows = append(rows, indent+row)
	}
	for _, below := range note.Below {
		for _, row := range wrap.Rows(below, width) {
			rows = append(rows, indent+row)
		}
	}
	return rows
}

func (p *Page) verdict() []string {
	t := p.theme
	sign, style := t.Signs.No, t.Warning
	if p.answer.Right() {
		sign, style = t.Signs.Yes, t.Good
	}
	var rows []string
	for i, row := range p.wrapped(drill.Remark(*p.answer), 3) {
		if i == 0 {
			row = " " + sign + row[2:]
		}
		rows = append(rows, style.Render(row))
	}
	return append([]string{""}, rows...)
}

// route shows how the answer is worked out.
func (p *Page) route() []string {
	t := p.theme
	r := p.question.Route()
	var rows []string
	part := func(heading string, texts ...string) {
		rows = append(rows, "", " "+t.Heading.Render(heading))
		for _, text := range texts {
			rows = append(rows, p.wrapped(text, 1)...)
		}
	}
	part("worked out", fmt.Sprintf("%s = %s", r.Formula, r.Result), r.Reading)
	if r.Rough != "" {
		part("roughly "+sheet.Clean(r.RoughResult, t), r.Rough)
	}
	if r.Say != "" {
		part("say", r.Say)
	}
	return rows
}

// wrapped returns text in rows with a margin.
func (p *Page) wrapped(text string, margin int) []string {
	rows := wrap.Rows(sheet.Clean(text, p.theme), p.width-margin-1)
	for i := range rows {
		rows[i] = strings.Repeat(" ", margin) + rows[i]
	}
	return rows
}
