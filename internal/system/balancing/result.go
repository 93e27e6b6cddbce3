package balancing

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
)

// counts are sums since the start of the run.
type counts struct{ attempts, begun, waited int64 }

// A reading is what has added up to the end of a slice: counts, and integrals over
// time of numbers of workers and of waiting jobs.
type reading struct {
	at time.Duration
	counts
	requests                int64
	busy, capacity, waiting float64
	queues                  float64
}

// schedule arranges for a reading at the end of the warm-up and of each slice after
// it but the last, which [model.measure] takes.
func (m *model) schedule() {
	width := (m.Rec.Warmup() + m.Rec.Measured()) / system.Steps
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	for at := m.Rec.Warmup() + width; at < m.Plan.End; at += width {
		m.Sim.At(at, m.read)
	}
}

// resetStats begins measuring.
func (m *model) resetStats() {
	for _, s := range m.servers {
		s.station.ResetStats()
		s.sent = 0
	}
	for _, b := range m.balancers {
		b.queue.Waiting.Reset(m.Sim.Now())
	}
	m.read()
}

func (m *model) read() {
	r := reading{at: m.Sim.Now(), counts: m.counts, requests: m.Counts.Arrived}
	for _, s := range m.servers {
		stats := s.station.Stats()
		r.busy += float64(stats.BusyArea)
		r.capacity += float64(stats.CapacityArea)
		r.waiting += float64(stats.WaitingArea)
	}
	for _, b := range m.balancers {
		r.waiting += float64(b.queue.Waiting.Area(m.Sim.Now()))
	}
	r.queues = m.queues()
	m.readings = append(m.readings, r)
}

// queues returns how many queues there are for requests to wait in.
func (m *model) queues() float64 {
	if m.policy == "shared-queue" {
		return float64(len(m.balancers))
	}
	n := 0.
	for _, s := range m.servers {
		if !s.Removed {
			n++
		}
	}
	return max(1, n)
}

// slices returns what each measured slice contributes to a quotient.
func (m *model) slices(of func(from, to *reading) sim.Tally) []sim.Tally {
	var tallies []sim.Tally
	for i := 1; i < len(m.readings); i++ {
		tallies = append(tallies, of(&m.readings[i-1], &m.readings[i]))
	}
	return tallies
}

// measure takes down what servers and queues measured, at the end of the run.
func (m *model) measure(r *system.Result) {
	m.read()
	r.Measure("utilization", m.slices(func(a, b *reading) sim.Tally {
		return sim.Tally{Part: b.busy - a.busy, Whole: b.capacity - a.capacity}
	}))
	r.Measure("queue_mean", m.slices(func(a, b *reading) sim.Tally {
		return sim.Tally{Part: b.waiting - a.waiting, Whole: float64(b.at-a.at) * b.queues}
	}))
	r.Measure("wait_probability", m.slices(func(a, b *reading) sim.Tally {
		return sim.Tally{Part: float64(b.waited - a.waited), Whole: float64(b.begun - a.begun)}
	}))
	r.Measure("attempts_per_request", m.slices(func(a, b *reading) sim.Tally {
		return sim.Tally{Part: float64(b.attempts - a.attempts), Whole: float64(b.requests - a.requests)}
	}))
	m.parts(r)
}

// parts adds the figures of the servers and of the queues at balancers.
func (m *model) parts(r *system.Result) {
	var stations []*sim.Station
	var sent []float64
	for _, s := range m.servers {
		stations = append(stations, s.station)
		sent = append(sent, float64(s.sent))
	}
	servers := system.NewComponent("server", stations)
	longest := float64(servers.QueueMax)
	for _, b := range m.balancers {
		longest = max(longest, float64(b.queue.Waiting.Max()))
	}
	r.Set("queue_max", longest)
	r.Arrays = map[string][]float64{"server_requests": sent}
	r.Components = []system.Component{servers}
	r.FindBottleneck()
	m.fleet.Tell(r, "server")
}

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	m.giveUp()
	m.Complete(r, "latency")
	r.MeasureTimes("wait", m.waits, 9900)
	r.SetTheory(theory(m.Plan))
	m.warn(r)
}
