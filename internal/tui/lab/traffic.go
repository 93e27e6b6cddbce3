package lab

import (
	"time"

	"spar/internal/system"
)

// Traffic follows how often the parts of one run call one another. Its figures
// change about once a second, or nobody could read them.
type traffic struct {
	from, at time.Duration // when measuring began, and the latest figures are from
	readings int           // since then
	flows    map[arrow]flow
}

// An arrow is from one part to another.
type arrow struct{ from, to string }

// A flow is the calls along an arrow.
type flow struct {
	made, failed float64 // since measuring began, up to the latest figures
	rate         float64 // a second
	failing      float64 // part of these, 0 to 1
}

// steady is how many readings go by between figures: at twenty frames a second it
// takes a second.
const steady = 20

// read takes a reading of a run, whose calls are averages since measuring began.
func (t *traffic) read(v system.View) {
	t.readings++
	if t.flows != nil && t.readings < steady {
		return
	}
	from := measuredFrom(v)
	since := v.At - max(from, t.at)
	if since <= 0 || t.flows != nil && since < (v.At-t.at)/2 {
		return // measuring has only just begun
	}
	before := t.flows
	if from != t.from {
		before = nil
	}
	flows := sums(v, from)
	for at, f := range flows {
		made := max(0, f.made-before[at].made)
		f.rate = made / since.Seconds()
		if made > 0 {
			f.failing = max(0, f.failed-before[at].failed) / made
		}
		flows[at] = f
	}
	*t = traffic{from: from, at: v.At, flows: flows}
}

// sums counts the calls since measuring began, all ways from one part to another
// taken together.
func sums(v system.View, from time.Duration) map[arrow]flow {
	flows := map[arrow]flow{}
	for _, c := range v.Calls {
		at := arrow{c.From, c.To}
		made, f := c.PerSecond*(v.At-from).Seconds(), flows[at]
		flows[at] = flow{made: f.made + made, failed: f.failed + float64(made*c.Failed)}
	}
	return flows
}

// measuredFrom returns when measuring began: at the end of the warm-up or, until
// then, at the start of the run.
func measuredFrom(v system.View) time.Duration {
	for _, point := range v.Series {
		if at := time.Duration(point.AtSeconds * float64(time.Second)); !point.Warmup && at < v.At {
			return at
		}
	}
	return 0
}
