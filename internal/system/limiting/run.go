package limiting

import (
	"context"
	"fmt"
	"unsafe"

	"spar/internal/sim"
	"spar/internal/system"
)

// What things take in bytes, to state the cost of a run.
const (
	requestBytes = float64(unsafe.Sizeof(request{})) + sim.WaitingBytes + sim.EventBytes
	askBytes     = float64(unsafe.Sizeof(ask{})) + sim.WaitingBytes + 3*16
	stateBytes   = 160 // of a key at a limiter, room to grow included
	entryBytes   = 4 * 16
)

// maxUnderWay bounds the memory that requests under way may take.
var maxUnderWay = sim.MostGrowing(requestBytes + askBytes)

// cost states what a plan will take: two events for each request, five for each that the
// store is asked for, and memory for keys, for what waits and for what a store that is
// too slow leaves waiting.
func cost(p *system.Plan) sim.Cost {
	seconds := p.End.Seconds()
	highest := float64(p.LoadFactor() * (p.Number("rate") + abuseRate(p))) // requests a second
	requests := float64(highest * seconds)
	asks := 0.
	switch p.Text("scope") {
	case shared:
		asks = 1
	case checkThenAct:
		asks = 2
	}
	behind := max(0, 1-p.Number("store_workers")/max(1e-12, float64(asks*highest*p.Number("store_service_mean"))))
	// Requests go on arriving until those that count are answered or given up.
	come := requests + float64(highest*p.Number("timeout"))
	waiting := min(come, float64(p.Number("servers")*(p.Number("queue_limit")+p.Number("workers")))+float64(highest*(p.Number("timeout")+p.Number("store_timeout"))))
	asked := min(float64(asks*come), float64(asks*highest*(p.Number("store_timeout")+p.Number("network")))+float64(behind*asks*come))

	keys := p.Number("keys") + p.Number("abusers")
	horizon := p.Number("period") * max(2, p.Number("burst")/p.Number("limit"))
	known := min(keys, requests, float64(3*highest*horizon)) // at one limiter
	limiters := 2.
	if asks == 0 || p.Text("on_store_failure") == own {
		limiters += p.Number("servers")
	}
	logged := float64(entryBytes * min(requests, float64(highest*horizon)))
	return sim.Cost{
		Events: requests * (2 + float64(5*asks)),
		Bytes: sim.GrowingBytes(waiting, requestBytes) + sim.GrowingBytes(asked, askBytes) +
			float64(limiters*stateBytes*known) + float64(3*logged) +
			float64(keys*float64(unsafe.Sizeof(drift{}))) + 2*system.Steps*sim.HistogramBytes,
	}
}

// await waits for requests that count. Those that wait in a queue, or for a worker, have
// an answer or are late by when their clients have given up.
func (m *model) await(ctx context.Context) error {
	return m.AwaitPatience(ctx, m.timeout+m.Plan.Duration("service_mean"))
}

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	for i := range m.requests.Where(func(r *request) bool { return r.place != nowhere }) {
		if at := m.requests.All[i].arrived; m.Rec.Measures(at) {
			m.timedOut(at)
		}
	}
	m.Complete(r, "latency")
	r.MeasureTimes("check", m.checks, 9900)
	m.tally.measure(r)
	r.SetTheory(theory(m.Plan, m.popularity))
	m.warn(r)
}

// parts adds the figures of servers and store.
func (m *model) parts(r *system.Result) {
	r.Components = []system.Component{
		system.NewComponent("server", m.fleet.Stations),
		system.NewComponent("store", []*sim.Station{m.store.station}),
	}
	r.FindBottleneck()
	for i, prefix := range []string{"", "store_"} {
		r.Set(prefix+"utilization", r.Components[i].Utilization)
		r.Set(prefix+"queue_max", float64(r.Components[i].QueueMax))
	}
	m.fleet.Tell(r, "server")
	m.store.Tell(r, "store", fmt.Sprintf("servers (%s, %s; waiting up to %s, then %s)",
		m.Plan.Text("algorithm"), m.scope, system.Seconds.Format(m.Plan.Number("store_timeout")), m.fallback))
}

// View returns what servers and store are doing.
func (m *model) View() system.View {
	servers := system.Part{Name: "server"}
	for i, st := range m.fleet.Stations {
		member := system.NewMember(st)
		member.State = m.fleet.Members[i].State()
		servers.Members = append(servers.Members, member)
	}
	member := system.NewMember(m.store.station)
	member.State = m.store.String()
	member.Note = fmt.Sprintf("%s keys", system.Jobs.Format(float64(m.store.limiter.Len())))
	return m.Look("latency", servers, system.Part{Name: "store", Members: []system.Member{member}})
}
