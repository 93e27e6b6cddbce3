// Package autoscale decides how many instances a service needs: by Kubernetes'
// formula, by thresholds, by a schedule, or by the number of servers that keeps
// waiting rare.
//
// A [Policy] is told what instances report and answers with how many there ought
// to be. Nothing here reads a clock or starts an instance: time is told, as a
// duration since any fixed moment, and carrying the answer out, within the bounds
// of [Bounds], is the caller's.
package autoscale

import "time"

// A Policy decides how many instances there ought to be. It may remember earlier
// observations, whose times must not go back.
type Policy interface {
	// Desired returns the number of instances that the policy wants, before any
	// bounds.
	Desired(o Observation) int
}

// An Observation is what a policy is told.
type Observation struct {
	Now       time.Duration
	Instances []Instance // all that were ordered and not taken back
}

// Current returns how many instances there are, those that boot included.
func (o Observation) Current() int { return len(o.Instances) }

// An Instance is one machine, pod or process as its metric shows it.
type Instance struct {
	// Level is what is measured of it: the busy part of its processors, 0 to 1, or
	// anything else that falls in proportion as instances are added.
	Level float64
	Ready bool // it serves; one that boots does not
	Known bool // its level was reported
}

// average returns the mean level of the instances that are ready and report, and
// whether there are any.
func average(instances []Instance) (level float64, ok bool) {
	sum, n := 0., 0
	for _, i := range instances {
		if i.Ready && i.Known {
			sum += i.Level
			n++
		}
	}
	return sum / float64(n), n > 0
}

// Bounds are the fewest and the most instances that there may be.
type Bounds struct{ Min, Max int }

// Clamp returns the number within the bounds that is nearest to n.
func (b Bounds) Clamp(n int) int { return max(b.Min, min(n, b.Max)) }
