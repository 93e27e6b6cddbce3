package scaling

import (
	"fmt"
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
	underWay := p.Number("queue_limit") + float64(2*p.Number("max")*p.Number("workers"))
	jobs := sim.GrowingBytes(min(underWay, requests), jobBytes)
	late := float64((2 + p.Number("metric_lag")/p.Number("interval")) * 2 * p.Number("max") * readingBytes)
	return sim.Cost{
		Events: 2*requests + clocks,
		Bytes:  jobs + late + system.Steps*sim.HistogramBytes,
	}
}

// giveUp counts measured requests that are still under way as lost.
func (m *model) giveUp() {
	for k := range m.queue.Len() {
		m.lose(m.queue.At(k))
	}
	for i := range m.jobs.Where(func(j *job) bool { return j.at }) {
		m.lose(i)
	}
}

func (m *model) lose(i int32) {
	if arrived := m.jobs.All[i].arrived; m.Rec.Measures(arrived) {
		m.Failed(arrived)
	}
}

// View returns what every instance is doing.
func (m *model) View() system.View {
	instances := system.Part{Name: "instance"}
	for _, i := range m.instances {
		instances.Members = append(instances.Members, i.view())
	}
	h := &m.history
	return m.Look("latency", instances, system.Part{Name: "queue", Members: []system.Member{{Queue: int(m.queue.Waiting.Value())}}}, system.Part{
		Name: "autoscaler",
		Members: []system.Member{{
			Note: fmt.Sprintf("%d paid for, %d up, %d down, %d flaps", m.paid.Value(), h.ups, h.downs, h.flaps),
		}},
	})
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
		member.State = i.String()
		if i.known {
			member.Note = fmt.Sprintf("seen at %.0f%%", i.level*100)
		}
	}
	if i.size > 1 {
		member.Note = fmt.Sprintf("size %d ", i.size) + member.Note
	}
	return member
}
