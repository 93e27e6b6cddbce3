// Package calculator is the screen of the calculator: a sheet with its results,
// and beside it how the line at the cursor was read. Sheets are kept as they are
// typed, and the latest is there again at the next start.
package calculator

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/capacity"
	"spar/internal/notebook"
	"spar/internal/tui/autosave"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/theme"
)

// Deps is what the page works with.
type Deps struct {
	Context context.Context
	Store   notebook.Store
	Now     func() time.Time
	// After returns a command that sends what fn returns after a while.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd
	// NewID returns an id for a new sheet.
	NewID func() string
	// Opened and Closed tell that a sheet is being written, so that its last
	// lines can be saved whatever ends the program.
	Opened, Closed func(autosave.Work)
	// Left returns a sheet that could not be saved when its page closed, nil without one.
	Left func() *notebook.Draft
}

// A Page is the calculator. New makes one.
type Page struct {
	deps          Deps
	theme         theme.Theme
	width, height int

	draft  *notebook.Draft // nil while opening
	editor *editor.Editor
	sheet  *capacity.Sheet
	saver  autosave.Saver
	forked string // the fork that was told of

	commanding bool      // letters are commands, not text
	asked      *question // about a letter; nil if none is open
	explaining bool      // below wideFrom columns: the explanation's tab is shown
	explained  frame.Scroll
	overlay    overlay
	prompt     *prompt
	notice     string
	path       string // that the sheet was last saved to

	drawing  editor.Drawing
	offset   int
	scrolled bool // the view is where it was scrolled to, instead of around the cursor
}

// An overlay covers the sheet: a list to choose from.
type overlay interface {
	keys() keymap.Table
	paste(text string)
	wheel(tea.MouseWheelMsg)
	click(row int) tea.Cmd
	view(width, height int, t theme.Theme) []string
}

// New returns the calculator.
func New(deps Deps) *Page {
	return &Page{
		deps:  deps,
		saver: autosave.Saver{Context: deps.Context, After: deps.After},
	}
}

type sheetsMsg struct {
	page   *Page
	left   *notebook.Draft // that could not be saved when its page closed; or nil
	sheets []notebook.Sheet
	err    error
}

// Init reads the sheets.
func (p *Page) Init() tea.Cmd {
	if p.draft != nil {
		return nil // come back to after a page above was closed
	}
	return p.load()
}

func (p *Page) load() tea.Cmd {
	return func() tea.Msg {
		left := p.deps.Left() // before the store is read, in which it may be saved meanwhile
		sheets, err := p.deps.Store.Sheets(p.deps.Context)
		return sheetsMsg{p, left, sheets, err}
	}
}

// loaded takes up the latest sheet, or shows the earlier ones if there is a
// sheet already.
func (p *Page) loaded(msg sheetsMsg) {
	if msg.page != p {
		return
	}
	if msg.err != nil {
		p.notice = msg.err.Error()
	}
	switch {
	case p.draft != nil:
		p.overlay = newEarlier(p, msg.sheets)
	case msg.left != nil:
		p.take(msg.left)
	case len(msg.sheets) > 0:
		p.take(notebook.TakeUp(p.deps.Store, msg.sheets[0]))
	default:
		p.take(p.begin())
	}
}

func (p *Page) begin() *notebook.Draft {
	return notebook.Begin(p.deps.Store, p.deps.NewID(), p.deps.Now())
}

// take shows a draft. The one before it is saved.
func (p *Page) take(draft *notebook.Draft) {
	if p.draft != nil {
		p.deps.Closed(p.draft)
	}
	p.deps.Opened(draft)
	p.draft = draft
	p.editor = editor.New(draft.Lines())
	p.sheet = capacity.New()
	p.sheet.SetLines(draft.Lines())
	p.toSheet()
	p.path, p.offset, p.scrolled = "", 0, false
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing reports whether letters are text now.
func (p *Page) Typing() bool {
	switch {
	case p.draft == nil:
		return false
	case p.prompt != nil:
		return true
	case p.overlay != nil:
		_, searching := p.overlay.(*facts)
		return searching
	}
	return !p.commanding && !p.explainingNow()
}

// explainingNow reports whether the explanation covers the sheet.
func (p *Page) explainingNow() bool { return p.explaining && !p.wide() }

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(sheetsMsg); ok {
		p.loaded(msg)
		return nil
	}
	if p.draft == nil {
		if msg, ok := msg.(tea.KeyPressMsg); ok {
			cmd, _ := p.keys().Press(msg)
			return cmd
		}
		return nil
	}
	cmd := p.update(msg)
	return tea.Batch(cmd, p.saver.Schedule(p.draft))
}

func (p *Page) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		p.paste(msg.Content)
	case tea.MouseClickMsg:
		return p.click(msg)
	case tea.MouseWheelMsg:
		p.wheel(msg)
	case switchedMsg:
		return p.switched(msg)
	case writtenMsg:
		p.written(msg)
	case readMsg:
		return p.read(msg)
	default:
		return p.saving(msg)
	}
	return nil
}

// saving handles the messages of a save.
func (p *Page) saving(msg tea.Msg) tea.Cmd {
	cmd, ended := p.saver.Update(msg)
	if from := p.draft.Forked(); ended && from != "" && p.draft.ID() != p.forked {
		p.forked = p.draft.ID()
		p.notice = "another spar changed this sheet; yours goes on as a sheet of its own"
	}
	return cmd
}

// changed takes up what the editor holds.
func (p *Page) changed() {
	lines := p.editor.Lines()
	p.sheet.SetLines(lines)
	p.draft.Set(p.deps.Now(), lines)
}

// Leave saves what is left.
func (p *Page) Leave() tea.Cmd {
	if p.draft == nil {
		return nil
	}
	p.deps.Closed(p.draft)
	return autosave.Last(p.deps.Context, p.draft)
}

// Status says when the sheet was saved last.
func (p *Page) Status() string {
	if p.draft == nil {
		return ""
	}
	at, err := p.draft.Saved()
	switch {
	case err != nil:
		return p.theme.Danger.Render("not saved")
	case at.IsZero():
		return ""
	}
	return p.theme.Faint.Render("saved " + at.In(p.deps.Now().Location()).Format("15:04"))
}
