package autoscale

import (
	"math"
	"time"
)

// What Kubernetes does unless told otherwise.
const (
	DefaultTolerance = .1
	DefaultWindow    = 5 * time.Minute  // before it scales in
	SyncPeriod       = 15 * time.Second // between two decisions
)

// How fast Kubernetes scales out: in each period to twice the instances, or by
// four, whichever is more.
const (
	growthPeriod = 15 * time.Second
	growthFactor = 2
	growthCount  = 4
)

// Desired returns the number of instances at which a level of all would become
// the target, as the Horizontal Pod Autoscaler of Kubernetes computes it:
// ceil(current * level / target), or the current number if level / target is
// within the tolerance of 1. Without instances, for a level that is no number, or a
// target that is not positive, it returns the current number: there is nothing to go
// by.
func Desired(current int, level, target, tolerance float64) int {
	if current == 0 || !(target > 0) {
		return current
	}
	ratio := level / target
	if within(ratio, tolerance) || math.IsNaN(ratio) {
		return current
	}
	return scale(ratio, current)
}

// within reports whether a ratio of levels is too near to 1 to act on. Since
// version 1.33 Kubernetes compares the ratio with both bounds, so that 1.1 is
// within a tolerance of .1 also in binary fractions.
func within(ratio, tolerance float64) bool {
	return ratio >= 1-tolerance && ratio <= 1+tolerance
}

// scale returns so many times n, rounded up, and within what can be counted.
func scale(ratio float64, n int) int {
	return int(min(math.Ceil(ratio*float64(n)), math.MaxInt32))
}

// DesiredOf returns the number of instances for a mean level of target, as
// Kubernetes computes it where some are not ready or do not report. Those that are
// not ready are left out or, where that would scale out, counted as idle. Those
// that are ready and do not report are counted as idle where the others would scale
// out, and as fully busy, or at the target if that is more, where they would scale
// in. If those assumptions turn the direction, nothing changes.
func DesiredOf(instances []Instance, target, tolerance float64) int {
	c := census(instances)
	if c.reporting == 0 || !(target > 0) {
		return len(instances)
	}
	ratio := c.sum / float64(c.reporting) / target
	if ratio == 1 || math.IsNaN(ratio) {
		return len(instances)
	}
	idle := ratio > 1 && c.unready > 0
	if !idle && c.missing == 0 {
		if within(ratio, tolerance) {
			return len(instances)
		}
		return scale(ratio, c.reporting)
	}
	sum, counted := c.sum, c.reporting+c.missing
	if ratio < 1 {
		sum += float64(float64(c.missing) * max(1, target))
	}
	if idle {
		counted += c.unready
	}
	assumed := sum / float64(counted) / target
	desired := scale(assumed, counted)
	turns := ratio < 1 && (assumed > 1 || desired > len(instances)) || ratio > 1 && (assumed < 1 || desired < len(instances))
	if turns || within(assumed, tolerance) {
		return len(instances)
	}
	return desired
}

// counts says how many instances are in which state.
type counts struct {
	sum                         float64 // of the levels of those that report
	reporting, unready, missing int
}

func census(instances []Instance) counts {
	var c counts
	for _, i := range instances {
		switch {
		case !i.Ready:
			c.unready++
		case !i.Known:
			c.missing++
		default:
			c.reporting++
			c.sum += i.Level
		}
	}
	return c
}

// GrowthLimit returns how many instances Kubernetes lets there be after a period
// of 15 seconds that began with so many: twice as many or four more, whichever is
// more.
func GrowthLimit(current int) int { return max(growthFactor*current, current+growthCount) }

// An HPA is the Horizontal Pod Autoscaler of Kubernetes with its default
// behaviour: the formula of [DesiredOf], growth up to [GrowthLimit], and, before it
// scales in, the highest recommendation of a window, which begins with the number of
// instances that it finds.
//
// It differs from the original on purpose where that is about Kubernetes: there is one
// metric, of which the average is not cut to whole percents; whether an instance is
// ready is told instead of guessed from its age (cpu-initialization-period and
// initial-readiness-delay); what all instances ask for is alike; and other behaviour
// than the default's cannot be given. Bounds are the caller's.
type HPA struct {
	Target    float64 // level to be kept
	Tolerance float64
	Window    time.Duration // zero scales in at once

	recommended []change // within the window
	changes     []change // of the number of instances, within the growth period
	decided     bool
	current     int           // instances at the latest decision
	latest      time.Duration // when that was
}

// A change is a number and its time.
type change struct {
	at time.Duration
	n  int
}

// Desired returns what the formula gives, as far as window and growth limit allow.
func (h *HPA) Desired(o Observation) int {
	current := o.Current()
	if !h.decided {
		h.recommended = []change{{o.Now, current}}
	}
	h.watch(o.Now, current)
	desired := DesiredOf(o.Instances, h.Target, h.Tolerance)
	h.recommended = append(dropUntil(h.recommended, o.Now-h.Window), change{o.Now, desired})
	if desired >= current {
		return min(desired, max(current, GrowthLimit(h.periodStart(current))))
	}
	for _, r := range h.recommended {
		desired = max(desired, r.n)
	}
	return min(desired, current)
}

// watch notes what became of the number of instances since the latest decision.
func (h *HPA) watch(now time.Duration, current int) {
	h.changes = dropUntil(h.changes, now-growthPeriod)
	if h.decided && h.latest > now-growthPeriod && current != h.current {
		h.changes = append(h.changes, change{h.latest, current - h.current})
	}
	h.decided, h.current, h.latest = true, current, now
}

// periodStart returns how many instances there were when the growth period began.
func (h *HPA) periodStart(current int) int {
	for _, c := range h.changes {
		current -= c.n
	}
	return max(0, current)
}

// dropUntil drops what is not after a time, in place.
func dropUntil(list []change, t time.Duration) []change {
	kept := list[:0]
	for _, c := range list {
		if c.at > t {
			kept = append(kept, c)
		}
	}
	return kept
}
