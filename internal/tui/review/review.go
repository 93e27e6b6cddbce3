// Package review is the screen of a finished session: the scorecard with its
// evidence, the estimates and the time, and the strong answers to compare.
package review

import (
	"context"
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/markdown"
	"spar/internal/report"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
	"spar/internal/tui/prose"
	"spar/internal/tui/theme"
)

// Deps is what the page works with.
type Deps struct {
	Context   context.Context
	Store     interview.Store
	Questions coach.Finder
	Now       func() time.Time
}

// A Page is the review of one session. New makes one.
type Page struct {
	id   string
	deps Deps

	report     *report.Report
	references prose.Texts
	err        error

	tab           int
	scrolls       [tabCount]frame.Scroll
	item          int // of the score: the one at the cursor; -1 above all of them
	theme         theme.Theme
	width, height int
}

// The tabs, from left to right.
const (
	scoreTab = iota
	numbersTab
	answersTab
	tabCount
)

var tabNames = [tabCount]string{"score", "numbers and time", "strong answers"}

// New returns the review of a session.
func New(id string, deps Deps) *Page { return &Page{id: id, deps: deps, item: -1} }

type reportMsg struct {
	page   *Page
	report *report.Report
	err    error
}

// Init grades the session.
func (p *Page) Init() tea.Cmd { return grade(p, p.deps, p.id) }

func grade(p *Page, deps Deps, id string) tea.Cmd {
	return func() tea.Msg {
		c, err := coach.Resume(deps.Context, deps.Store, id, deps.Questions)
		if err == nil && c.Reserved() {
			err = fmt.Errorf("review %s: %w", id, coach.ErrReserved)
		}
		if err != nil {
			return reportMsg{p, nil, err}
		}
		return reportMsg{p, report.New(id, c.Session(), c.Question, deps.Now()), nil}
	}
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing is always false.
func (p *Page) Typing() bool { return false }

// Status names the session.
func (p *Page) Status() string { return p.theme.Faint.Render(sanitize.Line(p.id)) }

var (
	meantKey    = key.NewBinding(key.WithKeys("x"), key.WithHelp("x", "this is what I meant"))
	judgeKey    = key.NewBinding(key.WithKeys("x"), key.WithHelp("x", "not what I meant"))
	takeBackKey = key.NewBinding(key.WithKeys("x"), key.WithHelp("x", "take it back"))
	tabKey      = key.NewBinding(key.WithKeys("tab", "right", "l"), key.WithHelp("tab", "next tab"))
	prevKey     = key.NewBinding(key.WithKeys("shift+tab", "left", "h"), key.WithHelp("shift+tab", "tab before"))
	itemKey     = key.NewBinding(key.WithKeys("up", "down", "k", "j"), key.WithHelp("↑/↓", "select"))
	backKey     = key.NewBinding(key.WithKeys("esc", "q"), key.WithHelp("esc", "back"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return p.keys().Bindings() }

// judging returns the key that judges the chosen item: a line that comes near can
// be said to mean it.
func (p *Page) judging() key.Binding {
	switch item := p.chosen(); {
	case item != nil && item.Judged:
		return takeBackKey
	case item != nil && item.Near:
		return meantKey
	}
	return judgeKey
}

// judgeable reports whether the chosen item is one to judge: what a line comes near
// to, or what was earned or judged already.
func (p *Page) judgeable() bool {
	item := p.chosen()
	return item != nil && (item.Disputable || item.Earned || item.Judged)
}

func (p *Page) keys() keymap.Table {
	near, far := p.scroll().Keys()
	if p.tab == scoreTab && p.report != nil {
		near = keymap.On(itemKey, true, p.pressItem)
	}
	return append(keymap.Table{
		keymap.On(tabKey, true, func() { p.turn(1) }),
		near,
		keymap.On(p.judging(), p.judgeable(), func() tea.Cmd { return judge(p, p.deps, p.id, p.chosen()) }),
		keymap.On(backKey, true, nav.Back),
		keymap.On(prevKey, true, func() { p.turn(tabCount - 1) }),
	}, far...)
}

// turn goes on by so many tabs, around the end.
func (p *Page) turn(tabs int) { p.tab = (p.tab + tabs) % tabCount }

// scroll returns the part of the open tab that is in view.
func (p *Page) scroll() *frame.Scroll { return &p.scrolls[p.tab] }

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case reportMsg:
		if msg.page == p {
			p.report, p.err = msg.report, msg.err
		}
	case tea.KeyPressMsg:
		cmd, _ := p.keys().Press(msg)
		return cmd
	case tea.MouseWheelMsg:
		p.scroll().Wheel(msg)
	case tea.MouseClickMsg:
		p.click(msg)
	default:
		p.references.Update(msg)
	}
	return p.showReferences()
}

func (p *Page) showReferences() tea.Cmd {
	if p.report == nil {
		return nil
	}
	var passages []prose.Passage
	for _, a := range p.report.Answers {
		passages = append(passages, p.reference(a))
	}
	return p.references.Show(p.deps.Context, p.theme, passages...)
}

func (p *Page) reference(a report.Answer) prose.Passage {
	return prose.Passage{Source: a.Reference, Width: min(p.width-4, markdown.Readable)}
}

// pressItem goes to the next item of the score or to the one before.
func (p *Page) pressItem(msg tea.KeyPressMsg) {
	step := 1
	if msg.String() == "up" || msg.String() == "k" {
		step = -1
	}
	_, tops := p.score()
	p.item = max(-1, min(p.item+step, len(tops)-1))
	row := 0
	if p.item >= 0 {
		row = tops[p.item]
	}
	// Two rows above show the heading, four below the evidence.
	p.scroll().To(max(0, row-2))
	p.scroll().To(row + 4)
}

// chosen returns the item at the cursor, nil if there is none.
func (p *Page) chosen() *report.Item {
	if p.tab != scoreTab || p.report == nil || p.item < 0 {
		return nil
	}
	n := p.item
	for _, d := range p.report.Dimensions {
		if n < len(d.Items) {
			return &d.Items[n]
		}
		n -= len(d.Items)
	}
	return nil
}

// judge turns an item into what the score did not find it to be, by the
// candidate's own judgement, and grades again.
func judge(p *Page, deps Deps, id string, item *report.Item) tea.Cmd {
	override := interview.Overrode{Item: item.ID, Earned: !item.Earned}
	return func() tea.Msg {
		c, err := coach.Resume(deps.Context, deps.Store, id, deps.Questions)
		if err == nil {
			err = c.Journal.Do(deps.Now(), override)
		}
		if err == nil {
			err = c.Journal.Flush(deps.Context)
		}
		if err != nil {
			return reportMsg{p, nil, err}
		}
		return reportMsg{p, report.New(id, c.Session(), c.Question, deps.Now()), nil}
	}
}

// click chooses the tab under the pointer.
func (p *Page) click(msg tea.MouseClickMsg) {
	x := 1
	for i, name := range tabNames {
		if msg.Y == 1 && msg.X >= x && msg.X < x+len(name)+2 {
			p.tab = i
		}
		x += len(name) + 3
	}
}

// headerHeight is the title, the tabs and a rule.
const headerHeight = 3

// View draws the page.
func (p *Page) View() string {
	lines := append(p.header(), p.scroll().View(p.rows(), max(1, p.height-headerHeight))...)
	return strings.Join(frame.Box(lines, p.width, p.height, p.theme), "\n")
}
