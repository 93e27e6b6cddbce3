package lab

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/sim"
	"spar/internal/system"
)

// An engine holds the runs of a page: one, or two that are compared. Only the
// command that is under way touches it.
type engine struct {
	systems system.Registry
	limit   sim.Cost // of each run
	now     func() time.Time
	runs    []*running
}

// A running is one run with what the engine keeps of it.
type running struct {
	*system.Run
	stride time.Duration // virtual time that takes about a tenth of a chunk
	final  system.View   // as it was at its end, without what came of requests later
	result *system.Result
}

// An order is what the engine is to do next, in this sequence.
type order struct {
	keep    int               // how many of the runs there are stay
	begin   []system.Scenario // those that come after them
	actions []string          // what strikes now
	until   time.Duration     // the virtual time to go on to; zero to stay
	quantum time.Duration     // of which times are to be multiples, where it is not done in one chunk
	finish  bool
}

// A report is what came of an order.
type report struct {
	page    *Page
	turn    int
	shots   []shot
	refused error // an action that could not be carried out
	err     error // what ended the runs
}

// A shot is one run at a moment. Nothing in it changes any more.
type shot struct {
	system         *system.System
	view           system.View
	end            time.Duration
	struck, coming []system.Fault
	scenario       system.Scenario // that repeats the run up to now
	result         *system.Result  // nil until it is over
}

// chunk is how long an order may take before it reports, in real time.
const chunk = 40 * time.Millisecond

// work returns the command that carries out an order.
func work(ctx context.Context, p *Page, o order) tea.Cmd {
	e, turn := p.engine, p.turn
	return func() tea.Msg {
		r := report{page: p, turn: turn}
		r.refused, r.err = e.carry(ctx, o)
		r.shots = e.shots()
		return r
	}
}

func (e *engine) carry(ctx context.Context, o order) (refused, err error) {
	e.runs = e.runs[:min(o.keep, len(e.runs))]
	for _, sc := range o.begin {
		run, err := e.systems.Begin(sc, e.limit)
		if err != nil && len(e.runs) > 0 {
			return err, nil
		} else if err != nil {
			return nil, err
		}
		e.runs = append(e.runs, &running{Run: run})
	}
	for _, action := range o.actions {
		refused = errors.Join(refused, e.strike(action))
	}
	if err := e.advance(ctx, o.until, o.quantum); err != nil {
		return refused, err
	}
	if o.finish {
		return refused, e.finish(ctx)
	}
	return refused, nil
}

// strike lets an action happen to every run, or to none that comes after one
// which refuses it.
func (e *engine) strike(action string) error {
	for i, r := range e.runs {
		if err := r.Strike(action); err != nil {
			if i > 0 {
				return fmt.Errorf("the second run only: %w", err)
			}
			return err
		}
	}
	return nil
}

// advance carries the runs on to a virtual time, side by side, for as long as a
// chunk lasts, or two if one of them has much to make up for.
func (e *engine) advance(ctx context.Context, until, quantum time.Duration) error {
	start := e.now()
	for {
		r, limit := e.behind(until)
		spent := e.now().Sub(start)
		if r == nil || spent >= 2*chunk || spent >= chunk && limit == until {
			return nil
		}
		if err := r.goOn(ctx, limit, quantum, e.now); err != nil {
			return err
		}
	}
}

// behind returns the run that has come least far, nil if all are at a time or at
// their ends, and how far it may go: to where the others are or, if they are all
// level, to that time.
func (e *engine) behind(until time.Duration) (last *running, limit time.Duration) {
	limit = until
	for _, r := range e.runs {
		if r.Now() < min(until, r.End()) && (last == nil || r.Now() < last.Now()) {
			last = r
		}
	}
	for _, r := range e.runs {
		if last != nil && r.Now() > last.Now() {
			limit = min(limit, r.Now())
		}
	}
	return last, limit
}

// goOn goes on by one stride, to a multiple of the quantum, and makes the next
// stride longer or shorter so that it takes between a twentieth and a fifth of a
// chunk.
func (r *running) goOn(ctx context.Context, until, quantum time.Duration, now func() time.Time) error {
	quantum = max(quantum, 1)
	r.stride = max(r.stride, quantum)
	start := now()
	if err := r.Advance(ctx, min(until, (r.Now()+r.stride)/quantum*quantum)); err != nil {
		return err
	}
	switch took := now().Sub(start); {
	case took < chunk/20:
		r.stride = min(2*r.stride, r.End())
	case took > chunk/5:
		r.stride /= 2
	}
	return nil
}

// finish measures the runs, which are at their end.
func (e *engine) finish(ctx context.Context) error {
	for _, r := range e.runs {
		if r.result != nil {
			continue
		}
		r.final = r.View()
		result, err := r.Finish(ctx)
		if err != nil {
			return err
		}
		r.result = result
	}
	return nil
}

func (e *engine) shots() []shot {
	shots := make([]shot, len(e.runs))
	for i, r := range e.runs {
		struck, coming := r.Faults()
		view := r.final
		if r.result == nil {
			view = r.View()
		}
		shots[i] = shot{
			system: r.System(), view: view, end: r.End(), struck: struck, coming: coming,
			scenario: r.Scenario(), result: r.result,
		}
	}
	return shots
}

// over reports whether the run has come to its end.
func (s *shot) over() bool { return s.view.At >= s.end }
