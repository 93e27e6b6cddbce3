// Package questions is the screen that lists the questions and filters them by
// what is typed.
package questions

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/nav"
	"spar/internal/tui/theme"
)

// A Page is the list of questions, to start a session in one mode. New makes
// one.
type Page struct {
	mode          interview.Mode
	all           []*question.Question
	shown         []*question.Question
	filter        textinput.Model
	list          frame.List
	theme         theme.Theme
	width, height int
}

// New returns a page that lists the questions of a library.
func New(library *question.Library, mode interview.Mode) *Page {
	p := &Page{mode: mode, all: library.Questions(), filter: textinput.New()}
	p.filter.Prompt = ""
	p.filter.Focus()
	p.shown = p.all
	return p
}

// Init has nothing to do.
func (p *Page) Init() tea.Cmd { return nil }

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing is always true: letters filter the list.
func (p *Page) Typing() bool { return true }

// Status says how many questions match.
func (p *Page) Status() string {
	return fmt.Sprintf("%d of %d", len(p.shown), len(p.all))
}

var (
	upKey   = key.NewBinding(key.WithKeys("up", "ctrl+p"), key.WithHelp("↑", "up"))
	downKey = key.NewBinding(key.WithKeys("down", "ctrl+n"), key.WithHelp("↓", "down"))
	openKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "choose"))
	backKey = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "back"))
	typeKey = key.NewBinding(key.WithKeys("a-z"), key.WithHelp("type", "to filter"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	return []key.Binding{openKey, typeKey, upKey, downKey, backKey}
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		p.setFilter(p.filter.Value() + msg.Content)
	case tea.MouseWheelMsg:
		p.list.Wheel(msg, len(p.shown))
	case tea.MouseClickMsg:
		from, to := p.list.View(p.rows(), len(p.shown))
		if i := from + (msg.Y-listTop)/2; msg.Y >= listTop && i < to {
			p.list.Cursor = i
			return p.choose()
		}
	}
	return nil
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, openKey):
		return p.choose()
	case key.Matches(msg, backKey):
		if p.filter.Value() != "" {
			p.setFilter("")
			return nil
		}
		return nav.Back()
	case key.Matches(msg, upKey):
		p.list.Cursor--
	case key.Matches(msg, downKey):
		p.list.Cursor++
	default:
		p.filter, _ = p.filter.Update(msg)
		p.setFilter(p.filter.Value())
	}
	return nil
}

func (p *Page) choose() tea.Cmd {
	if len(p.shown) == 0 {
		return nil
	}
	q := p.shown[p.list.Cursor]
	return nav.Open(nav.Setup{Question: q.Pack + "/" + q.ID, Mode: p.mode})
}

// setFilter shows the questions that match text, the best match first.
func (p *Page) setFilter(text string) {
	text = sanitize.Line(text)
	if text != p.filter.Value() {
		p.filter.SetValue(text)
		p.filter.CursorEnd()
	}
	p.list.Cursor = 0
	p.shown = p.all
	if strings.TrimSpace(text) == "" {
		return
	}
	p.shown = nil
	for _, match := range fuzzy.FindFrom(strings.ToLower(text), source(p.all)) {
		p.shown = append(p.shown, p.all[match.Index])
	}
}

// source is what the filter looks at.
type source []*question.Question

func (s source) Len() int { return len(s) }

func (s source) String(i int) string {
	q := s[i]
	return strings.ToLower(strings.Join(append([]string{q.Title, q.Like, q.Level}, q.Tags...), " "))
}

// listTop is the row of the first question; each takes two rows.
const listTop = 4

func (p *Page) rows() int { return max(1, (p.height-listTop)/2) }

// View draws the page.
func (p *Page) View() string {
	t := p.theme
	name := "Practise"
	if p.mode == interview.Mock {
		name = "Mock interview"
	}
	lines := []string{
		frame.Title(t.Title.Render(" "+name), t.Muted.Render("which question? "), p.width, t),
		frame.Rule(p.width, t),
		" " + t.Muted.Render("filter ") + p.filterLine(),
		"",
	}
	from, to := p.list.View(p.rows(), len(p.shown))
	for i := from; i < to; i++ {
		lines = append(lines, p.questionLines(p.shown[i], i == p.list.Cursor)...)
	}
	if len(p.shown) == 0 {
		lines = append(lines, t.Muted.Render("   no question matches; esc clears the filter"))
	}
	return strings.Join(frame.Box(lines, p.width, p.height, t), "\n")
}

func (p *Page) filterLine() string {
	return p.theme.Text.Render(p.filter.Value()) + p.theme.Cursor.Render(" ")
}

func (p *Page) questionLines(q *question.Question, chosen bool) []string {
	t := p.theme
	pointer, style := "   ", t.Text
	if chosen {
		pointer, style = " "+t.Accent.Render(t.Signs.Pointer)+" ", t.Chosen
	}
	about := sanitize.Line(strings.Join(q.Tags, ", "))
	if q.Like != "" {
		about = "like " + sanitize.Line(q.Like) + " " + t.Signs.Dot + " " + about
	}
	return []string{
		frame.Ends(pointer+style.Render(sanitize.Line(q.Title)), t.Muted.Render(q.Level+" "), p.width, t),
		"   " + t.Faint.Render(about),
	}
}
