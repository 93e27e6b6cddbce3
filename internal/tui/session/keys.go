package session

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/tui/nav"
	"spar/internal/tui/sheet"
)

// The keys of the page. Those with ctrl work while text is typed; the others
// work in command mode, which esc enters.
var (
	commandKey  = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "commands"))
	typeKey     = key.NewBinding(key.WithKeys("i", "enter"), key.WithHelp("i", "type"))
	tabKey      = key.NewBinding(key.WithKeys("tab", "shift+tab"), key.WithHelp("tab", "next part"))
	nextKey     = key.NewBinding(key.WithKeys("n"), key.WithHelp("n", "next phase"))
	nextAnyKey  = key.NewBinding(key.WithKeys("ctrl+n"), key.WithHelp("ctrl+n", "next phase"))
	jumpKey     = key.NewBinding(key.WithKeys("1", "2", "3", "4", "5"), key.WithHelp("1-5", "go to a phase"))
	hintKey     = key.NewBinding(key.WithKeys("h"), key.WithHelp("h", "hint"))
	hintAnyKey  = key.NewBinding(key.WithKeys("ctrl+g"), key.WithHelp("ctrl+g", "hint"))
	pauseKey    = key.NewBinding(key.WithKeys("p"), key.WithHelp("p", "pause"))
	answerKey   = key.NewBinding(key.WithKeys("a"), key.WithHelp("a", "answers of the phase before"))
	sideKey     = key.NewBinding(key.WithKeys("c"), key.WithHelp("c", "coach"))
	sideAnyKey  = key.NewBinding(key.WithKeys("ctrl+t"), key.WithHelp("ctrl+t", "coach"))
	runKey      = key.NewBinding(key.WithKeys("r"), key.WithHelp("r", "run the design"))
	runAnyKey   = key.NewBinding(key.WithKeys("ctrl+r"), key.WithHelp("ctrl+r", "run the design"))
	otherKey    = key.NewBinding(key.WithKeys("o"), key.WithHelp("o", "run something else"))
	otherAnyKey = key.NewBinding(key.WithKeys("ctrl+o"), key.WithHelp("ctrl+o", "run something else"))
	homeKey     = key.NewBinding(key.WithKeys("q"), key.WithHelp("q", "home"))
	upKey       = key.NewBinding(key.WithKeys("up", "k"), key.WithHelp("k", "up"))
	downKey     = key.NewBinding(key.WithKeys("down", "j"), key.WithHelp("j", "down"))
	scrollKey   = key.NewBinding(key.WithKeys("pgup", "pgdown"), key.WithHelp("pgdn", "scroll"))
	takeKey     = key.NewBinding(key.WithKeys("ctrl+l"), key.WithHelp("ctrl+l", "take the sheet's line"))
	undoKey     = key.NewBinding(key.WithKeys("ctrl+z"), key.WithHelp("ctrl+z", "undo"))
	closeKey    = key.NewBinding(key.WithKeys("enter", "esc", "q", "a"), key.WithHelp("enter", "go on"))
)

func isBack(msg tea.KeyPressMsg) bool { return key.Matches(msg, commandKey, homeKey) }

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	switch {
	case p.coach == nil:
		return []key.Binding{homeKey}
	case p.answers != nil:
		return []key.Binding{closeKey, upKey, downKey}
	}
	practising := p.coach.Practising()
	last := p.session().Phase == interview.Scale
	next, nextAny := nextKey, nextAnyKey
	if last {
		next.SetHelp("n", "finish")
		nextAny.SetHelp("ctrl+n", "finish")
	}
	var keys []key.Binding
	add := func(k key.Binding, works bool) {
		if works {
			keys = append(keys, k)
		}
	}
	if p.Typing() {
		add(runAnyKey, p.canRun())
		add(otherAnyKey, p.canChoose())
		keys = append(keys, tabKey, nextAny)
		add(hintAnyKey, practising)
		keys = append(keys, commandKey, undoKey, scrollKey)
		add(sideAnyKey, !p.wide())
		return append(keys, p.capacityKeys()...)
	}
	add(runKey, p.canRun())
	add(otherKey, p.canChoose())
	add(typeKey, p.work.typing())
	keys = append(keys, tabKey, next)
	add(hintKey, practising)
	add(pauseKey, practising)
	add(sideKey, !p.wide())
	add(jumpKey, practising)
	add(answerKey, practising && p.session().Phase != interview.Requirements)
	return append(keys, homeKey, upKey, downKey, scrollKey)
}

