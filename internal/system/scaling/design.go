package scaling

import (
	"math"
	"time"

	"spar/internal/autoscale"
	"spar/internal/sim"
	"spar/internal/system"
)

// The parts of a run at which its load changes.
const (
	stepStarts = .4
	rampStarts = .2
	rampTakes  = .6
	crowdGrows = .01
	crowdStays = .1
)

// shape returns how the rate changes; nil if it does not.
func shape(p *system.Plan) sim.Shape {
	part := func(of float64) time.Duration { return max(1, time.Duration(float64(p.End)*of)) }
	once := sim.FlashCrowd{Start: part(stepStarts), Rise: 1, Hold: sim.Forever / 4, Fall: 1, Factor: p.Number("peak")}
	switch p.Text("load_shape") {
	case step:
		return once
	case ramp:
		once.Start, once.Rise = part(rampStarts), part(rampTakes)
		return once
	case flashCrowd:
		once.Rise, once.Hold, once.Fall = part(crowdGrows), part(crowdStays), part(crowdGrows)
		return once
	case diurnal:
		return sim.Diurnal{Period: period(p), Swing: min(1, p.Number("peak")-1)}
	}
	return nil
}

// period returns the length of a diurnal load's day.
func period(p *system.Plan) time.Duration {
	if p.Has("period") {
		return p.Duration("period")
	}
	return max(1, p.End/2)
}

// factor returns by how much the rate differs from the usual one at a time.
func factor(s sim.Shape, t time.Duration) float64 {
	if s == nil {
		return 1
	}
	f, _, _ := s.At(t)
	return f
}

// load returns how many workers the usual rate keeps busy.
func load(p *system.Plan) float64 { return p.Number("rate") * p.Number("service_mean") }

func bounds(p *system.Plan) autoscale.Bounds {
	return autoscale.Bounds{Min: p.Int("min"), Max: p.Int("max")}
}

// newPolicy returns the policy of a name.
func newPolicy(p *system.Plan, name string) autoscale.Policy {
	switch name {
	case threshold:
		return &autoscale.Threshold{High: p.Number("high"), Low: p.Number("low"), Step: p.Int("step"), Cooldown: p.Duration("cooldown")}
	case scheduled:
		return newSchedule(p)
	case naive:
		return autoscale.Naive{}
	}
	return &autoscale.HPA{Target: p.Number("target"), Tolerance: p.Number("tolerance"), Window: p.Duration("window")}
}

// plannedWait is the part of the requests that may have to wait in a schedule that
// is worked out from the load.
const plannedWait = .05

// newSchedule returns the schedule that was given, or one for the days of a diurnal
// load and the usual rate of others: what is not known beforehand is in no
// schedule.
func newSchedule(p *system.Plan) *autoscale.Schedule {
	s := &autoscale.Schedule{Period: p.End, Lead: p.Duration("boot_time") + p.Duration("interval")}
	days := p.Text("load_shape") == diurnal
	if days {
		s.Period = period(p)
	}
	for _, n := range p.List("schedule") {
		s.Counts = append(s.Counts, int(n))
	}
	if len(s.Counts) > 0 {
		return s
	}
	hours := 1
	if days {
		hours = 24
	}
	for hour := range hours {
		from, to := s.Period*time.Duration(hour)/24, s.Period*time.Duration(hour+1)/24
		highest := 1.
		if days {
			highest = max(factor(shape(p), from), factor(shape(p), to))
		}
		workers := autoscale.Servers(load(p)*highest, plannedWait)
		s.Counts = append(s.Counts, (workers+p.Int("workers")-1)/p.Int("workers"))
	}
	return s
}

// atFirst returns how many instances there are when the run begins.
func atFirst(p *system.Plan) int {
	if p.Text("policy") == scheduled {
		return bounds(p).Clamp(newSchedule(p).Desired(autoscale.Observation{}))
	}
	workers := load(p) * factor(shape(p), 0) / p.Number("target")
	return bounds(p).Clamp(int(min(math.Ceil(workers/p.Number("workers")), 1e6)))
}
