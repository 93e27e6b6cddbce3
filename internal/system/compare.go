package system

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"spar/internal/sim"
)

// A Comparison is one scenario run for several values of one parameter, with one
// seed: where the parameter does not change it, all runs meet the same traffic.
type Comparison struct {
	System string        `json:"system"`
	Seed   uint64        `json:"seed"`
	Vary   string        `json:"vary"` // the parameter
	Runs   []ComparedRun `json:"runs"`
}

// A ComparedRun is the run for one value.
type ComparedRun struct {
	Value  string  `json:"value"`
	Result *Result `json:"result"`
	// Differences are by how much metrics are above those of the first run.
	Differences map[string]Difference `json:"differences"`
}

// A Difference is that of a metric between two runs. Its interval comes from
// slices of the runs in pairs, so what the same traffic does to both cancels out.
type Difference struct {
	Difference float64   `json:"difference"`
	Interval   *Interval `json:"interval,omitempty"` // 95% confidence, where one is known
}

// Compare runs a scenario for several values of a parameter. Limit and progress
// are those of all runs together; the errors are those of [Registry.Run].
func (r Registry) Compare(ctx context.Context, sc Scenario, vary string, values []string, limit sim.Cost, progress func(Progress)) (*Comparison, error) {
	if err := r.checkComparison(sc, vary, values, limit); err != nil {
		return nil, fmt.Errorf("compare %s: %w", vary, err)
	}
	c := &Comparison{System: sc.System, Seed: sc.Seed, Vary: vary}
	for i, value := range values {
		var report func(Progress)
		if progress != nil {
			report = func(p Progress) {
				p.At += time.Duration(i) * p.End
				p.End *= time.Duration(len(values))
				progress(p)
			}
		}
		result, err := r.Run(ctx, r.Set(sc, vary, value), limit, report)
		if err != nil {
			return nil, fmt.Errorf("compare %s: %s: %w", vary, value, err)
		}
		c.Runs = append(c.Runs, ComparedRun{Value: value, Result: result, Differences: map[string]Difference{}})
		if i > 0 {
			c.Runs[i].Differences = differences(c.Runs[0].Result, result)
		}
	}
	return c, nil
}

// mostValues bounds a comparison.
const mostValues = 50

// checkComparison finds whatever keeps one of the runs from beginning.
func (r Registry) checkComparison(sc Scenario, vary string, values []string, limit sim.Cost) error {
	if len(values) < 2 || len(values) > mostValues {
		return Problems{{Where: "parameters." + vary, Message: fmt.Sprintf("%s to compare; write 2 to %d with commas between them", counted(len(values)), mostValues)}}
	}
	var all sim.Cost
	for i, value := range values {
		if slices.Contains(values[:i], value) {
			return Problems{{Where: "parameters." + vary, Message: fmt.Sprintf("%q twice; write each value once", value)}}
		}
		s, plan, problems := r.prepare(r.Set(sc, vary, value))
		if len(problems) > 0 {
			return problems
		}
		cost := s.Cost(plan)
		all.Events += cost.Events
		all.Bytes = max(all.Bytes, cost.Bytes)
	}
	return all.Within(limit)
}

func counted(values int) string {
	if values == 1 {
		return "1 value"
	}
	return fmt.Sprintf("%d values", values)
}

// differences returns by how much the metrics of b are above those of a.
func differences(a, b *Result) map[string]Difference {
	all := map[string]Difference{}
	for name, value := range b.Metrics {
		base, ok := a.Metrics[name]
		if !ok {
			continue
		}
		d := Difference{Difference: value - base}
		if i, ok := pairedInterval(a, b, name); ok {
			d.Interval = &i
		}
		all[name] = d
	}
	return all
}

// pairedInterval returns the interval of the difference of a metric, by batch means
// of its differences in slices of the runs. There is none where either run cannot
// tell of itself how it scatters.
func pairedInterval(a, b *Result, metric string) (Interval, bool) {
	before, after := a.samples[metric], b.samples[metric]
	if len(before) != len(after) || !a.scatters(metric) || !b.scatters(metric) {
		return Interval{}, false
	}
	most := 0.
	for i := range before {
		most = max(most, math.Abs(after[i]-before[i]))
	}
	// Tallies are not below zero; what is added to all of them is taken off again.
	shift := float64(most * 64)
	pairs := make([]sim.Tally, len(before))
	for i := range before {
		pairs[i] = sim.Tally{Part: after[i] - before[i] + shift, Whole: 1}
	}
	i, ok := sim.RatioInterval(pairs)
	return Interval{i.Low - shift, i.High - shift}, ok && most > 0
}

// scatters reports whether it is known how a metric scatters: it has an interval,
// or is the same all the time.
func (r *Result) scatters(metric string) bool {
	if _, ok := r.Intervals[metric]; ok {
		return true
	}
	values := r.samples[metric]
	return len(values) > 0 && slices.Max(values) == slices.Min(values)
}
