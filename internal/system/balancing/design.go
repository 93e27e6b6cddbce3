package balancing

import (
	"slices"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// speeds returns the speed of each server.
func speeds(p *system.Plan) []float64 { return each(p, "speeds") }

// weights returns the weight of each server.
func weights(p *system.Plan) []int {
	list := each(p, "weights")
	whole := make([]int, len(list))
	for i, w := range list {
		whole[i] = int(w)
	}
	return whole
}

// each returns a list with a number for each server, all 1 where none is given.
func each(p *system.Plan, name string) []float64 {
	if p.Has(name) {
		return p.List(name)
	}
	return slices.Repeat([]float64{1}, p.Int("servers"))
}

// capacity returns how many requests a second all servers together can do.
func capacity(p *system.Plan) float64 {
	workers := 0.
	for _, speed := range speeds(p) {
		workers += float64(speed * p.Number("workers"))
	}
	return workers / p.Number("service_mean")
}

// rate returns the usual rate of requests: the one that is given, or for a closed
// loop the most that its users can bring about.
func rate(p *system.Plan) float64 {
	if p.Has("users") {
		return min(p.Number("users")/(p.Number("think")+p.Number("service_mean")), capacity(p))
	}
	return traffic.Rate(p, capacity(p))
}

// length returns how long a run lasts.
func length(p *system.Plan) time.Duration { return traffic.Length(p, rate(p)) }

// The parts of a run that a flash crowd takes: it comes when that much has passed,
// grows, stays and goes.
const (
	crowdStarts = .4
	crowdGrows  = .05
	crowdStays  = .1
)

// burstPart is the part of a period that a burst lasts.
const burstPart = .2

// shape returns how the rate varies; nil if it does not.
func shape(p *system.Plan) sim.Shape {
	peak, period := p.Number("peak"), p.End/5
	if p.Has("period") {
		period = p.Duration("period")
	}
	part := func(whole time.Duration, of float64) time.Duration { return time.Duration(float64(whole) * of) }
	switch p.Text("arrivals") {
	case "diurnal":
		return sim.Diurnal{Period: max(1, period), Swing: peak - 1}
	case "flash-crowd":
		return sim.FlashCrowd{
			Start: part(p.End, crowdStarts), Rise: max(1, part(p.End, crowdGrows)), Hold: part(p.End, crowdStays),
			Fall: max(1, part(p.End, crowdGrows)), Factor: peak,
		}
	case "bursts":
		// Between bursts as many fewer come as leave the mean alone.
		rest := max(0, (1-float64(peak*burstPart))/(1-burstPart))
		return sim.Bursts{Period: max(1, period), Length: part(period, burstPart), Factor: peak, Rest: rest}
	}
	return nil
}
