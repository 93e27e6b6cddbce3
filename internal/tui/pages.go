package tui

import (
	"context"
	"sync"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/tui/history"
	"spar/internal/tui/home"
	"spar/internal/tui/message"
	"spar/internal/tui/nav"
	"spar/internal/tui/page"
	"spar/internal/tui/questions"
	"spar/internal/tui/review"
	"spar/internal/tui/session"
	"spar/internal/tui/setup"
)

// page builds the page of a route. It is the one place that knows every
// screen.
func (m *Model) page(route nav.Route) page.Page {
	switch r := route.(type) {
	case nav.Questions:
		return questions.New(m.library, r.Mode)
	case nav.Setup:
		q, err := m.library.Find(r.Question)
		if err != nil {
			return message.New("Question", err)
		}
		return setup.New(q, r.Mode)
	case nav.Begin:
		return m.session(func() (*coach.Coach, error) { return m.begin(r) })
	case nav.Session:
		return m.session(func() (*coach.Coach, error) {
			return coach.Resume(m.ctx, m.cfg.Store, r.ID, m.library)
		})
	case nav.Review:
		return review.New(r.ID, review.Deps{Context: m.ctx, Store: m.cfg.Store, Questions: m.library, Now: m.cfg.Now})
	case nav.History:
		return history.New(history.Deps{Context: m.ctx, Store: m.cfg.Store, Now: m.cfg.Now})
	}
	return home.New(home.Deps{Context: m.ctx, Store: m.cfg.Store, Now: m.cfg.Now})
}

func (m *Model) session(begin func() (*coach.Coach, error)) page.Page {
	return session.New(session.Deps{
		Context: m.ctx, Now: m.cfg.Now, After: m.cfg.After,
		Begin: begin, Opened: m.open.add, Closed: m.open.remove,
	})
}

func (m *Model) begin(r nav.Begin) (*coach.Coach, error) {
	q, err := m.library.Find(r.Question)
	if err != nil {
		return nil, err
	}
	if r.Settings.Seed == 0 {
		r.Settings.Seed = m.cfg.Seed()
	}
	c, err := coach.Begin(m.cfg.Store, m.cfg.NewID(q.ID), q, r.Settings, m.cfg.Now())
	if err != nil {
		return nil, err
	}
	return c, c.Journal.Flush(m.ctx)
}

// Flush saves whatever is not saved yet. Unlike the model's other methods it
// may be called from any goroutine: a signal that ends the program does not
// wait for the screen.
func (m *Model) Flush(ctx context.Context) error { return m.open.flush(ctx) }

// openJournals are the journals being written by open pages.
type openJournals struct {
	mu       sync.Mutex
	journals map[*interview.Journal]bool
}

func (o *openJournals) add(j *interview.Journal) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.journals == nil {
		o.journals = make(map[*interview.Journal]bool)
	}
	o.journals[j] = true
}

func (o *openJournals) remove(j *interview.Journal) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.journals, j)
}

func (o *openJournals) flush(ctx context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for j := range o.journals {
		if err := j.Flush(ctx); err != nil {
			return err
		}
	}
	return nil
}
