package system

import (
	"slices"
	"strings"
	"time"

	"spar/internal/sim"
)

// Faults returns what has struck the run by now, and what its scenario still has
// in store, both in the order of their times.
func (r *Run) Faults() (struck, coming []Fault) {
	return slices.Clone(r.plan.Faults[:r.struck]), slices.Clone(r.plan.Faults[r.struck:])
}

// Standing returns how the objectives' metrics stand that a recorder can tell:
// PREFIX_mean_seconds, the percentiles, and those of [Result.MeasureOutcomes]. It
// is for [View] and returns nothing before the end of the warm-up.
func (p *Plan) Standing(prefix string, rec *sim.Recorder, now time.Duration) map[string]float64 {
	counts := rec.Counts()
	all := float64(counts.All())
	if len(p.Objectives) == 0 || all == 0 {
		return nil
	}
	figures := map[string]float64{
		"availability":          float64(counts.Served) / all,
		"dropped_fraction":      float64(counts.Failed) / all,
		"timed_out_fraction":    float64(counts.TimedOut) / all,
		"throughput_per_second": float64(counts.Completed) / max(1, now-rec.Warmup()).Seconds(),
	}
	if p.hasObjectiveOn(prefix) {
		latency := rec.Latency()
		if latency.Count() == 0 {
			return figures
		}
		figures[prefix+"_mean_seconds"] = latency.Mean().Seconds()
		for _, basisPoints := range Percentiles {
			figures[PercentileName(prefix, basisPoints)] = latency.Quantile(basisPoints).Seconds()
		}
	}
	return figures
}

func (p *Plan) hasObjectiveOn(prefix string) bool {
	return slices.ContainsFunc(p.Objectives, func(o Objective) bool { return strings.HasPrefix(o.Metric, prefix+"_") })
}
