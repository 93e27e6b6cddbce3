package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/printout"
	"spar/internal/sanitize"
	"spar/internal/system"
	"spar/internal/system/solve"
	"spar/internal/tui/frame"
	"spar/internal/tui/keymap"
	"spar/internal/wrap"
)

// A run is the simulation of the candidate's design: under way, or its result.
type run struct {
	cancel   context.CancelFunc // nil when none is under way
	progress *atomic.Uint64     // per mille done
	curing   bool               // what is under way looks for what would have helped
	scenario *coach.Scenario
	result   *system.Result
	changes  []coach.Change    // against the run before
	whole    bool              // show all figures, not the story alone
	drawn    map[bool][]string // the result drawn for a width, whole and in short
	width    int
	cure     *solve.Cure // what would have helped; nil before that was asked
	design   string      // what was run, to tell a design that has changed since
}

// designText is what the candidate has drawn.
func (p *Page) designText() string { return strings.Join(p.session().Lines(interview.Graph), "\n") }

// stop ends a run that is under way.
func (r *run) stop() {
	if r.cancel != nil {
		r.cancel()
		r.cancel = nil
	}
}

type ranMsg struct {
	page     *Page
	scenario *coach.Scenario
	result   *system.Result
	design   string
	err      error
}

// otherScenario lets the next run be about something else.
func (p *Page) otherScenario() tea.Cmd {
	p.run.stop()
	p.run = run{}
	p.refuse(p.coach.ChooseNext(p.deps.Now()))
	return nil
}

// canChoose reports whether there is something else to run.
func (p *Page) canChoose() bool { return p.canRun() && len(p.coach.Question.Scenarios) > 1 }

// canRun reports whether the open phase offers a run.
func (p *Page) canRun() bool {
	return p.coach != nil && p.session().Phase == interview.Scale && p.coach.CanRun()
}

// startRun runs the design, off the screen. What is under way is stopped.
func (p *Page) startRun() tea.Cmd {
	if p.run.cancel != nil {
		p.run.stop()
		p.run.curing = false
		return nil
	}
	scenario, err := p.coach.Scenario()
	if err != nil {
		p.refuse(err)
		return nil
	}
	ctx, cancel := context.WithCancel(p.deps.Context)
	p.run = run{cancel: cancel, progress: new(atomic.Uint64)}
	return simulate(ctx, p, scenario, p.designText(), p.run.progress)
}

func simulate(ctx context.Context, p *Page, scenario *coach.Scenario, design string, progress *atomic.Uint64) tea.Cmd {
	return func() tea.Msg {
		result, err := coach.Simulate(ctx, scenario, func(done system.Progress) {
			progress.Store(uint64(done.At * 1000 / done.End))
		})
		return ranMsg{p, scenario, result, design, err}
	}
}

type curedMsg struct {
	page *Page
	cure *solve.Cure
	err  error
}

// startCure looks for the smallest change that would have met the objectives.
func (p *Page) startCure() tea.Cmd {
	if err := p.coach.MayCure(p.run.result); err != nil {
		p.notice = err.Error()
		return nil
	}
	ctx, cancel := context.WithCancel(p.deps.Context)
	p.run.cancel, p.run.curing, p.run.progress = cancel, true, new(atomic.Uint64)
	scenario, done := p.run.scenario, p.run.progress
	return func() tea.Msg {
		cure, err := coach.Cure(ctx, scenario, func(at solve.Progress) { done.Store(uint64(1000 * at.Run / at.Runs)) })
		return curedMsg{p, cure, err}
	}
}

func (p *Page) cured(msg curedMsg) {
	if msg.page != p || !p.run.curing {
		return
	}
	p.run.stop()
	if p.run.curing = false; msg.err != nil {
		p.refuse(msg.err)
		return
	}
	p.run.cure = msg.cure
}

func (p *Page) ran(msg ranMsg) {
	if msg.page != p || p.run.cancel == nil {
		return
	}
	p.run.stop()
	if msg.err != nil {
		p.refuse(msg.err)
		return
	}
	p.run.scenario, p.run.result, p.run.design = msg.scenario, msg.result, msg.design
	p.run.changes = p.coach.Compared(msg.scenario, msg.result)
	p.refuse(p.coach.Record(p.deps.Now(), msg.scenario, msg.result))
}

// A runSection shows the run of the design and its result.
type runSection struct {
	page *Page
}

func (s *runSection) render(width int, focused bool) drawing {
	p := s.page
	t := p.theme
	d := drawing{rows: []string{p.heading("run", focused)}}
	switch {
	case !p.canRun():
		for _, row := range wrap.Rows("No simulation comes with this question. Reason it through: what fills up first, and why?", width) {
			d.add(t.Muted.Render(row))
		}
	case p.run.cancel != nil:
		done := float64(p.run.progress.Load()) / 1000
		d.add(frame.Meter(done, min(40, width-8), t) + fmt.Sprintf(" %3.0f%%", done*100))
		if p.run.curing {
			d.add(t.Muted.Render("trying the usual changes, one at a time"))
		}
	case p.run.result != nil:
		d.add(s.result(width)...)
	case len(p.session().Runs) > 0:
		d.add(p.lastRun(width)...)
	default:
		d.add(s.before(width)...)
	}
	return d
}

// before says what will run, and what the drawing shows without that.
func (s *runSection) before(width int) []string {
	p := s.page
	t := p.theme
	rows := s.scenario(width)
	for _, row := range wrapAll(p.coach.Terms(), width) {
		rows = append(rows, t.Muted.Render(row))
	}
	rows = append(rows, t.Accent.Render("ctrl+r")+t.Muted.Render(" runs your design at the load that you estimated"))
	for _, text := range p.coach.Findings() {
		for i, row := range wrap.Rows(sanitize.Line(text), width-2) {
			sign := "  "
			if i == 0 {
				sign = t.Warning.Render("!") + " "
			}
			rows = append(rows, sign+row)
		}
	}
	return rows
}

