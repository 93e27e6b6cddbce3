package calculator

import (
	"strings"

	"spar/internal/sanitize"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/sheet"
	"spar/internal/tui/words"
	"spar/internal/wrap"
)

// wideFrom is the width from which the explanation stands beside the sheet.
const wideFrom = 100

// headerHeight is the title and the rule that gives way to whatever has to be
// said.
const headerHeight = 2

func (p *Page) wide() bool { return p.width >= wideFrom }

func (p *Page) bodyHeight() int { return max(0, p.height-headerHeight) }

// sideWidth is the width of the explanation where it stands beside the sheet.
func (p *Page) sideWidth() int { return min(60, max(36, p.width/3)) }

func (p *Page) sheetWidth() int {
	if !p.wide() {
		return p.width
	}
	return p.width - p.sideWidth() - 2
}

// View draws the page.
func (p *Page) View() string {
	t := p.theme
	if p.draft == nil {
		return strings.Join(frame.Box(nil, p.width, p.height, t), "\n")
	}
	rows := []string{p.title(), p.banner()}
	height := p.bodyHeight()
	switch {
	case p.overlay != nil:
		rows = append(rows, frame.Box(p.overlay.view(p.width, height, t), p.width, height, t)...)
	case p.wide():
		side := frame.Box(p.explanation(p.sideWidth()-1), p.sideWidth(), height, t)
		rows = append(rows, frame.Beside(p.sheetRows(height), side, t)...)
	case p.explaining:
		rows = append(rows, p.explanationTab(height)...)
	default:
		rows = append(rows, p.sheetRows(height)...)
	}
	return strings.Join(rows[:min(len(rows), p.height)], "\n")
}

func (p *Page) title() string {
	t := p.theme
	name := " Calculator"
	switch p.overlay.(type) {
	case *facts:
		name = " Facts"
	case *earlier:
		name = " Earlier sheets"
	}
	remark := ""
	if p.sheet.Base() == 1024 {
		remark = "1 KB is 1,024 bytes "
	}
	return frame.Title(t.Title.Render(name), t.Muted.Render(remark), p.width, t)
}

// banner is the rule below the title, or what has to be said or asked.
func (p *Page) banner() string {
	t := p.theme
	switch failed := p.saver.Failed(); {
	case p.prompt != nil:
		label := t.Warning.Render(" " + sanitize.Line(p.prompt.label) + " ")
		return frame.Fit(label+p.prompt.view(p.width-len([]rune(p.prompt.label))-2, t), p.width, t)
	case failed != nil:
		return frame.ModeBanner("NOT SAVED, still trying: "+sanitize.Line(failed.Error()), t.Danger, p.mode(), p.width, t)
	case p.asked != nil:
		return frame.ModeBanner(words.Question(p.asked.does), t.Warning, p.mode(), p.width, t)
	case p.notice != "":
		return frame.ModeBanner(sanitize.Line(p.notice), t.Warning, p.mode(), p.width, t)
	}
	return frame.ModeBanner("", t.Text, p.mode(), p.width, t)
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

// sheetRows draws height rows of the sheet around the cursor.
func (p *Page) sheetRows(height int) []string {
	width := p.sheetWidth() - 2
	lines := p.sheet.Lines()
	p.drawing = p.editor.Render(editor.View{
		Width: width, Focused: !p.commanding, Theme: p.theme, Placeholder: "reads = 100M users * 10/day",
		Note: sheet.Notes(lines, width, p.theme),
	})
	total := len(p.drawing.Rows)
	if p.scrolled {
		p.offset = max(0, min(p.offset, total-height))
	} else {
		// The note below the cursor's line is worth seeing too.
		p.offset = frame.Window(p.offset, p.lastRow(p.drawing.Cursor), height, total)
		p.offset = frame.Window(p.offset, p.drawing.Cursor, height, total)
	}
	var rows []string
	for i, row := range p.drawing.Rows[p.offset:] {
		margin := " "
		if p.commanding && p.offset+i == p.drawing.Cursor {
			margin = p.theme.Accent.Render(p.theme.Signs.Pointer) // there is no text cursor
		}
		rows = append(rows, margin+row)
	}
	if len(lines) == 0 && !p.wide() {
		rows = append(rows, "")
		for _, row := range p.introduction(width) {
			rows = append(rows, " "+row)
		}
	}
	return frame.Box(rows, p.sheetWidth(), height, p.theme)
}

// lastRow returns the last row of the line that a row belongs to.
func (p *Page) lastRow(row int) int {
	for row+1 < len(p.drawing.Lines) && p.drawing.Lines[row+1] == p.drawing.Lines[row] {
		row++
	}
	return row
}

// explanation explains the line at the cursor, or the calculator while there is
// nothing to explain.
func (p *Page) explanation(width int) []string {
	x := sheet.Explanation{Width: width, Theme: p.theme}
	rows := x.Rows(p.sheet, p.editor.Row())
	if rows != nil {
		return rows
	}
	return p.introduction(width)
}

// introduction says what can be typed.
func (p *Page) introduction(width int) []string {
	t := p.theme
	rows := []string{t.Heading.Render("type it as you would say it")}
	for _, example := range []string{
		"100M/day * 500 B * 10 years", "writes = 100M/day", "50 to 200 bytes * 1bn", "writes ? 1000/s", "rough(storage) in TB", "base 1024",
	} {
		rows = append(rows, frame.Fit(example, width, t))
	}
	if width < 30 {
		return rows
	}
	rows = append(rows, "")
	for _, row := range wrap.Rows("a name stands for its line, ? grades a guess, ~ rounds, # starts a comment", width) {
		rows = append(rows, t.Muted.Render(row))
	}
	return rows
}

// explanationTab draws the explanation below its line, in place of the sheet.
func (p *Page) explanationTab(height int) []string {
	t := p.theme
	rows := []string{" " + t.Accent.Render(frame.Fit(sanitize.Line(p.editor.Line()), p.width-2, t)), ""}
	for _, row := range p.explanation(p.width - 2) {
		rows = append(rows, " "+row)
	}
	return frame.Box(p.explained.View(rows, height), p.width, height, t)
}
