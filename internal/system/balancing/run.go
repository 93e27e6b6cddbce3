package balancing

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"spar/internal/sim"
	"spar/internal/system"
)

// jobBytes is what a request under way takes.
const jobBytes = float64(unsafe.Sizeof(job{})) + sim.WaitingBytes

// maxUnderWay bounds the memory that requests under way may take.
var maxUnderWay = sim.MostGrowing(jobBytes)

// errUnderWay ends a run in which too many requests wait.
var errUnderWay = fmt.Errorf("more than %.2g million requests under way: lower the load, or give a queue_limit: %w", float64(maxUnderWay)/1e6, sim.ErrMemory)

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
		m.begin()
	}
	step := max(1, time.Duration(min(float64(t), float64(maxUnderWay)/8*1e9/rate(m.plan))))
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

// begin lets requests arrive.
func (m *model) begin() {
	m.began = true
	m.setLoad(m.load)
}

// Result ends the run. Requests go on arriving after its end until those that
// count are answered or given up, so that none is left out for being slow; but no
// longer than the run itself took.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	r := m.result()
	end := m.sim.Now()
	for step := m.plan.Duration("service_mean"); m.open > 0 && m.sim.Now() < 2*end; step *= 2 {
		if err := m.RunUntil(ctx, min(2*end, m.sim.Now()+step)); err != nil {
			return nil, err
		}
	}
	m.fill(r, m.giveUp())
	return r, nil
}

// giveUp counts measured requests that are still under way as timed out, and
// returns how many there were.
func (m *model) giveUp() int {
	left := 0
	for i := range m.jobs {
		j := &m.jobs[i]
		waits := j.state != idle && j.state != withdrawn && j.state != closing && !j.abandoned
		if waits && m.rec.Measures(j.arrived) {
			m.rec.TimedOut(j.arrived, m.sim.Now()-j.arrived)
			left++
		}
	}
	return left
}

// View returns what every server and queue is doing.
func (m *model) View() system.View {
	v := system.View{
		At: m.sim.Now(), Events: m.sim.Events(), Series: system.Series(m.rec),
		Metrics: m.plan.Standing("latency", m.rec, m.sim.Now()),
	}
	servers := system.Part{Name: "server"}
	for _, s := range m.servers {
		member := system.NewMember(s.station)
		member.State = m.state(s)
		servers.Members = append(servers.Members, member)
	}
	v.Parts = append(v.Parts, servers)
	if m.policy == "shared-queue" {
		queues := system.Part{Name: "balancer"}
		for _, b := range m.balancers {
			queues.Members = append(queues.Members, system.Member{Queue: int(b.waiting.Value())})
		}
		v.Parts = append(v.Parts, queues)
	}
	return v
}

// state says what is out of the ordinary with a server.
func (m *model) state(s *server) string {
	state := ""
	switch {
	case s.removed:
		return "removed"
	case s.station.Down():
		state = "down"
	case s.cut:
		state = "cut off"
	case s.errors > 0:
		return fmt.Sprintf("%.3g%% errors", s.errors*100)
	case s.slow != 1:
		return fmt.Sprintf("%gx slower", s.slow)
	}
	if known := m.balancers[0].pool.Up(s.number); known == s.reachable() {
		return state
	}
	if state == "" {
		return "back, not noticed"
	}
	return state + ", not noticed"
}
