package calculator

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/capacity"
	"spar/internal/tui/nav"
	"spar/internal/tui/sheet"
)

// The keys of the page. Those with ctrl work while text is typed; the letters
// work in command mode, which esc enters.
var (
	commandKey = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "commands"))
	typeKey    = key.NewBinding(key.WithKeys("i", "enter"), key.WithHelp("i", "type"))
	explainKey = key.NewBinding(key.WithKeys("tab", "ctrl+t"), key.WithHelp("tab", "explain the line"))
	factsKey   = key.NewBinding(key.WithKeys("ctrl+l"), key.WithHelp("ctrl+l", "look up a fact"))
	saveKey    = key.NewBinding(key.WithKeys("ctrl+s"), key.WithHelp("ctrl+s", "save to a file"))
	undoKey    = key.NewBinding(key.WithKeys("ctrl+z"), key.WithHelp("ctrl+z", "undo"))
	redoKey    = key.NewBinding(key.WithKeys("ctrl+y"), key.WithHelp("ctrl+y", "redo"))
	scrollKey  = key.NewBinding(key.WithKeys("pgup", "pgdown"), key.WithHelp("pgdn", "scroll"))

	peakCommand     = key.NewBinding(key.WithKeys("p"), key.WithHelp("p", "times peak"))
	headroomCommand = key.NewBinding(key.WithKeys("h"), key.WithHelp("h", "headroom on top"))
	replicasCommand = key.NewBinding(key.WithKeys("r"), key.WithHelp("r", "replicas"))
	factsCommand    = key.NewBinding(key.WithKeys("f"), key.WithHelp("f", "look up a fact"))
	baseCommand     = key.NewBinding(key.WithKeys("b"), key.WithHelp("b", "KB of 1000 or 1024"))
	saveCommand     = key.NewBinding(key.WithKeys("s"), key.WithHelp("s", "save to a file"))
	openCommand     = key.NewBinding(key.WithKeys("o"), key.WithHelp("o", "open a file"))
	newCommand      = key.NewBinding(key.WithKeys("n"), key.WithHelp("n", "new sheet"))
	earlierCommand  = key.NewBinding(key.WithKeys("e"), key.WithHelp("e", "earlier sheets"))
	drillCommand    = key.NewBinding(key.WithKeys("d"), key.WithHelp("d", "drill estimates"))
	undoCommand     = key.NewBinding(key.WithKeys("u"), key.WithHelp("u", "undo"))
	homeKey         = key.NewBinding(key.WithKeys("q", "esc"), key.WithHelp("q", "home"))
	upKey           = key.NewBinding(key.WithKeys("up", "k"), key.WithHelp("k", "up"))
	downKey         = key.NewBinding(key.WithKeys("down", "j"), key.WithHelp("j", "down"))

	sheetKey  = key.NewBinding(key.WithKeys("tab", "ctrl+t", "esc", "enter"), key.WithHelp("tab", "back to the sheet"))
	chooseKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "open"))
	closeKey  = key.NewBinding(key.WithKeys("esc", "q"), key.WithHelp("esc", "back"))
	insertKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "insert"))
	searchKey = key.NewBinding(key.WithKeys("a-z"), key.WithHelp("type", "to search"))
	clearKey  = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "back"))
	answerKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "done"))
	cancelKey = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "cancel"))
	listUp    = key.NewBinding(key.WithKeys("up"), key.WithHelp("↑", "up"))
	listDown  = key.NewBinding(key.WithKeys("down"), key.WithHelp("↓", "down"))
)

func isBack(msg tea.KeyPressMsg) bool { return key.Matches(msg, homeKey) }

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	switch {
	case p.draft == nil:
		return []key.Binding{homeKey}
	case p.prompt != nil:
		return []key.Binding{answerKey, cancelKey}
	case p.overlay != nil:
		if _, searching := p.overlay.(*facts); searching {
			return []key.Binding{insertKey, searchKey, listUp, listDown, scrollKey, clearKey}
		}
		return []key.Binding{chooseKey, listUp, listDown, closeKey}
	case p.explainingNow():
		return []key.Binding{sheetKey, upKey, downKey, scrollKey}
	case p.commanding:
		return p.narrowOnly([]key.Binding{
			typeKey, peakCommand, headroomCommand, replicasCommand, factsCommand, baseCommand, saveCommand, openCommand,
			newCommand, earlierCommand, drillCommand, undoCommand, homeKey, upKey, downKey, scrollKey,
		})
	}
	return p.narrowOnly([]key.Binding{
		commandKey, factsKey, sheet.PeakKey, sheet.HeadroomKey, sheet.ReplicasKey, undoKey, redoKey, saveKey, scrollKey,
	})
}

