// Package nav names the places of the program and the two messages by which a
// page asks to go somewhere. It is all that pages know of each other.
package nav

import (
	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/sim"
	"spar/internal/system"
)

// A Route is a place that can be opened.
type Route interface{ route() }

type (
	// Home is the first screen.
	Home struct{}
	// Questions lists the questions, to start a session in the given mode.
	Questions struct{ Mode interview.Mode }
	// Setup offers to start a session on a question, with the settings that are not zero,
	// and says why that one was chosen, if it was.
	Setup struct {
		Question string
		Mode     interview.Mode
		Settings coach.Settings
		Why      string
	}
	// Session is a session to go on with.
	Session struct{ ID string }
	// Begin starts a session with these settings and opens it.
	Begin struct {
		Question string
		Settings coach.Settings
	}
	// Review is a finished session with its scorecard.
	Review struct{ ID string }
	// History lists the sessions.
	History struct{}
	// Calculator is the sheet beside all sessions.
	Calculator struct{}
	// Drill asks for estimates; a seed of 0 is any.
	Drill struct{ Seed uint64 }
	// Labs lists the systems that can be run.
	Labs struct{}
	// Lab runs a scenario, unless it is expected to cost more than the limit, of
	// which what is zero stands for the default.
	Lab struct {
		Scenario system.Scenario
		Limit    sim.Cost
	}
)

func (Home) route()       {}
func (Questions) route()  {}
func (Setup) route()      {}
func (Session) route()    {}
func (Begin) route()      {}
func (Review) route()     {}
func (History) route()    {}
func (Calculator) route() {}
func (Drill) route()      {}
func (Labs) route()       {}
func (Lab) route()        {}

// OpenMsg asks the root to open a page on top of this one.
type OpenMsg struct{ Route Route }

// ReplaceMsg asks the root to open a page in place of this one and of those
// that led to it: the way back is home.
type ReplaceMsg struct{ Route Route }

// BackMsg asks the root to close this page.
type BackMsg struct{}

// Open returns a command that opens r.
func Open(r Route) tea.Cmd { return func() tea.Msg { return OpenMsg{r} } }

// Replace returns a command that opens r right above home.
func Replace(r Route) tea.Cmd { return func() tea.Msg { return ReplaceMsg{r} } }

// Back returns a command that closes the current page.
func Back() tea.Cmd { return func() tea.Msg { return BackMsg{} } }
