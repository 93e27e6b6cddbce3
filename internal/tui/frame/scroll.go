package frame

import (
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/tui/keymap"
)

// A Scroll is the part of long text that is in view. The zero Scroll is at the
// top.
type Scroll struct {
	offset        int
	height, total int // of the latest view
}

var (
	scrollKey     = key.NewBinding(key.WithKeys("up", "down", "k", "j"), key.WithHelp("↑/↓", "scroll"))
	scrollPageKey = key.NewBinding(key.WithKeys("pgup", "pgdown", "space"), key.WithHelp("pgdn", "page"))
	scrollEndsKey = key.NewBinding(key.WithKeys("home", "end", "g", "G"), key.WithHelp("home/end", "top or bottom"))

	scrollTypingKey = key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "scroll"))
)

// View returns the rows in view, at most height.
func (s *Scroll) View(rows []string, height int) []string {
	s.height, s.total = height, len(rows)
	s.By(0)
	return rows[s.offset:min(s.total, s.offset+max(0, height))]
}

// By moves the view down by so many rows, as far as there are any.
func (s *Scroll) By(rows int) { s.offset = max(0, min(s.offset+rows, s.total-s.height)) }

// To moves the view as little as it takes to show a row.
func (s *Scroll) To(row int) { s.offset = Window(s.offset, row, s.height, s.total) }

// End shows the end of whatever is drawn next.
func (s *Scroll) End() { s.offset = math.MaxInt / 2 }

// Long reports whether there is more than was in view.
func (s *Scroll) Long() bool { return s.total > s.height }

// wheelRows is how far a turn of the wheel scrolls.
const wheelRows = 3

// Wheel scrolls as a mouse wheel does.
func (s *Scroll) Wheel(msg tea.MouseWheelMsg) {
	switch msg.Button {
	case tea.MouseWheelUp:
		s.By(-wheelRows)
	case tea.MouseWheelDown:
		s.By(wheelRows)
	}
}

// Keys are the keys that scroll: by one row, which is worth a place in the footer,
// and far.
func (s *Scroll) Keys() (near keymap.Entry, far keymap.Table) {
	return keymap.On(scrollKey, s.Long(), s.press), keymap.Table{
		keymap.On(scrollPageKey, s.Long(), s.press),
		keymap.On(scrollEndsKey, s.Long(), s.press),
	}
}

// TypingKeys are those of them that are free while text is typed.
func (s *Scroll) TypingKeys() (near keymap.Entry, far keymap.Table) {
	return keymap.On(scrollTypingKey, s.Long(), s.press), keymap.Table{
		keymap.On(pageTypingKey, s.Long(), s.press),
	}
}

// press does what any of the keys does.
func (s *Scroll) press(msg tea.KeyPressMsg) {
	switch msg.String() {
	case "up", "k":
		s.By(-1)
	case "down", "j":
		s.By(1)
	case "pgup":
		s.By(1 - s.height)
	case "pgdown", "space":
		s.By(s.height - 1)
	case "home", "g":
		s.By(-s.total)
	case "end", "G":
		s.By(s.total)
	}
}
