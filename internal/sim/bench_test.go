package sim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// The benchmarks of this file set the kernel beside a loop that does nothing but
// the model at hand: a tournament of the servers and an arrival beside it. Each lets the
// two take turns on the same random numbers and reports the median of the quotients, as
// the machine may have other things to do meanwhile.
const (
	rounds          = 5
	arrivalsPerTurn = 3_000_000
)

// A loop runs a model for so many arrivals and returns the sum of all sojourn
// times, by which it can be seen to do the same work as another.
type loop func(m benchModel, arrivals int) time.Duration

// compare reports how many events a second the loop carries out, and how many
// that is for each one of the bare loop, which records if it does.
func compare(b *testing.B, m benchModel, l loop, records bool) {
	for b.Loop() {
		var quotients, speeds []float64
		for range rounds {
			var r *Recorder
			if records {
				r = m.recorder(arrivalsPerTurn)
			}
			start := time.Now()
			want := bareLoop(m, arrivalsPerTurn, r)
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
// that go to the servers in turns.
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

// A bareTournament is what one writes for a single simulation, in which each server has
// one departure pending at the most.
type bareTournament struct {
	at      []time.Duration // of the departure of each server
	winners []int32
}

func newBareTournament(servers int) *bareTournament {
	t := &bareTournament{slices.Repeat([]time.Duration{Forever}, servers), make([]int32, 2*servers)}
	for i := range servers {
		t.winners[servers+i] = int32(i)
	}
	for i := servers - 1; i > 0; i-- {
		t.winners[i] = t.winners[2*i]
	}
	return t
}

func (t *bareTournament) set(server int32, at time.Duration) {
	t.at[server] = at
	best := server
	for i := len(t.at) + int(server); i > 1; i /= 2 {
		if other := t.winners[i^1]; t.at[other] < at {
			best, at = other, t.at[other]
		}
		t.winners[i/2] = best
	}
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

func bareLoop(m benchModel, arrivals int, r *Recorder) (sum time.Duration) {
	gap, service := m.draws()
	lines, departures := make([]bareLine, m.servers), newBareTournament(m.servers)
	next, turn := gap.next(), int32(0)
	for {
		first := departures.winners[1]
		now := departures.at[first]
		if next < now {
			now, next = next, Forever
			if arrivals--; arrivals > 0 {
				next = now + gap.next()
			}
			line, job := &lines[turn], bareJob{now, service.next()}
			if line.push(job); line.size == 1 {
				departures.set(turn, now+job.service)
			}
			turn = (turn + 1) % int32(m.servers)
			continue
		}
		if now == Forever {
			return sum
		}
		line := &lines[first]
		arrived := line.pop().arrived
		sum += now - arrived
		if r != nil {
			r.Served(arrived, now)
		}
		if line.size > 0 {
			departures.set(first, now+line.ring[line.first].service)
		} else {
			departures.set(first, Forever)
		}
	}
}

// A kernelModel is the same model as an event handler.
type kernelModel struct {
	sim          Sim
	gap, service draw
	lines        []bareLine
	turn         int32
	left         int
	sum          time.Duration
	recorder     *Recorder // nil if percentiles are not wanted
}

const (
	benchArrival int32 = iota
	benchDeparture
)

func newKernelModel(m benchModel, arrivals int) *kernelModel {
	k := &kernelModel{left: arrivals, lines: make([]bareLine, m.servers)}
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
		s := k.turn
		k.turn = (s + 1) % int32(len(k.lines))
		k.lines[s].push(job)
		if k.lines[s].size == 1 {
			k.sim.Schedule(now+job.service, k, benchDeparture, s)
		}
		return
	}
	line := &k.lines[server]
	arrived := line.pop().arrived
	k.sum += now - arrived
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
	turn     int
	recorder *Recorder
	left     int
	sum      time.Duration
	jobs     []time.Duration // when they arrived
	free     []int32
}

func (m *stationModel) arrive() {
	if m.left--; m.left == 0 {
		m.in.Stop()
	}
	if len(m.free) == 0 {
		m.free = append(m.free, int32(len(m.jobs)))
		m.jobs = append(m.jobs, 0)
	}
	job := m.free[len(m.free)-1]
	m.free = m.free[:len(m.free)-1]
	m.jobs[job] = m.sim.Now()
	m.stations[m.turn].Arrive(job, m.service.next())
	m.turn = (m.turn + 1) % len(m.stations)
}

func (m *stationModel) done(job int32) {
	arrived, now := m.jobs[job], m.sim.Now()
	m.sum += now - arrived
	m.recorder.Served(arrived, now)
	m.free = append(m.free, job)
}

func stationLoop(b benchModel, arrivals int) time.Duration {
	gap, service := b.draws()
	m := &stationModel{service: service, left: arrivals, recorder: b.recorder(arrivals)}
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
			records bool
		}{{"kernel", kernelLoop, false}, {"recorded", recordedLoop, true}, {"stations", stationLoop, true}} {
			b.Run(fmt.Sprintf("servers=%d/%s", servers, l.name), func(b *testing.B) { compare(b, m, l.loop, l.records) })
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
