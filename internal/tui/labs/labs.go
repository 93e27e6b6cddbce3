// Package labs lists the systems that can be run, each of which opens its lab.
package labs

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/system"
	"spar/internal/tui/frame"
	"spar/internal/tui/nav"
	"spar/internal/tui/theme"
)

// A Page is the list of labs. New makes one.
type Page struct {
	systems       system.Registry
	list          frame.List
	theme         theme.Theme
	width, height int
}

// New returns a page that lists systems.
func New(systems system.Registry) *Page { return &Page{systems: systems} }

// Init has nothing to do.
func (p *Page) Init() tea.Cmd { return nil }

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing is always false.
func (p *Page) Typing() bool { return false }

// Status is empty.
func (p *Page) Status() string { return "" }

var (
	openKey = key.NewBinding(key.WithKeys("enter", "right"), key.WithHelp("enter", "run it"))
	backKey = key.NewBinding(key.WithKeys("esc", "q"), key.WithHelp("esc", "back"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	return []key.Binding{openKey, frame.UpKey, frame.DownKey, backKey}
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch {
		case p.list.Press(msg, p.rows(), len(p.systems)):
		case key.Matches(msg, openKey):
			return p.open()
		case key.Matches(msg, backKey):
			return nav.Back()
		}
	case tea.MouseWheelMsg:
		p.list.Wheel(msg, len(p.systems))
	case tea.MouseClickMsg:
		from, to := p.list.View(p.rows(), len(p.systems))
		if i := from + msg.Y - listTop; msg.Y >= listTop && i < to {
			p.list.Cursor = i
			return p.open()
		}
	}
	return nil
}

// open opens the lab of the system at the cursor, with the defaults of a session
// but for its faults: those are the user's.
func (p *Page) open() tea.Cmd {
	s := p.systems[p.list.Cursor]
	return nav.Open(nav.Lab{Scenario: system.Scenario{System: s.Name, Objectives: s.DefaultObjectives, Seed: 1}})
}

// listTop is the row of the first system, and docRows how many are left below
// for what the one at the cursor is about.
const (
	listTop = 3
	docRows = 4
)

func (p *Page) rows() int { return max(1, p.height-listTop-docRows) }

// View draws the page.
func (p *Page) View() string {
	t := p.theme
	lines := []string{
		frame.Title(t.Title.Render(" Labs"), t.Muted.Render("run it, and break it "), p.width, t),
		frame.Rule(p.width, t),
		"",
	}
	from, to := p.list.View(p.rows(), len(p.systems))
	for i := from; i < to; i++ {
		lines = append(lines, p.row(i))
	}
	lines = append(lines, "")
	for _, line := range frame.Wrap(p.systems[p.list.Cursor].Doc, p.width-4) {
		lines = append(lines, "   "+t.Muted.Render(line))
	}
	return strings.Join(frame.Box(lines, p.width, p.height, t), "\n")
}

func (p *Page) row(i int) string {
	t, s := p.theme, p.systems[i]
	pointer, style := "   ", t.Text
	if i == p.list.Cursor {
		pointer, style = " "+t.Accent.Render(t.Signs.Pointer)+" ", t.Chosen
	}
	return frame.Ends(pointer+style.Render(s.Title), t.Faint.Render(s.Name+" "), min(p.width, 80), t)
}
