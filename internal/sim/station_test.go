package sim

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// A queueRun is one station under Poisson arrivals, with service times of mean
// one second.
type queueRun struct {
	*Station
	*Recorder
}

// runQueue runs a station at a load for so many seconds of virtual time.
func runQueue(t *testing.T, servers, limit int, load, seconds float64, service Distribution) queueRun {
	t.Helper()
	s := &Sim{}
	end := Seconds(seconds)
	r := NewRecorder(end, end/20, 200)
	var arrived []time.Duration
	st := NewStation(s, servers, limit, func(job int32) { r.Served(arrived[job], s.Now()) })
	draws := Stream(11, "service")
	in := &Arrivals{Sim: s, Stream: Stream(11, "arrivals"), Rate: load * float64(servers), Emit: func() {
		arrived = append(arrived, s.Now())
		if !st.Arrive(int32(len(arrived)-1), Seconds(service.Sample(draws))) {
			r.Failed(s.Now())
		}
	}}
	in.Start()
	for _, part := range []time.Duration{r.Warmup(), end} {
		if err := s.RunUntil(t.Context(), part); err != nil {
			t.Fatal(err)
		}
		if part < end {
			st.ResetStats()
		}
	}
	return queueRun{st, r}
}

func TestMM1(t *testing.T) {
	q := runQueue(t, 1, Unlimited, .9, 3_000_000, Exponential{1})
	mean, ok := q.MeanInterval()
	if !ok || !mean.Contains(10e9) {
		t.Errorf("mean %v with interval %v, want 10 s inside", q.Mean(), mean)
	}
	p99, ok := q.QuantileInterval(9900)
	if !ok || !p99.Contains(46.0517e9) {
		t.Errorf("p99 %v with interval %v, want 46.05 s inside", q.Quantile(9900), p99)
	}
	// An interval that holds everything would pass as well.
	if width := (mean.High - mean.Low) / 10e9; width > .1 {
		t.Errorf("the mean's interval is %.0f%% wide", width*100)
	}
	if width := (p99.High - p99.Low) / 46e9; width > .15 {
		t.Errorf("the p99's interval is %.0f%% wide", width*100)
	}
	check(t, "utilization", q.Stats().Utilization(), .9, .005)
	// Little's law: the mean number waiting is the arrival rate times the mean wait, 9.
	check(t, "mean queue", float64(q.Stats().WaitingArea)/float64(q.Measured()), 8.1, .06)
}

func TestMMc(t *testing.T) {
	for _, tt := range []struct {
		servers    int
		load       float64
		wait, mean float64 // P(wait > 0) by Erlang C; mean sojourn
	}{
		{4, .8, .596432, 1.745540},
		{10, .9, .668732, 1.668732},
		{64, .9, .310663, 1.048541},
	} {
		t.Run(fmt.Sprintf("c=%d", tt.servers), func(t *testing.T) {
			q := runQueue(t, tt.servers, Unlimited, tt.load, 2_000_000/float64(tt.servers), Exponential{1})
			stats := q.Stats()
			check(t, "P(wait)", float64(stats.Waited)/float64(stats.Arrived), tt.wait, .03)
			check(t, "mean", q.Mean().Seconds(), tt.mean, .03)
			check(t, "utilization", stats.Utilization(), tt.load, .005)
		})
	}
}

func TestMD1(t *testing.T) {
	q := runQueue(t, 1, Unlimited, .9, 2_000_000, Deterministic{1})
	check(t, "mean", q.Mean().Seconds(), 5.5, .03)
	check(t, "p99", q.Quantile(9900).Seconds(), 22.898, .05)
}

