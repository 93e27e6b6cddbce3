// Package history is the screen that lists all sessions.
package history

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/nav"
	"spar/internal/tui/theme"
)

// Deps is what the page works with.
type Deps struct {
	Context context.Context
	Store   interview.Store
	Now     func() time.Time
}

// A Page is the list of sessions. New makes one.
type Page struct {
	deps          Deps
	sessions      []interview.Summary
	loaded        bool
	err           error
	list          frame.List
	theme         theme.Theme
	width, height int
}

// New returns the list of sessions.
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

// Status says how many sessions there are.
func (p *Page) Status() string {
	if !p.loaded {
		return ""
	}
	if len(p.sessions) == 1 {
		return "1 session"
	}
	return fmt.Sprintf("%d sessions", len(p.sessions))
}

var (
	openKey = key.NewBinding(key.WithKeys("enter", "l", "right"), key.WithHelp("enter", "open"))
	backKey = key.NewBinding(key.WithKeys("esc", "q", "h", "left"), key.WithHelp("esc", "back"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	return []key.Binding{openKey, frame.UpKey, frame.DownKey, backKey}
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case summariesMsg:
		p.sessions, p.err, p.loaded = msg.summaries, msg.err, true
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.MouseWheelMsg:
		p.list.Wheel(msg, len(p.sessions))
	case tea.MouseClickMsg:
		from, to := p.list.View(p.rows(), len(p.sessions))
		if i := from + msg.Y - listTop; msg.Y >= listTop && i < to {
			p.list.Cursor = i
			return p.choose()
		}
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case p.list.Press(msg, p.rows(), len(p.sessions)):
	case key.Matches(msg, openKey):
		return p.choose()
	case key.Matches(msg, backKey):
		return nav.Back()
	}
	return nil
}

// choose opens the session: to go on with, or to review if it is finished.
func (p *Page) choose() tea.Cmd {
	if len(p.sessions) == 0 {
		return nil
	}
	s := p.sessions[p.list.Cursor]
	if s.Finished() {
		return nav.Open(nav.Review{ID: s.ID})
	}
	return nav.Open(nav.Session{ID: s.ID})
}

// listTop is the row of the first session.
const listTop = 3

func (p *Page) rows() int { return max(1, p.height-listTop) }

// View draws the page.
func (p *Page) View() string {
	t := p.theme
	lines := []string{
		frame.Title(t.Title.Render(" History"), t.Muted.Render("every attempt is kept "), p.width, t),
		frame.Rule(p.width, t),
		"",
	}
	from, to := p.list.View(p.rows(), len(p.sessions))
	for i := from; i < to; i++ {
		lines = append(lines, p.sessionLine(p.sessions[i], i == p.list.Cursor))
	}
	switch {
	case p.err != nil:
		lines = append(lines, " "+t.Danger.Render(sanitize.Line(p.err.Error())))
	case p.loaded && len(p.sessions) == 0:
		lines = append(lines, t.Muted.Render("   no sessions yet; esc, then p to practise"))
	}
	return strings.Join(frame.Box(lines, p.width, p.height, t), "\n")
}

func (p *Page) sessionLine(s interview.Summary, chosen bool) string {
	t := p.theme
	pointer, style := "   ", t.Text
	if chosen {
		pointer, style = " "+t.Accent.Render(t.Signs.Pointer)+" ", t.Chosen
	}
	state := "in " + string(s.Phase)
	if s.Finished() {
		state = "finished"
	}
	about := fmt.Sprintf("%s %s %s %s %s %s %s ", s.Mode, t.Signs.Dot, s.Level, t.Signs.Dot, state, t.Signs.Dot,
		frame.Ago(p.deps.Now().Sub(s.UpdatedAt)))
	return frame.Ends(pointer+style.Render(sanitize.Line(s.Title)), t.Muted.Render(about), p.width, t)
}
