package chat

import (
	"context"
	"fmt"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// maxUnderWay bounds the messages and copies that a run keeps at a time.
const maxUnderWay = 20_000_000

// warmup returns which part of the run is not measured.
func warmup(p *system.Plan) time.Duration {
	if p.Has("warmup") {
		return p.Duration("warmup")
	}
	return p.End / 10
}

func start(p *system.Plan) (system.Model, error) {
	m, err := newModel(p)
	if err != nil {
		return nil, err // not the nil model in an interface
	}
	m.begin()
	return m, nil
}

// begin lets messages be sent, and users come and go.
func (m *model) begin() {
	m.in.Start()
	m.awaitChurn()
}

// RunUntil goes on to a time in steps short enough to notice when memory fills up.
func (m *model) RunUntil(ctx context.Context, t time.Duration) error {
	for m.sim.Now() < t {
		step := max(1, sim.Seconds(maxUnderWay/8/float64(m.in.Rate*perMessage(m.plan))))
		if err := m.sim.RunUntil(ctx, min(t, m.sim.Now()+min(step, t))); err != nil {
			return err
		}
		if n := m.messages.Live() + m.copies.Live(); n > maxUnderWay {
			return fmt.Errorf("%d messages under way: lower the messages or the duration, or write a larger scale: %w", n, sim.ErrMemory)
		}
	}
	return nil
}

// View returns what gateways and shards are doing.
func (m *model) View() system.View {
	v := system.View{
		At: m.sim.Now(), Events: m.sim.Events(), Series: system.Series(m.delivery),
		Metrics: m.standing(),
	}
	gateways := system.Part{Name: "gateway"}
	for _, g := range m.gateways {
		member := system.NewMember(g.Station)
		member.State = stateOf(m.gatewayMachines, g.machines)
		member.Note = system.Jobs.Format(float64(g.connections)) + " connections"
		gateways.Members = append(gateways.Members, member)
	}
	store := system.Part{Name: "store"}
	for _, s := range m.shards {
		member := system.NewMember(s.Station)
		member.State = stateOf(m.shardMachines, s.machines)
		store.Members = append(store.Members, member)
	}
	v.Parts = []system.Part{gateways, store}
	return v
}

// standing returns the metrics as they stand that objectives may be about.
func (m *model) standing() map[string]float64 {
	figures := m.plan.Standing("delivery_latency", m.delivery, m.sim.Now())
	if figures == nil {
		return nil
	}
	delete(figures, "dropped_fraction")
	delete(figures, "timed_out_fraction")
	figures["availability"] = availability(m.sending)
	for _, c := range m.counts() {
		figures[c.metric] = float64(c.count)
	}
	return figures
}
