package calculator

import (
	tea "charm.land/bubbletea/v2"
)

func (p *Page) paste(text string) {
	switch {
	case p.prompt != nil:
		p.prompt.line.Paste(text)
	case p.overlay != nil:
		p.overlay.paste(text)
	default:
		p.toSheet()
		p.notice, p.scrolled = "", false
		if p.editor.Paste(text) {
			p.changed()
		}
	}
}

// Lost says what the sheet, or a line that is asked for, had no room for.
func (p *Page) Lost() string {
	lost := ""
	if p.prompt != nil {
		lost = p.prompt.line.Lost()
	}
	if f, ok := p.overlay.(*facts); ok {
		lost += f.search.Lost()
	}
	if p.draft != nil {
		lost += p.editor.Lost()
	}
	return lost
}

func (p *Page) click(msg tea.MouseClickMsg) tea.Cmd {
	row := msg.Y - headerHeight
	switch {
	case row < 0 || p.prompt != nil:
	case p.overlay != nil:
		return p.overlay.click(row)
	case !p.explainingNow() && msg.X < p.sheetWidth():
		p.commanding, p.asked = false, nil
		p.editor.Click(p.drawing, min(row+p.offset, len(p.drawing.Rows)-1), max(0, msg.X-1))
	}
	return nil
}

// wheelStep is how many rows a turn of the wheel scrolls.
const wheelStep = 3

func (p *Page) wheel(msg tea.MouseWheelMsg) {
	step := wheelStep
	if msg.Button == tea.MouseWheelUp {
		step = -wheelStep
	}
	switch {
	case p.overlay != nil:
		p.overlay.wheel(msg)
	case p.explainingNow():
		p.explained.Wheel(msg)
	default:
		p.scroll(step)
	}
}

// scroll moves the view and leaves the cursor where it is.
func (p *Page) scroll(rows int) { p.offset, p.scrolled = max(0, p.offset+rows), true }
