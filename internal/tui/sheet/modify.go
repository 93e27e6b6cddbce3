package sheet

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/capacity"
	"spar/internal/tui/editor"
)

// Keys that give the line at the cursor a last factor, while text is typed.
var (
	PeakKey     = key.NewBinding(key.WithKeys("ctrl+x"), key.WithHelp("ctrl+x", "times peak"))
	HeadroomKey = key.NewBinding(key.WithKeys("ctrl+o"), key.WithHelp("ctrl+o", "headroom on top"))
	ReplicasKey = key.NewBinding(key.WithKeys("ctrl+r"), key.WithHelp("ctrl+r", "replicas"))
)

// ModifierOf returns the modifier that a key stands for.
func ModifierOf(msg tea.KeyPressMsg) (m capacity.Modifier, ok bool) {
	switch {
	case key.Matches(msg, PeakKey):
		return capacity.Peak, true
	case key.Matches(msg, HeadroomKey):
		return capacity.Headroom, true
	case key.Matches(msg, ReplicasKey):
		return capacity.Replicas, true
	}
	return "", false
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
