// Package tui is the terminal interface: a root model that holds a stack of
// pages, and one package per screen below it. Pages do no I/O in Update or
// View; whatever waits is a command.
package tui

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/question"
	"spar/internal/tui/autosave"
	"spar/internal/tui/frame"
	"spar/internal/tui/lab"
	"spar/internal/tui/nav"
	"spar/internal/tui/page"
	"spar/internal/tui/theme"
)

// Config is what the interface works with. Store, Notebook, Library and NewID
// are required.
type Config struct {
	Store    interview.Store
	Notebook notebook.Store
	// Library loads the packs. It is called once, off the screen, so that the
	// first frame need not wait for it.
	Library func() *question.Library
	// NewID returns an id for a new session on a question, or for a new sheet.
	NewID func(question string) string
	// Seed returns the seed of a new session; nil means 1 for each.
	Seed func() uint64
	// Check looks for damage to the store, off the screen; nil for nothing.
	Check func(context.Context) error
	// Start is the first page above home; nil for home itself.
	Start nav.Route
	ASCII bool // draw with ASCII signs only
	// Suspend saves, stops the process and gives the terminal to the shell; nil
	// where there is no such thing.
	Suspend func() error

	Now func() time.Time // time.Now if nil
	// After returns a command that sends what fn returns after a while;
	// tea.Tick if nil.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd
}

// A Model is the root of the interface, a Bubble Tea model.
type Model struct {
	ctx     context.Context
	cfg     Config
	library *question.Library // nil while loading
	pages   []page.Page       // the last is on top; the first is home
	waiting nav.Route         // to open when the library has come
	open    openWorks
	lab     *lab.Page // the one that was opened last

	theme         theme.Theme
	width, height int
	help          bool // the list of keys covers the page
	helpScroll    frame.Scroll
	said          string // in the footer, until the next key
	leaving       bool
	unsaved       error // why not all was saved when it was to end, which is asked about; or nil
}

// New returns a root model that shows the home screen, or cfg.Start on top of
// it. ctx ends the work of commands.
func New(ctx context.Context, cfg Config) *Model {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.After == nil {
		cfg.After = tea.Tick
	}
	if cfg.Seed == nil {
		cfg.Seed = func() uint64 { return 1 }
	}
	m := &Model{ctx: ctx, cfg: cfg, waiting: cfg.Start, theme: theme.New(true, cfg.ASCII), width: 80, height: 24}
	m.push(m.page(nav.Home{}))
	return m
}

type (
	tickMsg    struct{}
	libraryMsg struct{ library *question.Library }
	// flushedMsg says how it went to save all before the end.
	flushedMsg struct{ err error }
)

// Init starts the clock and the loading of packs.
func (m *Model) Init() tea.Cmd {
	load := func() tea.Msg { return libraryMsg{m.cfg.Library()} }
	return tea.Batch(tea.RequestBackgroundColor, load, m.check(), m.tick(), m.pages[0].Init())
}

// check looks for damage to the store.
func (m *Model) check() tea.Cmd {
	if m.cfg.Check == nil {
		return nil
	}
	return func() tea.Msg { return page.ProblemMsg{Of: "store", Err: m.cfg.Check(m.ctx)} }
}

func (m *Model) tick() tea.Cmd {
	return m.cfg.After(time.Second, func(time.Time) tea.Msg { return tickMsg{} })
}

// Update handles a message. It returns the same model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	return m, m.update(msg)
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
		return m.broadcast(msg)
	case tea.BackgroundColorMsg:
		m.setTheme(theme.New(msg.IsDark(), m.cfg.ASCII))
		return m.broadcast(msg)
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg, tea.MouseMsg:
		switch {
		case m.unsaved != nil:
			return nil
		case !m.help:
			return m.give(msg)
		}
		if wheel, ok := msg.(tea.MouseWheelMsg); ok {
			m.helpScroll.Wheel(wheel)
		}
	case page.SayMsg:
		m.said = msg.Text
	case nav.OpenMsg:
		return m.show(msg.Route)
	case nav.ReplaceMsg:
		return m.replace(msg.Route)
	case nav.BackMsg:
		return m.back()
	case tickMsg:
		return tea.Batch(m.tick(), m.broadcast(page.TickMsg{}), m.open.again(m.ctx))
	case flushedMsg:
		if m.unsaved = msg.err; msg.err != nil {
			return nil
		}
		return m.leave()
	case autosave.LastMsg:
		return m.broadcast(page.ProblemMsg{Of: "save", Err: msg.Err})
	case libraryMsg:
		return m.loaded(msg.library)
	default:
		return m.broadcast(msg)
	}
	return nil
}

func (m *Model) top() page.Page { return m.pages[len(m.pages)-1] }

func (m *Model) broadcast(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, len(m.pages))
	for i, p := range m.pages {
		cmds[i] = p.Update(msg)
	}
	return tea.Batch(cmds...)
}

func (m *Model) loaded(library *question.Library) tea.Cmd {
	m.library = library
	cmd := m.broadcast(page.LibraryMsg{Library: library})
	if m.waiting == nil {
		return cmd
	}
	route := m.waiting
	m.waiting = nil
	return tea.Batch(cmd, m.show(route))
}

