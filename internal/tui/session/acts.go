package session

import (
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/tui/frame"
)

// command goes to command mode.
func (p *Page) command() { p.commanding = true }

// toWork goes from commands or the coach to the part with the focus.
func (p *Page) toWork() { p.commanding, p.coachOnTop = p.session().Paused(), false }

// turnSide shows the coach in place of the work, or the work again.
func (p *Page) turnSide() tea.Cmd {
	p.coachOnTop, p.side = !p.coachOnTop, frame.Scroll{}
	return nil
}

func (p *Page) nextPart(msg tea.KeyPressMsg) {
	step := 1
	if msg.String() == "shift+tab" {
		step = -1
	}
	p.work.move(step, false)
}

// move moves within the part with the focus or, in command mode, from part to part.
func (p *Page) move(msg tea.KeyPressMsg) {
	switch msg.String() {
	case "up":
		if !p.atWork() || !p.work.press(msg) {
			p.work.move(-1, false)
		}
	case "down":
		if !p.atWork() || !p.work.press(msg) {
			p.work.move(1, false)
		}
	}
}

func (p *Page) jump(msg tea.KeyPressMsg) tea.Cmd {
	phase := interview.Phases()[msg.String()[0]-'1']
	if !p.coach.Practising() && phase.Index() > p.session().Phase.Index() {
		p.askToEnter(msg, phase)
		return nil
	}
	works := p.coach.Practising() && phase != p.session().Phase
	return p.sure(works, "go to "+string(phase), func() tea.Cmd { p.enter(phase); return nil })(msg)
}

func (p *Page) hint() tea.Cmd {
	if _, err := p.coach.Hint(p.deps.Now()); err != nil {
		p.refuse(err)
		return nil
	}
	// The hint stands first on the coach's side.
	p.coachOnTop, p.side = !p.wide(), frame.Scroll{}
	return nil
}

func (p *Page) pause(by tea.KeyPressMsg) tea.Cmd {
	if p.session().Paused() {
		return p.sure(true, "go on", func() tea.Cmd {
			p.act(interview.Resumed{})
			p.commanding = false
			return nil
		})(by)
	}
	return p.sure(p.coach.Practising(), "stop the clock", func() tea.Cmd {
		p.act(interview.Paused{})
		p.commanding = true
		return nil
	})(by)
}

// enter goes to a phase. In practice the answers of the one left are shown,
// and the clock stands while they are read.
func (p *Page) enter(phase interview.Phase) {
	left := p.session().Phase
	if phase == left {
		return
	}
	if err := p.coach.Journal.Do(p.deps.Now(), interview.Entered{Phase: phase}); err != nil {
		p.refuse(err)
		return
	}
	p.layOut()
	if p.coach.Practising() && phase.Index() > left.Index() {
		p.openAnswers(left)
	}
}
