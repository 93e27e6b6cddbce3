// Package review is the screen of a finished session: the scorecard with its
// evidence, the estimates and the time, and the strong answers to compare.
package review

import (
	"context"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/markdown"
	"spar/internal/report"
	"spar/internal/tui/frame"
	"spar/internal/tui/nav"
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
	references map[interview.Phase][]string // rendered for the width below
	rendered   int
	err        error

	tab           int
	offsets       [tabCount]int
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

type (
	reportMsg struct {
		page   *Page
		report *report.Report
		err    error
	}
	referencesMsg struct {
		page       *Page
		references map[interview.Phase][]string
		width      int
	}
)

// Init grades the session.
func (p *Page) Init() tea.Cmd { return grade(p, p.deps, p.id) }

func grade(p *Page, deps Deps, id string) tea.Cmd {
	return func() tea.Msg {
		c, err := coach.Resume(deps.Context, deps.Store, id, deps.Questions)
		if err != nil {
			return reportMsg{p, nil, err}
		}
		return reportMsg{p, report.New(id, c.Session(), c.Question, deps.Now()), nil}
	}
}

// render renders the references, which takes too long for the loop that draws.
func render(ctx context.Context, p *Page, r *report.Report, width int, dark bool) tea.Cmd {
	return func() tea.Msg {
		references := make(map[interview.Phase][]string)
		for _, a := range r.Answers {
			references[a.Phase] = markdown.Rows(ctx, a.Reference, min(width-4, markdown.Readable), dark)
		}
		return referencesMsg{p, references, width}
	}
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing is always false.
func (p *Page) Typing() bool { return false }

// Status names the session.
func (p *Page) Status() string { return p.theme.Faint.Render(p.id) }

var (
	judgeKey = key.NewBinding(key.WithKeys("x"), key.WithHelp("x", "judge it yourself"))
	tabKey   = key.NewBinding(key.WithKeys("tab", "right", "l"), key.WithHelp("tab", "next tab"))
	prevKey  = key.NewBinding(key.WithKeys("shift+tab", "left", "h"), key.WithHelp("shift+tab", "tab before"))
	backKey  = key.NewBinding(key.WithKeys("esc", "q"), key.WithHelp("esc", "back"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding {
	judge := judgeKey
	judge.SetEnabled(p.chosen() != nil)
	return []key.Binding{tabKey, frame.UpKey, frame.DownKey, judge, backKey, prevKey}
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case reportMsg:
		if msg.page == p {
			p.report, p.err = msg.report, msg.err
			return p.renderReferences()
		}
	case referencesMsg:
		if msg.page == p {
			p.references = msg.references
		}
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.MouseWheelMsg:
		step := 3
		if msg.Button == tea.MouseWheelUp {
			step = -3
		}
		p.scroll(step)
	case tea.MouseClickMsg:
		p.click(msg)
	}
	return nil
}

// renderReferences renders for the present width unless that has been done.
func (p *Page) renderReferences() tea.Cmd {
	if p.report == nil || p.rendered == p.width {
		return nil
	}
	p.rendered = p.width
	return render(p.deps.Context, p, p.report, p.width, p.theme.Dark)
}

func (p *Page) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, backKey):
		return nav.Back()
	case key.Matches(msg, tabKey):
		p.tab = (p.tab + 1) % tabCount
	case key.Matches(msg, prevKey):
		p.tab = (p.tab + tabCount - 1) % tabCount
	case key.Matches(msg, judgeKey) && p.chosen() != nil:
		return judge(p, p.deps, p.id, p.chosen())
	case key.Matches(msg, frame.UpKey):
		p.move(-1)
	case key.Matches(msg, frame.DownKey):
		p.move(1)
	case msg.String() == "pgup":
		p.scroll(-p.bodyHeight())
	case msg.String() == "pgdown", msg.String() == "space":
		p.scroll(p.bodyHeight())
	case msg.String() == "home", msg.String() == "g":
		p.offsets[p.tab] = 0
	case msg.String() == "end", msg.String() == "G":
		p.scroll(len(p.rows()))
	}
	return p.renderReferences()
}

// move scrolls by a row or, on the score, goes to the next item.
func (p *Page) move(step int) {
	if p.tab != scoreTab || p.report == nil {
		p.scroll(step)
		return
	}
	_, tops := p.score()
	p.item = max(-1, min(p.item+step, len(tops)-1))
	row := 0
	if p.item >= 0 {
		row = tops[p.item]
	}
	// Two rows above show the heading, four below the evidence.
	p.offsets[scoreTab] = frame.Window(p.offsets[scoreTab], max(0, row-2), p.bodyHeight(), len(p.rows()))
	p.offsets[scoreTab] = frame.Window(p.offsets[scoreTab], row+4, p.bodyHeight(), len(p.rows()))
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

func (p *Page) scroll(step int) {
	limit := max(0, len(p.rows())-p.bodyHeight())
	p.offsets[p.tab] = max(0, min(p.offsets[p.tab]+step, limit))
}

// headerHeight is the title, the tabs and a rule.
const headerHeight = 3

func (p *Page) bodyHeight() int { return max(1, p.height-headerHeight) }

// View draws the page.
func (p *Page) View() string {
	lines := append(p.header(), p.visible()...)
	return strings.Join(frame.Box(lines, p.width, p.height, p.theme), "\n")
}

func (p *Page) visible() []string {
	rows := p.rows()
	return rows[min(p.offsets[p.tab], len(rows)):]
}
