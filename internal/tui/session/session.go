// Package session is the screen of a session: the clock and the phases at the
// top, the workspace of the open phase, and the coach beside it.
package session

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/tui/autosave"
	"spar/internal/tui/frame"
	"spar/internal/tui/nav"
	"spar/internal/tui/page"
	"spar/internal/tui/prose"
	"spar/internal/tui/theme"
	"spar/internal/tui/words"
)

// Deps is what the page works with.
type Deps struct {
	Context context.Context
	Now     func() time.Time
	// After returns a command that sends what fn returns after a while.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd
	// Begin starts a new session or opens a stored one. It is called once,
	// off the screen.
	Begin func() (*coach.Coach, error)
	// Opened and Closed tell that a journal is being written, so that its last
	// lines can be saved whatever ends the program.
	Opened, Closed func(*interview.Journal)
}

// A Page is the screen of one session. New makes one.
type Page struct {
	deps  Deps
	coach *coach.Coach // nil while opening
	err   error        // why it could not be opened

	theme         theme.Theme
	width, height int

	phase      interview.Phase // the one laid out in the workspace
	work       workspace
	commanding bool         // letters are commands, not text
	coachOnTop bool         // below wideFrom columns: the coach's tab is shown
	side       frame.Scroll // of the coach's tab
	left       bool         // for the review
	notice     string
	warned     interview.Warning // the latest about the time, which an older notice does not hide
	asked      *confirmation     // nil if none is open
	refused    *words.Word       // of a letter whose command does not work, which was said
	answers    *answers
	texts      prose.Texts // of the coach's side and of answers
	saver      autosave.Saver
	forked     bool // it was said that the session has a new id
	run        run
}

// New returns the screen of the session that deps.Begin gives.
func New(deps Deps) *Page {
	return &Page{
		deps:  deps,
		saver: autosave.Saver{Context: deps.Context, After: deps.After},
	}
}

type openedMsg struct {
	page  *Page
	coach *coach.Coach
	err   error
}

// Init opens the session.
func (p *Page) Init() tea.Cmd {
	if p.coach != nil {
		return nil // come back to after a page above was closed
	}
	return func() tea.Msg {
		c, err := p.deps.Begin()
		return openedMsg{p, c, err}
	}
}

// SetSize sets the size of the screen. Where the coach stands beside the work, it
// does not cover it.
func (p *Page) SetSize(width, height int) {
	p.width, p.height = width, height
	p.coachOnTop = p.coachOnTop && !p.wide()
}

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) { p.theme = t }

// Typing reports whether letters are text now.
func (p *Page) Typing() bool {
	return p.coach != nil && p.answers == nil && !p.commanding && !p.coachOnTop && p.work.typing()
}

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(openedMsg); ok && msg.page == p {
		return p.opened(msg)
	}
	if p.coach == nil {
		if msg, ok := msg.(tea.KeyPressMsg); ok {
			cmd, _ := p.keys().Press(msg)
			return cmd
		}
		return nil
	}
	return tea.Batch(p.update(msg), p.follow(), p.autosave(), p.showTexts())
}

// follow lays out the phase that is open, if time has moved the session on.
// Any act may notice that first, not only a tick.
func (p *Page) follow() tea.Cmd {
	s := p.session()
	switch {
	case s.Finished && !p.left:
		return p.review()
	case !s.Finished && s.Phase != p.phase:
		p.notice = "time is up for " + string(p.phase) + "; your draft is kept"
		p.layOut()
	}
	return nil
}

func (p *Page) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		return p.paste(msg.Content)
	case tea.MouseClickMsg:
		p.click(msg)
	case tea.MouseWheelMsg:
		p.wheel(msg)
	case page.TickMsg:
		return p.tick()
	case curedMsg:
		p.cured(msg)
	case ranMsg:
		p.ran(msg)
	case page.ProblemMsg:
		if msg.Err != nil {
			p.notice = msg.Err.Error()
		}
	default:
		p.texts.Update(msg)
		return p.saving(msg)
	}
	return nil
}

func (p *Page) opened(msg openedMsg) tea.Cmd {
	if msg.err != nil {
		p.err = msg.err
		return nil
	}
	p.coach = msg.coach
	p.deps.Opened(p.coach.Journal)
	absence := p.coach.Absence(p.deps.Now())
	p.coach.Journal.Advance(p.deps.Now()) // a mock may have ended meanwhile
	if p.session().Finished {
		return p.review()
	}
	p.notice = absence
	if p.session().Paused() {
		p.act(interview.Resumed{})
	}
	p.act(interview.Heartbeat{})
	if p.coach.Changed() {
		p.notice = "the question's text has changed since you began"
	}
	if damage := p.session().Damage(); len(damage) > 0 {
		p.notice = fmt.Sprintf("%s; all else is here", damage[0].Reason)
	}
	p.layOut()
	return tea.Batch(p.autosave(), p.showTexts())
}

func (p *Page) session() *interview.Session { return p.coach.Session() }

// act does what the rules allow and shows what they do not.
func (p *Page) act(act interview.Act) {
	p.refuse(p.coach.Journal.Do(p.deps.Now(), act))
}

// refuse shows why something was not done.
func (p *Page) refuse(err error) {
	if err != nil {
		p.notice = err.Error()
	}
}

// layOut makes the workspace of the open phase.
func (p *Page) layOut() {
	p.phase = p.session().Phase
	p.work = workspace{sections: p.sections()}
	p.commanding, p.coachOnTop, p.asked = false, false, nil
	if p.session().Paused() {
		p.commanding = true
	}
}

// tick is what the passing of a second brings: phases of a mock that end,
// curveballs, and the heartbeat that tells work from absence.
func (p *Page) tick() tea.Cmd {
	now := p.deps.Now()
	s := p.session()
	p.ageConfirmation()
	if s.Finished {
		return nil
	}
	if absence := p.coach.Absence(now); absence != "" {
		p.notice = absence
	}
	p.coach.Journal.Advance(now)
	if warning := s.Warning(now); warning != p.warned {
		p.warned = warning
		if warning != interview.NoWarning {
			p.notice = ""
		}
	}
	p.interrupt(p.coach.Throw(now))
	if now.Sub(s.LastAt()) >= interview.HeartbeatEvery && !s.Paused() {
		p.act(interview.Heartbeat{})
	}
	return nil
}

// interrupt shows what the interviewer has thrown, if there is a curveball, and reports
// whether there is.
func (p *Page) interrupt(curveball *question.Curveball, err error) bool {
	if err != nil {
		p.refuse(err)
	}
	if curveball == nil || err != nil {
		return false
	}
	p.notice = "the interviewer interrupts; see the coach's side"
	if !p.wide() {
		p.notice = "the interviewer interrupts: " + sideKey.Help().Key + " shows it"
	}
	return true
}

// review leaves the session for its scorecard, once it is saved.
func (p *Page) review() tea.Cmd {
	p.left = true
	return nav.Replace(nav.Review{ID: p.coach.Journal.ID()})
}

// Leave saves what is left. A practice is paused, so that no time passes until
// it is opened again.
func (p *Page) Leave() tea.Cmd {
	if p.coach == nil {
		return nil
	}
	s := p.session()
	if !s.Finished && !s.Paused() && p.coach.Practising() {
		p.act(interview.Paused{})
	}
	journal := p.coach.Journal
	p.deps.Closed(journal)
	p.run.stop()
	return autosave.Last(p.deps.Context, journal)
}