// narrowOnly adds the key of the explanation where it does not stand beside.
func (p *Page) narrowOnly(keys []key.Binding) []key.Binding {
	if p.wide() {
		return keys
	}
	return append([]key.Binding{explainKey}, keys...)
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	p.notice = ""
	switch {
	case p.prompt != nil:
		return p.answer(msg)
	case p.overlay != nil:
		return p.overlay.press(msg)
	case p.explainingNow():
		p.pressExplanation(msg)
		return nil
	}
	switch {
	case key.Matches(msg, scrollKey):
		p.page(msg)
		return nil
	case key.Matches(msg, explainKey):
		p.explaining, p.skipped = !p.wide(), 0
		return nil
	case key.Matches(msg, factsKey):
		p.overlay = newFacts(p)
		return nil
	case key.Matches(msg, saveKey):
		p.askWhereToSave()
		return nil
	}
	p.scrolled = false
	if p.commanding {
		return p.command(msg)
	}
	p.edit(msg)
	return nil
}

// edit handles a key while text is typed.
func (p *Page) edit(msg tea.KeyPressMsg) {
	if m, ok := sheet.ModifierOf(msg); ok {
		p.modify(m)
		return
	}
	if key.Matches(msg, commandKey) {
		p.commanding = true
		return
	}
	if p.editor.Press(msg) {
		p.changed()
	}
}

// command handles a key in command mode.
func (p *Page) command(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, typeKey):
		p.commanding = false
	case key.Matches(msg, peakCommand, sheet.PeakKey):
		p.modify(capacity.Peak)
	case key.Matches(msg, headroomCommand, sheet.HeadroomKey):
		p.modify(capacity.Headroom)
	case key.Matches(msg, replicasCommand, sheet.ReplicasKey):
		p.modify(capacity.Replicas)
	case key.Matches(msg, factsCommand):
		p.overlay = newFacts(p)
	case key.Matches(msg, baseCommand):
		p.switchBase()
	case key.Matches(msg, saveCommand):
		p.askWhereToSave()
	case key.Matches(msg, openCommand):
		p.askWhatToOpen()
	case key.Matches(msg, newCommand):
		return p.switchTo(p.begin(), "a new sheet; the one before is among the earlier ones")
	case key.Matches(msg, earlierCommand):
		return p.load()
	case key.Matches(msg, drillCommand):
		return nav.Open(nav.Drill{})
	case key.Matches(msg, homeKey):
		return nav.Back()
	default:
		p.moveOrUndo(msg)
	}
	return nil
}

// moveOrUndo gives the editor the keys that it has in command mode too.
func (p *Page) moveOrUndo(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, upKey):
		p.editor.MoveTo(p.editor.Row() - 1)
	case key.Matches(msg, downKey):
		p.editor.MoveTo(p.editor.Row() + 1)
	case key.Matches(msg, undoCommand):
		if p.editor.Press(tea.KeyPressMsg{Code: 'z', Mod: tea.ModCtrl}) {
			p.changed()
		}
	case key.Matches(msg, undoKey, redoKey):
		if p.editor.Press(msg) {
			p.changed()
		}
	}
}

// pressExplanation handles a key while the explanation covers the sheet.
func (p *Page) pressExplanation(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, sheetKey):
		p.explaining = false
	case key.Matches(msg, upKey):
		p.editor.MoveTo(p.editor.Row() - 1)
		p.skipped = 0
	case key.Matches(msg, downKey):
		p.editor.MoveTo(p.editor.Row() + 1)
		p.skipped = 0
	case key.Matches(msg, scrollKey) && msg.String() == "pgup":
		p.skipped = max(0, p.skipped-p.pageHeight())
	case key.Matches(msg, scrollKey):
		p.skipped += p.pageHeight()
	}
}

// page scrolls by most of the height.
func (p *Page) page(msg tea.KeyPressMsg) {
	step := p.pageHeight()
	if msg.String() == "pgup" {
		step = -step
	}
	p.scroll(step)
}

func (p *Page) pageHeight() int { return max(1, p.bodyHeight()-2) }

// modify gives the line at the cursor its next factor of a kind.
func (p *Page) modify(m capacity.Modifier) {
	said, changed := sheet.Modify(p.editor, p.sheet, m)
	p.notice = said
	if changed {
		p.changed()
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
