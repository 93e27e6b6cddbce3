// Package home is the first screen: what can be done, and what was left open.
package home

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/tui/frame"
	"spar/internal/tui/list"
	"spar/internal/tui/nav"
	"spar/internal/tui/page"
)

// Deps is what the page works with.
type Deps struct {
	Context context.Context
	Store   interview.Store
	Now     func() time.Time
}

// A Page is the home screen. New makes one.
type Page struct {
	*list.Page
	deps     Deps
	sessions []interview.Summary
	library  *question.Library
	err      error
}

var quitKey = key.NewBinding(key.WithKeys("q", "esc"), key.WithHelp("q", "quit"))

// New returns the home screen.
func New(deps Deps) *Page {
	p := &Page{deps: deps, Page: list.New(list.Config{
		Title: "spar", Remark: "system design interviews, practised", Noun: "entry", Open: openKey, Back: quitKey,
	})}
	p.refresh()
	return p
}

// openKey leaves letters to the entries.
var openKey = key.NewBinding(key.WithKeys("enter", "right"), key.WithHelp("enter", "open"))

type summariesMsg struct {
	page      *Page
	summaries []interview.Summary
	err       error
}

// Init reads the sessions.
func (p *Page) Init() tea.Cmd {
	return func() tea.Msg {
		summaries, err := p.deps.Store.Summaries(p.deps.Context)
		return summariesMsg{p, summaries, err}
	}
}

// Status says how many questions there are.
func (p *Page) Status() string {
	if p.library == nil {
		return ""
	}
	return fmt.Sprintf("%d questions", len(p.library.Questions()))
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case summariesMsg:
		if msg.page == p {
			p.sessions, p.err = msg.summaries, msg.err
		}
	case page.LibraryMsg:
		p.library = msg.Library
	case page.TickMsg:
	default:
		return p.Page.Update(msg)
	}
	p.refresh()
	return nil
}

// refresh shows the menu as it stands, and what went wrong while reading sessions
// or packs.
func (p *Page) refresh() {
	p.SetItems(p.menu())
	switch {
	case p.err != nil:
		p.SetProblem(p.err.Error())
	case p.library != nil && len(p.library.Errors()) > 0:
		p.SetProblem(errors.Join(p.library.Errors()...).Error())
	default:
		p.SetProblem("")
	}
}

// menu lists what can be done.
func (p *Page) menu() []list.Item {
	var menu []list.Item
	if s, ok := p.unfinished(); ok {
		menu = append(menu, list.Item{Key: "c", Title: "Continue", Summary: p.describe(s), Route: nav.Session{ID: s.ID}})
	}
	for _, entry := range []struct {
		key, title, summary string
		route               nav.Route
	}{
		{"p", "Practise", "five phases with hints, and answers after each", nav.Questions{Mode: interview.Practice}},
		{"m", "Mock interview", "the real thing: hard clock, no help", nav.Questions{Mode: interview.Mock}},
		{"=", "Calculator", "estimates with units, typed as you would say them", nav.Calculator{}},
		{"d", "Drill", "an estimate a minute, with the way to it", nav.Drill{}},
		{"l", "Labs", "systems that run while you break them", nav.Labs{}},
		{"h", "History", p.pastSessions(), nav.History{}},
	} {
		menu = append(menu, list.Item{Key: entry.key, Title: entry.title, Summary: entry.summary, Route: entry.route})
	}
	return menu
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
	return fmt.Sprintf("%s, %s, in %s, %s", s.Title, s.Mode, s.Phase, frame.Ago(p.deps.Now().Sub(s.UpdatedAt)))
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
