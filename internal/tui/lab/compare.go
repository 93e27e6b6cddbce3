package lab

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/tui/editor"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/wrap"
)

// A variation is the one parameter in which the second run differs.
type variation struct{ parameter, value string }

// of returns a scenario with the variation in it.
func (v variation) of(systems system.Registry, sc system.Scenario) system.Scenario {
	return systems.Set(sc, v.parameter, v.value)
}

// A chooser lets the user choose what the second run differs in: a list of the
// parameters, with the other value beside the one at the cursor.
type chooser struct {
	shot    *shot
	list    frame.List
	choice  int          // of a parameter that has choices
	line    *editor.Line // of any other
	waiting bool         // for the second run to begin
	err     error
}

var (
	valueKey = key.NewBinding(key.WithKeys("left", "right"), key.WithHelp("←/→", "value"))
	startKey = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "compare"))
	rowKey   = key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "parameter"))
)

// compare opens the choice of a second run, or ends the comparison.
func (p *Page) compare() tea.Cmd {
	if p.other != nil {
		p.other, p.lane = nil, 0
		p.pending.begun, p.pending.keep, p.pending.begin = true, 1, nil
		return p.proceed()
	}
	c := &chooser{shot: &p.shots[0]}
	if len(c.parameters()) == 0 {
		p.notice = "this system has no parameter that could differ"
		return nil
	}
	if parameter, ok := c.shot.choice(); ok {
		c.list.Cursor = slices.IndexFunc(c.parameters(), func(p system.Parameter) bool { return p.Name == parameter.Name })
	}
	c.offer()
	p.chooser = c
	return nil
}

func (c *chooser) parameters() []system.Parameter { return c.shot.system.Parameters }

func (c *chooser) parameter() system.Parameter { return c.parameters()[c.list.Cursor] }

// now returns what the first run has for a parameter.
func (c *chooser) now(p system.Parameter) string {
	if text, ok := c.shot.scenario.Parameters[p.Name]; ok {
		return text
	}
	return p.Default
}

// offer offers another value for the parameter at the cursor.
func (c *chooser) offer() {
	p := c.parameter()
	c.err, c.line = nil, nil
	if p.Kind == system.Choice {
		c.choice = (slices.Index(p.Choices, c.now(p)) + 1) % len(p.Choices)
		return
	}
	c.line = editor.NewLine(c.now(p))
}

func (c *chooser) value() string {
	if c.line != nil {
		return strings.TrimSpace(c.line.Text())
	}
	return c.parameter().Choices[c.choice]
}

func (p *Page) chooserKeys() keymap.Table {
	c := p.chooser
	return keymap.Table{
		keymap.On(startKey, !c.waiting, p.beginOther),
		keymap.On(rowKey, !c.waiting && len(c.parameters()) > 1, func(msg tea.KeyPressMsg) { c.move(stepOf(msg, "down")) }),
		keymap.On(valueKey, !c.waiting && c.line == nil, c.nextValue),
		keymap.On(cancelKey, !c.waiting, func() { p.chooser = nil }),
	}
}

// nextValue offers the next of the parameter's choices or the one before.
func (c *chooser) nextValue(msg tea.KeyPressMsg) {
	n := len(c.parameter().Choices)
	c.choice = (c.choice + n + stepOf(msg, "right")) % n
}

// stepOf returns 1 for the key that leads on, and -1 for any other.
func stepOf(msg tea.KeyPressMsg, on string) int {
	if msg.String() == on {
		return 1
	}
	return -1
}

func (c *chooser) move(by int) {
	c.list.Cursor = max(0, min(c.list.Cursor+by, len(c.parameters())-1))
	c.offer()
}

// beginOther begins the second run: the first one as it was from the start, with
// all that has struck it, but for the parameter. It catches up before both go on.
func (p *Page) beginOther() tea.Cmd {
	c := p.chooser
	v := variation{c.parameter().Name, c.value()}
	if v.value == c.now(c.parameter()) {
		c.err = fmt.Errorf("that is what the first run has; choose another value")
		return nil
	}
	c.waiting, c.err = true, nil
	p.pending.begun, p.pending.keep = true, 1
	p.pending.begin = []system.Scenario{v.of(p.deps.Systems, p.shots[0].scenario)}
	return p.proceed()
}

// answer takes in whether the second run has begun.
func (c *chooser) answer(p *Page, err error) {
	if len(p.shots) < 2 && err == nil {
		return // a report of what came before
	}
	c.waiting, c.err = false, err
	if err == nil {
		p.other = &variation{c.parameter().Name, c.value()}
		p.chooser, p.tab, p.scroll = nil, labTab, frame.Scroll{}
	}
}

// chooserRows draws the choice in so many rows.
func (p *Page) chooserRows(height int) []string {
	c, t := p.chooser, p.theme
	rows := []string{" " + t.Heading.Render("a second run with one thing changed")}
	all := c.parameters()
	height -= 2
	if c.err != nil {
		height -= 2
	}
	from, to := c.list.View(max(1, height), len(all))
	for i := from; i < to; i++ {
		rows = append(rows, p.parameterRow(all[i], i == c.list.Cursor))
	}
	if c.err != nil {
		for _, row := range wrap.Rows(sanitize.Line(c.err.Error()), p.width-2) {
			rows = append(rows, " "+t.Danger.Render(row))
		}
	}
	return rows
}

func (p *Page) parameterRow(parameter system.Parameter, chosen bool) string {
	c, t := p.chooser, p.theme
	name := frame.Fit(parameter.Name, nameWidth(c.parameters()), t)
	now := c.now(parameter)
	if now == "" {
		now = "none"
	}
	if !chosen {
		return "   " + t.Muted.Render(name) + "   " + t.Faint.Render(now)
	}
	value := t.Chosen.Render(c.value())
	if c.line != nil {
		rows, _ := c.line.Render(max(12, p.width/3), true, "", t)
		value = rows[0]
	}
	return " " + t.Accent.Render(t.Signs.Pointer) + " " + t.Chosen.Render(name) + " " +
		t.Faint.Render(t.Signs.Left) + " " + value + " " + t.Faint.Render(t.Signs.Right+"  now "+now)
}

func nameWidth(parameters []system.Parameter) int {
	width := 0
	for _, p := range parameters {
		width = max(width, len(p.Name))
	}
	return width
}

// laneName names one of two runs by what differs in it, as it stands.
func (p *Page) laneName(lane int) string {
	if p.other == nil {
		return ""
	}
	if value := p.shots[lane].value(p.other.parameter); value != "" {
		return value
	}
	return "no " + p.other.parameter
}
