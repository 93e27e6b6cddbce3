package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// The benchmarks of this file set the kernel beside a loop that does nothing but
// the model at hand: a heap of typed values and a switch. Each lets the two take
// turns on the same random numbers and reports the median of the quotients, as
// the machine may have other things to do meanwhile.
const (
	rounds          = 5
	arrivalsPerTurn = 10_000_000
)

// A loop runs a model for so many arrivals and returns the sum of all sojourn
// times, by which it can be seen to do the same work as another.
type loop func(m benchModel, arrivals int) time.Duration

// compare reports how many events a second the loop carries out, and how many
// that is for each one of the bare loop.
func compare(b *testing.B, m benchModel, l loop) {
	for b.Loop() {
		var quotients, speeds []float64
		for range rounds {
			start := time.Now()
			want := bareLoop(m, arrivalsPerTurn)
			bare := time.Since(start)
			start = time.Now()
			got := l(m, arrivalsPerTurn)
			kernel := time.Since(start)
			if got != want {
				b.Fatalf("the sojourn times sum to %v, of the bare loop to %v", got, want)
			}
			quotients = append(quotients, bare.Seconds()/kernel.Seconds())
			speeds = append(speeds, 2*arrivalsPerTurn/kernel.Seconds()/1e6)
		}
		slices.Sort(quotients)
		slices.Sort(speeds)
		b.ReportMetric(quotients[rounds/2], "of-bare")
		b.ReportMetric(speeds[rounds/2], "Mevents/s")
	}
}

// A benchModel is single servers at a load of .9, each with a queue, and requests
// that go to the server with the fewest of them.
type benchModel struct{ servers int }

func (m benchModel) draws() (arrivals, service draw) {
	return draw{Stream(1, "arrivals"), Exponential{1 / (.9 * float64(m.servers))}},
		draw{Stream(1, "service"), Exponential{1}}
}

func (m benchModel) recorder(arrivals int) *Recorder {
	return NewRecorder(Seconds(float64(arrivals)/(.9*float64(m.servers))), 0, 60)
}

type draw struct {
	stream *rand.Rand
	law    Exponential
}

func (d *draw) next() time.Duration { return Seconds(d.law.Sample(d.stream)) }

func fewest(counts []int32) int32 {
	least := 0
	for i, n := range counts {
		if n < counts[least] {
			least = i
		}
	}
	return int32(least)
}

// A bareEvent is an arrival, or a departure from a server.
type bareEvent struct {
	at     time.Duration
	seq    uint64
	server int32 // negative for an arrival
}

func (e bareEvent) before(o bareEvent) bool {
	return e.at < o.at || e.at == o.at && e.seq < o.seq
}

// A bareHeap is the heap that one writes for a single simulation.
type bareHeap struct {
	events []bareEvent
	seq    uint64
}

func (h *bareHeap) push(at time.Duration, server int32) {
	e := bareEvent{at, h.seq, server}
	h.seq++
	h.events = append(h.events, e)
	i := len(h.events) - 1
	for i > 0 {
		parent := (i - 1) / 4
		if !e.before(h.events[parent]) {
			break
		}
		h.events[i] = h.events[parent]
		i = parent
	}
	h.events[i] = e
}

func (h *bareHeap) pop() bareEvent {
	first, last := h.events[0], len(h.events)-1
	e := h.events[last]
	h.events = h.events[:last]
	if last == 0 {
		return first
	}
	i := 0
	for {
		child := 4*i + 1
		if child >= last {
			break
		}
		least := child
		for c := child + 1; c < min(child+4, last); c++ {
			if h.events[c].before(h.events[least]) {
				least = c
			}
		}
		if !h.events[least].before(e) {
			break
		}
		h.events[i] = h.events[least]
		i = least
	}
	h.events[i] = e
	return first
}

// A bareJob is a request that waits or is served.
type bareJob struct{ arrived, service time.Duration }

// A bareLine is the requests at one server, in a ring.
type bareLine struct {
	ring        []bareJob
	first, size int
}

func (l *bareLine) push(j bareJob) {
	if l.size == len(l.ring) {
		larger := make([]bareJob, max(16, 2*len(l.ring)))
		n := copy(larger, l.ring[l.first:])
		copy(larger[n:], l.ring[:l.first])
		l.ring, l.first = larger, 0
	}
	l.ring[(l.first+l.size)&(len(l.ring)-1)] = j
	l.size++
}

func (l *bareLine) pop() bareJob {
	j := l.ring[l.first]
	l.first = (l.first + 1) & (len(l.ring) - 1)
	l.size--
	return j
}

func bareLoop(m benchModel, arrivals int) (sum time.Duration) {
	var h bareHeap
	gap, service := m.draws()
	lines, counts := make([]bareLine, m.servers), make([]int32, m.servers)
	h.push(gap.next(), -1)
	for left := arrivals; len(h.events) > 0; {
		e := h.pop()
		if e.server < 0 {
			if left--; left > 0 {
				h.push(e.at+gap.next(), -1)
			}
			job := bareJob{e.at, service.next()}
			s := fewest(counts)
			counts[s]++
			lines[s].push(job)
			if lines[s].size == 1 {
				h.push(e.at+job.service, s)
			}
			continue
		}
		line := &lines[e.server]
		sum += e.at - line.pop().arrived
		counts[e.server]--
		if line.size > 0 {
			h.push(e.at+line.ring[line.first].service, e.server)
		}
	}
	return sum
}

