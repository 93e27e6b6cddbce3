package session

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
	"spar/internal/tui/words"
)

// The keys of the page. Those with ctrl work while text is typed, and have a
// letter in command mode, which esc enters.
var (
	commandKey = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "commands"))
	partKey    = key.NewBinding(key.WithKeys("tab", "shift+tab"), key.WithHelp("tab", "next part"))
	nextKey    = key.NewBinding(key.WithKeys("ctrl+n"), key.WithHelp("ctrl+n", "next phase"))
	hintKey    = key.NewBinding(key.WithKeys("ctrl+g"), key.WithHelp("ctrl+g", "hint"))
	sideKey    = key.NewBinding(key.WithKeys("ctrl+t"), key.WithHelp("ctrl+t", "coach"))
	runKey     = key.NewBinding(key.WithKeys("ctrl+r"), key.WithHelp("ctrl+r", "run the design"))
	otherKey   = key.NewBinding(key.WithKeys("ctrl+o"), key.WithHelp("ctrl+o", "run something else"))
	figuresKey = key.NewBinding(key.WithKeys("f2"), key.WithHelp("f2", "all figures"))
	cureKey    = key.NewBinding(key.WithKeys("f3"), key.WithHelp("f3", "what would do"))
	scrollKey  = key.NewBinding(key.WithKeys("pgup", "pgdown"), key.WithHelp("pgdn", "scroll"))

	typeKey   = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "type"))
	pauseKey  = key.NewBinding(key.WithKeys("p"), key.WithHelp("p", "pause"))
	jumpKey   = key.NewBinding(key.WithKeys("1", "2", "3", "4", "5"), key.WithHelp("1-5", "go to a phase"))
	answerKey = key.NewBinding(key.WithKeys("a"), key.WithHelp("a", "answers of the phase before"))
	workKey   = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "your work"))
	homeKey   = key.NewBinding(key.WithKeys("q"), key.WithHelp("q", "home"))
	leaveKey  = key.NewBinding(key.WithKeys("q", "esc"), key.WithHelp("q", "home"))
	moveKey   = key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "move"))
	closeKey  = key.NewBinding(key.WithKeys("enter", "esc"), key.WithHelp("enter", "go on"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return p.keys().Bindings() }

// keys is the table of keys as the page stands.
func (p *Page) keys() keymap.Table {
	switch {
	case p.coach == nil:
		return keymap.Table{keymap.On(leaveKey, true, nav.Back)}
	case p.asked != nil:
		return p.confirmKeys()
	case p.answers != nil:
		return p.answersKeys()
	case p.Typing():
		table := append(p.sharedKeys(), keymap.On(commandKey, true, p.command))
		return append(append(table, p.work.current().keys()...), p.scrollEntry())
	case p.coachOnTop:
		near, far := p.side.TypingKeys()
		return append(append(p.commandKeys(), near), far...)
	case p.commanding:
		return append(p.commandKeys(), p.scrollEntry())
	}
	return append(append(p.work.current().keys(), p.commandKeys()...), p.scrollEntry())
}

// sharedKeys work while text is typed, and with a letter in command mode.
func (p *Page) sharedKeys() keymap.Table {
	run, next, side := runKey, nextKey, sideKey
	if p.run.cancel != nil {
		run.SetHelp("ctrl+r", "stop the run")
	}
	if _, more := p.session().NextPhase(); !more {
		next.SetHelp("ctrl+n", "finish")
	}
	if p.coachOnTop {
		side.SetHelp("ctrl+t", "your work")
	}
	figures := figuresKey
	if p.run.whole {
		figures.SetHelp("f2", "the run in short")
	}
	return keymap.Table{
		keymap.On(p.lettered("r", run), p.canRun(), p.sure(p.run.cancel == nil, "run the design", p.startRun)),
		keymap.On(p.lettered("o", otherKey), p.canChoose(), p.sure(true, "run something else", p.otherScenario)),
		keymap.On(p.lettered("f", figures), p.run.result != nil && p.canRun(), p.turnFigures),
		keymap.On(p.lettered("w", cureKey), p.run.result != nil && p.run.cancel == nil && p.canRun() && p.coach.Practising() && missed(p.run.result), p.startCure),
		keymap.On(partKey, !p.coachOnTop && len(p.work.sections) > 1, p.nextPart),
		keymap.On(p.lettered("n", next), true, p.next),
		keymap.On(p.lettered("h", hintKey), p.coach.HasHints(), p.sure(p.coach.HasHints(), "take a hint", p.hint)).Refusing(),
		keymap.On(p.lettered("c", side), !p.wide(), p.sure(true, side.Help().Desc, p.turnSide)),
	}
}

// lettered returns a binding with its letter, unless letters are text.
func (p *Page) lettered(letter string, b key.Binding) key.Binding {
	if p.Typing() {
		return b
	}
	return keymap.Letter(letter, b)
}

// commandKeys work while letters are commands.
func (p *Page) commandKeys() keymap.Table {
	practising, paused, atWork := p.coach.Practising(), p.session().Paused(), p.atWork()
	pause, home := pauseKey, homeKey
	if paused {
		pause.SetHelp("p", "go on")
	}
	if p.commanding && !p.coachOnTop {
		home = leaveKey
	}
	table := append(keymap.Table{
		keymap.On(typeKey, p.coachOnTop || p.commanding && !paused, p.toWork),
	}, p.sharedKeys()...)
	table = append(table, keymap.On(pause, practising, p.pause).Refusing())
	if _, choosing := p.work.current().(*decisionSection); !choosing || !atWork {
		table = append(table, keymap.On(jumpKey, practising && p.session().Started.Only == "", p.jump).Refusing())
	}
	return append(table,
		keymap.On(answerKey, p.previousReference() != "", p.sure(true, "see the answers", p.previousAnswers)),
		keymap.On(workKey, p.coachOnTop, p.toWork),
		keymap.On(commandKey, atWork, p.command),
		keymap.On(home, true, p.leave),
		keymap.On(moveKey, !p.coachOnTop && (atWork || len(p.work.sections) > 1), p.move),
	)
}

func (p *Page) scrollEntry() keymap.Entry { return keymap.On(scrollKey, p.work.long(), p.scroll) }

// atWork reports whether the part with the focus takes keys.
func (p *Page) atWork() bool { return !p.commanding && !p.coachOnTop }

// press handles a key. Where letters are commands, a word is text all the same: what a
// letter does wants enter, and the letter after it makes both text.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	refused := p.refused
	p.refused = nil
	switch {
	case p.asked != nil || p.Typing():
		return p.do(msg)
	case refused != nil:
		word, open := refused.Press(msg)
		if open {
			p.refused = refused
			return p.do(msg) // which says it again
		}
		if len(word) > 0 {
			return p.write(word...)
		}
	}
	switch {
	case !words.IsText(msg):
		return p.do(msg)
	case !p.keys().Takes(msg):
		return p.write(msg)
	}
	cmd := p.do(msg)
	if p.asked == nil {
		p.refused = words.Begin(msg)
	}
	return cmd
}

// do does what a key does: what the table does not take is for the part with the
// focus.
func (p *Page) do(msg tea.KeyPressMsg) tea.Cmd {
	table := p.keys()
	p.notice, p.work.scrolled = "", false
	cmd, taken := table.Press(msg)
	if !taken && p.answers == nil && p.atWork() {
		p.work.press(msg)
	}
	return cmd
}
