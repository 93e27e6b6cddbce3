package balancing

import (
	"context"
	"unsafe"

	"spar/internal/sim"
	"spar/internal/system"
)

// jobBytes is what a request under way takes.
const jobBytes = float64(unsafe.Sizeof(job{})) + sim.WaitingBytes

// maxUnderWay bounds the memory that requests under way may take.
var maxUnderWay = sim.MostGrowing(jobBytes)

// cost states what a plan will take: two events for each attempt, and the memory
// for the recorders and for what an overload leaves waiting.
func cost(p *system.Plan) sim.Cost {
	factor := 1.
	if peak := p.Number("peak"); p.Text("arrivals") == "flash-crowd" {
		factor += float64((peak - 1) * (crowdStays + crowdGrows))
	}
	factor = max(factor, p.LoadFactor())
	requests := factor * rate(p) * p.End.Seconds()
	perAttempt := 2.
	if p.Has("timeout") {
		perAttempt++
	}
	if p.Number("staleness") > 0 {
		perAttempt++
	}
	attempts := 1.
	if p.Has("timeout") || p.Has("queue_limit") || len(p.Faults) > 0 {
		attempts += p.Number("retries")
	}
	// Requests go on arriving until those that count are answered, at most for as long
	// again. Of what is answered, the balancers keep what they do not know yet.
	left := float64(2 * max(0, 1-capacity(p)/(factor*rate(p))) * requests * attempts)
	if p.Has("queue_limit") {
		left = min(left, float64(p.Number("queue_limit")*p.Number("servers")))
	}
	unknown := requests * attempts * min(2, p.Number("staleness")/p.End.Seconds())
	return sim.Cost{
		Events: requests * attempts * perAttempt,
		Bytes:  sim.GrowingBytes(left, jobBytes) + sim.GrowingBytes(unknown, jobBytes) + 2*system.Steps*sim.HistogramBytes + float64(p.Number("users")*sim.EventBytes),
	}
}

// Result ends the run, and waits for requests that count.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	r := m.result()
	if err := m.Await(ctx, m.Plan.Duration("service_mean")); err != nil {
		return nil, err
	}
	m.fill(r, m.giveUp())
	return r, nil
}

// giveUp counts measured requests that are still under way as timed out, and
// returns how many there were.
func (m *model) giveUp() int {
	left := 0
	for i := range m.jobs.All {
		j := &m.jobs.All[i]
		waits := j.state != idle && j.state != withdrawn && j.state != closing && !j.abandoned
		if waits && m.Rec.Measures(j.arrived) {
			m.Rec.TimedOut(j.arrived, m.Sim.Now()-j.arrived)
			left++
		}
	}
	return left
}

// View returns what every server and queue is doing.
func (m *model) View() system.View {
	servers := system.Part{Name: "server"}
	for _, s := range m.servers {
		member := system.NewMember(s.station)
		member.State = s.State()
		servers.Members = append(servers.Members, member)
	}
	if m.policy != "shared-queue" {
		return m.Look("latency", servers)
	}
	queues := system.Part{Name: "balancer"}
	for _, b := range m.balancers {
		queues.Members = append(queues.Members, system.Member{Queue: int(b.queue.Waiting.Value())})
	}
	return m.Look("latency", servers, queues)
}
