// Package message is a screen that says why something could not be shown.
package message

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
)

// A Page shows an error under a title. New makes one.
type Page struct {
	title         string
	err           error
	theme         theme.Theme
	width, height int
}

// New returns a page that shows err.
func New(title string, err error) *Page { return &Page{title: title, err: err} }

var backKey = key.NewBinding(key.WithKeys("esc", "q", "enter"), key.WithHelp("esc", "back"))

// Init has nothing to do.
func (p *Page) Init() tea.Cmd { return nil }

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(tea.KeyPressMsg); ok {
		cmd, _ := keys.Press(msg)
		return cmd
	}
	return nil
}

var keys = keymap.Table{keymap.On(backKey, true, nav.Back)}

// View draws the page.
func (p *Page) View() string {
	lines := []string{p.theme.Title.Render(" " + p.title), frame.Rule(p.width, p.theme), ""}
	for _, line := range wrap.Rows(sanitize.Line(p.err.Error()), p.width-2) {
		lines = append(lines, " "+p.theme.Danger.Render(line))
	}
	return strings.Join(frame.Box(lines, p.width, p.height, p.theme), "\n")
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing is always false.
func (p *Page) Typing() bool { return false }

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return keys.Bindings() }

// Status is empty.
func (p *Page) Status() string { return "" }
