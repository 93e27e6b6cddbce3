package solve

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"spar/internal/sim"
	"spar/internal/system"
)

// errSpent means that no run of the budget is left.
var errSpent = errors.New("no run is left")

// A runner runs designs within a budget.
type runner struct {
	registry   system.Registry
	base       system.Scenario
	objectives []system.Objective
	p99        string
	seeds      int
	budget     int
	events     uint64 // that all runs may take; 0 for any number
	limit      sim.Cost
	progress   func(Progress)

	runs  int
	spent uint64 // events
	best  string // for progress
	order []int  // in which seeds run, as distances from the first
}

// newRunner returns one for a scenario, or what keeps it from running.
func newRunner(r system.Registry, sc system.Scenario, o Options) (*runner, *system.Variants, error) {
	v, problems := r.Variants(sc)
	if len(problems) > 0 {
		return nil, nil, fmt.Errorf("solve: %w", problems)
	}
	if len(v.Objectives()) == 0 {
		return nil, nil, ErrNoObjective
	}
	run := &runner{
		registry: r, base: sc, objectives: v.Objectives(), p99: v.System().P99Metric,
		seeds: o.Seeds, budget: o.Runs, events: o.Events, limit: o.Limit, progress: o.Progress,
	}
	if run.seeds == 0 {
		run.seeds = DefaultSeeds
	}
	for i := range run.seeds {
		run.order = append(run.order, i)
	}
	if run.budget == 0 {
		run.budget = DefaultRuns
	}
	return run, v, nil
}

// ErrNoPrice means that cost is to be minimized where nothing has a price.
var ErrNoPrice = errors.New("nothing here has a price; minimize machines")

// ErrNoObjective means that a scenario has none, so that any design would do.
var ErrNoObjective = errors.New("the scenario has no objective, so that every design would do")

// seedList returns the seeds that designs run with.
func (r *runner) seedList() []uint64 {
	list := make([]uint64, r.seeds)
	for i := range list {
		list[i] = r.base.Seed + uint64(i)
	}
	return list
}

// left is how many runs may still begin.
func (r *runner) left() int {
	if r.events > 0 && r.spent >= r.events {
		return 0
	}
	return r.budget - r.runs
}

// A trial is a design with what its runs measured.
type trial struct {
	scenario system.Scenario
	settings []Setting
	print    system.Footprint
	seeds    []seedRun
	fails    string // why it cannot run to its end
}

// A seedRun is one run of a design.
type seedRun struct {
	measured []float64 // by objective
	met      []bool
	all      bool
	p99      float64
	dollars  float64

	result *system.Result
}

// try runs a design with so many seeds in all. With untilMiss it stops after the first that
// misses an objective. The errors are errSpent, that of the context, and what keeps a
// scenario from running.
func (r *runner) try(ctx context.Context, t *trial, seeds int, untilMiss bool) error {
	for len(t.seeds) < seeds && t.fails == "" {
		if untilMiss && t.missed() {
			return nil
		}
		if r.left() <= 0 {
			return errSpent
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		r.runs++
		if r.progress != nil {
			r.progress(Progress{r.runs, r.budget, r.best})
		}
		sc := t.scenario
		sc.Seed += uint64(r.order[len(t.seeds)])
		result, err := r.registry.Run(ctx, sc, r.limit, nil)
		switch {
		case errors.Is(err, sim.ErrMemory):
			t.fails = "its queues outgrow the memory of a run"
		case err != nil:
			return err
		default:
			r.spent += result.Events
			t.seeds = append(t.seeds, r.sum(result))
		}
	}
	return nil
}

// sum returns what a search needs of a result.
func (r *runner) sum(result *system.Result) seedRun {
	s := seedRun{all: true, p99: result.Metrics[r.p99], dollars: result.Metrics[system.DollarsPerMonth], result: result}
	for _, o := range r.objectives {
		measured, ok := result.Metrics[o.Metric]
		met := ok && o.Met(measured) // what was not measured is not met
		s.measured, s.met = append(s.measured, measured), append(s.met, met)
		s.all = s.all && met
	}
	return s
}

// missed reports whether any run has missed an objective.
func (t *trial) missed() bool {
	return t.fails != "" || slices.ContainsFunc(t.seeds, func(s seedRun) bool { return !s.all })
}

// meets reports whether the design has met everything with so many seeds.
func (t *trial) meets(seeds int) bool { return len(t.seeds) >= seeds && !t.missed() }

// costOf returns what a design has of the goal.
func costOf(f system.Footprint, goal Goal) float64 {
	if goal == Machines {
		return float64(f.Machines)
	}
	return f.Dollars
}

// shortfall is how far the design is from meeting the objectives with the first seed: 0 if
// it does.
func (r *runner) shortfall(t *trial) float64 {
	if len(t.seeds) == 0 {
		return math.Inf(1)
	}
	sum := 0.
	for i, o := range r.objectives {
		if !t.seeds[0].met[i] {
			sum += distance(o, t.seeds[0].measured[i])
		}
	}
	return sum
}

// distance is how far a value is on the wrong side of a threshold: the ratio of both, as a
// logarithm, of shares near one that of what is missing to it, and of what is there.
func distance(o system.Objective, measured float64) float64 {
	const least, none = 1e-9, 1e-3 // for thresholds of zero, and shares of nothing
	threshold, there := o.Threshold, 0.
	if o.Unit == system.Ratio && threshold > .5 {
		there = math.Abs(math.Log(max(measured, none) / threshold))
		measured, threshold = 1-measured, 1-threshold
	}
	return math.Abs(math.Log(max(measured, least)/max(threshold, least))) + there + least
}

// design returns a trial as answers have it.
func (r *runner) design(t *trial) *Design {
	d := &Design{Settings: t.settings, Machines: t.print.Machines, Seeds: len(t.seeds), Fails: t.fails}
	if t.print.Priced {
		dollars := t.print.Dollars
		if len(t.seeds) > 0 {
			dollars = t.seeds[0].dollars
		}
		d.Dollars = &dollars
	}
	for i, o := range r.objectives {
		sum := Objective{Objective: o.Text, Unit: o.Unit, Low: math.Inf(1), High: math.Inf(-1)}
		if len(t.seeds) == 0 {
			sum.Low, sum.High = 0, 0
		}
		for _, s := range t.seeds {
			sum.Measured += s.measured[i] / float64(len(t.seeds))
			sum.Low, sum.High = min(sum.Low, s.measured[i]), max(sum.High, s.measured[i])
			if s.met[i] {
				sum.Met++
			}
		}
		d.Objectives = append(d.Objectives, sum)
	}
	for _, s := range t.seeds {
		if s.all {
			d.Met++
		}
	}
	if len(t.seeds) > 0 {
		d.P99Seconds = t.seeds[0].p99
	}
	return d
}

// name says what a design is by its settings.
func (t *trial) name() string {
	parts := make([]string, len(t.settings))
	for i, s := range t.settings {
		parts[i] = s.Parameter + "=" + s.Value
	}
	return strings.Join(parts, " ")
}

// stopped says why a search ends early, and reports whether the error is such an end.
func (r *runner) stopped(err error) (string, bool) {
	switch {
	case errors.Is(err, errSpent) && r.runs < r.budget:
		return fmt.Sprintf("the budget of %s events is spent", system.Jobs.Format(float64(r.events))), true
	case errors.Is(err, errSpent):
		return fmt.Sprintf("the budget of %d runs is spent", r.budget), true
	case errors.Is(err, context.DeadlineExceeded):
		return "the time is over", true
	case errors.Is(err, context.Canceled):
		return "it was interrupted", true
	}
	return "", false
}
