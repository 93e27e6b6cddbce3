package solve

import (
	"context"
	"slices"
)

// beside tries designs beside the best one by one, where it cannot be relied on that more is
// never worse: first far ones, then near ones. Without any that meets the objectives it
// goes on from the one that misses least.
func (s *search) beside(ctx context.Context) error {
	if s.best < 0 {
		if err := s.climb(ctx); err != nil || s.best < 0 {
			return err
		}
	}
	for from := -1; from != s.best; { // until all beside it are worse
		from = s.best
		if err := s.around(s.point(from), func(n int) (bool, error) {
			if !s.footprint(n).runs || !s.less(n, s.best) {
				return false, nil
			}
			return s.at(ctx, n)
		}); err != nil {
			return err
		}
	}
	return nil
}

// climb looks for a design that meets the objectives: whatever misses by less than the one
// before is gone on from.
func (s *search) climb(ctx context.Context) error {
	now := s.closest()
	if now < 0 {
		return nil
	}
	for from := -1; from != now && s.best < 0; {
		from = now
		if err := s.around(s.point(from), func(n int) (bool, error) {
			if !s.footprint(n).runs {
				return false, nil
			}
			meets, err := s.at(ctx, n)
			if err != nil || s.shortfall(s.trials[n]) >= s.shortfall(s.trials[now]) {
				return meets, err
			}
			now = n
			return true, nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// around calls try with points that differ from one in a single parameter, from far ones
// to near ones, until it reports true.
func (s *search) around(from []int, try func(n int) (bool, error)) error {
	widest := 0
	for _, c := range s.changes {
		widest = max(widest, len(c.Values))
	}
	for step := max(1, widest/2); step > 0; step /= 2 {
		for k, c := range s.changes {
			for _, to := range []int{from[k] - step, from[k] + step} {
				if to < 0 || to >= len(c.Values) {
					continue
				}
				at := slices.Clone(from)
				at[k] = to
				if done, err := try(s.number(at)); done || err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// closest returns the design that ran and misses least; negative if none ran.
func (s *search) closest() int {
	found := -1
	for _, n := range s.order {
		if t := s.trials[n]; len(t.seeds) > 0 && (found < 0 || s.shortfall(t) < s.shortfall(s.trials[found])) {
			found = n
		}
	}
	return found
}
