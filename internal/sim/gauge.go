package sim

import "time"

// A Gauge follows a number that goes up and down: connections that are open,
// requests at an origin. The zero Gauge stands at zero since the start of the run.
type Gauge struct {
	value, highest int64
	area           int64 // under the value up to changed, in nanoseconds times its unit
	since, changed time.Duration
}

// Add changes the value at time now, which never goes back.
func (g *Gauge) Add(now time.Duration, change int64) {
	g.area = g.Area(now)
	g.changed = now
	g.value += change
	g.highest = max(g.highest, g.value)
}

// Value returns the present value.
func (g *Gauge) Value() int64 { return g.value }

// Max returns the highest value since [Gauge.Reset].
func (g *Gauge) Max() int64 { return g.highest }

// Area returns the integral of the value over time since [Gauge.Reset], in
// nanoseconds times its unit. The difference between two calls is the part of a
// [Tally] whose whole is the time between them.
func (g *Gauge) Area(now time.Duration) int64 {
	return g.area + g.value*int64(now-g.changed)
}

// Mean returns the mean value over the time since [Gauge.Reset].
func (g *Gauge) Mean(now time.Duration) float64 {
	if now == g.since {
		return float64(g.value)
	}
	return float64(g.Area(now)) / float64(now-g.since)
}

// Reset begins measuring anew, as at the end of a warm-up.
func (g *Gauge) Reset(now time.Duration) {
	g.area, g.since, g.changed, g.highest = 0, now, now, g.value
}
