package scaling

import (
	"context"
	"fmt"
	"time"
	"unsafe"

	"spar/internal/sim"
	"spar/internal/system"
)

// cost states what a plan will take: two events for each request, those of the
// clocks, and memory for the recorder, the queue and metrics under way.
func cost(p *system.Plan) sim.Cost {
	highest := 1.
	switch peak := p.Number("peak"); p.Text("load_shape") {
	case step:
		highest += float64((peak - 1) * (1 - stepStarts))
	case ramp:
		highest += float64((peak - 1) * (1 - rampStarts))
	case flashCrowd:
		highest += float64((peak - 1) * (crowdStays + 2*crowdGrows))
	}
	highest = float64(highest * p.LoadFactor())
	requests := float64(highest * p.Number("rate") * p.End.Seconds())
	clocks := p.End.Seconds()/watchEvery.Seconds() + 2*p.End.Seconds()/p.Number("interval")
	const readingBytes, jobBytes = float64(unsafe.Sizeof(reading{})), float64(unsafe.Sizeof(job{})) + sim.EventBytes
	underWay := p.Number("queue_limit") + float64(2*p.Number("max")*p.Number("concurrency"))
	jobs := sim.GrowingBytes(min(underWay, requests), jobBytes)
	late := float64((2 + p.Number("metric_lag")/p.Number("interval")) * 2 * p.Number("max") * readingBytes)
	return sim.Cost{
		Events: 2*requests + clocks,
		Bytes:  jobs + late + system.Steps*sim.HistogramBytes,
	}
}

func start(p *system.Plan) (system.Model, error) { return newModel(p), nil }

// RunUntil goes on to a time.
func (m *model) RunUntil(ctx context.Context, t time.Duration) error {
	if !m.began {
		m.began = true
		m.in.Start()
	}
	return m.sim.RunUntil(ctx, t)
}

// Result ends the run. Requests go on arriving after its end until those that count
// are answered, so that none is left out for being slow; but no longer than the run
// itself took.
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

// giveUp counts measured requests that are still under way as lost.
func (m *model) giveUp() {
	for i := m.first; i != nobody; i = m.jobs[i].next {
		m.lose(i)
	}
	for i := range m.jobs {
		if m.jobs[i].at {
			m.lose(int32(i))
		}
	}
}

func (m *model) lose(i int32) {
	if arrived := m.jobs[i].arrived; m.rec.Measures(arrived) {
		m.rec.Failed(arrived)
		m.open--
	}
}

// View returns what every instance is doing.
func (m *model) View() system.View {
	v := system.View{
		At: m.sim.Now(), Events: m.sim.Events(), Series: system.Series(m.rec),
		Metrics: m.plan.Standing("latency", m.rec, m.sim.Now()),
	}
	instances := system.Part{Name: "instance"}
	for _, i := range m.instances {
		instances.Members = append(instances.Members, i.view())
	}
	h := &m.history
	v.Parts = []system.Part{instances, {Name: "queue", Members: []system.Member{{Queue: int(m.waiting.Value())}}}, {
		Name: "autoscaler",
		Members: []system.Member{{
			Note: fmt.Sprintf("%d paid for, %d up, %d down, %d flaps", m.paid.Value(), h.ups, h.downs, h.flaps),
		}},
	}}
	return v
}

func (i *instance) view() system.Member {
	member := system.NewMember(i.station)
	switch i.state {
	case gone:
		member.State = "removed"
	case booting:
		member.State = "booting"
	case draining:
		member.State = "finishing"
	case ready:
		if i.errors > 0 {
			member.State = fmt.Sprintf("%.3g%% errors", i.errors*100)
		}
		if i.known {
			member.Note = fmt.Sprintf("seen at %.0f%%", i.level*100)
		}
	}
	if i.size > 1 {
		member.Note = fmt.Sprintf("size %d ", i.size) + member.Note
	}
	return member
}
