package traffic

import "spar/internal/system"

// NewResult returns a result of a run that has reached its end, to be filled with what
// parts measured up to here.
func (r *Run) NewResult() *system.Result {
	return &system.Result{VirtualSeconds: r.Sim.Now().Seconds(), Arrived: r.Counts.Arrived, Intervals: map[string]system.Interval{}}
}

// Complete adds what became of the requests, once that is known of all of them:
// latencies with a prefix, outcomes and the series.
func (r *Run) Complete(result *system.Result, prefix string) {
	result.Events = r.Sim.Events()
	result.MeasureTimes(prefix, r.Rec, system.Percentiles...)
	result.MeasureOutcomes(r.Rec)
	result.Series = system.Series(r.Rec)
}

// CompleteAnswers does the same where clients wait as long as it takes.
func (r *Run) CompleteAnswers(result *system.Result, prefix string) {
	result.Events = r.Sim.Events()
	result.MeasureTimes(prefix, r.Rec, system.Percentiles...)
	result.MeasureAnswers(r.Rec)
	result.Series = system.Series(r.Rec)
}

// Look returns what is going on, with the parts of a system.
func (r *Run) Look(prefix string, parts ...system.Part) system.View {
	return system.View{
		At: r.Sim.Now(), Events: r.Sim.Events(), Series: system.Series(r.Rec), Parts: parts,
		Metrics: r.Plan.Standing(prefix, r.Rec, r.Sim.Now()),
	}
}

// Starter returns what starts the runs of a system, made from what makes its models.
func Starter[M system.Model](newModel func(*system.Plan) (M, error)) func(*system.Plan) (system.Model, error) {
	return func(p *system.Plan) (system.Model, error) {
		m, err := newModel(p)
		if err != nil {
			return nil, err // not the nil model in an interface
		}
		return m, nil
	}
}
