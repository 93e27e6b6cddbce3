package calculator

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/capacity"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
	"spar/internal/tui/sheet"
	"spar/internal/tui/words"
)

// The keys of the page. Those with ctrl work while text is typed; the letters
// work in command mode, which esc enters.
var (
	commandKey = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "commands"))
	typeKey    = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "type"))
	explainKey = key.NewBinding(key.WithKeys("tab", "ctrl+t"), key.WithHelp("tab", "explain the line"))
	factsKey   = key.NewBinding(key.WithKeys("ctrl+l"), key.WithHelp("ctrl+l", "look up a fact"))
	saveKey    = key.NewBinding(key.WithKeys("ctrl+s"), key.WithHelp("ctrl+s", "save to a file"))
	undoKey    = key.NewBinding(key.WithKeys("ctrl+/", "ctrl+_"), key.WithHelp("ctrl+/", "undo"))
	redoKey    = key.NewBinding(key.WithKeys("ctrl+y"), key.WithHelp("ctrl+y", "redo"))
	scrollKey  = key.NewBinding(key.WithKeys("pgup", "pgdown"), key.WithHelp("pgdn", "scroll"))

	peakCommand     = keymap.Letter("p", sheet.PeakKey)
	headroomCommand = keymap.Letter("h", sheet.HeadroomKey)
	replicasCommand = keymap.Letter("r", sheet.ReplicasKey)
	factsCommand    = keymap.Letter("f", factsKey)
	saveCommand     = keymap.Letter("s", saveKey)
	undoCommand     = keymap.Letter("u", undoKey)
	baseCommand     = key.NewBinding(key.WithKeys("b"), key.WithHelp("b", "KB of 1000 or 1024"))
	openCommand     = key.NewBinding(key.WithKeys("o"), key.WithHelp("o", "open a file"))
	newCommand      = key.NewBinding(key.WithKeys("n"), key.WithHelp("n", "new sheet"))
	earlierCommand  = key.NewBinding(key.WithKeys("e"), key.WithHelp("e", "earlier sheets"))
	drillCommand    = key.NewBinding(key.WithKeys("d"), key.WithHelp("d", "drill estimates"))
	homeKey         = key.NewBinding(key.WithKeys("q", "esc"), key.WithHelp("q", "home"))
	lineKey         = key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "another line"))

	sheetKey  = key.NewBinding(key.WithKeys("tab", "ctrl+t", "esc", "enter"), key.WithHelp("tab", "back to the sheet"))
	chooseKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "open"))
	closeKey  = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "back"))
	insertKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "insert"))
	searchKey = key.NewBinding(key.WithKeys("a-z"), key.WithHelp("type", "to search"))
	clearKey  = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "show all"))
	leaveKey  = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "back"))
	backKey   = key.NewBinding(key.WithKeys("ctrl+l"), key.WithHelp("ctrl+l", "back to the sheet"))
	answerKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "done"))
	cancelKey = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "cancel"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return p.keys().Bindings() }

// keys is the table of keys as the page stands.
func (p *Page) keys() keymap.Table {
	switch {
	case p.draft == nil:
		return keymap.Table{keymap.On(homeKey, true, nav.Back)}
	case p.prompt != nil:
		return keymap.Table{
			keymap.On(answerKey, true, p.answer),
			keymap.On(cancelKey, true, func() { p.prompt = nil }),
		}
	case p.asked != nil:
		return p.askedKeys()
	case p.overlay != nil:
		return p.overlay.keys()
	case p.explainingNow():
		return p.explanationKeys()
	case p.commanding:
		return p.commandKeys()
	}
	table := append(keymap.Table{
		keymap.On(explainKey, !p.wide(), p.explain),
		keymap.On(commandKey, true, func() { p.commanding = true }),
		keymap.On(factsKey, true, p.openFacts),
	}, sheet.ModifierKeys(p.modifier)...)
	return append(table,
		keymap.On(undoKey, p.editor.CanUndo(), p.undo),
		keymap.On(redoKey, p.editor.CanRedo(), p.redo),
		keymap.On(saveKey, true, p.askWhereToSave),
		keymap.On(scrollKey, p.long(), p.page),
	)
}

// commandKeys work in command mode.
func (p *Page) commandKeys() keymap.Table {
	return keymap.Table{
		keymap.On(explainKey, !p.wide(), p.explain),
		keymap.On(typeKey, true, func() { p.commanding = false }),
		keymap.On(peakCommand, true, p.modifier(capacity.Peak)),
		keymap.On(headroomCommand, true, p.modifier(capacity.Headroom)),
		keymap.On(replicasCommand, true, p.modifier(capacity.Replicas)),
		keymap.On(factsCommand, true, p.openFacts),
		keymap.On(baseCommand, true, p.switchBase),
		keymap.On(saveCommand, true, p.askWhereToSave),
		keymap.On(openCommand, true, p.askWhatToOpen),
		keymap.On(newCommand, true, func() tea.Cmd {
			return p.switchTo(p.begin(), "a new sheet; the one before is among the earlier ones")
		}),
		keymap.On(earlierCommand, true, p.load),
		keymap.On(drillCommand, true, func() tea.Cmd { return nav.Open(nav.Drill{}) }),
		keymap.On(undoCommand, p.editor.CanUndo(), p.undo),
		keymap.On(redoKey, p.editor.CanRedo(), p.redo),
		keymap.On(homeKey, true, nav.Back),
		keymap.On(lineKey, p.lines() > 1, p.moveLine),
		keymap.On(scrollKey, p.long(), p.page),
	}
}

