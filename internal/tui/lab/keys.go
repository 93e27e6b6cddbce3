package lab

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/system"
	"spar/internal/tui/nav"
)

// The keys that work whatever the system is. Those that break things are moves.
var (
	pauseKey   = key.NewBinding(key.WithKeys("space"), key.WithHelp("space", "pause"))
	stepKey    = key.NewBinding(key.WithKeys("."), key.WithHelp(".", "one step"))
	fasterKey  = key.NewBinding(key.WithKeys("+", "="), key.WithHelp("+", "faster"))
	slowerKey  = key.NewBinding(key.WithKeys("-", "_"), key.WithHelp("-", "slower"))
	speedKey   = key.NewBinding(key.WithKeys("+", "-"), key.WithHelp("+/-", "speed")) // both, for the list of keys
	fullKey    = key.NewBinding(key.WithKeys("m"), key.WithHelp("m", "full speed"))
	againKey   = key.NewBinding(key.WithKeys("R"), key.WithHelp("R", "from the start"))
	seedKey    = key.NewBinding(key.WithKeys("N"), key.WithHelp("N", "with the next seed"))
	compareKey = key.NewBinding(key.WithKeys("c"), key.WithHelp("c", "compare"))
	promptKey  = key.NewBinding(key.WithKeys(":"), key.WithHelp(":", "any fault"))
	drawingKey = key.NewBinding(key.WithKeys("v"), key.WithHelp("v", "list"))
	writeKey   = key.NewBinding(key.WithKeys("w"), key.WithHelp("w", "write to a file"))
	tabKey     = key.NewBinding(key.WithKeys("tab", "shift+tab"), key.WithHelp("tab", "next view"))
	backKey    = key.NewBinding(key.WithKeys("esc", "q"), key.WithHelp("esc", "leave"))
	moveKey    = key.NewBinding(key.WithKeys("left", "right", "up", "down"), key.WithHelp("arrows", "select"))
	scrollKey  = key.NewBinding(key.WithKeys("up", "down", "pgup", "pgdown", "home", "end"), key.WithHelp("↑/↓", "scroll"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	switch {
	case p.chooser != nil && p.chooser.line == nil:
		return []key.Binding{startKey, rowKey, valueKey, cancelKey}
	case p.chooser != nil:
		return []key.Binding{startKey, rowKey, cancelKey}
	case p.prompt != nil:
		return []key.Binding{enterKey, recallKey, cancelKey}
	case p.err != nil || len(p.shots) == 0:
		return []key.Binding{againKey, seedKey, backKey}
	}
	var keys []key.Binding
	if p.tab == labTab {
		keys = p.labKeys()
	} else {
		keys = []key.Binding{scrollKey, tabKey, writeKey, againKey}
	}
	compare := compareKey
	if p.other != nil {
		compare.SetHelp("c", "compare no more")
	}
	return append(keys, compare, seedKey, backKey)
}

func (p *Page) labKeys() []key.Binding {
	var keys []key.Binding
	pause := pauseKey
	if p.paused {
		pause.SetHelp("space", "go on")
	}
	if !p.finished() {
		keys = append(keys, pause, speedKey)
	}
	if p.drawable() {
		drawing := drawingKey
		if p.listed {
			drawing.SetHelp("v", "diagram")
		}
		keys = append(keys, drawing)
	}
	if !p.finished() {
		for _, m := range p.shots[0].moves(p.cursor) {
			keys = append(keys, key.NewBinding(key.WithKeys(m.key), key.WithHelp(m.key, m.about)))
		}
		keys = append(keys, promptKey, stepKey, fullKey)
	}
	return append(keys, tabKey, moveKey, againKey, writeKey)
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case p.chooser != nil:
		return p.pressChooser(msg)
	case p.prompt != nil:
		return p.pressPrompt(msg)
	}
	p.notice = ""
	switch {
	case key.Matches(msg, backKey):
		return nav.Back()
	case key.Matches(msg, againKey):
		return p.restart()
	case key.Matches(msg, seedKey):
		p.base.Seed++
		return p.restart()
	case len(p.shots) == 0:
		return nil
	case key.Matches(msg, compareKey):
		return p.compare()
	case key.Matches(msg, writeKey):
		p.askFile()
		return nil
	case key.Matches(msg, tabKey):
		p.nextTab(msg.String() == "tab")
		return nil
	case p.tab != labTab:
		p.scroll(msg)
		return nil
	}
	return p.pressLab(msg)
}

// pressLab handles a key on the lab itself.
func (p *Page) pressLab(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, moveKey) {
		p.moveCursor(msg.String())
		return nil
	}
	if key.Matches(msg, drawingKey) && p.drawable() {
		p.listed = !p.listed
		return nil
	}
	if p.finished() || p.err != nil {
		return nil
	}
	now := p.deps.Now()
	switch {
	case key.Matches(msg, pauseKey):
		p.paused = !p.paused
		p.pace.resume(now)
	case key.Matches(msg, stepKey):
		p.paused = true
		p.pending.steps++
	case key.Matches(msg, fasterKey):
		p.pace.change(1, now)
	case key.Matches(msg, slowerKey):
		p.pace.change(-1, now)
	case key.Matches(msg, fullKey):
		p.pace.toggleFull(now)
	case key.Matches(msg, promptKey):
		p.askAction()
	default:
		for _, m := range p.shots[0].moves(p.cursor) {
			if msg.String() == m.key {
				return p.strike(m.action)
			}
		}
	}
	return tea.Batch(p.proceed(), p.tick())
}