// show opens the page of a route on top, or remembers the route while the
// library is still loading.
func (m *Model) show(route nav.Route) tea.Cmd {
	if m.library == nil {
		m.waiting = route
		return nil
	}
	p := m.page(route)
	m.push(p)
	return p.Init()
}

func (m *Model) push(p page.Page) {
	m.help = false
	p.SetTheme(m.theme)
	p.SetSize(m.width, m.bodyHeight())
	m.pages = append(m.pages, p)
}

// pop closes the page on top and returns what it still has to do.
func (m *Model) pop() tea.Cmd {
	p := m.top()
	m.pages = m.pages[:len(m.pages)-1]
	if l, ok := p.(page.Leaver); ok {
		return l.Leave()
	}
	return nil
}

// replace closes every page above home and opens that of a route.
func (m *Model) replace(route nav.Route) tea.Cmd {
	var cmds []tea.Cmd
	for len(m.pages) > 1 {
		cmds = append(cmds, m.pop())
	}
	return tea.Sequence(append(cmds, m.show(route))...)
}

// back closes the page on top; closing home ends the program. The page below
// comes up to date when the one above has saved.
func (m *Model) back() tea.Cmd {
	if len(m.pages) == 1 {
		return m.quit()
	}
	leave := m.pop()
	return tea.Sequence(leave, m.top().Init())
}

// quit ends the program once all is saved, and asks if it cannot be.
func (m *Model) quit() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(m.ctx, autosave.Closing)
		defer cancel()
		return flushedMsg{m.open.flush(ctx)}
	}
}

// leave closes all pages and ends the program.
func (m *Model) leave() tea.Cmd {
	m.leaving = true
	var cmds []tea.Cmd
	for _, p := range m.pages {
		if l, ok := p.(page.Leaver); ok {
			cmds = append(cmds, l.Leave())
		}
	}
	return tea.Sequence(append(cmds, tea.Quit)...)
}

var (
	quitKey = key.NewBinding(key.WithKeys("ctrl+c"), key.WithHelp("ctrl+c", "leave; all is saved"))
	stopKey = key.NewBinding(key.WithKeys("ctrl+z"), key.WithHelp("ctrl+z", "stop; fg comes back"))
	// leaveKey answers the question whether to leave although not all is saved.
	leaveKey = key.NewBinding(key.WithKeys("y"), key.WithHelp("y", "leave all the same"))
	stayKey  = key.NewBinding(key.WithKeys("any"), key.WithHelp("any other key", "back"))

	helpKey = key.NewBinding(key.WithKeys("?", "f1"), key.WithHelp("?", "help"))
	// typingHelpKey is what is left of it while ? is text.
	typingHelpKey = key.NewBinding(key.WithKeys("f1"), key.WithHelp("f1", "help"))
)

// helpKey returns the keys that show the help now.
func (m *Model) helpKey() key.Binding {
	if m.top().Typing() {
		return typingHelpKey
	}
	return helpKey
}

// rootKeys lists the keys that work on every page.
func (m *Model) rootKeys() []key.Binding {
	stop := stopKey
	stop.SetEnabled(m.cfg.Suspend != nil)
	return []key.Binding{m.helpKey(), stop, quitKey}
}

// suspend stops the process, or says why not.
func (m *Model) suspend() tea.Msg {
	if err := m.cfg.Suspend(); err != nil {
		return page.SayMsg{Text: err.Error()}
	}
	return nil
}

func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	m.said = ""
	switch {
	case key.Matches(msg, quitKey):
		return m.quit()
	case key.Matches(msg, stopKey) && m.cfg.Suspend != nil:
		return m.suspend
	case m.unsaved != nil:
		m.unsaved = nil
		if key.Matches(msg, leaveKey) {
			return m.leave()
		}
		return nil
	case m.help:
		m.help = m.scrollHelp(msg)
		return nil
	case key.Matches(msg, m.helpKey()):
		m.help, m.helpScroll = true, frame.Scroll{}
		return nil
	}
	return m.give(msg)
}

// give hands the page on top what was typed, pasted or clicked, and says what of it
// had no room.
func (m *Model) give(msg tea.Msg) tea.Cmd {
	top := m.top()
	cmd := top.Update(msg)
	if l, ok := top.(page.Loser); ok {
		if lost := l.Lost(); lost != "" {
			m.said = lost
		}
	}
	return cmd
}

// scrollHelp scrolls the list of keys, and reports whether it did.
func (m *Model) scrollHelp(msg tea.KeyPressMsg) bool {
	near, far := m.helpScroll.Keys()
	_, scrolled := append(far, near).Press(msg)
	return scrolled
}

func (m *Model) resize(width, height int) {
	m.width, m.height = width, height
	for _, p := range m.pages {
		p.SetSize(width, m.bodyHeight())
	}
}

func (m *Model) setTheme(t theme.Theme) {
	m.theme = t
	for _, p := range m.pages {
		p.SetTheme(t)
	}
}