// scenario names what is run.
func (s *runSection) scenario(width int) []string {
	p := s.page
	rows := wrap.Rows(sanitize.Line(p.coach.Chosen().Title), width)
	if len(p.coach.Question.Scenarios) > 1 {
		rows = append(rows, p.theme.Accent.Render("ctrl+o")+p.theme.Muted.Render(" runs something else"))
	}
	return rows
}

// turnFigures shows all figures of a run, or its story alone again.
func (p *Page) turnFigures() tea.Cmd {
	p.run.whole = !p.run.whole
	return nil
}

// result draws the latest result: what it says in short, the prediction against it, and
// what was assumed. All else is behind a key.
func (s *runSection) result(width int) []string {
	p := s.page
	t := p.theme
	rows := s.scenario(width)
	if p.run.design != p.designText() {
		for _, row := range wrap.Rows("The design has changed since this run: "+p.lettered("r", runKey).Help().Key+" runs it as it is now.", width) {
			rows = append(rows, t.Warning.Render(row))
		}
	}
	rows = append(rows, s.drawn(width, false)...)
	rows = append(rows, s.cure(width)...)
	rows = append(append(rows, ""), wrapAll(p.coach.Verdict(p.run.result), width)...)
	rows = append(rows, s.changes(width)...)
	if p.run.whole {
		rows = append(append(rows, ""), s.drawn(width, true)...)
	}
	rows = append(append(rows, ""), s.origins(width)...)
	if !p.run.whole {
		more := fmt.Sprintf(" shows all figures, charts, and the %d things that are not modelled", len(p.run.result.NotModelled))
		rows = append(rows, s.offer("f", figuresKey, more, width)...)
	}
	return rows
}

// cure says what would have helped, or how to see that.
func (s *runSection) cure(width int) []string {
	p := s.page
	switch {
	case p.run.cure != nil:
		return wrapAll(coach.Told(p.run.cure), width)
	case p.coach.Practising() && missed(p.run.result):
		return s.offer("w", cureKey, " shows the smallest change that would do", width)
	}
	return nil
}

// offer says what a key does, by its letter where letters are commands.
func (s *runSection) offer(letter string, b key.Binding, does string, width int) []string {
	name := s.page.lettered(letter, b).Help().Key
	rows := wrap.Rows(name+does, width)
	for i, row := range rows {
		if i > 0 {
			rows[i] = s.page.theme.Muted.Render(row)
			continue
		}
		rows[i] = s.page.theme.Accent.Render(name) + s.page.theme.Muted.Render(row[len(name):])
	}
	return rows
}

func missed(r *system.Result) bool {
	return slices.ContainsFunc(r.Objectives, func(o system.ObjectiveResult) bool { return !o.Met })
}

// drawn returns the rows of the result, whole or in short.
func (s *runSection) drawn(width int, whole bool) []string {
	r := &s.page.run
	if r.drawn == nil || r.width != width {
		r.width, r.drawn = width, make(map[bool][]string)
	}
	if r.drawn[whole] == nil {
		r.drawn[whole] = printout.Rows(width, s.page.theme.ASCII, func(w *printout.Writer) {
			if whole {
				w.Result(r.result)
			} else {
				w.Story(r.result)
			}
		})
	}
	return r.drawn[whole]
}

// changes says what differs from the run before.
func (s *runSection) changes(width int) []string {
	p := s.page
	if len(p.run.changes) == 0 {
		return nil
	}
	rows := []string{"", p.theme.Heading.Render("against the run before")}
	for _, c := range p.run.changes {
		rows = append(rows, wrap.Rows(sanitize.Line(fmt.Sprintf("%s: %s %s %s", c.What, c.Before, p.theme.Signs.Arrow, c.After)), width)...)
	}
	return rows
}

// origins says where the figures of the run came from, and what was assumed.
func (s *runSection) origins(width int) []string {
	p := s.page
	rows := []string{p.theme.Heading.Render("run with")}
	for _, origin := range p.run.scenario.Origins {
		for _, row := range wrap.Rows(sanitize.Line(origin.String()), width) {
			if origin.Assumed {
				row = p.theme.Muted.Render(row)
			}
			rows = append(rows, row)
		}
	}
	for _, note := range p.run.scenario.Notes {
		rows = append(rows, wrap.Rows(sanitize.Line(note), width)...)
	}
	return rows
}

func wrapAll(lines []string, width int) []string {
	var rows []string
	for _, line := range lines {
		rows = append(rows, wrap.Rows(sanitize.Line(line), width)...)
	}
	return rows
}

// lastRun draws what the journal keeps of the latest run.
func (p *Page) lastRun(width int) []string {
	runs := p.session().Runs
	last := runs[len(runs)-1]
	text := fmt.Sprintf("last run: p99 %s, first bottleneck %s. ctrl+r runs it again.",
		system.Seconds.Format(last.P99Seconds), last.Bottleneck)
	return wrap.Rows(text, width)
}

func (s *runSection) keys() keymap.Table             { return nil }
func (s *runSection) press(msg tea.KeyPressMsg) bool { return false }
func (s *runSection) paste(string)                   {}
func (s *runSection) toText() bool                   { return false }

func (s *runSection) lost() string { return "" }
func (s *runSection) typing() bool { return false }
func (s *runSection) enter(bool)   {}
func (s *runSection) click(int)    {}