// strike lets an action happen as soon as the runs stand still for it.
func (p *Page) strike(action string) tea.Cmd {
	p.pending.actions = append(p.pending.actions, action)
	return p.proceed()
}

func (p *Page) paste(text string) {
	switch {
	case p.chooser != nil && p.chooser.line != nil:
		p.chooser.line.Paste(text)
	case p.prompt != nil:
		p.prompt.line.Paste(text)
	}
}

// wheel scrolls, or moves the cursor among members.
func (p *Page) wheel(msg tea.MouseWheelMsg) {
	step := 1
	if msg.Button == tea.MouseWheelUp {
		step = -1
	}
	switch {
	case p.prompt != nil || len(p.shots) == 0:
	case p.chooser != nil:
		p.chooser.move(step)
	case p.tab != labTab:
		p.offset += 3 * step
	case step > 0:
		p.moveCursor("right")
	default:
		p.moveCursor("left")
	}
}

// scroll moves through the rows of a tab.
func (p *Page) scroll(msg tea.KeyPressMsg) {
	page := max(1, p.bodyHeight()-1)
	switch msg.String() {
	case "up":
		p.offset--
	case "down":
		p.offset++
	case "pgup":
		p.offset -= page
	case "pgdown":
		p.offset += page
	case "home":
		p.offset = 0
	case "end":
		p.offset = 1 << 30
	}
}

// moveCursor moves the cursor among the parts and their members. Above the first
// member of a part stands the part as a whole, unless that is all of it.
func (p *Page) moveCursor(direction string) {
	parts := p.shots[min(p.lane, len(p.shots)-1)].view.Parts
	if len(parts) == 0 {
		return
	}
	at := partOf(parts, p.cursor.part)
	index := min(p.cursor.index, len(parts[at].Members))
	columns := max(1, p.drawn.columns[parts[at].Name])
	first := firstIndex(parts[at])
	switch direction {
	case "left":
		index--
	case "right":
		index++
	case "up":
		if index > first {
			index = max(first, index-columns)
		} else {
			index = first - 1
		}
	case "down":
		if index == 0 {
			index = 1
		} else if row, last := (index-1)/columns, (len(parts[at].Members)-1)/columns; row < last {
			index = min(index+columns, len(parts[at].Members))
		} else {
			index = len(parts[at].Members) + 1
		}
	}
	switch {
	case index < first && at > 0:
		at--
		index = len(parts[at].Members)
	case index > len(parts[at].Members) && at < len(parts)-1:
		at++
		index = firstIndex(parts[at])
	}
	p.cursor = place{parts[at].Name, max(firstIndex(parts[at]), min(index, len(parts[at].Members)))}
}

// firstIndex returns the index that the cursor can have at the beginning of a
// part: zero, for the whole of it, where there are several members.
func firstIndex(part system.Part) int {
	if len(part.Members) == 1 {
		return 1
	}
	return 0
}

// partOf returns the part of a name, the first if there is none.
func partOf(parts []system.Part, name string) int {
	return max(0, slices.IndexFunc(parts, func(p system.Part) bool { return p.Name == name }))
}
