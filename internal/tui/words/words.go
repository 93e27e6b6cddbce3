// Package words tells a word that is typed where letters are commands from those
// commands: a letter counts as a command once nothing has followed it for a moment.
package words

import (
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Gap is how long a letter that is a command waits for another: longer than between
// two letters of a word, and short enough to wait for.
const Gap = 300 * time.Millisecond

// A Guard holds back the first letter of what may be a word. After is required.
type Guard struct {
	// After returns a command that sends what fn returns after a while.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd

	held   *tea.KeyPressMsg
	serial int // of what is held
}

type dueMsg struct {
	guard  *Guard
	serial int
}

// Press takes a key that is pressed where letters are commands, and whether it is
// one. It returns the keys that are commands now, those that are a word, and what
// should happen next.
func (g *Guard) Press(msg tea.KeyPressMsg, command bool) (commands, word []tea.KeyPressMsg, next tea.Cmd) {
	held := g.held
	g.held = nil
	switch {
	case held != nil && msg.Text == "":
		return []tea.KeyPressMsg{*held, msg}, nil, nil
	case held != nil && Moves(*held) && held.Text == msg.Text:
		return []tea.KeyPressMsg{*held}, nil, g.hold(msg)
	case held != nil:
		return nil, []tea.KeyPressMsg{*held, msg}, nil
	case !IsText(msg):
		return []tea.KeyPressMsg{msg}, nil, nil
	case !command:
		return nil, []tea.KeyPressMsg{msg}, nil
	}
	return nil, nil, g.hold(msg)
}

func (g *Guard) hold(msg tea.KeyPressMsg) tea.Cmd {
	g.held = &msg
	g.serial++
	due := dueMsg{g, g.serial}
	return g.After(Gap, func(time.Time) tea.Msg { return due })
}

// Update handles a message, and returns the key that is a command after all.
func (g *Guard) Update(msg tea.Msg) (command tea.KeyPressMsg, ok bool) {
	due, ours := msg.(dueMsg)
	if !ours || due.guard != g || due.serial != g.serial || g.held == nil {
		return tea.KeyPressMsg{}, false
	}
	command, g.held = *g.held, nil
	return command, true
}

// Moves reports whether a letter moves a cursor, which is done several times in a row
// and begins no word twice.
func Moves(msg tea.KeyPressMsg) bool { return msg.Text == "j" || msg.Text == "k" }

// IsText reports whether a key types something that a word can begin with.
func IsText(msg tea.KeyPressMsg) bool {
	r, _ := utf8.DecodeRuneInString(msg.Text)
	return msg.Text != "" && !unicode.IsSpace(r)
}
