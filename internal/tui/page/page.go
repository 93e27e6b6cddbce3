// Package page is the contract between the root of the terminal interface and
// its screens.
package page

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/question"
	"spar/internal/tui/theme"
)

// A Page is one screen. Update changes the page in place and returns only what
// should happen next. Keys, mouse and paste reach only the page on top; all
// other messages reach every open page, also those of a new size and background once
// SetSize and SetTheme have been called.
type Page interface {
	Init() tea.Cmd
	Update(tea.Msg) tea.Cmd
	// View draws exactly the size last set: that many lines, none wider.
	View() string
	SetSize(width, height int)
	SetTheme(theme.Theme)
	// Typing reports whether keys are text now, so that ? is not a command.
	Typing() bool
	// Keys lists the keys that work now, the most useful first.
	Keys() []key.Binding
	// Status is a short remark for the right end of the footer.
	Status() string
}

// A Leaver is a page that has something to do when it is closed or the program
// ends, such as saving.
type Leaver interface {
	Leave() tea.Cmd
}

// A Loser is a page whose editors may not be able to take all that is typed or pasted.
type Loser interface {
	// Lost returns what was lost since the last call, as a remark for the footer; ""
	// for nothing.
	Lost() string
}

// A SayMsg is a remark that stands in the footer until the next key.
type SayMsg struct{ Text string }

// Say returns a command that makes a remark; nil for an empty one.
func Say(text string) tea.Cmd {
	if text == "" {
		return nil
	}
	return func() tea.Msg { return SayMsg{text} }
}

// A TickMsg comes once a second while the program runs.
type TickMsg struct{}

// A LibraryMsg brings the packs once they are loaded. Only pages that are open
// before that get it.
type LibraryMsg struct{ Library *question.Library }

// A ProblemMsg says what is wrong with something that concerns no page alone, such as
// the store; without an error, that nothing is any more.
type ProblemMsg struct {
	Of  string
	Err error
}
