package sharding

import (
	"context"
	"math"
	"slices"

	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
)

// A draw is what one repetition finds: how the keys lie at the start and after
// all changes, and what those move, as parts of all copies of keys.
type draw struct {
	keys, keysAfter            []int // by shard
	before, after              balance
	moved, minimum, collateral float64
	misrouted, unplaced        float64
	overflowed, probes         float64
}

// A balance says how unevenly keys lie: what shards hold over what they should.
type balance struct{ stddev, most, least float64 }

// balanceOf compares the keys of the present shards with their weights.
func (l *layout) balanceOf(counts []int) balance {
	members := l.strategy.Shards()
	keys, weight := 0, 0
	for _, s := range members {
		keys += counts[s.ID-l.first]
		weight += s.Weight
	}
	if keys == 0 {
		return balance{}
	}
	b := balance{least: math.Inf(1)}
	squares := 0.
	for _, s := range members {
		ratio := float64(counts[s.ID-l.first]) * float64(weight) / (float64(keys) * float64(s.Weight))
		squares += float64((ratio - 1) * (ratio - 1))
		b.most, b.least = max(b.most, ratio), min(b.least, ratio)
	}
	b.stddev = math.Sqrt(squares / float64(len(members)))
	return b
}

// A study repeats the placement of the keys and the changes of shards.
type study struct {
	plan    *system.Plan
	changes []change
	homes   []int32 // of the present repetition
}

// newStudy returns the study of a plan, with the faults that have struck by now.
func newStudy(p *system.Plan, homes []int32) study {
	s := study{plan: p, homes: homes}
	middle := midway(p)
	for _, f := range p.Faults {
		if f.At >= p.End/2 && middle.n != 0 {
			s.changes = append(s.changes, middle)
			middle = change{}
		}
		if c := changeOf(f); c.n != 0 {
			s.changes = append(s.changes, c)
		}
	}
	if middle.n != 0 {
		s.changes = append(s.changes, middle)
	}
	return s
}

// repetitions returns how many placements are measured.
func repetitions(p *system.Plan) int {
	switch {
	case p.Has("repetitions"):
		return p.Int("repetitions")
	case p.Text("strategy") == "bounded-ring":
		return 5
	}
	return 20
}

// draws carries out all repetitions.
func (s study) draws(ctx context.Context) ([]draw, error) {
	draws := make([]draw, repetitions(s.plan))
	for i := range draws {
		var err error
		if draws[i], err = s.repeat(ctx, i); err != nil {
			return nil, err
		}
	}
	return draws, nil
}

func (s study) repeat(ctx context.Context, repetition int) (draw, error) {
	l, err := newLayout(s.plan, repetition)
	if err != nil {
		return draw{}, err
	}
	var d draw
	if d.keys, err = l.place(ctx, s.homes); err != nil {
		return draw{}, err
	}
	d.before = l.balanceOf(d.keys)
	d.astray(l)
	d.keysAfter = d.keys
	for _, c := range s.changes {
		if err := s.change(ctx, l, c, &d); err != nil {
			return draw{}, err
		}
	}
	d.after = l.balanceOf(d.keysAfter)
	return d, nil
}

// astray counts the keys that are not where the strategy would have them.
func (d *draw) astray(l *layout) {
	part := 1 / float64(l.keys.n)
	switch s := l.strategy.(type) {
	case *shard.BoundedRing:
		keys, probes := s.Overflow()
		d.overflowed, d.probes = float64(float64(keys)*part), float64(float64(probes)*part)
	case *shard.Range:
		d.unplaced = float64(float64(l.keys.beyond()) * part)
	case *shard.NaiveRange:
		d.misrouted = float64(float64(l.keys.beyond()) * part)
	}
}

