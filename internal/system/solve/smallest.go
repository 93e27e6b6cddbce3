package solve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"spar/internal/sim"
	"spar/internal/system"
)

// Smallest tries the usual changes to a design one at a time, and pairs of those that help
// most if none suffices, and says which of those with which every objective is met is the
// smallest: first those that do not pay with requests that no objective is about, then by
// the money that they add each month where anything has a price, then by the machines that
// they add (the other way round with [Machines] to minimize), then by how many settings they
// change, and of one sort by how far they go.
//
// Each change meets the seed with which the design as it is misses most, and those that may
// be the smallest all seeds. The errors are those of [Solve].
func Smallest(ctx context.Context, r system.Registry, sc system.Scenario, o Options) (*Cure, error) {
	run, variants, err := newRunner(r, sc, o)
	if err != nil {
		return nil, err
	}
	c := &cure{runner: run, system: variants.System(), goal: cmp.Or(o.Minimize, Cost), base: &attempt{trial: trial{scenario: sc}}}
	c.base.print, _ = variants.Footprint(nil)
	if o.Minimize == Cost && !c.base.print.Priced {
		return nil, ErrNoPrice
	}
	err = c.find(ctx)
	why, early := c.stopped(err)
	if err != nil && !early {
		return nil, fmt.Errorf("solve: %w", err)
	}
	return c.answer(why), ctx.Err()
}

// A cure is a search for the smallest change.
type cure struct {
	*runner
	system *system.System
	goal   Goal
	base   *attempt
	all    []*attempt // that ran, and those that the budget does not reach
	found  *attempt   // the smallest that meets everything; nil for none
}

// An attempt is a design with changes.
type attempt struct {
	trial
	remedies []*Remedy
}

func (c *cure) find(ctx context.Context) error {
	if err := c.run(ctx, c.base, c.seeds, false); err != nil || c.base.meets(c.seeds) {
		return err
	}
	c.worstFirst()
	for _, m := range usual(c.findingsOf(c.system, &c.base.trial)) {
		if a := c.attempt(m); a != nil {
			c.all = append(c.all, a)
		}
	}
	for _, a := range slices.Clone(c.all) {
		if err := c.consider(ctx, a); err != nil {
			return err
		}
		if m := a.remedies[0]; c.found == nil && m.from > 0 && m.to == mostCounted*m.from {
			if err := c.grow(ctx, a); err != nil {
				return err
			}
		}
	}
	if c.found == nil {
		if err := c.pairs(ctx); err != nil {
			return err
		}
	}
	if err := c.narrow(ctx); err != nil {
		return err
	}
	return c.confirm(ctx)
}

// worstFirst lets seeds run in the order of by how much the design as it is misses with them.
func (c *cure) worstFirst() {
	runs := c.base.seeds
	if len(runs) < c.seeds {
		return
	}
	slices.SortStableFunc(c.order, func(a, b int) int { return cmp.Compare(c.short(runs[b]), c.short(runs[a])) })
	sorted := make([]seedRun, len(runs))
	for i, from := range c.order {
		sorted[i] = runs[from]
	}
	c.base.seeds = sorted
}

// attempt returns a design with changes; nil if it cannot be.
func (c *cure) attempt(list ...*Remedy) *attempt {
	a := &attempt{remedies: list, trial: trial{scenario: c.base.scenario, settings: together(list)}}
	if len(a.settings) == 0 {
		return nil
	}
	for _, m := range list {
		a.scenario = m.Apply(c.registry, a.scenario)
	}
	v, problems := c.registry.Variants(a.scenario)
	if len(problems) > 0 {
		return nil
	}
	a.print, _ = v.Footprint(nil)
	return a
}

// run runs a design as [runner.try] does. What would take more than a run may fails.
func (c *cure) run(ctx context.Context, a *attempt, seeds int, untilMiss bool) error {
	err := c.try(ctx, &a.trial, seeds, untilMiss)
	if a != c.base && errors.Is(err, sim.ErrBudget) {
		a.fails = "it takes more events than a run may"
		return nil
	}
	return err
}