// explanationKeys work while the explanation covers the sheet.
func (p *Page) explanationKeys() keymap.Table {
	_, far := p.explained.TypingKeys()
	return append(keymap.Table{
		keymap.On(sheetKey, true, func() { p.explaining = false }),
		keymap.On(lineKey, p.lines() > 1, p.moveLine),
	}, far...)
}

// press handles a key. Where letters are commands, a word is text all the same: what a
// letter does wants enter, and the letter after it makes both text.
func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	does, works := p.keys().Does(msg)
	switch {
	case p.asked != nil || p.Typing() || !words.IsText(msg):
		return p.do(msg)
	case !works:
		return p.typeOut(msg)
	}
	p.notice = ""
	p.asked = &question{words.Begin(msg), does, msg}
	return nil
}

// A question asks whether a letter is the command that it can be.
type question struct {
	word *words.Word
	does string
	by   tea.KeyPressMsg
}

// askedKeys work while a question is open.
func (p *Page) askedKeys() keymap.Table {
	return keymap.Table{
		keymap.On(words.Yes(p.asked.does), true, p.confirm),
		keymap.Rest(words.No, true, p.follow),
	}
}

// confirm does what the letter does that asked.
func (p *Page) confirm() tea.Cmd {
	by := p.asked.by
	p.asked = nil
	return p.do(by)
}

// follow takes the key that follows the letter that asked.
func (p *Page) follow(msg tea.KeyPressMsg) tea.Cmd {
	word, open := p.asked.word.Press(msg)
	if open {
		return nil
	}
	p.asked = nil
	return p.typeOut(word...)
}

// typeOut types keys on the sheet, wherever the page is.
func (p *Page) typeOut(keys ...tea.KeyPressMsg) tea.Cmd {
	var cmds []tea.Cmd
	for _, k := range keys {
		p.toSheet()
		cmds = append(cmds, p.do(k))
	}
	return tea.Batch(cmds...)
}

// toSheet goes to where the sheet is edited.
func (p *Page) toSheet() { p.commanding, p.explaining, p.overlay, p.asked = false, false, nil, nil }

// do does what a key does: what the table does not take is text.
func (p *Page) do(msg tea.KeyPressMsg) tea.Cmd {
	p.notice, p.scrolled = "", false
	cmd, taken := p.keys().Press(msg)
	switch {
	case taken:
	case p.prompt != nil:
		p.prompt.line.Press(msg)
	case p.Typing() && p.editor.Press(msg):
		p.changed()
	}
	return cmd
}

func (p *Page) explain() { p.explaining, p.explained = true, frame.Scroll{} }

func (p *Page) openFacts() { p.overlay = newFacts(p) }

func (p *Page) undo() {
	if p.editor.Undo() {
		p.changed()
	}
}

func (p *Page) redo() {
	if p.editor.Redo() {
		p.changed()
	}
}

// lines counts the lines that the cursor can be on.
func (p *Page) lines() int { return len(p.editor.All()) }

// moveLine goes to the line above or below.
func (p *Page) moveLine(msg tea.KeyPressMsg) {
	step := 1
	if slices.Contains([]string{"up", "k"}, msg.String()) {
		step = -1
	}
	p.editor.MoveTo(p.editor.Row() + step)
	p.explained = frame.Scroll{}
}

// long reports whether the sheet has more rows than are in view.
func (p *Page) long() bool { return len(p.drawing.Rows) > p.bodyHeight() }

// page scrolls by most of the height.
func (p *Page) page(msg tea.KeyPressMsg) {
	step := max(1, p.bodyHeight()-2)
	if msg.String() == "pgup" {
		step = -step
	}
	p.scroll(step)
}

// modifier returns what gives the line at the cursor its next factor of a kind.
func (p *Page) modifier(m capacity.Modifier) func() {
	return func() {
		said, changed := sheet.Modify(p.editor, p.sheet, m)
		p.notice = said
		if changed {
			p.changed()
		}
	}
}

// switchBase changes what a KB is in the sheet, by the line that says so.
func (p *Page) switchBase() {
	from, to := "1000", "1024"
	if p.sheet.Base() == 1024 {
		from, to = to, from
	}
	lines, row := p.editor.All(), p.editor.Row()
	at := -1
	for i, line := range p.sheet.Lines() {
		if line.Kind == capacity.SettingLine {
			at = i
		}
	}
	if at >= 0 {
		lines[at] = strings.Replace(lines[at], from, to, 1)
	} else {
		lines, row = append([]string{"base " + to}, lines...), row+1
	}
	if p.editor.Change(lines, row) {
		p.changed()
	}
	p.notice = "1 KB is " + to + " bytes now"
}
