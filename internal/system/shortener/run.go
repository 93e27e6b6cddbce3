package shortener

import (
	"context"
	"errors"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

var errInFlight = errors.New("more than two million requests under way: lower the redirects, the queue limit or the service times")

// cost states what a plan will take: up to nine events for each request, and the
// memory of the caches and of requests under way.
func cost(p *system.Plan) sim.Cost {
	factor := 1.
	for _, f := range p.Faults {
		if f.Verb == system.Load {
			factor = max(factor, f.Factor)
		}
	}
	const entryBytes, warmingBytes = 64, 100
	return sim.Cost{
		Events: 9 * factor * p.Number("redirects") * (p.Number("duration") + p.Number("timeout")),
		Bytes:  float64(min(cacheEntries(p), maxCached)) * (entryBytes + warmingBytes),
	}
}

func start(p *system.Plan) (system.Model, error) {
	m, err := newModel(p)
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
		m.in.Start()
	}
	step := max(1, min(t, time.Duration(float64(m.limit)/8*1e9/m.plan.Number("redirects"))))
	for m.sim.Now() < t {
		if err := m.sim.RunUntil(ctx, min(t, m.sim.Now()+step)); err != nil {
			return err
		}
		if len(m.requests)-len(m.free) > m.limit {
			return errInFlight
		}
	}
	return nil
}

// Result ends the run. Requests go on arriving after its end until those that
// count are answered or given up, so that none is left out for being slow.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	result := m.result()
	end := m.sim.Now()
	for k := 1; k <= system.Steps && m.open > 0; k++ {
		if err := m.RunUntil(ctx, end+m.timeout*time.Duration(k)/system.Steps+1); err != nil {
			return nil, err
		}
	}
	m.each(func(_ int32, r *request) {
		if !r.settled && m.rec.Measures(r.arrived) {
			m.settle(r)
		}
	})
	m.fill(result)
	return result, nil
}

// View returns what every station is doing.
func (m *model) View() system.View {
	v := system.View{At: m.sim.Now(), Events: m.sim.Events()}
	for _, part := range m.parts() {
		members := make([]system.Member, len(part.stations))
		for i, st := range part.stations {
			members[i] = system.NewMember(st)
		}
		v.Parts = append(v.Parts, system.Part{Name: part.name, Members: members})
	}
	v.Series = system.Series(m.rec)
	v.Metrics = m.plan.Standing("redirect_latency", m.rec, m.sim.Now())
	return v
}
