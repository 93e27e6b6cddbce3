// Package history is the screen that lists all sessions.
package history

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/interview"
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

// A Page is the list of sessions. New makes one.
type Page struct {
	*list.Page
	deps     Deps
	sessions []interview.Summary
	loaded   bool
}

// New returns the list of sessions.
func New(deps Deps) *Page {
	return &Page{deps: deps, Page: list.New(list.Config{
		Title: "History", Remark: "every attempt is kept", Noun: "session",
		Empty: "no sessions yet; esc, then p to practise", Open: list.OpenKey, Back: list.BackKey,
	})}
}

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

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case summariesMsg:
		if msg.page == p {
			p.show(msg)
		}
		return nil
	case page.TickMsg:
		if p.loaded {
			p.SetItems(p.items()) // they are a second older
		}
	}
	return p.Page.Update(msg)
}

func (p *Page) show(msg summariesMsg) {
	p.sessions, p.loaded = msg.summaries, true
	p.SetProblem("")
	if msg.err != nil {
		p.SetProblem(msg.err.Error())
	}
	p.SetItems(p.items())
}

// items lists the sessions: to go on with or, if they are finished, to review.
func (p *Page) items() []list.Item {
	var items []list.Item
	for _, s := range p.sessions {
		var route nav.Route = nav.Session{ID: s.ID}
		state := "in " + string(s.Phase)
		if s.Finished() {
			route, state = nav.Review{ID: s.ID}, "finished"
		}
		items = append(items, list.Item{
			Title: s.Title, Route: route,
			Remark: []string{state, frame.Ago(p.deps.Now().Sub(s.UpdatedAt)), string(s.Mode), string(s.Level)},
		})
	}
	return items
}