// change lets shards come or go, and compares where the keys were with where they
// go. What the strategy refuses changes nothing.
func (s study) change(ctx context.Context, l *layout, c change, d *draw) error {
	before := len(l.strategy.Shards())
	old := l.present()
	if err := l.apply(c); err != nil {
		return nil
	}
	stays := l.present()
	d.minimum += shard.MinimumMoved(before, len(l.strategy.Shards()))
	d.keysAfter = make([]int, l.shards)
	part := 1 / float64(len(s.homes))
	found := make([]int32, l.copies)
	moved, collateral := 0, 0
	err := l.each(ctx, s.homes, func(number uint64, homes []int32) {
		l.locate(number, found)
		if n := arrivals(homes, found); n > 0 {
			moved += n
			collateral += needless(homes, found, old, stays)
		}
		copy(homes, found)
		for _, home := range homes {
			if home != nowhere {
				d.keysAfter[home]++
			}
		}
	})
	d.moved += float64(float64(moved) * part)
	d.collateral += float64(float64(collateral) * part)
	return err
}

// present reports for every shard that there has ever been whether it is there,
// and leaves room for those to come.
func (l *layout) present() []bool {
	there := make([]bool, l.shards)
	for _, s := range l.strategy.Shards() {
		there[s.ID-l.first] = true
	}
	return there
}

// arrivals returns how many copies of a key lie on shards that had none.
func arrivals(before, after []int32) int {
	n := 0
	for _, home := range after {
		if home != nowhere && !slices.Contains(before, home) {
			n++
		}
	}
	return n
}

// needless returns how many of those arrivals were not necessary: on shards which
// were there before, and not in place of copies on shards that are gone.
func needless(before, after []int32, old, stays []bool) int {
	n := 0
	for _, home := range after {
		if home != nowhere && int(home) < len(old) && old[home] && !slices.Contains(before, home) {
			n++
		}
	}
	for _, home := range before {
		if home != nowhere && !stays[home] {
			n--
		}
	}
	return max(0, n)
}

// record sets the metrics of all draws.
func record(r *system.Result, draws []draw) {
	each := func(metric string, of func(draw) float64) {
		r.Measure(metric, tallies(draws, of))
	}
	deviation(r, "load_stddev_ratio", draws, func(d draw) float64 { return d.before.stddev })
	deviation(r, "after_load_stddev_ratio", draws, func(d draw) float64 { return d.after.stddev })
	each("load_max_ratio", func(d draw) float64 { return d.before.most })
	each("load_min_ratio", func(d draw) float64 { return d.before.least })
	each("after_load_max_ratio", func(d draw) float64 { return d.after.most })
	each("moved_fraction", func(d draw) float64 { return d.moved })
	each("collateral_fraction", func(d draw) float64 { return d.collateral })
	each("misrouted_fraction", func(d draw) float64 { return d.misrouted })
	each("unplaced_fraction", func(d draw) float64 { return d.unplaced })
	each("overflow_fraction", func(d draw) float64 { return d.overflowed })
	each("overflow_probes_mean", func(d draw) float64 { return d.probes })
	r.Set("moved_minimum_fraction", draws[0].minimum)
}

func tallies(draws []draw, of func(draw) float64) []sim.Tally {
	tallies := make([]sim.Tally, len(draws))
	for i, d := range draws {
		tallies[i] = sim.Tally{Part: of(d), Whole: 1}
	}
	return tallies
}

// deviation sets a metric to the root mean square of the draws'. Near that, a
// square changes by twice as much as its root, so these tallies have the mean and
// the scatter that the root has.
func deviation(r *system.Result, metric string, draws []draw, of func(draw) float64) {
	squares := 0.
	for _, d := range draws {
		squares += float64(of(d) * of(d))
	}
	root := math.Sqrt(squares / float64(len(draws)))
	if root == 0 {
		r.Set(metric, 0)
		return
	}
	r.Measure(metric, tallies(draws, func(d draw) float64 { return float64(root/2) + float64(of(d)*of(d))/(2*root) }))
}
