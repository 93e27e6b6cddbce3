package monitoring

import (
	"unsafe"

	"spar/internal/metric"
	"spar/internal/sim"
	"spar/internal/system"
)

// jobBytes is what a request under way takes.
const jobBytes = float64(unsafe.Sizeof(job{})) + sim.WaitingBytes + sim.EventBytes

// maxUnderWay bounds the memory that requests under way may take.
var maxUnderWay = sim.MostGrowing(jobBytes)

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
	places := p.Number("queue_limit") + p.Number("workers")
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

// giveUp counts measured requests that are still under way as timed out.
func (m *model) giveUp() {
	for i := range m.jobs.Where(func(j *job) bool { return j.place != nowhere }) {
		m.GiveUp(m.jobs.All[i].arrived)
	}
}

// View returns what every server is doing, and what is known of it.
func (m *model) View() system.View {
	servers := system.Part{Name: "server"}
	for _, s := range m.servers {
		servers.Members = append(servers.Members, s.view())
	}
	return m.Look(
		"latency", servers,
		system.Part{Name: "dependency", Members: []system.Member{{State: m.dependency.String()}}},
		system.Part{Name: "alert", Members: []system.Member{{State: m.alert.state(), Note: m.alert.note()}}},
	)
}

// view says what is out of the ordinary with a server, and whether checks know.
func (s *server) view() system.Member {
	member := system.NewMember(s.station)
	member.State = s.String()
	switch known := s.judge.Up() == s.Answers(); {
	case known:
	case s.Answers() && member.State == "":
		member.State = "evicted"
	case s.Answers():
		member.State += ", evicted"
	default:
		member.State += ", not noticed"
	}
	return member
}
