package balancing

import (
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

// giveUp counts measured requests that are still under way as timed out.
func (m *model) giveUp() {
	m.left = m.Open
	for i := range m.jobs.Where((*job).awaited) {
		m.GiveUp(m.jobs.All[i].arrived)
	}
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
