package frame

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// A List is the cursor over the rows of a list and the part of it that is in
// view. The zero List is ready to use.
type List struct {
	Cursor int
	offset int
}

// Keys that move in lists.
var (
	UpKey    = key.NewBinding(key.WithKeys("up", "k"), key.WithHelp("↑/k", "up"))
	DownKey  = key.NewBinding(key.WithKeys("down", "j"), key.WithHelp("↓/j", "down"))
	pageUp   = key.NewBinding(key.WithKeys("pgup", "ctrl+b"))
	pageDown = key.NewBinding(key.WithKeys("pgdown", "ctrl+f"))
	topKey   = key.NewBinding(key.WithKeys("home", "g"))
	endKey   = key.NewBinding(key.WithKeys("end", "G"))
)

// Press moves the cursor over total rows, of which height are in view, and
// reports whether msg was for it.
func (l *List) Press(msg tea.KeyPressMsg, height, total int) bool {
	switch {
	case key.Matches(msg, UpKey):
		l.Cursor--
	case key.Matches(msg, DownKey):
		l.Cursor++
	case key.Matches(msg, pageUp):
		l.Cursor -= height
	case key.Matches(msg, pageDown):
		l.Cursor += height
	case key.Matches(msg, topKey):
		l.Cursor = 0
	case key.Matches(msg, endKey):
		l.Cursor = total
	default:
		return false
	}
	l.clamp(total)
	return true
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