// A kernelModel is the same model as an event handler.
type kernelModel struct {
	sim          Sim
	gap, service draw
	lines        []bareLine
	counts       []int32
	left         int
	sum          time.Duration
	recorder     *Recorder // nil if percentiles are not wanted
}

const (
	benchArrival int32 = iota
	benchDeparture
)

func newKernelModel(m benchModel, arrivals int) *kernelModel {
	k := &kernelModel{left: arrivals, lines: make([]bareLine, m.servers), counts: make([]int32, m.servers)}
	k.gap, k.service = m.draws()
	k.sim.Schedule(k.gap.next(), k, benchArrival, 0)
	return k
}

func (k *kernelModel) Handle(what, server int32) {
	now := k.sim.Now()
	if what == benchArrival {
		if k.left--; k.left > 0 {
			k.sim.Schedule(now+k.gap.next(), k, benchArrival, 0)
		}
		job := bareJob{now, k.service.next()}
		s := fewest(k.counts)
		k.counts[s]++
		k.lines[s].push(job)
		if k.lines[s].size == 1 {
			k.sim.Schedule(now+job.service, k, benchDeparture, s)
		}
		return
	}
	line := &k.lines[server]
	arrived := line.pop().arrived
	k.sum += now - arrived
	k.counts[server]--
	if k.recorder != nil {
		k.recorder.Served(arrived, now)
	}
	if line.size > 0 {
		k.sim.Schedule(now+line.ring[line.first].service, k, benchDeparture, server)
	}
}

func kernelLoop(m benchModel, arrivals int) time.Duration {
	k := newKernelModel(m, arrivals)
	k.sim.run(Forever, DefaultBudget)
	return k.sum
}

func recordedLoop(m benchModel, arrivals int) time.Duration {
	k := newKernelModel(m, arrivals)
	k.recorder = m.recorder(arrivals)
	k.sim.run(Forever, DefaultBudget)
	return k.sum
}

// A stationModel is the model from the building blocks that systems are made of,
// with percentiles.
type stationModel struct {
	sim      Sim
	in       *Arrivals
	service  draw
	stations []*Station
	counts   []int32
	recorder *Recorder
	left     int
	sum      time.Duration
	jobs     []stationJob
	free     []int32
}

type stationJob struct {
	arrived time.Duration
	server  int32
}

func (m *stationModel) arrive() {
	if m.left--; m.left == 0 {
		m.in.Stop()
	}
	if len(m.free) == 0 {
		m.free = append(m.free, int32(len(m.jobs)))
		m.jobs = append(m.jobs, stationJob{})
	}
	job := m.free[len(m.free)-1]
	m.free = m.free[:len(m.free)-1]
	s := fewest(m.counts)
	m.counts[s]++
	m.jobs[job] = stationJob{m.sim.Now(), s}
	m.stations[s].Arrive(job, m.service.next())
}

func (m *stationModel) done(job int32) {
	j, now := m.jobs[job], m.sim.Now()
	m.sum += now - j.arrived
	m.counts[j.server]--
	m.recorder.Served(j.arrived, now)
	m.free = append(m.free, job)
}

func stationLoop(b benchModel, arrivals int) time.Duration {
	gap, service := b.draws()
	m := &stationModel{service: service, left: arrivals, counts: make([]int32, b.servers), recorder: b.recorder(arrivals)}
	for range b.servers {
		m.stations = append(m.stations, NewStation(&m.sim, 1, Unlimited, m.done))
	}
	m.in = &Arrivals{Sim: &m.sim, Stream: gap.stream, Rate: 1 / gap.law.Mean, Emit: m.arrive}
	m.in.Start()
	m.sim.run(Forever, DefaultBudget)
	return m.sum
}

func BenchmarkKernel(b *testing.B) {
	for _, servers := range []int{1, 64} {
		m := benchModel{servers}
		for _, l := range []struct {
			name string
			loop
		}{{"kernel", kernelLoop}, {"recorded", recordedLoop}, {"stations", stationLoop}} {
			b.Run(fmt.Sprintf("servers=%d/%s", servers, l.name), func(b *testing.B) { compare(b, m, l.loop) })
		}
	}
}

// BenchmarkHold keeps a thousand timers pending: the queue alone.
func BenchmarkHold(b *testing.B) {
	s := &Sim{}
	h := &holder{sim: s, draws: Stream(1, "hold")}
	for range 1000 {
		h.Handle(0, 0)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Step()
	}
	b.ReportMetric(float64(s.Events())/b.Elapsed().Seconds()/1e6, "Mevents/s")
}

type holder struct {
	sim   *Sim
	draws interface{ Uint64() uint64 }
}

func (h *holder) Handle(what, who int32) {
	h.sim.Schedule(h.sim.Now()+time.Duration(h.draws.Uint64()&0xfffff), h, what, who)
}

func BenchmarkZipf(b *testing.B) {
	z, err := NewZipf(1_000_000, .99)
	if err != nil {
		b.Fatal(err)
	}
	r := Stream(1, "zipf")
	for b.Loop() {
		z.Sample(r)
	}
}

func BenchmarkExponential(b *testing.B) {
	r := Stream(1, "exponential")
	for b.Loop() {
		Exponential{1}.Sample(r)
	}
}
