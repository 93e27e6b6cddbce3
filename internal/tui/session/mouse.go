package session

import (
	tea "charm.land/bubbletea/v2"
)

// paste inserts text where text is edited, also where the cursor was not there.
func (p *Page) paste(text string) tea.Cmd {
	if p.Typing() {
		p.notice = ""
	} else if !p.toEditor() {
		return nil
	}
	p.work.current().paste(text)
	return nil
}

// Lost says what the part with the focus had no room for.
func (p *Page) Lost() string {
	if p.coach == nil {
		return ""
	}
	return p.work.current().lost()
}

func (p *Page) click(msg tea.MouseClickMsg) {
	if p.answers != nil || msg.Y < headerHeight || p.coachOnTop || msg.X >= p.workWidth() {
		return
	}
	p.commanding, p.asked = p.session().Paused(), nil
	p.work.click(msg.Y - headerHeight)
}

// wheelStep is how many rows a turn of the wheel scrolls.
const wheelStep = 3

func (p *Page) wheel(msg tea.MouseWheelMsg) {
	step := wheelStep
	if msg.Button == tea.MouseWheelUp {
		step = -wheelStep
	}
	switch {
	case p.answers != nil:
		p.answers.scroll.Wheel(msg)
	case p.coachOnTop:
		p.side.Wheel(msg)
	default:
		p.work.scroll(step)
	}
}

// scroll moves the view by most of its height.
func (p *Page) scroll(msg tea.KeyPressMsg) {
	page := max(1, p.height-headerHeight-2)
	if msg.String() == "pgup" {
		page = -page
	}
	p.work.scroll(page)
}
