// Package setup is the screen between choosing a question and starting it: the
// brief, and the level and minutes to start with.
package setup

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/markdown"
	"spar/internal/question"
	"spar/internal/sanitize"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/tui/nav"
	"spar/internal/tui/prose"
	"spar/internal/tui/theme"
	"spar/internal/wrap"
)

// A Page offers to start a session on a question. New makes one.
type Page struct {
	ctx      context.Context
	question question.Summary
	read     func() (*question.Question, error)
	source   string          // of the brief, empty until it is read
	err      error           // why it cannot be read
	values   [fieldCount]int // the choice of each field
	minutes  []int           // that can be chosen
	seed     uint64          // 0 for any
	why      string          // this question was chosen
	list     frame.List      // over the fields
	brief    prose.Texts

	theme         theme.Theme
	width, height int
}

// The fields, from top to bottom.
const (
	modeField = iota
	levelField
	minutesField
	fieldCount
)

var (
	modes = []interview.Mode{interview.Practice, interview.Mock}
	usual = []int{35, interview.DefaultMinutes, 60, 65}
)

// New returns a page for a question that suggests what a route says. ctx ends the work
// of commands; read, which is called off the screen, reads the question.
func New(ctx context.Context, q question.Summary, route nav.Setup, read func() (*question.Question, error)) *Page {
	p := &Page{ctx: ctx, question: q, read: read, minutes: usual, seed: route.Settings.Seed, why: route.Why}
	if route.Mode == interview.Mock {
		p.values[modeField] = 1
	}
	level := cmp.Or(route.Settings.Level, interview.Level(q.Level))
	p.values[levelField] = max(0, slices.Index(interview.Levels(), level))
	length := cmp.Or(route.Settings.Minutes, interview.DefaultMinutes)
	if !slices.Contains(usual, length) {
		p.minutes = slices.Sorted(slices.Values(append([]int{length}, usual...)))
	}
	p.values[minutesField] = slices.Index(p.minutes, length)
	return p
}

type readMsg struct {
	page     *Page
	question *question.Question
	err      error
}

// Init reads the question for its brief.
func (p *Page) Init() tea.Cmd {
	return func() tea.Msg {
		q, err := p.read()
		return readMsg{p, q, err}
	}
}

func (p *Page) showBrief() tea.Cmd { return p.brief.Show(p.ctx, p.theme, p.passage()) }

func (p *Page) passage() prose.Passage {
	return prose.Passage{Source: p.source, Width: min(p.width-4, markdown.Readable)}
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) { p.width, p.height = width, height }

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing is always false.
func (p *Page) Typing() bool { return false }

// Status is empty.
func (p *Page) Status() string { return "" }

var (
	startKey  = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "start the clock"))
	changeKey = key.NewBinding(key.WithKeys("left", "right", "h", "l", "space"), key.WithHelp("←/→", "change"))
	backKey   = key.NewBinding(key.WithKeys("esc", "q"), key.WithHelp("esc", "back"))
)

// Keys lists the keys that work now.
func (p *Page) Keys() []key.Binding { return p.keys().Bindings() }

func (p *Page) keys() keymap.Table {
	near, far := p.list.Keys(fieldCount, fieldCount)
	return append(keymap.Table{
		keymap.On(startKey, p.err == nil, p.start),
		keymap.On(changeKey, true, p.pressChange),
		keymap.On(backKey, true, nav.Back),
		near,
	}, far...)
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case readMsg:
		if msg.page == p {
			p.show(msg)
		}
	case tea.KeyPressMsg:
		cmd, _ := p.keys().Press(msg)
		return cmd
	case tea.MouseClickMsg:
		if i := msg.Y - fieldsTop; i >= 0 && i < fieldCount {
			p.list.Cursor = i
			p.change(1)
		}
	case tea.MouseWheelMsg:
		p.list.Wheel(msg, fieldCount)
	default:
		p.brief.Update(msg)
	}
	return p.showBrief()
}