// The mean wait by Pollaczek and Khinchine: load (1 + variation) / 2 (1 - load).
func TestMG1(t *testing.T) {
	for _, tt := range []struct {
		name      string
		service   Distribution
		variation float64 // squared coefficient
	}{
		{"Erlang", Erlang{4, 1}, .25},
		{"gamma", Gamma{2, .5}, .5},
		{"hyperexponential", Hyperexponential{.9, .5, 5.5}, 5.5},
		{"log-normal", LogNormalMean(1, 1), math.E - 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := runQueue(t, 1, Unlimited, .7, 1_500_000, tt.service)
			check(t, "mean wait", q.Mean().Seconds()-1, .7*(1+tt.variation)/2/.3, .05)
		})
	}
}

func TestBoundedQueueLosesWhatErlangSays(t *testing.T) {
	for _, tt := range []struct {
		name           string
		servers, limit int
		load           float64
		loss, mean     float64
	}{
		{"M/M/1/10 at load 1", 1, 9, 1, 1. / 11, 5.5},
		{"M/M/4/20 at load 1.1", 4, 16, 1.1, .108322, 0},
		{"M/M/100/100 (Erlang B)", 100, 0, .84064, .01, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := runQueue(t, tt.servers, tt.limit, tt.load, 1_000_000/float64(tt.servers), Exponential{1})
			counts := q.Counts()
			loss := float64(counts.Failed) / float64(counts.All())
			if math.Abs(loss-tt.loss) > .003 {
				t.Errorf("loss %.4f, want %.4f", loss, tt.loss)
			}
			if tt.mean > 0 {
				check(t, "mean sojourn of those accepted", q.Mean().Seconds(), tt.mean, .02)
			}
			if limit := q.Stats().MaxWaiting; limit != tt.limit {
				t.Errorf("the queue reached %d, want %d", limit, tt.limit)
			}
		})
	}
}

func TestStationFailsAndComesBack(t *testing.T) {
	s := &Sim{}
	var done []int32
	st := NewStation(s, 1, Unlimited, func(job int32) { done = append(done, job) })
	st.Arrive(1, 10)
	st.Arrive(2, 10)
	s.At(5, st.Fail)
	s.At(6, func() {
		if !st.Down() || st.Waiting() != 0 || st.Busy() != 0 || st.Arrive(3, 10) {
			t.Error("a failed station holds or takes jobs")
		}
	})
	s.At(8, func() { st.Restore(); st.Slow(3); st.Arrive(4, 10) })
	for s.Step() {
	}
	if fmt.Sprint(done) != "[4]" || s.Now() != 38 {
		t.Errorf("served %v until %d, want [4] until 38", done, s.Now())
	}
	stats := st.Stats()
	if stats.BusyArea != 35 || stats.CapacityArea != 35 || stats.Refused != 1 || stats.Backlogged != 6 {
		t.Errorf("got %+v, want busy 35 of 35, one refused at 6", stats)
	}
}

func TestHotPathDoesNotAllocate(t *testing.T) {
	s := &Sim{}
	st := NewStation(s, 2, Unlimited, func(int32) {})
	draws := Stream(1, "service")
	in := &Arrivals{Sim: s, Stream: Stream(1, "arrivals"), Rate: 1.8, Emit: func() {
		st.Arrive(0, Seconds(Exponential{1}.Sample(draws)))
	}}
	in.Start()
	step := func() {
		for range 10_000 {
			s.Step()
		}
	}
	step() // let queue and ring grow
	if allocs := testing.AllocsPerRun(20, step); allocs > 1 {
		t.Errorf("%v allocations in 10,000 events, want none", allocs)
	}
}

func BenchmarkMM1(b *testing.B) {
	s := &Sim{}
	st := NewStation(s, 1, Unlimited, func(int32) {})
	draws := Stream(1, "service")
	in := &Arrivals{Sim: s, Stream: Stream(1, "arrivals"), Rate: .9, Emit: func() {
		st.Arrive(0, Seconds(Exponential{1}.Sample(draws)))
	}}
	in.Start()
	b.ReportAllocs()
	for b.Loop() {
		s.Step()
	}
	b.ReportMetric(float64(s.Events())/b.Elapsed().Seconds()/1e6, "Mevents/s")
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