// capacityKeys lists the keys of the part of the capacity phase that has the
// focus.
func (p *Page) capacityKeys() []key.Binding {
	switch s := p.work.current().(type) {
	case *fieldSection:
		if s.field == interview.Sheet {
			return []key.Binding{sheet.PeakKey, sheet.HeadroomKey, sheet.ReplicasKey}
		}
	case *estimatesSection:
		return []key.Binding{takeKey}
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	if p.answers != nil {
		return p.pressAnswers(msg)
	}
	confirmed := p.leaving
	p.notice, p.leaving = "", false
	switch {
	case key.Matches(msg, nextAnyKey):
		return p.next(confirmed)
	case key.Matches(msg, scrollKey):
		p.scroll(msg)
		return nil
	case key.Matches(msg, hintAnyKey):
		p.hint()
		return nil
	case key.Matches(msg, sideAnyKey):
		p.coachOnTop = !p.coachOnTop && !p.wide()
		return nil
	case key.Matches(msg, runAnyKey) && p.canRun():
		return p.startRun()
	case key.Matches(msg, otherAnyKey) && p.canChoose():
		p.otherScenario()
		return nil
	case p.Typing() && key.Matches(msg, commandKey):
		p.commanding = true
		return nil
	case p.Typing():
		p.work.press(msg)
		return nil
	}
	return p.command(msg, confirmed)
}

// command handles a key while no text is typed.
func (p *Page) command(msg tea.KeyPressMsg, confirmed bool) tea.Cmd {
	if !p.commanding && !p.coachOnTop && p.work.press(msg) {
		return nil
	}
	switch {
	case key.Matches(msg, nextKey):
		return p.next(confirmed)
	case key.Matches(msg, hintKey):
		p.hint()
	case key.Matches(msg, pauseKey):
		p.pause()
	case key.Matches(msg, runKey) && p.canRun():
		return p.startRun()
	case key.Matches(msg, otherKey) && p.canChoose():
		p.otherScenario()
	case key.Matches(msg, sideKey):
		p.coachOnTop = !p.coachOnTop && !p.wide()
	case key.Matches(msg, jumpKey):
		return p.enter(interview.Phases()[msg.Code-'1'])
	case key.Matches(msg, answerKey):
		return p.previousAnswers()
	case key.Matches(msg, homeKey):
		return nav.Back()
	case key.Matches(msg, commandKey):
		return p.escape()
	case key.Matches(msg, typeKey):
		p.commanding, p.coachOnTop = p.session().Paused(), false
	case key.Matches(msg, upKey):
		p.work.move(-1, false)
	case key.Matches(msg, downKey, tabKey):
		p.work.move(1, false)
	}
	return nil
}

// escape leaves the coach's tab, or the session.
func (p *Page) escape() tea.Cmd {
	switch {
	case p.coachOnTop:
		p.coachOnTop = false
	case !p.commanding:
		p.commanding = true
	default:
		return nav.Back()
	}
	return nil
}

func (p *Page) hint() {
	if _, err := p.coach.Hint(p.deps.Now()); err != nil {
		p.refuse(err)
		return
	}
	// The hint stands first on the coach's side.
	p.coachOnTop = !p.wide()
}

func (p *Page) pause() {
	if p.session().Paused() {
		p.act(interview.Resumed{})
		p.commanding = false
		return
	}
	p.act(interview.Paused{})
	p.commanding = true
}

// next goes to the next phase or, from the last, ends the session. What cannot
// be taken back wants the key twice.
func (p *Page) next(confirmed bool) tea.Cmd {
	s := p.session()
	next, more := s.Phase.Next()
	if (!more || !p.coach.Practising()) && !confirmed {
		p.leaving = true
		return nil
	}
	if !more {
		p.act(interview.Finished{})
		return nil // the review follows
	}
	return p.enter(next)
}

// leaveQuestion asks to confirm leaving the open phase.
func (p *Page) leaveQuestion() string {
	if _, more := p.session().Phase.Next(); more {
		return "a mock does not go back: the same key again goes on"
	}
	return "the same key again ends the session"
}

// enter goes to a phase. In practice the answers of the one left are shown,
// and the clock stands while they are read.
func (p *Page) enter(phase interview.Phase) tea.Cmd {
	left := p.session().Phase
	if phase == left {
		return nil
	}
	if err := p.coach.Journal.Do(p.deps.Now(), interview.Entered{Phase: phase}); err != nil {
		p.refuse(err)
		return nil
	}
	p.layOut()
	if p.coach.Practising() && phase.Index() > left.Index() {
		return p.openAnswers(left)
	}
	return nil
}

func (p *Page) paste(text string) {
	if p.Typing() {
		p.notice = ""
		p.work.current().paste(text)
	}
}

func (p *Page) click(msg tea.MouseClickMsg) {
	if p.answers != nil || msg.Y < headerHeight || p.coachOnTop || msg.X >= p.workWidth() {
		return
	}
	p.commanding = p.session().Paused()
	p.work.click(msg.Y - headerHeight)
}

// wheelStep is how many rows a turn of the wheel scrolls.
const wheelStep = 3

func (p *Page) wheel(msg tea.MouseWheelMsg) {
	step := wheelStep
	if msg.Button == tea.MouseWheelUp {
		step = -wheelStep
	}
	if p.answers != nil {
		p.answers.scroll(step, p.answersHeight())
		return
	}
	p.work.scroll(step)
}

// scroll moves the view by most of its height.
func (p *Page) scroll(msg tea.KeyPressMsg) {
	page := max(1, p.height-headerHeight-2)
	if msg.String() == "pgup" {
		page = -page
	}
	p.work.scroll(page)
}
