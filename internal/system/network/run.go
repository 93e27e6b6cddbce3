package network

import (
	"context"
	"unsafe"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// visitBytes is what a visit under way takes, and the call that it answers.
const visitBytes = float64(unsafe.Sizeof(visit{})+unsafe.Sizeof(call{})) + sim.EventBytes

// maxUnderWay bounds the memory that visits and calls under way may take. Each is half
// of what one of both takes, and of those that wait for others few have an event.
var maxUnderWay = 4 * sim.MostGrowing(visitBytes)

// perRequest is how many visits and calls a request may come to be at the same time,
// for how often to look.
const perRequest = 8

// cost states what a plan will take if no cache helps and every retry is made: for
// each visit its work and the ways there and back, and the memory of the caches and
// recorders.
func cost(p *system.Plan, spec *topology.Spec) sim.Cost {
	p = partOf(p, spec)
	perVisit := 1.
	if p.Number("network") > 0 || spec.HasBytes() || len(spec.Regions) > 0 {
		perVisit += 2
	}
	f := flowsOf(p, spec, func(string) float64 { return 0 }, mostAttempts(p, spec))
	held, waiting := heldBack(p, spec, f)
	visits := 0.
	seconds := p.Number("duration") + p.Number("timeout") + held
	mean, peak := swing(p, spec, sim.Seconds(seconds))
	long, peak := float64(p.LoadFactor()*mean*seconds), float64(p.LoadFactor()*peak)
	for i := range spec.Components {
		c := &spec.Components[i]
		n := f.reads[i] + f.writes[i]
		if c.Kind == topology.Store {
			n = float64(f.reads[i]*p.Number(c.Name+".read_quorum")) + float64(f.writes[i]*p.Number(c.Name+".replicas"))
		}
		if c.Kind != topology.Client {
			visits += n
			waiting += piledUp(p, c, peak*n, long)
		}
	}
	const entryBytes, warmingBytes = 64, 100
	cached := limitedKeys(p, spec)
	for _, n := range sizeOf(p, spec).cached {
		cached += n
	}
	onTheirWay := float64(2 * peak * (f.rate + visits) * (p.Number("network") + longestWay(p, spec)))
	return sim.Cost{
		Events: long * (f.rate + float64(visits*perVisit)),
		Bytes: politeBytes(p, spec, f, long) + float64(cached*(entryBytes+warmingBytes)+recorders(spec)*system.Steps*sim.HistogramBytes) +
			min(sim.GrowingBytes(waiting+onTheirWay, visitBytes), mostStated),
	}
}

// mostStated is how much of what piles up is stated: a design that does not hold is
// what people want to see run, what it piles up at the most is rarely what it does,
// and a run that exceeds its memory ends with [sim.ErrMemory].
const mostStated = sim.DefaultMemory / 2

// piledUp returns how many visits a component has at the most that come at a rate for so
// many seconds: those at work, and what comes beyond its capacity, as far as its queues
// take it. What faults take away from the capacity ends the run if it is too much.
func piledUp(p *system.Plan, c *topology.Component, rate, seconds float64) float64 {
	name, work := c.Name, meanTime(p, c)
	n := 1.
	for _, figure := range []string{".instances", ".shards", ".replicas"} {
		if p.Has(name + figure) {
			n *= p.Number(name + figure)
		}
	}
	workers := n * p.Number(name+".workers")
	beyond := rate
	if work > 0 {
		beyond = max(0, rate-workers/work)
	}
	// Those at work are what comes during the work, and some more while others wait.
	working := min(workers, 1000+float64(10*rate*work))
	return min(float64(n*p.Number(name+".queue_limit")), float64(beyond*seconds)) + working
}

// mostAttempts returns the same; but once for each call where with all retries calls that
// lead back would never end, as no run can tell in advance what then comes of them.
func mostAttempts(p *system.Plan, spec *topology.Spec) func(call string) float64 {
	most := attempts(p)
	round := spec.Endless(func(i, j int) float64 {
		c := &spec.Components[i]
		return most(c.CallName(j)) * p.Number(c.CallName(j)+".share") * times(p, spec, c, j)
	})
	if round != nil {
		return once
	}
	return most
}

// attempts returns how often a call is attempted at the most, by its name.
func attempts(p *system.Plan) func(call string) float64 {
	return func(call string) float64 {
		n := p.Number(call + ".retries")
		if p.Has(call + ".retry_budget") {
			n = min(n, p.Number(call+".retry_budget"))
		}
		if p.Has(call + ".hedge") {
			n++
		}
		return 1 + n
	}
}

// Result ends the run. Requests go on arriving after its end until those that
// count are answered or given up, so that none is left out for being slow.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	r := m.result()
	if err := m.AwaitPatience(ctx, m.patience); err != nil {
		return nil, err
	}
	held, _ := heldBack(m.Plan, m.spec, flows{})
	if err := m.awaitLater(ctx, m.Plan.End+m.patience+sim.Seconds(held)); err != nil {
		return nil, err
	}
	m.fillIn(r)
	return r, nil
}
