package sim

import (
	"testing"
	"time"
)

// A queueModel is one station under random arrivals, with service times of mean
// one second.
type queueModel struct {
	servers, limit int
	load           float64 // of each server
	service        Distribution
	arrivals       float64 // how many come, about
	seed           uint64
}

// A queueRun is what was measured of a queueModel. Each tally is of one slice of
// the time after the warm-up.
type queueRun struct {
	*Station
	sojourn, wait         *Recorder
	waited, waiting, busy []Tally
}

const queueSlices = 60

// run simulates the model, a tenth of the time or as long as it takes to settle
// as warm-up, and then as long as the last requests take.
func (m queueModel) run(t testing.TB) *queueRun {
	t.Helper()
	s := &Sim{Budget: 1 << 40}
	rate := m.load * float64(m.servers)
	end := Seconds(m.arrivals / rate)
	warmup := end / 10
	if m.limit == Unlimited {
		warmup = max(warmup, Seconds(Settling(m.servers, rate, 1)))
	}
	q := &queueRun{sojourn: NewRecorder(end, warmup, queueSlices), wait: NewRecorder(end, warmup, queueSlices)}
	var arrived []time.Duration
	var free []int32
	q.Station = NewStation(s, m.servers, m.limit, func(job int32) {
		q.sojourn.Served(arrived[job], s.Now())
		free = append(free, job)
	})
	q.Begun = func(job int32) { q.wait.Served(arrived[job], s.Now()) }
	draws := Stream(m.seed, "service")
	in := &Arrivals{Sim: s, Stream: Stream(m.seed, "arrivals"), Rate: rate}
	in.Emit = func() {
		if len(free) == 0 {
			free = append(free, int32(len(arrived)))
			arrived = append(arrived, 0)
		}
		job := free[len(free)-1]
		free = free[:len(free)-1]
		arrived[job] = s.Now()
		if !q.Arrive(job, Seconds(m.service.Sample(draws))) {
			q.sojourn.Failed(s.Now())
			free = append(free, job)
		}
	}
	in.Start()
	q.follow(t, s, end)
	in.Stop()
	// Whoever arrived in time counts with the whole latency.
	if err := s.RunUntil(t.Context(), Forever/2); err != nil {
		t.Fatal(err)
	}
	return q
}

// follow runs slice by slice and takes down what the station measured.
func (q *queueRun) follow(t testing.TB, s *Sim, end time.Duration) {
	var before StationStats
	for i := 1; i <= queueSlices; i++ {
		if err := s.RunUntil(t.Context(), end*time.Duration(i)/queueSlices); err != nil {
			t.Fatal(err)
		}
		now := q.Stats()
		if s.Now() > q.sojourn.Warmup() {
			elapsed := float64(now.Elapsed - before.Elapsed)
			q.waited = append(q.waited, Tally{float64(now.Waited - before.Waited), float64(now.Arrived - before.Arrived)})
			q.waiting = append(q.waiting, Tally{float64(now.WaitingArea - before.WaitingArea), elapsed})
			q.busy = append(q.busy, Tally{float64(now.BusyArea - before.BusyArea), float64(now.CapacityArea - before.CapacityArea)})
		}
		before = now
	}
}

// A figure is one measurement of a run beside what it should be.
type figure struct {
	name      string
	want, got float64
	interval  Interval
	known     bool // that the interval is
}

func (q *queueRun) mean(name string, r *Recorder, want float64) figure {
	i, ok := r.MeanInterval()
	return figure{name, want, r.Mean().Seconds(), Interval{i.Low / 1e9, i.High / 1e9}, ok}
}

func (q *queueRun) quantile(name string, r *Recorder, basisPoints int, want float64) figure {
	i, ok := r.QuantileInterval(basisPoints)
	return figure{name, want, r.Quantile(basisPoints).Seconds(), Interval{i.Low / 1e9, i.High / 1e9}, ok}
}

func (q *queueRun) ratio(name string, tallies []Tally, want float64) figure {
	i, ok := RatioInterval(tallies)
	return figure{name, want, (i.Low + i.High) / 2, i, ok}
}
