package solve

import (
	"context"
	"fmt"
	"slices"

	"spar/internal/system"
)

// Solve searches for the smallest design that meets every objective of a scenario. The error
// is [system.Problems] if the scenario is at fault, [ErrNoObjective] or [ErrNoPrice], an error of a run, or
// the context's; with that of the context the answer is what was found until then.
func Solve(ctx context.Context, r system.Registry, sc system.Scenario, changes []Change, o Options) (*Answer, error) {
	run, _, err := newRunner(r, sc, o)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(changes))
	for i, c := range changes {
		names[i] = c.Parameter
	}
	variants, problems := r.Variants(sc, names...)
	if len(problems) > 0 {
		return nil, fmt.Errorf("solve: %w", problems)
	}
	s := &search{runner: run, grid: grid{changes: changes, variants: variants, goal: o.Minimize, prints: map[int]footprint{}}, trials: map[int]*trial{}, best: -1}
	priced := s.footprint(s.number(s.top())).Priced
	switch {
	case s.goal == "" && priced:
		s.goal = Cost
	case s.goal == "":
		s.goal = Machines
	case s.goal == Cost && !priced:
		return nil, ErrNoPrice
	}
	clear(s.prints) // which know the goal
	err = s.find(ctx)
	why, early := s.stopped(err)
	if err != nil && !early {
		return nil, fmt.Errorf("solve: %w", err)
	}
	return s.answer(why), ctx.Err()
}

// A search is designs of a grid that have run, and the best of them.
type search struct {
	*runner
	grid
	trials map[int]*trial // by number of the point
	order  []int          // in which they ran
	best   int            // the smallest that meets everything; negative for none

	proven         bool
	contradictions []string
	contradicted   map[[2]int]bool
}

// at runs a point until it misses, or with all seeds, and reports whether it meets.
func (s *search) at(ctx context.Context, n int) (bool, error) {
	t := s.trial(n)
	if err := s.try(ctx, t, s.seeds, true); err != nil {
		return false, err
	}
	meets := t.meets(s.seeds)
	if meets && (s.best < 0 || s.less(n, s.best)) {
		s.best, s.runner.best = n, t.name()
	}
	return meets, nil
}

// trial returns that of a point.
func (s *search) trial(n int) *trial {
	if t, ok := s.trials[n]; ok {
		return t
	}
	values := s.values(s.point(n))
	t := &trial{scenario: s.base, print: s.footprint(n).Footprint}
	for i, c := range s.changes {
		t.scenario = s.registry.Set(t.scenario, c.Parameter, values[i])
		t.settings = append(t.settings, Setting{c.Parameter, values[i]})
	}
	s.trials[n] = t
	s.order = append(s.order, n)
	return t
}

// find looks for the best design.
func (s *search) find(ctx context.Context) error {
	if err := s.bound(ctx); err != nil {
		return err
	}
	if err := s.check(ctx); err != nil {
		return err
	}
	if s.best < 0 || len(s.contradictions) > 0 {
		s.proven = false
		if err := s.beside(ctx); err != nil {
			return err
		}
		s.contradict()
	}
	return s.fill(ctx)
}

// bound searches as if more were never worse. Each design runs with one seed, and those
// that come to be the best with all: most that meet with one meet with the others. It keeps
// back the runs that check what it finds.
func (s *search) bound(ctx context.Context) error {
	reserve := s.seeds * len(s.changes)
	ends := []int{s.number(s.top()), 0}
	remaining, best := s.open()
	for {
		n := -1
		switch {
		case len(ends) > 0:
			n, ends = ends[0], ends[1:]
			if !s.footprint(n).runs || !slices.Contains(remaining, n) {
				continue
			}
		default:
			n = s.next(&remaining, best)
		}
		if s.best >= 0 && s.left() < reserve+s.seeds {
			return nil // the checks are worth more
		}
		if s.best < 0 && best >= 0 && s.left() < s.seeds {
			n = -1 // to know of one is worth more than to look for another
		}
		if n < 0 { // all that is left is to see whether the best is one
			if best < 0 || best == s.best {
				s.proven = best >= 0
				return nil
			}
			if _, err := s.at(ctx, best); err != nil {
				return err
			}
			remaining, best = s.open()
			continue
		}
		t := s.trial(n)
		if err := s.try(ctx, t, 1, true); err != nil {
			return err
		}
		at, missed := s.point(n), t.missed()
		if !missed && (best < 0 || s.less(n, best)) {
			best = n
		}
		remaining = slices.DeleteFunc(remaining, func(other int) bool {
			if missed {
				return within(s.point(other), at)
			}
			return within(at, s.point(other))
		})
	}
}

// open returns the points of which nothing is known yet, if more is never worse, and the
// smallest that has not missed in any run; negative for none.
func (s *search) open() (remaining []int, best int) {
	best = -1
	var missed, met [][]int
	for _, n := range s.order {
		switch t := s.trials[n]; {
		case t.missed():
			missed = append(missed, s.point(n))
		case len(t.seeds) > 0:
			met = append(met, s.point(n))
			if best < 0 || s.less(n, best) {
				best = n
			}
		}
	}
	for n := range s.size() {
		at := s.point(n)
		if !slices.ContainsFunc(missed, func(m []int) bool { return within(at, m) }) &&
			!slices.ContainsFunc(met, func(m []int) bool { return within(m, at) }) {
			remaining = append(remaining, n)
		}
	}
	return remaining, best
}

// check runs designs beside the best: one step less of each parameter must miss, and so
// must half of it; one step more must meet.
func (s *search) check(ctx context.Context) error {
	if s.best < 0 {
		s.contradict()
		return nil
	}
	best := s.point(s.best)
	for k := range best {
		for _, to := range []int{best[k] - 1, best[k] / 2, best[k] + 1} {
			if to < 0 || to >= len(s.changes[k].Values) || to == best[k] {
				continue
			}
			at := slices.Clone(best)
			at[k] = to
			n := s.number(at)
			if !s.footprint(n).runs {
				continue
			}
			if err := s.inFull(ctx, n, to == best[k]-1); err != nil {
				return err
			}
		}
	}
	s.contradict()
	return nil
}

// inFull runs a point as [search.at] does, and then with the seeds that are left, if what is
// said of it needs them.
func (s *search) inFull(ctx context.Context, n int, said bool) error {
	if _, err := s.at(ctx, n); err != nil || !said {
		return err
	}
	return s.try(ctx, s.trial(n), s.seeds, false)
}

// contradict notes the pairs of designs that ran of which the one with more of everything
// misses though the other meets.
func (s *search) contradict() {
	if s.contradicted == nil {
		s.contradicted = map[[2]int]bool{}
	}
	for _, a := range s.order {
		if !s.trials[a].meets(s.seeds) {
			continue
		}
		for _, b := range s.order {
			t := s.trials[b]
			if pair := [2]int{a, b}; t.missed() && within(s.point(a), s.point(b)) && !s.contradicted[pair] {
				s.contradicted[pair] = true
				s.contradictions = append(s.contradictions, s.contradiction(s.trials[a], t))
			}
		}
	}
}

func (s *search) contradiction(a, b *trial) string {
	how := "cannot run: " + b.fails
	if b.fails == "" {
		d := s.design(b)
		how = fmt.Sprintf("misses with %d of %d seeds", d.Seeds-d.Met, d.Seeds)
		if len(b.seeds) < s.seeds {
			how = "misses"
		}
	}
	return fmt.Sprintf("%s meets everything, and with more %s %s", a.name(), b.name(), how)
}
