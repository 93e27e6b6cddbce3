package sharding

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
)

// What things take in bytes, to state the cost of a run.
const (
	pointBytes   = 24 // of a ring
	boundedBytes = 80 // a key that a bounded ring knows
	requestBytes = sim.WaitingBytes + 32
)

// cost states what a plan will take: two events for each request, and one for
// every key that is placed, in each repetition and after each change.
func cost(p *system.Plan) sim.Cost {
	changes := 0.
	if midway(p).n != 0 {
		changes++
	}
	for _, f := range p.Faults {
		if changeOf(f).n != 0 {
			changes++
		}
	}
	requests := float64(p.LoadFactor() * p.Number("rate") * p.End.Seconds())
	copies := p.Number("keys") * p.Number("replicas")
	shards := p.Number("shards") + p.Number("change_count")
	bytes := float64(8 * copies) // homes, in the run and in the study
	if p.Text("strategy") == "bounded-ring" {
		bytes += float64(boundedBytes * p.Number("keys"))
	}
	bytes += float64(pointBytes * shards * p.Number("virtual_nodes"))
	bytes += sim.GrowingBytes(min(requests, shards*(p.Number("queue_limit")+p.Number("workers"))), requestBytes)
	bytes += system.Steps * sim.HistogramBytes
	return sim.Cost{
		Events: float64(2*requests) + float64(copies*placing(p)*float64(repetitions(p))*(1+changes)),
		Bytes:  bytes,
	}
}

// placing returns how many events it is worth to place a key.
func placing(p *system.Plan) float64 {
	switch {
	case p.Text("strategy") == "bounded-ring" || p.Int("replicas") > 1:
		return 5
	case p.Text("strategy") == "rendezvous":
		return 1 + p.Number("shards")/50
	}
	return 1
}

// measure takes down what shards did, at the end of the run.
func (m *model) measure(r *system.Result) {
	r.Components = []system.Component{system.NewComponent("shard", m.stations())}
	r.FindBottleneck()
	for i, s := range m.shards {
		s.Tell(r, fmt.Sprintf("shard %d", i+1))
	}
}

// await waits for requests that count, and repeats the placement with all that changed
// it.
func (m *model) await(ctx context.Context) (err error) {
	if err = m.AwaitAlone(ctx); err == nil {
		m.draws, err = newStudy(m.Plan, make([]int32, len(m.homes))).draws(ctx)
	}
	return err
}

// View returns what every shard is doing and holds.
func (m *model) View() system.View {
	keys := 0
	for _, n := range m.shards {
		keys += n.keys
	}
	there := len(m.layout.strategy.Shards())
	band := ""
	if deviation, ok := expected(m.Plan, there); ok {
		fair := 100 / float64(there)
		band = fmt.Sprintf(", %.3g%% to %.3g%% expected", max(0, fair*(1-2*deviation)), fair*(1+2*deviation))
	}
	members := make([]system.Member, len(m.shards))
	for i, n := range m.shards {
		members[i] = system.NewMember(n.station)
		members[i].State = n.String()
		members[i].Note = fmt.Sprintf("%.3g%% of keys%s", 100*float64(n.keys)/float64(max(1, keys)), band)
		switch {
		case n.leaves && n.keys > 0:
			members[i].State = "leaving"
		case n.leaves:
			members[i].State = "removed"
		}
	}
	return m.Look("latency", system.Part{Name: "shard", Members: members})
}
