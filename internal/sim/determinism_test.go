package sim

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

// mixedRun is a small model with something of everything: two stations that fail,
// slow down and are resized, all distributions, shapes and sources, timeouts that
// are cancelled, and popularity. It returns its figures.
func mixedRun(t *testing.T, seed uint64) []byte {
	t.Helper()
	m := &mixedModel{rec: NewRecorder(20*time.Second, 2*time.Second, 20), work: Stream(seed, "work")}
	m.first = NewStation(&m.sim, 3, 40, m.passOn)
	m.second = NewStation(&m.sim, 4, Unlimited, m.answer)
	popularity, err := NewZipf(1000, .9)
	if err != nil {
		t.Fatal(err)
	}
	m.popularity = popularity
	m.laws = []Distribution{
		Exponential{.01},
		Deterministic{.01},
		NewLogNormal(.01, 1), NewPareto(.01, 2),
		Erlang{3, .01},
		Erlang{16, .01},
		NewGamma(.01, 1.5),
		must(NewHyperexponential(.01, 3)),
	}
	for i, shape := range []Shape{nil, Diurnal{10 * time.Second, .7}, FlashCrowd{5 * time.Second, time.Second, time.Second, time.Second, 3}, Bursts{3 * time.Second, time.Second, 3, .2}} {
		in := &Arrivals{Sim: &m.sim, Stream: Stream(seed, fmt.Sprint("arrivals ", i)), Rate: 40, Shape: shape, Regular: i == 0, Emit: func() { m.arrive(-1) }}
		in.Start()
		m.sim.At(12*time.Second, func() { in.SetRate(30) })
	}
	m.users = &Users{Sim: &m.sim, Stream: Stream(seed, "thinking"), Think: Erlang{2, .2}, Emit: m.arrive}
	m.users.Start(8)
	m.sim.At(8*time.Second, func() { m.first.Resize(5); m.second.Slow(1.7) })
	m.sim.At(14*time.Second, m.second.Fail)
	m.sim.At(15*time.Second, m.second.Restore)
	if err := m.sim.RunUntil(t.Context(), 25*time.Second); err != nil {
		t.Fatal(err)
	}
	return m.figures(seed)
}

type mixedModel struct {
	sim           Sim
	rec           *Recorder
	first, second *Station
	users         *Users
	laws          []Distribution
	popularity    *Zipf
	work          interface{ Uint64() uint64 }
	jobs          []mixedJob
	inside        Gauge
	keys          int
}

type mixedJob struct {
	arrived time.Duration
	user    int32
	timeout Timer
}

func (m *mixedModel) draw(i int) time.Duration {
	r := Stream(m.work.Uint64(), "draw")
	m.keys += m.popularity.Sample(r)
	return Seconds(m.laws[i%len(m.laws)].Sample(r))
}

func (m *mixedModel) arrive(user int32) {
	job := int32(len(m.jobs))
	m.jobs = append(m.jobs, mixedJob{arrived: m.sim.Now(), user: user})
	m.inside.Add(m.sim.Now(), 1)
	m.jobs[job].timeout = m.sim.After(70*time.Millisecond, func() { m.giveUp(job) })
	if !m.first.Arrive(job, m.draw(int(job))) {
		m.rec.Failed(m.sim.Now())
		m.leave(job)
	}
}

func (m *mixedModel) giveUp(job int32) {
	m.first.Remove(job)
	m.rec.TimedOut(m.jobs[job].arrived, 70*time.Millisecond)
	m.leave(job)
}

func (m *mixedModel) passOn(job int32) { m.second.Arrive(job, m.draw(int(job)+3)) }

func (m *mixedModel) answer(job int32) {
	if m.sim.Cancel(m.jobs[job].timeout) {
		m.rec.Served(m.jobs[job].arrived, m.sim.Now())
		m.leave(job)
	}
}

func (m *mixedModel) leave(job int32) {
	m.sim.Cancel(m.jobs[job].timeout)
	m.inside.Add(m.sim.Now(), -1)
	if user := m.jobs[job].user; user >= 0 {
		m.users.Answered(user)
	}
}

func (m *mixedModel) figures(seed uint64) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "seed %d: %d events, %d jobs, keys %d, inside %v up to %d\n", seed, m.sim.Events(), len(m.jobs), m.keys, m.inside.Mean(m.sim.Now()), m.inside.Max())
	fmt.Fprintf(&b, "%+v\n%+v\n%+v\n", m.rec.Counts(), m.first.Stats(), m.second.Stats())
	mean, ok := m.rec.MeanInterval()
	fmt.Fprintln(&b, "mean", m.rec.Mean(), mean, ok)
	for _, basisPoints := range []int{5000, 9000, 9900, 9990} {
		interval, ok := m.rec.QuantileInterval(basisPoints)
		fmt.Fprintln(&b, "quantile", basisPoints, m.rec.Quantile(basisPoints), interval, ok)
	}
	failed, ok := m.rec.RatioInterval(func(p Point) Tally { return Tally{float64(p.Failed), float64(p.All())} })
	fmt.Fprintln(&b, "failed", failed, ok)
	for _, p := range m.rec.Series() {
		fmt.Fprintf(&b, "%v %v %+v %v %v\n", p.At, p.Warmup, p.Counts, p.P50, p.P99)
	}
	return b.Bytes()
}

// The file was written on one processor; every other must give the same bytes.
func TestGolden(t *testing.T) {
	path := filepath.Join("testdata", "mixed.golden")
	var got bytes.Buffer
	for seed := range uint64(3) {
		got.Write(mixedRun(t, seed+1))
	}
	for _, f := range []float64{
		MeanSojourn(7, 6.1, .3), SojournQuantile(3, 2.9, 1, .99), WaitQuantile(3, 2.9, 1, .99), WaitQuantileDeterministic(.95, 1, .999),
		MeanWaitGeneral(.7, 1.1, 1.3), MeanSojournOfChoices(3, .97, 1.1), Settling(3, 2.7, .1), ArrivalsFor(.013, .77),
	} {
		fmt.Fprintln(&got, "theory", f)
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))) {
		t.Errorf("the figures differ from %s; if they should, run the test with -update", path)
	}
}
