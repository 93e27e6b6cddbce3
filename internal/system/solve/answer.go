package solve

import (
	"context"
	"slices"

	"spar/internal/system"
)

// mostFilled is how many designs run only to show the front.
const mostFilled = 6

// fill runs designs between the best and the largest, and the best and the smallest, with one
// seed each, so that the front of cost against latency has points.
func (s *search) fill(ctx context.Context) error {
	if s.best < 0 {
		return nil
	}
	best, top, bottom := s.point(s.best), s.top(), make([]int, len(s.changes))
	filled := 0
	for _, part := range []int{4, 2, 8, 16, 3, 6} { // sixteenths of the way
		for _, end := range [][]int{top, bottom} {
			at := make([]int, len(best))
			for k := range at {
				at[k] = best[k] + (end[k]-best[k])*part/16
			}
			n := s.number(at)
			if _, ran := s.trials[n]; ran || !s.footprint(n).runs || filled == mostFilled || s.left() == 0 {
				continue
			}
			filled++
			if err := s.try(ctx, s.trial(n), 1, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// answer returns what was found.
func (s *search) answer(stopped string) *Answer {
	a := &Answer{
		System: s.base.System, Minimize: s.goal, Seeds: s.seedList(), Stopped: stopped, Runs: s.runs, Budget: s.budget,
		Proven: s.proven && s.best >= 0 && len(s.contradictions) == 0, Contradictions: s.contradictions,
		P99Metric: s.p99, Front: []Design{},
	}
	for _, o := range s.objectives {
		a.Objectives = append(a.Objectives, o.Text)
	}
	for _, c := range s.changes {
		a.Ranges = append(a.Ranges, Range{c.Parameter, c.Values[0], c.Values[len(c.Values)-1], len(c.Values)})
	}
	_, likely := s.open()
	switch closest := s.closest(); {
	case s.best >= 0:
		a.Best = s.design(s.trials[s.best])
		a.Smaller = s.smaller()
	case likely >= 0:
		a.Best = s.design(s.trials[likely])
	case closest >= 0:
		a.Closest = s.design(s.trials[closest])
	}
	for _, n := range s.front() {
		a.Front = append(a.Front, *s.design(s.trials[n]))
	}
	return a
}

// smaller returns the designs with one step less of one parameter than the best, of those
// that ran.
func (s *search) smaller() []Design {
	var list []Design
	best := s.point(s.best)
	for k := range best {
		at := slices.Clone(best)
		if at[k]--; at[k] < 0 {
			continue
		}
		if t, ok := s.trials[s.number(at)]; ok && (len(t.seeds) > 0 || t.fails != "") {
			list = append(list, *s.design(t))
		}
	}
	return list
}

// front returns the designs that ran of which none that is smaller has a lower p99 with the
// first seed, from the smallest on.
func (s *search) front() []int {
	ran := slices.Clone(s.order)
	ran = slices.DeleteFunc(ran, func(n int) bool { return len(s.trials[n].seeds) == 0 })
	slices.SortFunc(ran, func(a, b int) int {
		switch {
		case a == b:
			return 0
		case s.less(a, b):
			return -1
		}
		return 1
	})
	var front []int
	for _, n := range ran {
		last := len(front) - 1
		switch {
		case last < 0 || n == s.best && s.trials[front[last]].missed():
		case s.trials[n].seeds[0].p99 >= s.trials[front[last]].seeds[0].p99:
			continue
		case front[last] != s.best && s.footprint(n).cost == s.footprint(front[last]).cost:
			front = front[:last] // for the same cost the faster one
		}
		front = append(front, n)
	}
	return front
}

// Apply returns a scenario with the settings of a design.
func (d *Design) Apply(r system.Registry, sc system.Scenario) system.Scenario {
	for _, setting := range d.Settings {
		sc = r.Set(sc, setting.Parameter, setting.Value)
	}
	return sc
}