// consider runs a design with one seed, and with all if it may be the smallest.
func (c *cure) consider(ctx context.Context, a *attempt) error {
	if err := c.run(ctx, a, 1, true); err != nil || a.missed() {
		return err
	}
	if c.found != nil && !c.smaller(a, c.found) {
		return nil
	}
	if err := c.run(ctx, a, c.seeds, true); err != nil {
		return err
	}
	if a.meets(c.seeds) {
		c.found, c.best = a, a.text()
	}
	return nil
}

// mostSaid is how many changes of each sort of outcome run with all seeds in the end.
const mostSaid = 3

// confirm runs what is said to help or to harm with all seeds.
func (c *cure) confirm(ctx context.Context) error {
	for _, these := range [][]*attempt{
		c.ranked(func(a *attempt) bool { return c.gain(a) > 0 || !a.missed() }),
		c.ranked(func(a *attempt) bool { return c.gain(a) < 0 }),
	} {
		for _, a := range these[:min(len(these), mostSaid)] {
			if a == c.found {
				continue
			}
			if err := c.run(ctx, a, c.seeds, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// ranked returns attempts that ran and of which something holds, those that miss least first.
func (c *cure) ranked(holds func(*attempt) bool) []*attempt {
	var list []*attempt
	for _, a := range c.all {
		if (len(a.seeds) > 0 || a.fails != "") && holds(a) {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b *attempt) int { return cmp.Compare(c.away(a), c.away(b)) })
	return list
}

// short is how far a run is from meeting every objective: 0 if it does.
func (r *runner) short(s seedRun) float64 {
	sum := 0.
	for i, o := range r.objectives {
		if !s.met[i] {
			sum += distance(o, s.measured[i])
		}
	}
	return sum
}

// away is that of a design, on average over the seeds that ran, with what it takes from
// requests that no objective is about.
func (c *cure) away(a *attempt) float64 {
	if a.fails != "" || len(a.seeds) == 0 {
		return math.Inf(1)
	}
	sum := 0.
	for _, p := range c.pays(a) {
		sum += float64(float64(len(a.seeds)) * p.away)
	}
	for _, s := range a.seeds {
		sum += c.short(s)
	}
	return sum / float64(len(a.seeds))
}

// gain says by how much a design comes nearer than the one as it is, with the seeds of both:
// the logarithm of a ratio, negative for what is worse. What is within a twentieth, or a tenth
// of what is missed by, is none.
func (c *cure) gain(a *attempt) float64 {
	base := *c.base
	base.seeds = base.seeds[:min(len(base.seeds), len(a.seeds))]
	switch before, after := c.away(&base), c.away(a); {
	case c.base.fails != "" && a.fails == "":
		return 1
	case c.base.fails != "":
		return 0
	case a.fails != "":
		return -1
	case math.Abs(before-after) < min(.05, .1*before):
		return 0
	default:
		return before - after
	}
}

// smaller reports whether a change is smaller than another.
func (c *cure) smaller(a, b *attempt) bool {
	if a, b := len(c.pays(a)), len(c.pays(b)); a != b {
		return a < b
	}
	const cent = .01
	dollars, machines := a.print.Dollars-b.print.Dollars, a.print.Machines-b.print.Machines
	if math.Abs(dollars) < cent {
		dollars = 0
	}
	byMoney, byMachines := cmp.Compare(dollars, 0), cmp.Compare(machines, 0)
	if c.goal == Machines {
		byMoney, byMachines = byMachines, byMoney
	}
	if by := cmp.Or(byMoney, byMachines, cmp.Compare(len(a.settings), len(b.settings))); by != 0 {
		return by < 0
	}
	return a.remedies[0].Sort == b.remedies[0].Sort && a.remedies[0].step < b.remedies[0].step
}
