package solve

import (
	"slices"

	"spar/internal/system"
)

// A grid is all combinations of the values of some parameters. A point of it is the index
// of each value; points are numbered.
type grid struct {
	changes  []Change
	variants *system.Variants
	goal     Goal
	prints   map[int]footprint // by number of the point
}

type footprint struct {
	system.Footprint
	cost float64
	runs bool // it can, and costs no more than an objective says
}

func (g *grid) size() int {
	n := 1
	for _, c := range g.changes {
		n *= len(c.Values)
	}
	return n
}

// point returns the indices of the values of a point.
func (g *grid) point(n int) []int {
	at := make([]int, len(g.changes))
	for i := len(at) - 1; i >= 0; i-- {
		values := len(g.changes[i].Values)
		at[i], n = n%values, n/values
	}
	return at
}

// number returns that of a point.
func (g *grid) number(at []int) int {
	n := 0
	for i, c := range g.changes {
		n = n*len(c.Values) + at[i]
	}
	return n
}

// top returns the point with most of everything.
func (g *grid) top() []int {
	at := make([]int, len(g.changes))
	for i, c := range g.changes {
		at[i] = len(c.Values) - 1
	}
	return at
}

// values returns those of a point.
func (g *grid) values(at []int) []string {
	values := make([]string, len(at))
	for i, c := range g.changes {
		values[i] = c.Values[at[i]]
	}
	return values
}

// footprint returns what a point takes.
func (g *grid) footprint(n int) footprint {
	f, ok := g.prints[n]
	if !ok {
		print, problems := g.variants.Footprint(g.values(g.point(n)))
		f = footprint{print, costOf(print, g.goal), len(problems) == 0 && g.affordable(print)}
		g.prints[n] = f
	}
	return f
}

// affordable reports whether a design meets the objectives that put a bound on what it costs.
// They are known without a run, and more of anything is worse for them.
func (g *grid) affordable(f system.Footprint) bool {
	for _, o := range g.variants.Objectives() {
		if o.Metric == system.DollarsPerMonth && o.Operator[0] == '<' && !o.Met(f.Dollars) {
			return false
		}
	}
	return true
}

// less orders points by what they cost, and where that is the same by how much there is
// of everything.
func (g *grid) less(a, b int) bool {
	x, y := g.footprint(a), g.footprint(b)
	if x.cost != y.cost {
		return x.cost < y.cost
	}
	if x.Machines != y.Machines {
		return x.Machines < y.Machines
	}
	p, q := g.point(a), g.point(b)
	if m, n := sum(p), sum(q); m != n {
		return m < n
	}
	return slices.Compare(p, q) < 0
}

func sum(at []int) int {
	n := 0
	for _, i := range at {
		n += i
	}
	return n
}

// within reports whether a point has no more of anything than another.
func within(a, b []int) bool {
	for i := range a {
		if a[i] > b[i] {
			return false
		}
	}
	return true
}

// mostScored is how many points are compared to find the next to run.
const mostScored = 256

// next returns the point among those that remain whose run rules out most, whatever comes
// of it: if it misses, all that have less of everything; if it meets, all that are not
// smaller. It takes from the list what cannot run or is not smaller than best, which is
// negative for none, and returns a negative number if nothing is left.
func (g *grid) next(remaining *[]int, best int) int {
	stride := len(*remaining)/mostScored + 1
	for ; ; stride = (stride + 1) / 2 {
		var sample []int
		drop := map[int]bool{}
		for i := 0; i < len(*remaining); i += stride {
			n := (*remaining)[i]
			if !g.footprint(n).runs || best >= 0 && !g.less(n, best) {
				drop[n] = true
			} else {
				sample = append(sample, n)
			}
		}
		*remaining = slices.DeleteFunc(*remaining, func(n int) bool { return drop[n] })
		if len(sample) > 0 {
			return g.halving(sample)
		}
		if stride == 1 {
			return -1
		}
	}
}

// halving returns the point of a sample that rules out most of it at the least.
func (g *grid) halving(sample []int) int {
	points := make([][]int, len(sample))
	for i, n := range sample {
		points[i] = g.point(n)
	}
	most, found := -1, sample[0]
	for i, n := range sample {
		below, above := 0, 0
		for j, other := range sample {
			if within(points[j], points[i]) {
				below++
			}
			if !g.less(other, n) {
				above++
			}
		}
		if ruled := min(below, above); ruled > most {
			most, found = ruled, n
		}
	}
	return found
}
