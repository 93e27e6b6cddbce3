// Package list is the page of whatever is a list to choose from: home, questions,
// history and labs differ in their items and in how they come by them.
package list

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/sanitize"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/nav"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
)

// An Item is what can be chosen from a list. Its texts may come from anywhere;
// parts of one text are joined by dots.
type Item struct {
	Key     string // opens it from anywhere in the list; "" if none does
	Title   string
	Summary string    // beside the title, in a column
	Remark  []string  // at the right end
	About   []string  // below the title
	Detail  string    // below the list while the item is chosen
	Route   nav.Route // what it opens
}

// A Config says what a list is of and what its keys are called.
type Config struct {
	Title, Remark string // of the page, at the left and at the right
	Noun          string // one item, for counting them
	Empty         string // what to do about a list without items
	Open, Back    key.Binding
	// Typing lets letters filter from the start; otherwise / does.
	Typing bool
}

// A Page is a list. New makes one; a page that embeds it sets its items as they
// come.
type Page struct {
	cfg     Config
	items   []Item
	loaded  bool
	problem string
	shown   []Item       // those that match the filter
	filter  *editor.Line // nil while there is none
	list    frame.List

	theme         theme.Theme
	width, height int
}

// New returns a list that has not been given its items yet.
func New(cfg Config) *Page {
	p := &Page{cfg: cfg}
	p.showAll()
	return p
}

// SetItems replaces the items. The cursor stays where it is.
func (p *Page) SetItems(items []Item) {
	p.items, p.loaded = items, true
	for i := range p.items {
		p.items[i].clean()
	}
	p.match()
}

// clean makes texts that may come from packs safe to show.
func (i *Item) clean() {
	i.Title, i.Summary, i.Detail = sanitize.Line(i.Title), sanitize.Line(i.Summary), sanitize.Line(i.Detail)
	for _, parts := range [][]string{i.Remark, i.About} {
		for j := range parts {
			parts[j] = sanitize.Line(parts[j])
		}
	}
}

// SetProblem says below the list what went wrong with it; "" for nothing.
func (p *Page) SetProblem(text string) { p.problem = sanitize.Line(text) }

// Init has nothing to do.
func (p *Page) Init() tea.Cmd { return nil }

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing reports whether letters filter the list now.
func (p *Page) Typing() bool { return p.filter != nil }

// Status counts the items.
func (p *Page) Status() string {
	switch n := len(p.items); {
	case !p.loaded:
		return ""
	case p.filterText() != "":
		return fmt.Sprintf("%d of %d", len(p.shown), n)
	case n == 1:
		return "1 " + p.cfg.Noun
	default:
		return fmt.Sprintf("%d %ss", n, p.cfg.Noun)
	}
}

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return p.keys().Bindings() }

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd, _ := p.keys().Press(msg)
		return cmd
	case tea.PasteMsg:
		if p.filter != nil && p.filter.Paste(msg.Content) {
			p.refilter()
		}
	case tea.MouseWheelMsg:
		p.list.Wheel(msg, len(p.shown))
	case tea.MouseClickMsg:
		return p.click(msg)
	}
	return nil
}

func (p *Page) click(msg tea.MouseClickMsg) tea.Cmd {
	l := p.layout()
	from, to := p.list.View(l.room, len(p.shown))
	if i := from + (msg.Y-l.top)/l.height; msg.Y >= l.top && i < to {
		p.list.Cursor = i
		return p.open()
	}
	return nil
}

// open opens the item at the cursor.
func (p *Page) open() tea.Cmd { return nav.Open(p.shown[p.list.Cursor].Route) }

// View draws the page.
func (p *Page) View() string {
	t, l := p.theme, p.layout()
	lines := []string{
		frame.Title(t.Title.Render(" "+p.cfg.Title), t.Muted.Render(p.cfg.Remark+" "), p.width, t),
		frame.Rule(p.width, t),
	}
	if p.filter != nil {
		text, _ := p.filter.Render(p.width-9, true, "", t)
		lines = append(lines, " "+t.Muted.Render("filter ")+text[0])
	}
	lines = append(frame.Box(lines, p.width, l.top, t), p.rows(l)...)
	lines = append(lines, p.below(p.height-len(lines))...)
	return strings.Join(frame.Box(lines, p.width, p.height, t), "\n")
}

// below is what stands under the items, in so many rows.
func (p *Page) below(room int) []string {
	t := p.theme
	var lines []string
	switch {
	case len(p.shown) > 0:
		lines = p.detail(p.shown[p.list.Cursor].Detail, room)
	case len(p.items) > 0:
		lines = []string{t.Muted.Render("   no " + p.cfg.Noun + " matches; esc shows all")}
	case p.loaded && p.problem == "":
		lines = []string{t.Muted.Render("   " + p.cfg.Empty)}
	}
	if p.problem == "" {
		return lines
	}
	for _, line := range wrap.Rows(p.problem, p.width-2) {
		lines = append(lines, " "+t.Danger.Render(line))
	}
	return lines
}

func (p *Page) detail(text string, room int) []string {
	if text == "" || room < 2 {
		return nil
	}
	wrapped := wrap.Rows(text, p.width-4)
	if len(wrapped) > room-1 {
		wrapped = wrapped[:room-1]
		wrapped[room-2] += p.theme.Signs.Ellipsis
	}
	lines := []string{""}
	for _, line := range wrapped {
		lines = append(lines, "   "+p.theme.Muted.Render(line))
	}
	return lines
}
