package monitoring

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"spar/internal/metric"
	"spar/internal/sim"
	"spar/internal/system"
)

// jobBytes is what a request under way takes.
const jobBytes = float64(unsafe.Sizeof(job{})) + sim.WaitingBytes + sim.EventBytes

// maxUnderWay bounds the memory that requests under way may take.
var maxUnderWay = sim.MostGrowing(jobBytes)

// errUnderWay ends a run in which too many requests wait.
var errUnderWay = fmt.Errorf("more than %.2g million requests under way: lower the load, the queue_limit or the timeout: %w", float64(maxUnderWay)/1e6, sim.ErrMemory)

// cost states what a plan will take: two events for each request, those of probes
// and scrapes, and memory for recorders, instruments, queues and what alerts look
// back to.
func cost(p *system.Plan) sim.Cost {
	seconds, servers := p.End.Seconds(), p.Number("servers")
	highest := float64(p.LoadFactor() * rate(p)) // requests a second
	requests := float64(highest * seconds)
	probes := servers * seconds / p.Number("health_interval")
	scrapes := seconds / p.Number("scrape_interval")
	const (
		bucketBytes = float64(unsafe.Sizeof(metric.Increase{})) + 8
		sampleBytes = 3 * 24 // of what alerts look back to, room to grow included
	)
	places := p.Number("queue_limit") + p.Number("concurrency")
	underWay := float64(servers*places) + float64(highest*p.Number("timeout"))
	jobs := sim.GrowingBytes(min(underWay, requests), jobBytes)
	history := float64(longestWindow(p).Seconds() / p.Number("scrape_interval") * sampleBytes)
	instruments := float64(servers * bucketBytes * float64(len(bounds(p))+1))
	recorders := float64((system.Steps + servers) * sim.HistogramBytes)
	return sim.Cost{
		Events: 2*requests + 2*probes + scrapes,
		Bytes:  jobs + history + instruments + recorders,
	}
}

func start(p *system.Plan) (system.Model, error) {
	m, err := newModel(p)
	if err != nil {
		return nil, err // not the nil model in an interface
	}
	return m, nil
}

// RunUntil goes on to a time in steps short enough to notice an overload before it
// fills the memory.
func (m *model) RunUntil(ctx context.Context, t time.Duration) error {
	if !m.began {
		m.began = true
		m.in.Start()
	}
	step := max(1, time.Duration(min(float64(t), float64(m.most)/8*1e9/m.in.Rate)))
	for m.sim.Now() < t {
		if err := m.sim.RunUntil(ctx, min(t, m.sim.Now()+step)); err != nil {
			return err
		}
		if len(m.jobs)-len(m.free) > m.most {
			return errUnderWay
		}
	}
	return nil
}

// Result ends the run. Requests go on arriving after its end until those that count
// are answered or given up, so that none is left out for being slow; but no longer
// than the run itself took.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	r := m.result()
	end := m.sim.Now()
	for pause := m.plan.Duration("service_mean"); m.open > 0 && m.sim.Now() < 2*end; pause *= 2 {
		if err := m.RunUntil(ctx, min(2*end, m.sim.Now()+pause)); err != nil {
			return nil, err
		}
	}
	m.giveUp()
	m.fill(r)
	return r, nil
}

// giveUp counts measured requests that are still under way as timed out.
func (m *model) giveUp() {
	for i := range m.jobs {
		if j := &m.jobs[i]; j.place != nowhere && m.rec.Measures(j.arrived) {
			m.rec.TimedOut(j.arrived, m.sim.Now()-j.arrived)
			m.open--
		}
	}
}

// View returns what every server is doing, and what is known of it.
func (m *model) View() system.View {
	v := system.View{
		At: m.sim.Now(), Events: m.sim.Events(), Series: system.Series(m.rec),
		Metrics: m.plan.Standing("latency", m.rec, m.sim.Now()),
	}
	servers := system.Part{Name: "server"}
	for _, s := range m.servers {
		servers.Members = append(servers.Members, s.view())
	}
	v.Parts = []system.Part{
		servers,
		{Name: "dependency", Members: []system.Member{{State: m.dependency.state()}}},
		{Name: "alert", Members: []system.Member{{State: m.alert.state(), Note: m.alert.note()}}},
	}
	return v
}

// view says what is out of the ordinary with a server, and whether checks know.
func (s *server) view() system.Member {
	member := system.NewMember(s.station)
	switch {
	case s.station.Down():
	case s.cut:
		member.State = "cut off"
	case s.errors > 0:
		member.State = fmt.Sprintf("%.3g%% errors", s.errors*100)
	}
	switch known := s.judge.Up() == s.reachable(); {
	case known:
	case s.reachable() && member.State == "":
		member.State = "evicted"
	case s.reachable():
		member.State += ", evicted"
	default:
		member.State += ", not noticed"
	}
	return member
}

func (d *dependency) state() string {
	switch {
	case d.down:
		return "down"
	case d.cut:
		return "cut off"
	case d.errors > 0:
		return fmt.Sprintf("%.3g%% errors", d.errors*100)
	case d.slow != 1:
		return fmt.Sprintf("%gx slower", d.slow)
	}
	return ""
}
