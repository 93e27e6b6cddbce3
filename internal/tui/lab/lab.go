// Package lab is the screen on which a simulation runs and the user breaks it:
// what every member does, as a list or in the diagram of their calls, latency and
// throughput as they come about, and keys for the faults that the system can
// suffer. A second run of the same traffic, in which one parameter differs, can run
// beside it.
package lab

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/tui/frame"
	"spar/internal/tui/theme"
)

// Deps is what the page works with.
type Deps struct {
	Context context.Context
	Systems system.Registry
	Limit   sim.Cost // of a run; what is zero stands for the default
	Now     func() time.Time
	// After returns a command that sends what fn returns after a while.
	After func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd
}

// A Page is the lab of one scenario. New makes one.
type Page struct {
	deps   Deps
	base   system.Scenario // as a run begins
	other  *variation      // what differs in a second run; nil if there is none
	ctx    context.Context // of the runs
	cancel context.CancelFunc
	engine *engine
	turn   int // counts the beginnings, to tell reports of earlier runs apart

	working bool // a command is under way
	ticking bool // a frame is awaited
	pending pending
	paused  bool
	pace    pace

	shots  []shot // empty until the runs have begun
	meters []meters
	// drawings of the runs are kept, for it takes long to lay them out.
	drawings []drawing
	err      error // that ended the runs

	theme         theme.Theme
	width, height int
	cursor        place
	listed        bool // parts are listed where they could be drawn
	tab           tab
	lane          int          // the run that is shown where there is room for one only
	scroll        frame.Scroll // of a tab that is longer than the page
	notice        string
	prompt        *prompt  // nil if none is open
	chooser       *chooser // likewise
	drawn         drawn
}

// Pending is what the next orders are about.
type pending struct {
	begun   bool              // set when the runs below are to be begun
	keep    int               // runs that stay
	begin   []system.Scenario // and those that come after them
	actions []string
	steps   int
	frame   bool
}

// New returns the lab of a scenario, which begins to run when it is opened.
func New(sc system.Scenario, deps Deps) *Page {
	return &Page{deps: deps, base: sc, engine: &engine{systems: deps.Systems, limit: deps.Limit, now: deps.Now}, pace: pace{rung: -1}}
}

// Init begins the run.
func (p *Page) Init() tea.Cmd {
	if p.turn > 0 {
		return nil
	}
	return p.restart()
}

// Leave ends the runs.
func (p *Page) Leave() tea.Cmd {
	if p.cancel != nil {
		p.cancel()
	}
	return nil
}

// Scenario returns what repeats the run, with all that was done to it.
func (p *Page) Scenario() system.Scenario {
	if len(p.shots) == 0 {
		return p.base
	}
	return p.shots[0].scenario
}

// SetSize sets the size of the screen.
func (p *Page) SetSize(width, height int) {
	p.width, p.height = width, height
	p.drawn.text = ""
}

// SetTheme sets the look.
func (p *Page) SetTheme(t theme.Theme) {
	p.theme = t
	p.drawn.text = ""
}

// Typing reports whether a prompt or the choice of a comparison is open.
func (p *Page) Typing() bool { return p.prompt != nil || p.chooser != nil }

// restart begins the runs from the start, without what was done to them.
func (p *Page) restart() tea.Cmd {
	p.Leave()
	p.ctx, p.cancel = context.WithCancel(p.deps.Context)
	p.turn++
	p.err, p.notice, p.scroll = nil, "", frame.Scroll{}
	p.shots, p.meters, p.drawings = nil, nil, nil
	p.tab = labTab
	scenarios := []system.Scenario{p.base}
	if p.other != nil {
		scenarios = append(scenarios, p.other.of(p.deps.Systems, p.base))
	}
	p.pending = pending{begun: true, begin: scenarios}
	return p.proceed()
}

// running reports whether virtual time goes by.
func (p *Page) running() bool { return !p.paused && p.err == nil && len(p.shots) > 0 && !p.finished() }

// finished reports whether all runs have their results.
func (p *Page) finished() bool {
	for i := range p.shots {
		if p.shots[i].result == nil {
			return false
		}
	}
	return len(p.shots) > 0
}

// A frameMsg is due when the next frame may be drawn.
type frameMsg struct{ page *Page }

