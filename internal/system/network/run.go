package network

import (
	"context"
	"fmt"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// maxUnderWay bounds the memory that visits and calls under way may take.
const maxUnderWay = 8_000_000

var errUnderWay = fmt.Errorf("more than %d million visits and calls under way: lower the load, the queue limits or the time-outs: %w", maxUnderWay/1_000_000, sim.ErrMemory)

// cost states what a plan will take if no cache helps and every retry is made: for
// each visit its work and the ways there and back, and the memory of the caches and
// recorders.
func cost(p *system.Plan, spec *topology.Spec) sim.Cost {
	perVisit := 1.
	if p.Number("network") > 0 {
		perVisit += 2
	}
	f := flowsOf(p, spec, func(string) float64 { return 0 }, attempts(p))
	visits := 0.
	for i := range spec.Components {
		c := &spec.Components[i]
		n := f.reads[i] + f.writes[i]
		if c.Kind == topology.Store {
			n = float64(f.reads[i]*p.Number(c.Name+".read_quorum")) + float64(f.writes[i]*p.Number(c.Name+".replicas"))
		}
		if c.Kind != topology.Client {
			visits += n
		}
	}
	const entryBytes, warmingBytes = 64, 100
	cached := 0
	for _, n := range sizeOf(p, spec).cached {
		cached += n
	}
	return sim.Cost{
		Events: p.LoadFactor() * (p.Number("duration") + p.Number("timeout")) * (f.rate + float64(visits*perVisit)),
		Bytes:  float64(cached*(entryBytes+warmingBytes) + system.Steps*sim.HistogramBytes),
	}
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

func start(p *system.Plan, spec *topology.Spec) (system.Model, error) {
	m, err := newModel(p, spec)
	if err != nil {
		return nil, err // not the nil model in an interface
	}
	return m, nil
}

// RunUntil goes on to a time in steps short enough to notice an overload before
// it fills the memory.
func (m *model) RunUntil(ctx context.Context, t time.Duration) error {
	if !m.began {
		m.began = true
		for _, c := range m.clients {
			c.in.Start()
		}
	}
	step := max(1, min(t, time.Duration(maxUnderWay/64*1e9/m.rate())))
	for m.sim.Now() < t {
		if err := m.sim.RunUntil(ctx, min(t, m.sim.Now()+step)); err != nil {
			return err
		}
		if m.underWay() > maxUnderWay {
			return errUnderWay
		}
	}
	return nil
}

// rate returns how many requests a second arrive at all clients, usually.
func (m *model) rate() float64 {
	sum := 0.
	for _, c := range m.clients {
		sum += c.rate
	}
	return sum
}

// Result ends the run. Requests go on arriving after its end until those that
// count are answered or given up, so that none is left out for being slow.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	r := m.result()
	end := m.sim.Now()
	for k := 1; k <= system.Steps && m.open > 0; k++ {
		if err := m.RunUntil(ctx, end+m.patience*time.Duration(k)/system.Steps+1); err != nil {
			return nil, err
		}
	}
	m.fillIn(r)
	return r, nil
}
