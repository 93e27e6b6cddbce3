package sheet

import (
	"charm.land/bubbles/v2/key"

	"spar/internal/capacity"
	"spar/internal/tui/editor"
	"spar/internal/tui/keymap"
)

// Keys that give the line at the cursor a last factor, while text is typed.
var (
	PeakKey     = key.NewBinding(key.WithKeys("ctrl+x"), key.WithHelp("ctrl+x", "times peak"))
	HeadroomKey = key.NewBinding(key.WithKeys("ctrl+o"), key.WithHelp("ctrl+o", "headroom on top"))
	ReplicasKey = key.NewBinding(key.WithKeys("ctrl+r"), key.WithHelp("ctrl+r", "replicas"))
)

// ModifierKeys are these keys, where modify returns what one of them does.
func ModifierKeys(modify func(capacity.Modifier) func()) keymap.Table {
	return keymap.Table{
		keymap.On(PeakKey, true, modify(capacity.Peak)),
		keymap.On(HeadroomKey, true, modify(capacity.Headroom)),
		keymap.On(ReplicasKey, true, modify(capacity.Replicas)),
	}
}

// Modify gives the line at the cursor of an editor its next factor of a kind. It
// says what it did, or why it did nothing.
func Modify(e *editor.Editor, s *capacity.Sheet, m capacity.Modifier) (said string, changed bool) {
	row := e.Row()
	text, applied, err := s.Modify(row, m)
	if err != nil {
		return err.Error(), false
	}
	lines := e.All()
	lines[row] = text
	changed = e.Change(lines, row)
	if applied == "" {
		return string(m) + " taken off again", changed
	}
	return applied + "; the same key again takes the next factor", changed
}
