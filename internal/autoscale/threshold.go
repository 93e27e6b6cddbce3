package autoscale

import "time"

// A Threshold adds a few instances when the mean level is above High, takes as
// many away when it is below Low, and then rests for a while: the simple scaling
// of Amazon's Auto Scaling groups. There the alarm decides how long a level must last,
// and the cooldown begins when what was ordered is there; here one observation is
// enough, and the cooldown begins with the order.
type Threshold struct {
	High, Low float64
	Step      int // instances at a time; below 1 counts as 1
	Cooldown  time.Duration

	resting bool
	until   time.Duration
}

// Desired returns the current number, or Step more or fewer. Without an instance
// that reports it waits for one.
func (t *Threshold) Desired(o Observation) int {
	level, ok := average(o.Instances)
	if !ok || t.resting && o.Now < t.until {
		return o.Current()
	}
	step := max(1, t.Step)
	switch {
	case level > t.High:
	case level < t.Low:
		step = -step
	default:
		return o.Current()
	}
	t.resting, t.until = true, o.Now+t.Cooldown
	return o.Current() + step
}

// NaiveHigh and NaiveLow are the levels at which [Naive] acts.
const (
	NaiveHigh = .7
	NaiveLow  = .3
)

// Naive is a mistake, to be seen failing: one instance more above 70%, one fewer
// below 30%, at every look. It does not wait for what it has ordered to make a
// difference, so it orders too much, takes too much back, and begins again. And it
// divides by the number of instances that report: without any the mean is no
// number, no comparison with that holds, and none is ever started.
type Naive struct{}

// Desired returns the current number, or one more or fewer.
func (Naive) Desired(o Observation) int {
	level, _ := average(o.Instances)
	switch {
	case level > NaiveHigh:
		return o.Current() + 1
	case level < NaiveLow:
		return o.Current() - 1
	}
	return o.Current()
}