// Update handles a message.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case report:
		if msg.page == p {
			p.drawn.text = ""
			return p.reported(msg)
		}
	case frameMsg:
		if msg.page == p {
			p.ticking, p.pending.frame = false, true
			return p.proceed()
		}
	case savedMsg:
		if msg.page == p {
			p.drawn.text = ""
			p.saved(msg)
		}
	case tea.KeyPressMsg:
		p.drawn.text = ""
		return p.press(msg)
	case tea.PasteMsg:
		p.drawn.text = ""
		p.paste(msg.Content)
	case tea.MouseClickMsg:
		p.click(msg)
		p.drawn.text = ""
	case tea.MouseWheelMsg:
		p.drawn.text = ""
		p.wheel(msg)
	}
	return nil
}

// proceed orders what is to be done next, if a command is not under way.
func (p *Page) proceed() tea.Cmd {
	if p.working {
		return nil
	}
	o, ok := p.next()
	if !ok {
		return nil
	}
	p.working = true
	return work(p.ctx, p, o)
}

// next returns the next order, false if there is nothing to do. Nothing strikes
// until the runs are level: it must befall all of them at the same time.
func (p *Page) next() (order, bool) {
	todo := &p.pending
	if todo.begun {
		o := order{keep: todo.keep, begin: todo.begin}
		todo.begun, todo.begin = false, nil
		return o, true
	}
	if p.err != nil || len(p.shots) == 0 {
		return order{}, false
	}
	at, furthest, end := p.stand()
	o := order{keep: len(p.shots), quantum: p.pace.quantum(end)}
	switch {
	case at < furthest:
		o.until = furthest
	case len(todo.actions) > 0:
		o.actions, todo.actions = todo.actions, nil
	case todo.steps > 0:
		todo.steps--
		o.until = p.pace.stepFrom(at, end)
	case at == end && !p.finished():
		o.finish = true
	case todo.frame && p.running():
		todo.frame = false
		o.until = p.pace.next(p.deps.Now(), at, end)
	default:
		return order{}, false
	}
	return o, true
}

// stand returns how far the run has come that is behind, how far the other one,
// and where both will end. A run that is over is not behind.
func (p *Page) stand() (at, furthest, end time.Duration) {
	for i := range p.shots {
		end = max(end, p.shots[i].end)
		furthest = max(furthest, p.shots[i].view.At)
	}
	at = furthest
	for i := range p.shots {
		if s := &p.shots[i]; !s.over() {
			at = min(at, s.view.At)
		}
	}
	return at, furthest, end
}

// reported takes in what came of an order.
func (p *Page) reported(r report) tea.Cmd {
	p.working = false
	if r.turn == p.turn {
		p.show(r)
	}
	return tea.Batch(p.proceed(), p.tick())
}

// tick asks for the next frame, if there is to be one.
func (p *Page) tick() tea.Cmd {
	if p.ticking || p.working || p.pending.frame || !p.running() {
		return nil
	}
	p.ticking = true
	wait := max(0, frameTime-p.deps.Now().Sub(p.pace.framed))
	return p.deps.After(wait, func(time.Time) tea.Msg { return frameMsg{p} })
}

func (p *Page) show(r report) {
	first := len(p.shots) == 0
	over := p.finished()
	p.shots, p.err = r.shots, r.err
	p.meters = append(p.meters, make([]meters, len(p.shots))...)[:len(p.shots)]
	p.drawings = append(p.drawings, make([]drawing, len(p.shots))...)[:len(p.shots)]
	events := uint64(0)
	for i := range p.shots {
		p.meters[i].read(p.shots[i].view)
		events += p.shots[i].view.Events
	}
	at, _, end := p.stand()
	if first && len(p.shots) > 0 {
		p.opened(end)
	}
	p.pace.measure(p.deps.Now(), at, events)
	if len(p.shots) < 2 {
		p.other = nil
	}
	p.refuse(r.refused)
	if p.finished() && !over && p.tab == labTab {
		p.tab, p.scroll = resultTab, frame.Scroll{}
	}
}

// opened prepares for the runs that have just begun.
func (p *Page) opened(end time.Duration) {
	if p.pace.rung < 0 {
		p.pace.rung = usualRung(end)
	}
	p.pace.resume(p.deps.Now())
	if p.cursor == (place{}) {
		p.cursor = p.shots[0].firstTarget()
	}
}

// refuse shows why something could not be done, where it was asked for.
func (p *Page) refuse(err error) {
	switch {
	case p.chooser != nil && p.chooser.waiting:
		p.chooser.answer(p, err)
	case p.prompt != nil && p.prompt.waiting:
		p.answered(err)
	case err != nil:
		p.notice = err.Error()
	}
}

// Status is empty.
func (p *Page) Status() string { return "" }
