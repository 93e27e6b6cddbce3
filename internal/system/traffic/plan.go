package traffic

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// Rate returns the usual rate of requests, a second: that of the parameter rate, or the
// part of a capacity that load says.
func Rate(p *system.Plan, capacity float64) float64 {
	if p.Has("rate") {
		return p.Number("rate")
	}
	return p.Number("load") * capacity
}

// Length returns how long a run lasts: what the parameter duration says, or as long as so
// many requests take to arrive at a rate a second.
func Length(p *system.Plan, rate float64) time.Duration {
	if p.Has("duration") {
		return p.Duration("duration")
	}
	return sim.Seconds(p.Number("requests") / rate)
}
