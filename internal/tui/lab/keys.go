package lab

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/system"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
)

// The keys that work whatever the system is. Those that break things are moves.
var (
	pauseKey   = key.NewBinding(key.WithKeys("space"), key.WithHelp("space", "pause"))
	stepKey    = key.NewBinding(key.WithKeys("."), key.WithHelp(".", "one step"))
	speedKey   = key.NewBinding(key.WithKeys("+", "=", "-", "_"), key.WithHelp("+/-", "speed"))
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
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return p.keys().Bindings() }

// keys is the table of keys as the page stands.
func (p *Page) keys() keymap.Table {
	switch {
	case p.chooser != nil:
		return p.chooserKeys()
	case p.prompt != nil:
		return p.promptKeys()
	}
	begun := len(p.shots) > 0
	var table, far keymap.Table
	switch {
	case begun && p.tab == labTab:
		table = p.labKeys()
	case begun:
		table = make(keymap.Table, 1)
		table[0], far = p.scroll.Keys()
	}
	compare := compareKey
	if p.other != nil {
		compare.SetHelp("c", "compare no more")
	}
	return append(append(table,
		keymap.On(tabKey, begun, func(msg tea.KeyPressMsg) { p.nextTab(msg.String() == "tab") }),
		keymap.On(moveKey, begun && p.tab == labTab && p.members() > 1, func(msg tea.KeyPressMsg) { p.moveCursor(msg.String()) }),
		keymap.On(writeKey, begun, p.askFile),
		keymap.On(againKey, begun, p.restart),
		keymap.On(compare, begun && p.err == nil, p.compare),
		keymap.On(seedKey, true, p.nextSeed),
		keymap.On(backKey, true, nav.Back),
	), far...)
}

// labKeys work on the lab itself, most of them while its runs are not over.
func (p *Page) labKeys() keymap.Table {
	pause, drawing := pauseKey, drawingKey
	if p.paused {
		pause.SetHelp("space", "go on")
	}
	if p.listed {
		drawing.SetHelp("v", "diagram")
	}
	runs := !p.finished() && p.err == nil
	table := keymap.Table{
		keymap.On(pause, runs, p.pause),
		keymap.On(speedKey, runs, p.changeSpeed),
		keymap.On(drawing, p.drawable(), func() { p.listed = !p.listed }),
	}
	for _, m := range p.shots[0].moves(p.cursor) {
		binding := key.NewBinding(key.WithKeys(m.key), key.WithHelp(m.key, m.about))
		table = append(table, keymap.On(binding, runs, func() tea.Cmd { return p.strike(m.action) }))
	}
	return append(table,
		keymap.On(promptKey, runs, p.askAction),
		keymap.On(stepKey, runs, p.step),
		keymap.On(fullKey, runs, func() { p.pace.toggleFull(p.deps.Now()) }),
	)
}

// press handles a key: what the table does not take is text.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	if !p.Typing() {
		p.notice = ""
	}
	cmd, taken := p.keys().Press(msg)
	if !taken {
		p.typed(msg)
	}
	return tea.Batch(cmd, p.proceed(), p.tick())
}

// typed gives a key to the line that is open.
func (p *Page) typed(msg tea.KeyPressMsg) {
	switch {
	case p.chooser != nil:
		if p.chooser.line != nil && !p.chooser.waiting {
			p.chooser.line.Press(msg)
		}
	case p.prompt != nil && p.prompt.line.Press(msg):
		p.prompt.err = nil
	}
}

func (p *Page) nextSeed() tea.Cmd {
	p.base.Seed++
	return p.restart()
}

func (p *Page) pause() {
	p.paused = !p.paused
	p.pace.resume(p.deps.Now())
}

func (p *Page) step() {
	p.paused = true
	p.pending.steps++
}

func (p *Page) changeSpeed(msg tea.KeyPressMsg) {
	by := -1
	if msg.String() == "+" || msg.String() == "=" {
		by = 1
	}
	p.pace.change(by, p.deps.Now())
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

// Lost says what the line that is open had no room for.
func (p *Page) Lost() string {
	switch {
	case p.chooser != nil && p.chooser.line != nil:
		return p.chooser.line.Lost()
	case p.prompt != nil:
		return p.prompt.line.Lost()
	}
	return ""
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
		p.scroll.Wheel(msg)
	case step > 0:
		p.moveCursor("right")
	default:
		p.moveCursor("left")
	}
}

// members counts what the cursor can be on.
func (p *Page) members() int {
	count := 0
	for _, part := range p.shots[min(p.lane, len(p.shots)-1)].view.Parts {
		count += len(part.Members) + 1 - firstIndex(part)
	}
	return count
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
