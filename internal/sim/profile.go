package sim

import (
	"fmt"
	"time"
)

// A ProfilePoint is the factor on a rate at one time of a [Profile].
type ProfilePoint struct {
	At     time.Duration
	Factor float64
}

// A Profile goes through its points in straight lines, and from the last one to the first
// of the next cycle: a load over the day.
type Profile struct {
	points []ProfilePoint
	cycle  time.Duration
}

// NewProfile returns the profile of points in the order of their times, within a cycle.
func NewProfile(points []ProfilePoint, cycle time.Duration) (Profile, error) {
	if len(points) == 0 || cycle <= 0 {
		return Profile{}, fmt.Errorf("a profile of %d points in %v", len(points), cycle)
	}
	for i, p := range points {
		if !(p.Factor >= 0) || p.At < 0 || p.At >= cycle || i > 0 && p.At <= points[i-1].At {
			return Profile{}, fmt.Errorf("a profile whose point %d is %v at %v, in %v", i+1, p.Factor, p.At, cycle)
		}
	}
	return Profile{points, cycle}, nil
}

// At implements [Shape].
func (p Profile) At(t time.Duration) (factor, bound float64, until time.Duration) {
	into := t % p.cycle
	from, to := p.around(into)
	end := to.At
	if end > p.cycle { // what is left of it is looked up in the next cycle
		end = p.cycle
	}
	return along(from, to, into), max(from.Factor, to.Factor), t - into + end
}

// around returns the points before and after a time in the cycle; either may lie in the
// cycle before or after.
func (p Profile) around(into time.Duration) (from, to ProfilePoint) {
	last := len(p.points) - 1
	from, to = p.points[last], p.points[0]
	if into < to.At {
		from.At -= p.cycle
		return from, to
	}
	for i := 1; i <= last; i++ {
		if into < p.points[i].At {
			return p.points[i-1], p.points[i]
		}
	}
	to.At += p.cycle
	return from, to
}

// along returns the factor at a time between two points.
func along(from, to ProfilePoint, at time.Duration) float64 {
	return from.Factor + float64((to.Factor-from.Factor)*part(at-from.At, to.At-from.At))
}

// Mean returns the mean factor from one time to a later one.
func (p Profile) Mean(from, to time.Duration) float64 {
	sum := float64(float64(to/p.cycle-from/p.cycle)*p.area(p.cycle)) + p.area(to%p.cycle) - p.area(from%p.cycle)
	return sum / float64(to-from)
}

// area returns the integral of the factor from the beginning of a cycle to a time in it.
func (p Profile) area(into time.Duration) float64 {
	sum := 0.
	for at := time.Duration(0); at < into; {
		from, to := p.around(at)
		end := min(into, to.At)
		sum += float64(float64(end-at) * (along(from, to, at) + along(from, to, end)) / 2)
		at = end
	}
	return sum
}

// Range returns the lowest and the highest factor, and how long a cycle takes.
func (p Profile) Range() (least, most float64, cycle time.Duration) {
	least = p.points[0].Factor
	for _, point := range p.points {
		least, most = min(least, point.Factor), max(most, point.Factor)
	}
	return least, most, p.cycle
}

// A Ramp goes evenly from one factor to another between two times.
type Ramp struct {
	From, To   float64
	Start, End time.Duration
}

// At implements [Shape].
func (r Ramp) At(t time.Duration) (factor, bound float64, until time.Duration) {
	switch {
	case t < r.Start:
		return r.From, r.From, r.Start
	case t < r.End:
		return r.From + float64((r.To-r.From)*part(t-r.Start, r.End-r.Start)), max(r.From, r.To), r.End
	}
	return r.To, r.To, Forever
}

// Both multiplies the factors of two shapes.
type Both struct{ First, Second Shape }

// At implements [Shape].
func (b Both) At(t time.Duration) (factor, bound float64, until time.Duration) {
	factor, bound, until = b.First.At(t)
	f, most, end := b.Second.At(t)
	return float64(factor * f), float64(bound * most), min(until, end)
}
