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
	problems map[string]error // by what is wrong
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
			p.sessions = msg.summaries
			p.problem("sessions", msg.err)
		}
	case page.ProblemMsg:
		p.problem(msg.Of, msg.Err)
	case page.LibraryMsg:
		p.library = msg.Library
	case page.TickMsg:
	default:
		return p.Page.Update(msg)
	}
	p.refresh()
	return nil
}

// problem notes what is wrong with something, or that nothing is.
func (p *Page) problem(of string, err error) {
	if p.problems == nil {
		p.problems = make(map[string]error)
	}
	p.problems[of] = err
}

// refresh shows the menu as it stands, and what went wrong: what was typed and is not
// saved stands before what cannot be read.
func (p *Page) refresh() {
	p.SetItems(p.menu())
	var errs []error
	for _, of := range []string{"save", "store", "sessions"} {
		errs = append(errs, p.problems[of])
	}
	if p.library != nil {
		errs = append(errs, p.library.Errors()...)
	}
	p.SetProblem("")
	if err := errors.Join(errs...); err != nil {
		p.SetProblem(err.Error())
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
