// Package home is the first screen: what can be done, and what was left open.
package home

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/nav"
	"spar/internal/tui/page"
	"spar/internal/tui/theme"
)

// Deps is what the page works with.
type Deps struct {
	Context context.Context
	Store   interview.Store
	Now     func() time.Time
}

// A Page is the home screen. New makes one.
type Page struct {
	deps          Deps
	theme         theme.Theme
	width, height int
	list          frame.List

	sessions []interview.Summary
	library  *question.Library
	err      error
}

// New returns the home screen.
func New(deps Deps) *Page { return &Page{deps: deps} }

type summariesMsg struct {
	summaries []interview.Summary
	err       error
}

// Init reads the sessions.
func (p *Page) Init() tea.Cmd { return load(p.deps.Context, p.deps.Store) }

func load(ctx context.Context, store interview.Store) tea.Cmd {
	return func() tea.Msg {
		summaries, err := store.Summaries(ctx)
		return summariesMsg{summaries, err}
	}
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing is always false.
func (p *Page) Typing() bool { return false }

// Status says how many questions there are.
func (p *Page) Status() string {
	if p.library == nil {
		return ""
	}
	return fmt.Sprintf("%d questions", len(p.library.Questions()))
}

var (
	openKey = key.NewBinding(key.WithKeys("enter", "right"), key.WithHelp("enter", "open"))
	quitKey = key.NewBinding(key.WithKeys("q", "esc"), key.WithHelp("q", "quit"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	return []key.Binding{openKey, frame.UpKey, frame.DownKey, quitKey}
}

// An entry is a line of the menu.
type entry struct {
	key   string // opens it from anywhere on the page
	title string
	about string
	route nav.Route
}

// entries returns the menu as it stands.
func (p *Page) entries() []entry {
	var menu []entry
	if s, ok := p.unfinished(); ok {
		menu = append(menu, entry{"c", "Continue", p.describe(s), nav.Session{ID: s.ID}})
	}
	return append(menu,
		entry{"p", "Practise", "five phases with hints, and answers after each", nav.Questions{Mode: interview.Practice}},
		entry{"m", "Mock interview", "the real thing: hard clock, no help", nav.Questions{Mode: interview.Mock}},
		entry{"=", "Calculator", "estimates with units, typed as you would say them", nav.Calculator{}},
		entry{"d", "Drill", "an estimate a minute, with the way to it", nav.Drill{}},
		entry{"l", "Labs", "systems that run while you break them", nav.Labs{}},
		entry{"h", "History", p.pastSessions(), nav.History{}},
	)
}

// unfinished returns the session that was worked at last and not finished.
func (p *Page) unfinished() (interview.Summary, bool) {
	for _, s := range p.sessions {
		if !s.Finished() {
			return s, true
		}
	}
	return interview.Summary{}, false
}

func (p *Page) describe(s interview.Summary) string {
	return fmt.Sprintf("%s, %s, in %s, %s", sanitize.Line(s.Title), s.Mode, s.Phase, frame.Ago(p.deps.Now().Sub(s.UpdatedAt)))
}

func (p *Page) pastSessions() string {
	switch n := len(p.sessions); n {
	case 0:
		return "no sessions yet"
	case 1:
		return "one session"
	default:
		return fmt.Sprintf("%d sessions", n)
	}
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case summariesMsg:
		p.sessions, p.err = msg.summaries, msg.err
	case page.LibraryMsg:
		p.library = msg.Library
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.MouseWheelMsg:
		p.list.Wheel(msg, len(p.entries()))
	case tea.MouseClickMsg:
		menu := p.entries()
		from, to := p.list.View(p.room(len(menu)), len(menu))
		if i := from + (msg.Y-menuTop)/p.spacing(len(menu)); msg.Y >= menuTop && i < to {
			p.list.Cursor = i
			return nav.Open(menu[i].route)
		}
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	menu := p.entries()
	switch {
	case p.list.Press(msg, len(menu), len(menu)):
		return nil
	case key.Matches(msg, openKey):
		return nav.Open(menu[p.list.Cursor].route)
	case key.Matches(msg, quitKey):
		return nav.Back()
	}
	for _, e := range menu {
		if msg.String() == e.key {
			return nav.Open(e.route)
		}
	}
	return nil
}

// menuTop is the row of the first entry.
const menuTop = 3

// spacing is the rows that each of n entries takes: an empty one between them
// where there is room.
func (p *Page) spacing(n int) int {
	if menuTop+2*n <= p.height {
		return 2
	}
	return 1
}

// room is how many of n entries are in view.
func (p *Page) room(n int) int { return max(1, (p.height-menuTop)/p.spacing(n)) }

// View draws the page.
func (p *Page) View() string {
	t := p.theme
	lines := []string{
		frame.Title(t.Title.Render(" spar"), t.Faint.Render("system design interviews, practised "), p.width, t),
		frame.Rule(p.width, t),
		"",
	}
	menu := p.entries()
	from, to := p.list.View(p.room(len(menu)), len(menu))
	for i := from; i < to; i++ {
		lines = append(lines, p.entryLine(menu[i], i == p.list.Cursor))
		if p.spacing(len(menu)) == 2 {
			lines = append(lines, "")
		}
	}
	lines = append(lines, p.remarks()...)
	return strings.Join(frame.Box(lines, p.width, p.height, t), "\n")
}

func (p *Page) entryLine(e entry, chosen bool) string {
	t := p.theme
	pointer, style := "   ", t.Text
	if chosen {
		pointer, style = " "+t.Accent.Render(t.Signs.Pointer)+" ", t.Chosen
	}
	title := frame.Fit(style.Render(e.title), 16, t)
	return pointer + t.Faint.Render(e.key) + "  " + title + t.Muted.Render(e.about)
}

// remarks are what went wrong while reading sessions or packs.
func (p *Page) remarks() []string {
	t := p.theme
	var lines []string
	if p.err != nil {
		lines = append(lines, t.Danger.Render(" "+sanitize.Line(p.err.Error())))
	}
	if p.library != nil && len(p.library.Problems()) > 0 {
		lines = append(lines, t.Warning.Render(fmt.Sprintf(
			" %d mistakes in packs: see spar pack lint", len(p.library.Problems()))))
	}
	return lines
}
