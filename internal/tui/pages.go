package tui

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/drill"
	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/question"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/tui/autosave"
	"spar/internal/tui/calculator"
	drillpage "spar/internal/tui/drill"
	"spar/internal/tui/history"
	"spar/internal/tui/home"
	"spar/internal/tui/lab"
	"spar/internal/tui/labs"
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
		q, err := m.library.Lookup(r.Question)
		if err != nil {
			return message.New("Question", err)
		}
		return setup.New(m.ctx, q, r, func() (*question.Question, error) { return m.library.Find(r.Question) })
	case nav.Begin:
		return m.session(func() (*coach.Coach, error) { return m.begin(r) })
	case nav.Session:
		return m.session(func() (*coach.Coach, error) {
			for _, w := range m.open.left() {
				if j, ok := w.(*interview.Journal); ok && j.ID() == r.ID {
					return coach.Continue(j, m.library)
				}
			}
			return coach.Resume(m.ctx, m.cfg.Store, r.ID, m.library)
		})
	case nav.Review:
		return review.New(r.ID, review.Deps{Context: m.ctx, Store: m.cfg.Store, Questions: m.library, Now: m.cfg.Now})
	case nav.History:
		return history.New(history.Deps{Context: m.ctx, Store: m.cfg.Store, Now: m.cfg.Now})
	case nav.Calculator:
		return calculator.New(calculator.Deps{
			Context: m.ctx, Store: m.cfg.Notebook, Now: m.cfg.Now, After: m.cfg.After,
			NewID:  func() string { return m.cfg.NewID("sheet") },
			Left:   m.leftSheet,
			Opened: m.open.add, Closed: m.open.remove,
		})
	case nav.Drill:
		return m.drill(r)
	case nav.Labs:
		return labs.New(builtin.Systems())
	case nav.Lab:
		m.lab = lab.New(r.Scenario, lab.Deps{
			Context: m.ctx, Systems: builtin.Systems(), Limit: r.Limit, Now: m.cfg.Now, After: m.cfg.After,
		})
		return m.lab
	}
	return home.New(home.Deps{Context: m.ctx, Store: m.cfg.Store, Now: m.cfg.Now})
}

// leftSheet returns a sheet that could not be saved when its page closed, nil without one.
func (m *Model) leftSheet() *notebook.Draft {
	for _, w := range m.open.left() {
		if d, ok := w.(*notebook.Draft); ok {
			return d
		}
	}
	return nil
}

func (m *Model) session(begin func() (*coach.Coach, error)) page.Page {
	return session.New(session.Deps{
		Context: m.ctx, Now: m.cfg.Now, After: m.cfg.After,
		Begin:  begin,
		Opened: func(j *interview.Journal) { m.open.add(j) },
		Closed: func(j *interview.Journal) { m.open.remove(j) },
	})
}

func (m *Model) drill(r nav.Drill) page.Page {
	if r.Seed == 0 {
		r.Seed = drill.ShortSeed(m.cfg.Seed())
	}
	return drillpage.New(drillpage.Deps{
		Context: m.ctx, Store: m.cfg.Notebook, Now: m.cfg.Now, After: m.cfg.After,
		Seed: r.Seed, Questions: m.library.All,
		Opened: m.open.add, Closed: m.open.remove,
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

// Scenario returns what repeats the run of the lab that was opened last, with all
// that was done to it; false if there was none.
func (m *Model) Scenario() (system.Scenario, bool) {
	if m.lab == nil {
		return system.Scenario{}, false
	}
	return m.lab.Scenario(), true
}

// Flush saves whatever is not saved yet. Unlike the model's other methods it
// may be called from any goroutine: a signal that ends the program does not
// wait for the screen.
func (m *Model) Flush(ctx context.Context) error { return m.open.flush(ctx) }

// Unsaved returns what is not stored although its page wrote it, once the program has
// ended.
func (m *Model) Unsaved() []autosave.Work {
	var unsaved []autosave.Work
	for _, w := range m.open.all() {
		if w.Dirty() {
			unsaved = append(unsaved, w)
		}
	}
	return unsaved
}

// openWorks are what open pages are writing, and what pages that have closed could not
// save.
type openWorks struct {
	mu    sync.Mutex
	works map[autosave.Work]bool // whether its page is open
}

func (o *openWorks) add(w autosave.Work) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.works == nil {
		o.works = make(map[autosave.Work]bool)
	}
	o.works[w] = true
}

// remove notes that the page of a work closes. The work stays until it is saved.
func (o *openWorks) remove(w autosave.Work) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.works[w] = false
}

func (o *openWorks) all() []autosave.Work {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Collect(maps.Keys(o.works))
}

// left returns what pages that have closed could not save. A page that opens goes on
// with it, as the store holds less.
func (o *openWorks) left() []autosave.Work {
	o.mu.Lock()
	defer o.mu.Unlock()
	var left []autosave.Work
	for w, open := range o.works {
		if !open && w.Dirty() {
			left = append(left, w)
		}
	}
	return left
}

// again saves what pages that have closed could not, if there is anything.
func (o *openWorks) again(ctx context.Context) tea.Cmd {
	o.mu.Lock()
	defer o.mu.Unlock()
	left := false
	for w, open := range o.works {
		switch {
		case open:
		case w.Dirty():
			left = true
		default:
			delete(o.works, w)
		}
	}
	if !left {
		return nil
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, autosave.Closing)
		defer cancel()
		return autosave.LastMsg{Err: o.flush(ctx)}
	}
}

// flush saves all, also if one of them cannot be.
func (o *openWorks) flush(ctx context.Context) error {
	var errs []error
	for _, w := range o.all() {
		errs = append(errs, w.Flush(ctx))
	}
	return errors.Join(errs...)
}
