package frame

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"spar/internal/tui/keymap"
	"spar/internal/tui/theme"
)

// A List is the cursor over the rows of a list and the part of it that is in
// view. The zero List is ready to use.
type List struct {
	Cursor int
	offset int
}

// Keys that move in lists. Where letters are text, the second half of each is
// left out.
var (
	selectKey = key.NewBinding(key.WithKeys("up", "down", "k", "j"), key.WithHelp("↑/↓", "select"))
	pageKey   = key.NewBinding(key.WithKeys("pgup", "pgdown", "ctrl+b", "ctrl+f"), key.WithHelp("pgdn", "page"))
	endsKey   = key.NewBinding(key.WithKeys("home", "end", "g", "G"), key.WithHelp("home/end", "first or last"))

	selectTypingKey = key.NewBinding(key.WithKeys("up", "down", "ctrl+p", "ctrl+n"), key.WithHelp("↑/↓", "select"))
	pageTypingKey   = key.NewBinding(key.WithKeys("pgup", "pgdown"), key.WithHelp("pgdn", "page"))
)

// Keys are the keys that move the cursor over total rows, of which height are
// in view: by one row, which is worth a place in the footer, and far.
func (l *List) Keys(height, total int) (near keymap.Entry, far keymap.Table) {
	return keymap.On(selectKey, total > 1, l.mover(height, total)), keymap.Table{
		keymap.On(pageKey, total > height, l.mover(height, total)),
		keymap.On(endsKey, total > 1, l.mover(height, total)),
	}
}

// TypingKeys are those of them that are free while text is typed.
func (l *List) TypingKeys(height, total int) (near keymap.Entry, far keymap.Table) {
	return keymap.On(selectTypingKey, total > 1, l.mover(height, total)), keymap.Table{
		keymap.On(pageTypingKey, total > height, l.mover(height, total)),
	}
}

// mover returns what any of the keys does.
func (l *List) mover(height, total int) func(tea.KeyPressMsg) {
	return func(msg tea.KeyPressMsg) {
		switch msg.String() {
		case "up", "k", "ctrl+p":
			l.Cursor--
		case "down", "j", "ctrl+n":
			l.Cursor++
		case "pgup", "ctrl+b":
			l.Cursor -= height
		case "pgdown", "ctrl+f":
			l.Cursor += height
		case "home", "g":
			l.Cursor = 0
		case "end", "G":
			l.Cursor = total
		}
		l.clamp(total)
	}
}

func (l *List) clamp(total int) { l.Cursor = max(0, min(l.Cursor, total-1)) }

// Wheel moves the cursor as a mouse wheel does.
func (l *List) Wheel(msg tea.MouseWheelMsg, total int) {
	switch msg.Button {
	case tea.MouseWheelUp:
		l.Cursor--
	case tea.MouseWheelDown:
		l.Cursor++
	}
	l.clamp(total)
}

// View returns the first and the last row (exclusive) to show in height lines.
func (l *List) View(height, total int) (from, to int) {
	l.clamp(total)
	l.offset = Window(l.offset, l.Cursor, height, total)
	return l.offset, min(total, l.offset+height)
}

// Mark returns what stands before a row of a list, three cells, and the style of
// what it names: the chosen one is told by a sign as well as by its colour.
func Mark(chosen bool, t theme.Theme) (mark string, name lipgloss.Style) {
	if chosen {
		return " " + t.Accent.Render(t.Signs.Pointer) + " ", t.Chosen
	}
	return "   ", t.Text
}