// show takes up the brief, or why there is none.
func (p *Page) show(msg readMsg) {
	p.source, p.err = "", msg.err
	if msg.err == nil {
		p.source = msg.question.Brief
	}
}

// start begins a session with the settings.
func (p *Page) start() tea.Cmd {
	return nav.Replace(nav.Begin{
		Question: p.question.FullID(),
		Settings: coach.Settings{
			Mode:    modes[p.values[modeField]],
			Level:   interview.Levels()[p.values[levelField]],
			Minutes: p.minutes[p.values[minutesField]],
			Seed:    p.seed,
		},
	})
}

func (p *Page) pressChange(msg tea.KeyPressMsg) {
	if msg.String() == "left" || msg.String() == "h" {
		p.change(-1)
	} else {
		p.change(1)
	}
}

// change moves the chosen field's value by step, around the end.
func (p *Page) change(step int) {
	n := len(p.labels(p.list.Cursor))
	v := &p.values[p.list.Cursor]
	*v = (*v + step + n) % n
}

// labels returns the values that a field can take.
func (p *Page) labels(field int) []string {
	switch field {
	case modeField:
		return []string{"practice", "mock"}
	case levelField:
		var labels []string
		for _, l := range interview.Levels() {
			labels = append(labels, string(l))
		}
		return labels
	}
	var labels []string
	for _, m := range p.minutes {
		labels = append(labels, fmt.Sprintf("%d minutes", m))
	}
	return labels
}

// fieldsTop is the row of the first field.
const fieldsTop = 3

// View draws the page.
func (p *Page) View() string {
	t := p.theme
	lines := []string{
		frame.Title(t.Title.Render(" "+sanitize.Line(p.question.Title)), t.Muted.Render(p.like()), p.width, t),
		frame.Rule(p.width, t),
		"",
	}
	p.list.View(fieldCount, fieldCount)
	for i, name := range []string{"mode", "level", "length"} {
		lines = append(lines, p.fieldLine(i, name))
	}
	lines = append(lines, "")
	if p.why != "" {
		for _, line := range wrap.Rows(sanitize.Line("chosen for you: "+p.why), p.width-4) {
			lines = append(lines, "   "+t.Accent.Render(line))
		}
		lines = append(lines, "")
	}
	for _, text := range append([]string{p.explanation()}, coach.Rules(modes[p.values[modeField]], false)...) {
		for _, line := range wrap.Rows(text, p.width-4) {
			lines = append(lines, "   "+t.Muted.Render(line))
		}
	}
	if p.err != nil {
		lines = append(lines, "")
		for _, line := range wrap.Rows(sanitize.Line(p.err.Error()), p.width-4) {
			lines = append(lines, "   "+t.Danger.Render(line))
		}
	}
	lines = append(lines, "")
	for _, line := range p.brief.Rows(p.passage()) {
		lines = append(lines, "   "+line)
	}
	return strings.Join(frame.Box(lines, p.width, p.height, t), "\n")
}

func (p *Page) like() string {
	if p.question.Like == "" {
		return ""
	}
	return "like " + sanitize.Line(p.question.Like) + " "
}

func (p *Page) fieldLine(i int, name string) string {
	t := p.theme
	pointer, style := frame.Mark(i == p.list.Cursor, t)
	value := p.labels(i)[p.values[i]]
	return pointer + t.Muted.Render(frame.Fit(name, 8, t)) +
		t.Faint.Render(t.Signs.Left) + " " + style.Render(value) + " " + t.Faint.Render(t.Signs.Right)
}

// explanation says how the minutes are divided.
func (p *Page) explanation() string {
	plan, err := interview.PlanFor(p.minutes[p.values[minutesField]])
	if err != nil {
		return err.Error()
	}
	var parts []string
	for i, phase := range interview.Phases() {
		parts = append(parts, fmt.Sprintf("%s %d", phase, int(plan[i].Minutes())))
	}
	return strings.Join(parts, ", ") + " minutes."
}
