package system

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"spar/internal/sim"
)

// A Comparison is one scenario run for several values of one parameter, each with
// several seeds. With one seed all values meet the same chance, as far as the parameter
// does not change what is drawn.
type Comparison struct {
	System string        `json:"system"`
	Seeds  []uint64      `json:"seeds"`
	Vary   string        `json:"vary"` // the parameter
	Runs   []ComparedRun `json:"runs"`
	// SameTraffic says whether with each seed as many requests arrived for every value.
	SameTraffic bool `json:"same_traffic"`
}

// A ComparedRun is the runs for one value.
type ComparedRun struct {
	Value  string             `json:"value"`
	Result *Result            `json:"result"` // with the first seed
	Means  map[string]float64 `json:"means"`  // of metrics, over the seeds
	// Differences are by how much metrics are above those of the first value.
	Differences map[string]Difference `json:"differences"`
	// Same says that all metrics are those of the first value, with every seed.
	Same bool `json:"same,omitempty"`
	// Warnings are those of the runs with any seed, in the order in which they came.
	Warnings []SeedWarning `json:"warnings"`

	results []*Result // by seed
}

// A Difference is that of a metric between two values, on average over the seeds. Its
// interval comes from the differences with each seed, so it covers other arrivals, other
// placements and other users, and what one seed does to both values cancels out.
type Difference struct {
	Difference float64   `json:"difference"`
	Interval   *Interval `json:"interval,omitempty"` // 95% confidence; nil with few seeds or always the same difference
}

// Seen reports whether there is a difference beyond chance.
func (d Difference) Seen() bool {
	if d.Interval == nil {
		return d.Difference != 0
	}
	return d.Interval.Low > 0 || d.Interval.High < 0
}

// DefaultSeeds is how many seeds a comparison runs, and the fewest that have intervals.
const DefaultSeeds = 5

// Compare runs a scenario for several values of a parameter, with so many seeds from its
// own on; with fewer where the limit, which is of all runs together, would be exceeded.
// Progress is of all runs too; the errors are those of [Registry.Run].
func (r Registry) Compare(ctx context.Context, sc Scenario, vary string, values []string, seeds int, limit sim.Cost, progress func(Progress)) (*Comparison, error) {
	seeds, err := r.checkComparison(sc, vary, values, seeds, limit)
	if err != nil {
		return nil, fmt.Errorf("compare %s: %w", vary, err)
	}
	c := &Comparison{System: sc.System, Vary: vary, SameTraffic: true}
	for n := range seeds {
		c.Seeds = append(c.Seeds, sc.Seed+uint64(n))
	}
	for i, value := range values {
		run := ComparedRun{Value: value}
		for n, seed := range c.Seeds {
			one := r.Set(sc, vary, value)
			one.Seed = seed
			result, err := r.Run(ctx, one, limit, progressOf(progress, i*seeds+n, len(values)*seeds))
			if err != nil {
				return nil, fmt.Errorf("compare %s: %s: %w", vary, value, err)
			}
			run.results = append(run.results, result)
		}
		c.add(run)
	}
	return c, nil
}

// progressOf returns what tells of one of so many runs.
func progressOf(progress func(Progress), at, runs int) func(Progress) {
	if progress == nil {
		return nil
	}
	return func(p Progress) {
		p.At += time.Duration(at) * p.End
		p.End *= time.Duration(runs)
		progress(p)
	}
}

// add takes in the runs for a value.
func (c *Comparison) add(run ComparedRun) {
	first := run
	if len(c.Runs) > 0 {
		first = c.Runs[0]
	}
	run.Result, run.Means, run.Differences = run.results[0], map[string]float64{}, map[string]Difference{}
	run.Warnings = warningsOf(run.results)
	for name := range run.Result.Metrics {
		run.Means[name] = mean(metricOf(run.results, name))
	}
	if len(c.Runs) > 0 {
		run.Differences, run.Same = differences(first.results, run.results), true
		for i, r := range run.results {
			run.Same = run.Same && maps.Equal(r.Metrics, first.results[i].Metrics)
			c.SameTraffic = c.SameTraffic && r.Arrived == first.results[i].Arrived
		}
	}
	c.Runs = append(c.Runs, run)
}

// metricOf returns a metric by seed.
func metricOf(results []*Result, name string) []float64 {
	list := make([]float64, len(results))
	for i, r := range results {
		list[i] = r.Metrics[name]
	}
	return list
}

func mean(list []float64) float64 {
	sum := 0.
	for _, v := range list {
		sum += v
	}
	return sum / float64(len(list))
}

// differences returns by how much the metrics of b are above those of a.
func differences(a, b []*Result) map[string]Difference {
	all := map[string]Difference{}
	for name := range b[0].Metrics {
		lacks := func(r *Result) bool { _, ok := r.Metrics[name]; return !ok }
		if slices.ContainsFunc(a, lacks) || slices.ContainsFunc(b, lacks) {
			continue
		}
		before, after := metricOf(a, name), metricOf(b, name)
		for i := range after {
			after[i] -= before[i]
		}
		d := Difference{Difference: mean(after)}
		if i, ok := sim.MeanInterval(after); ok {
			d.Interval = &Interval{i.Low, i.High}
		}
		all[name] = d
	}
	return all
}

// MostSeeds bounds how many seeds a comparison runs.
const MostSeeds = 1000

// mostValues bounds a comparison.
const mostValues = 50

// checkComparison finds whatever keeps one of the runs from beginning, and returns how
// many of the seeds are within the limit.
func (r Registry) checkComparison(sc Scenario, vary string, values []string, seeds int, limit sim.Cost) (int, error) {
	if len(values) < 2 || len(values) > mostValues {
		return 0, Problems{{Where: "parameters." + vary, Message: fmt.Sprintf("%s to compare; write 2 to %d with commas between them", counted(len(values)), mostValues)}}
	}
	seeds = min(max(1, seeds), MostSeeds)
	var all sim.Cost
	for i, value := range values {
		if slices.Contains(values[:i], value) {
			return 0, Problems{{Where: "parameters." + vary, Message: fmt.Sprintf("%q twice; write each value once", value)}}
		}
		s, plan, problems := r.prepare(r.Set(sc, vary, value))
		if len(problems) > 0 {
			return 0, problems
		}
		cost := s.Cost(plan)
		all.Events += cost.Events
		all.Bytes = max(all.Bytes, cost.Bytes)
	}
	for ; seeds > 1; seeds-- {
		if (sim.Cost{Events: all.Events * float64(seeds), Bytes: all.Bytes}).Within(limit) == nil {
			break
		}
	}
	return seeds, all.Within(limit)
}

func counted(values int) string {
	if values == 1 {
		return "1 value"
	}
	return fmt.Sprintf("%d values", values)
}
